from datetime import timedelta

from django.db.models import Prefetch, Q, Sum

from billing import rules
from billing.enums import ChargeState, PaymentState, RefundOrigin, RefundState
from billing.models import Charge, Payment, Refund
from lib import clock

TROUBLES_SHOWN = timedelta(days=90)

_PAYMENTS = Prefetch(
    "payments", Payment.objects.order_by("-pk").prefetch_related("refunds"), to_attr="payments_newest_first"
)


def of_payer(person):
    return Charge.objects.filter(payer=person).select_related("payer", "payee").prefetch_related(_PAYMENTS)


def of_payee(person):
    return Charge.objects.filter(payee=person).select_related("payer", "payee").prefetch_related(_PAYMENTS)


def live_payment(charge) -> Payment | None:
    """The one payment that is under way or received, if any."""
    return next((payment for payment in charge.payments.order_by("-pk") if payment.is_live), None)


def has_money(charge) -> bool:
    """Did the payer send something, or say so?"""
    return charge.payments.filter(state__in=[PaymentState.CONFIRMED, PaymentState.DECLARED]).exists()


def refundable(charge) -> tuple[Payment | None, int]:
    """What was received for it and how much of that has not gone back, nor is on its way back."""
    payment = charge.payments.filter(state=PaymentState.CONFIRMED).first() if charge and charge.is_settled else None
    if payment is None:
        return None, 0
    going = payment.refunds.filter(state__in=rules.OPEN_REFUND).aggregate(sum=Sum("amount_cents", default=0))["sum"]
    return payment, payment.amount_cents - going


def declared_among(charge_pks) -> set[int]:
    """Of which of these charges does the payer say that the money is on its way?"""
    return set(
        Payment.objects.filter(charge__in=charge_pks, state=PaymentState.DECLARED).values_list("charge_id", flat=True)
    )


def payments_to_payee(person):
    return Payment.objects.filter(charge__payee=person).select_related("charge", "charge__payer", "charge__payee")


def waiting_for_payee(person):
    """Payments the payee should look for on the bank account, oldest first."""
    return payments_to_payee(person).filter(state=PaymentState.DECLARED, provider="transfer").order_by("declared_at")


def refunds_of_payee(person):
    return (
        Refund.objects.filter(payment__charge__payee=person)
        .select_related("payment", "payment__charge", "payment__charge__payer")
        .order_by("created_at")
    )


def refunds_to_send(person):
    """Those a person has to send by hand."""
    return refunds_of_payee(person).filter(state=RefundState.PENDING, payment__provider="transfer")


def history_of_payee(person):
    """Charges that somebody acted on, newest first."""
    return of_payee(person).filter(~Q(payments=None) | Q(state=ChargeState.SETTLED)).distinct().order_by("-created_at")


def returns_of(charge):
    """What of the money for it goes back, or has gone; of a dispute that was won nothing is left to say."""
    return (
        Refund.objects.filter(payment__charge=charge)
        .exclude(reason="dispute", state=RefundState.FAILED)
        .select_related("payment")
        .order_by("pk")
    )


def troubles_of_payee(person):
    """Money whose way back needs the payee: refunds a provider refused, disputes that are open or lost. Newest first."""
    return (
        refunds_of_payee(person)
        .filter(
            Q(state=RefundState.FAILED, origin=RefundOrigin.US)
            | Q(reason="dispute", state__in=[RefundState.PENDING, RefundState.DONE])
        )
        .filter(created_at__gt=clock.now() - TROUBLES_SHOWN)
        .order_by("-created_at")
    )

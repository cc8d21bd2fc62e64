"""Sending money back the way it came."""

from django.db import transaction
from django.db.models import Sum

from billing import providers, rules
from billing.actions import ledger
from billing.enums import RefundState
from billing.models import Charge, Payment, Refund
from lib import clock, tasks


def request(payment: Payment, amount_cents: int, *, by, reason: str = "") -> Refund:
    """Some of a received payment goes back. The provider does it after the commit; `transfer` leaves it as a task."""
    with transaction.atomic():
        payment = _locked(payment)
        rules.check_refundable(payment, amount_cents, already=_on_its_way(payment))
        refund = Refund.objects.create(payment=payment, amount_cents=amount_cents, reason=reason, requested_by=by)
        tasks.later("billing.tasks.carry_out_refund", refund.pk)
    return refund


def request_rest(payment: Payment, *, by, reason: str = "") -> Refund | None:
    """All that has not gone back yet. Asking twice sends once."""
    rest = payment.amount_cents - _on_its_way(payment)
    return request(payment, rest, by=by, reason=reason) if rest else None


def _locked(payment: Payment) -> Payment:
    """In the order of locks that holds everywhere: charge, payment."""
    charge = Charge.objects.select_for_update().get(pk=payment.charge_id)
    payment = Payment.objects.select_for_update().get(pk=payment.pk)
    payment.charge = charge
    return payment


def _on_its_way(payment: Payment) -> int:
    return payment.refunds.filter(state__in=rules.OPEN_REFUND).aggregate(sum=Sum("amount_cents", default=0))["sum"]


def carry_out(refund: Refund) -> Refund:
    """Ask the provider. Runs outside of any transaction and may run twice."""
    if refund.state != RefundState.PENDING:
        return refund
    return apply(refund, providers.by_key(refund.payment.provider).refund(refund))


def sent(refund: Refund, *, by) -> Refund:
    """The payee says: I have sent it back."""
    rules.check_is_payee(refund.payment.charge, by=by)
    return apply(refund, RefundState.DONE)


def apply(refund: Refund, state: str) -> Refund:
    with transaction.atomic():
        payment = _locked(refund.payment)
        refund = Refund.objects.select_for_update().get(pk=refund.pk)
        if state == refund.state:
            return refund
        rules.check_step(refund, state)
        refund.state = state
        if state == RefundState.DONE:
            refund.done_at = clock.now()
            payment.refunded_cents += refund.amount_cents
            payment.save(update_fields=["refunded_cents"])
            ledger.accrue(payment)
        refund.save()
    return refund

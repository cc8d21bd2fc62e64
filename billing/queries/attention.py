"""Money that waits for a person of the staff. Nothing here names a client: what counsellors are paid is theirs."""

from datetime import timedelta

from django.db.models import Exists, F, OuterRef, Q

from billing.enums import OPEN_PAYMENT, PaymentState, RefundOrigin, RefundState, VatState
from billing.models import Charge, Payment, ProviderEvent, Refund, TaxProfile
from billing.queries import invoices
from billing.queries.charges import TROUBLES_SHOWN
from lib import clock

UNHEARD = timedelta(hours=2)  # the worker should have asked or listened long ago
HANGING = timedelta(days=1)
WHOSE = ("payment__charge__payee", "payment__charge__payer", "payment__charge__settles")


def charges_to_us():
    """What counsellors owe the operator, paid or not."""
    return Charge.objects.filter(payee=None).select_related("payer")


def refunds_by_us():
    return Refund.objects.filter(payment__charge__payee=None).select_related("payment__charge__payer")


def transfers_to_find():
    """Counsellors say that they have sent these: look at the bank account. The oldest first."""
    declared = Payment.objects.filter(state=PaymentState.DECLARED, provider="transfer", charge__payee=None)
    return declared.select_related("charge__payer").order_by("declared_at")


def refunds_to_send():
    """Those the operator has to send by hand."""
    return refunds_by_us().filter(state=RefundState.PENDING, payment__provider="transfer").order_by("created_at")


def refunds_failed():
    """Refunds a provider refused or lost, as long as the money is still there and nobody tried again; and those it has
    not finished within a day. What counsellors settle with a client in another way is not heard of: it goes off the list
    here when it does on theirs."""
    later = Refund.objects.filter(payment=OuterRef("payment"), pk__gt=OuterRef("pk")).exclude(state=RefundState.FAILED)
    refused = Q(state=RefundState.FAILED, payment__refunded_cents__lt=F("payment__amount_cents")) & ~Exists(later)
    hanging = Q(state=RefundState.PENDING, created_at__lt=clock.now() - HANGING) & ~Q(payment__provider="transfer")
    for_long = Q(payment__charge__payee__isnull=False, created_at__lte=clock.now() - TROUBLES_SHOWN)
    ours = Refund.objects.filter(refused | hanging, origin=RefundOrigin.US).exclude(for_long)
    return ours.select_related(*WHOSE).order_by("-created_at")


def disputes():
    """Banks ask for money back, and the provider waits for an answer."""
    asked = Refund.objects.filter(reason="dispute", origin=RefundOrigin.EXTERNAL, state=RefundState.PENDING)
    return asked.select_related(*WHOSE).order_by("created_at")


def payments_unheard():
    """Begun payments whose provider should have been asked by now."""
    waiting = Payment.objects.filter(state__in=OPEN_PAYMENT, ask_at__lt=clock.now() - UNHEARD)
    return waiting.select_related("charge__payee").order_by("ask_at")


def events_undone():
    """A provider rang, and what it was about could not be looked at."""
    return ProviderEvent.objects.filter(done_at=None, received_at__lt=clock.now() - UNHEARD).order_by("received_at")


def vat_numbers():
    """Well-formed ones that nobody has confirmed."""
    waiting = TaxProfile.objects.filter(vat_state=VatState.UNVERIFIED).exclude(vat_id="")
    return waiting.select_related("counsellor").order_by("changed_at")


def vat_numbers_decided():
    decided = TaxProfile.objects.filter(vat_state__in=[VatState.VALID, VatState.INVALID])
    return decided.select_related("counsellor").order_by("-vat_checked_at")


EVERYTHING = (
    transfers_to_find, refunds_to_send, invoices.to_pay_out, refunds_failed, disputes, payments_unheard, events_undone, vat_numbers,
)  # fmt: skip


def count() -> int:
    return sum(rows().count() for rows in EVERYTHING)

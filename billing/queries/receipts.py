"""Receipts of counsellors for clients: who may have one, and who may see it."""

from django.db.models import Sum

from billing.enums import DocumentType, PaymentState
from billing.models import Charge, Invoice, Payment
from billing.queries import parties


def _written():
    return Invoice.objects.exclude(issuer=None)


def of_charge(charge: Charge):
    """All that was written for it, newest first, for its payer."""
    return _written().filter(payment__charge=charge, recipient=charge.payer).defer("xml", "pdf").order_by("-pk")


def of_counsellor(counsellor):
    return _written().filter(issuer=counsellor).defer("xml", "pdf").order_by("-pk")


def file_for_client(charge: Charge, uid) -> Invoice | None:
    return _written().filter(payment__charge=charge, recipient=charge.payer, uid=uid).first()


def file_for_counsellor(counsellor, uid) -> Invoice | None:
    return _written().filter(issuer=counsellor, uid=uid).first()


def valid(payment: Payment) -> Invoice | None:
    """The one that holds: neither taken back nor replaced."""
    return _written().filter(payment=payment, type=DocumentType.INVOICE, corrected_at=None).first()


def still_stands_for(receipt: Invoice) -> int:
    """Its amount without what credit notes took back."""
    back = receipt.corrections.exclude(issuer=None).aggregate(sum=Sum("gross_cents", default=0))["sum"]
    return receipt.gross_cents - back


def payment_of(charge: Charge) -> Payment | None:
    """The received one, of a charge somebody other than the operator was paid for."""
    if charge.payee_id is None:
        return None
    return charge.payments.filter(state=PaymentState.CONFIRMED).order_by("-pk").first()


def can_be_written(charge: Charge) -> bool:
    """Is there money that stayed, and does the counsellor want receipts to be written?"""
    if not charge.is_settled or charge.payee_id is None:
        return False
    profile = parties.profile_of(charge.payee_id)
    if profile is None or not profile.writes_receipts or parties.missing_of_seller(profile):
        return False
    payment = payment_of(charge)
    return payment is not None and payment.amount_cents > payment.refunded_cents


def has_any(charge: Charge) -> bool:
    """A link to the page of receipts makes sense."""
    return can_be_written(charge) or (charge.payee_id is not None and of_charge(charge).exists())

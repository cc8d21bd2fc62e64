"""What the operator's bookkeeping says about money that counsellors owe."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions import audit
from billing import rules
from billing.actions import payments, refunds
from billing.enums import PaymentState
from billing.models import Charge, Invoice, Payment, Refund
from billing.queries import charges
from lib import clock, ids
from lib.denied import Denied


def book(charge: Charge, *, by) -> Payment:
    """The money is on the operator's account, whether the counsellor said so or not."""
    rules.check_is_payee(charge, by=by)
    if charge.testmode:
        raise Denied("play_money", _("This is a test: no money moves."), status=409)
    payment = charges.live_payment(charge)
    if payment is None or (payment.provider, payment.state) != ("transfer", PaymentState.DECLARED):
        payment = payments.start(charge, "transfer", by=charge.payer)
    payment = payments.confirm(payment, by=by)
    _note("billing.payment_booked", charge, by)
    return payment


def not_found(payment: Payment, *, by) -> Payment:
    """The counsellor said that it was sent, and it is not on the account: they are asked to look again."""
    payment = payments.question(payment, by=by)
    _note("billing.payment_not_found", payment.charge, by)
    return payment


def sent_back(refund: Refund, *, by) -> Refund:
    refund = refunds.sent(refund, by=by)
    _note("billing.refund_sent", refund.payment.charge, by)
    return refund


def paid_out(invoice: Invoice, *, by) -> Invoice:
    """A month came out to the counsellor's favour, and the operator has transferred the amount."""
    if not by.has_perm("billing.change_invoice") or by == invoice.recipient:
        raise Denied("not_yours", _("Only the staff of the operator’s bookkeeping can say this."))
    with transaction.atomic():
        invoice = Invoice.objects.select_for_update(of=("self",)).defer("xml", "pdf").get(pk=invoice.pk)
        if not invoice.is_to_pay_out:
            raise Denied("nothing_due", _("There is nothing to pay here any more."), status=409)
        invoice.paid_out_at = clock.now()
        invoice.save(update_fields=["paid_out_at"])
        audit.record(
            "billing.paid_out", by=by, about=ids.to_text(invoice.recipient.uid), number=invoice.number,
            cents=invoice.gross_cents, currency=invoice.currency,
        )  # fmt: skip
    return invoice


def _note(kind: str, charge: Charge, by) -> None:
    audit.record(kind, by=by, about=ids.to_text(charge.uid), cents=charge.amount_cents, currency=charge.currency)

"""Receipts: what a client has paid a counsellor, written in the counsellor's name and numbers, when the client asks.

The VAT is inside of the price. Money that goes back is noted by a credit note, so that receipts without their credit
notes are always what was kept.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from billing import money
from billing.actions import invoices, locks, numbers
from billing.documents import Line, Party, tax
from billing.enums import DocumentType, PaymentState, RefundState
from billing.models import Invoice, Payment
from billing.queries import parties, plans, receipts
from lib import clock, ids, ratelimit
from lib.denied import Denied

A_DAY = 10


def write(payment: Payment, *, by, name: str = "") -> Invoice:
    """The receipt for what was kept of a payment. Asked again, it is the same one; with another name, one in its place."""
    if by != payment.charge.payer:
        raise Denied("not_payer", _("Only who paid can have a receipt."))
    ratelimit.hit("receipt", ids.to_text(payment.uid), limit=A_DAY, seconds=86_400)
    name = " ".join(name.split())
    with transaction.atomic():
        payment = locks.payment(payment)
        present = _converge(payment)
        is_whole = present and receipts.still_stands_for(present) == _kept(payment)  # a lost dispute may be won
        if is_whole and Party.read(present.buyer).legal_name == name:
            return present
        profile = _profile(payment)
        if present:
            _take_back(present, receipts.still_stands_for(present), is_replaced=True)
        return _write(payment, profile, name)


def converge(payment: Payment) -> Invoice | None:
    """Note money that went back since. Twice is once."""
    with transaction.atomic():
        return _converge(locks.payment(payment))


def _kept(payment: Payment) -> int:
    return payment.amount_cents - payment.refunded_cents if payment.state == PaymentState.CONFIRMED else 0


def _converge(payment: Payment) -> Invoice | None:
    """The receipt that holds, with as much taken back as went back."""
    present = receipts.valid(payment)
    if present is None:
        return None
    too_much = receipts.still_stands_for(present) - _kept(payment)
    if too_much > 0:
        _take_back(present, too_much)
    return None if present.corrected_at else present


def _profile(payment: Payment):
    if _kept(payment) <= 0:
        raise Denied("nothing_kept", _("There is no payment a receipt could be written for."), status=409)
    profile = parties.profile_of(payment.charge.payee)
    if profile is None or not profile.writes_receipts or parties.missing_of_seller(profile):
        raise Denied(
            "no_receipts", _("Your counsellor has no receipts written here. Please ask them for one."), status=409
        )
    return profile


def _write(payment: Payment, profile, name: str) -> Invoice:
    seller = Party.of(profile)
    treatment, gross = tax.inside(seller, profile.rate_bps), _kept(payment)
    line = Line(
        payment.charge.text, money.part(gross, 10_000, 10_000 + treatment.bps), treatment.category, treatment.bps
    )
    day = _day(payment.charge.performed_at or payment.confirmed_at)
    return _issue(
        payment, DocumentType.INVOICE, line, gross, seller=seller, buyer=Party(legal_name=name), period=(day, day),
        paid_on=_day(payment.confirmed_at), language=payment.charge.payer.language,
    )  # fmt: skip


def _take_back(receipt: Invoice, cents: int, *, is_replaced: bool = False) -> None:
    first = receipt.lines.get()
    line = Line(first.text, money.part(cents, 10_000, 10_000 + first.tax_bps), first.tax_category, first.tax_bps)
    if cents == receipts.still_stands_for(receipt):
        receipt.corrected_at = clock.now()
        receipt.save(update_fields=["corrected_at"])
    back = receipt.payment.refunds.filter(state=RefundState.DONE).order_by("-done_at").first()
    _issue(
        receipt.payment, DocumentType.CREDIT_NOTE, line, cents, seller=Party.read(receipt.seller),
        buyer=Party.read(receipt.buyer), period=(receipt.period_first_on, receipt.period_last_on), corrects=receipt,
        paid_on=None if is_replaced or back is None else _day(back.done_at), language=receipt.language,
    )  # fmt: skip


def _issue(payment: Payment, kind: DocumentType, line: Line, gross: int, **more) -> Invoice:
    charge = payment.charge
    series = f"C{charge.payee_id}-{numbers.series_of(plans.today(), testmode=payment.testmode)}"
    return invoices.issue(
        issuer=charge.payee, recipient=charge.payer, series=series, type=kind, lines=[line], currency=payment.currency,
        payment=payment, testmode=payment.testmode, gross_cents=gross, **more,
    )  # fmt: skip


def _day(moment):
    return timezone.localdate(moment, plans.zone())

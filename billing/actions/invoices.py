"""Writing invoices and credit notes. What was issued is never changed: it is taken back by a credit note.

Order of locks: counsellor or invoice, charge, payment; the number series last.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q, Sum
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.actions import audit, notices
from billing import documents, money, months, references, rules
from billing.actions import charges, numbers, refunds
from billing.documents import Document, Line, Party
from billing.enums import ChargeState, DocumentType, PaymentState, RefundState
from billing.models import Charge, Invoice, InvoiceLine, Payment
from billing.queries import drafts, operators, parties, plans
from billing.queries.drafts import Draft
from lib import clock, ids


def issue(
    *, recipient, series: str, type: DocumentType, lines: Sequence[Line], seller: Party, buyer: Party,
    period: tuple[date, date], currency: str, language: str, issuer=None, payment: Payment | None = None,
    corrects: Invoice | None = None, due_on: date | None = None, notes: Sequence[str] = (), testmode: bool = False,
    **printed,
) -> Invoice:  # fmt: skip
    """Write a document and store it, with the next number of its series, in one transaction.

    Of the operator to a counsellor, or (`issuer`) of a counsellor to a client. `printed` goes into the document alone:
    the account, what was paid. Stores all of it or nothing.
    """
    sums = documents.totals(lines, printed.get("gross_cents"))
    with transaction.atomic():
        issued_on = plans.today()
        seq = numbers.take(series)  # late, because everybody else waits for it from here on
        number = numbers.written(series, seq)
        xml, pdf = documents.render(
            Document(
                number=number, type=type, issued_on=issued_on, period=period, seller=seller, buyer=buyer,
                currency=currency, lines=tuple(lines), language=language, due_on=due_on, notes=tuple(notes),
                testmode=testmode, corrects=corrects.number if corrects else "",
                corrects_on=corrects.issued_on if corrects else None,
                reference=references.of_invoice(number) if printed.get("iban") else "", **printed,
            )
        )  # fmt: skip
        invoice = Invoice.objects.create(
            issuer=issuer, recipient=recipient, series=series, seq=seq, number=number, type=type, corrects=corrects,
            payment=payment, seller=seller.as_json(), buyer=buyer.as_json(), language=language, currency=currency,
            issued_on=issued_on, period_first_on=period[0], period_last_on=period[1], due_on=due_on,
            net_cents=sums.net_cents, tax_cents=sums.tax_cents, gross_cents=sums.gross_cents, notes=list(notes),
            testmode=testmode, xml=xml, pdf=pdf,
        )  # fmt: skip
        InvoiceLine.objects.bulk_create(
            InvoiceLine(
                invoice=invoice, position=position, text=line.text, net_cents=line.net_cents,
                tax_category=line.category, tax_bps=line.bps,
            ) for position, line in enumerate(lines, 1)
        )  # fmt: skip
    return invoice


def issue_draft(draft: Draft, *, by=None) -> Invoice:
    """Have what a month came to become a document, with what is owed for it. Called under the counsellor's lock."""
    if draft.hindrance:
        raise draft.hindrance
    invoice = _ours(
        recipient=draft.counsellor, type=draft.type, lines=draft.lines, seller=draft.seller, buyer=draft.buyer,
        month=draft.month, currency=draft.currency, language=draft.counsellor.language, testmode=draft.testmode, by=by,
    )  # fmt: skip
    owe(invoice, by=by)
    _tell(invoice)
    return invoice


def correct(invoice: Invoice, *, by) -> Invoice:
    """Take an invoice back by a credit note and issue it anew, with the names and addresses of today.

    The lines stay as they were; the VAT may be another one. What was paid, or is under way, counts for the new one.
    """
    documents.prepare()
    with transaction.atomic():
        invoice = _locked(invoice)
        operator, profile = operators.details(), parties.profile_of(invoice.recipient)
        seller, buyer, treatment, hindrance = drafts.parties_on(invoice.period_last_on, operator, profile)
        if hindrance:
            raise hindrance
        lines = tuple(invoice.lines.order_by("position"))
        anew = [Line(line.text, line.net_cents, treatment.category, treatment.bps) for line in lines]
        rules.check_correctable(invoice, seller=seller.as_json(), buyer=buyer.as_json())
        if documents.totals(anew).gross_cents != invoice.gross_cents:
            rules.check_nothing_under_way(invoice.charge)
        same = {
            "recipient": invoice.recipient, "month": invoice.period_first_on, "currency": invoice.currency,
            "testmode": invoice.testmode, "by": by,
        }  # fmt: skip
        credit = _ours(
            type=DocumentType.CREDIT_NOTE, corrects=invoice, language=invoice.language,
            lines=[Line(line.text, line.net_cents, line.tax_category, line.tax_bps) for line in lines],
            seller=Party.read(invoice.seller), buyer=Party.read(invoice.buyer), **same,
        )  # fmt: skip
        charge, invoice.charge, invoice.corrected_at = invoice.charge, None, clock.now()
        invoice.save(update_fields=["charge", "corrected_at"])
        language = invoice.recipient.language
        successor = _ours(
            type=DocumentType.INVOICE, lines=anew, seller=seller, buyer=buyer, language=language,
            notes=_replacing(invoice, credit, language), paid=list(_received(invoice)), **same,
        )  # fmt: skip
        _hand_over(charge, invoice, successor)
        owe(successor, by=by)
        audit.record("billing.invoice_corrected", by=by, about=ids.to_text(invoice.uid), successor=successor.number)
        _tell(successor)
    return successor


def owe(invoice: Invoice, *, by=None) -> Charge | None:
    """Bring what is still to be paid for an invoice to what it has to be now: its amount without what was kept of the
    payments so far. However often it is called, the sum is the same. Called under the invoice's lock, or as it is issued.
    """
    if invoice.is_credit_note or invoice.corrected_at:
        return None
    rest = invoice.gross_cents - _send_back_too_much(invoice, by=by)
    open_charge = invoice.charge if invoice.charge and invoice.charge.is_open else None
    if open_charge and open_charge.amount_cents == rest:
        return open_charge
    if open_charge:
        charges.cancel(open_charge, by=by or invoice.recipient)
    if rest <= 0:
        if open_charge:
            invoice.charge = invoice.charges.filter(state=ChargeState.SETTLED).order_by("-pk").first()
            invoice.save(update_fields=["charge"])
        return None
    invoice.charge = _charge(invoice, rest, by=by)
    invoice.save(update_fields=["charge"])
    return invoice.charge


def owe_again(invoice: Invoice) -> Charge | None:
    """A bank took a payment back, or some of it went back by hand: that much is owed again, and its reader is told."""
    with transaction.atomic():
        invoice = _locked(invoice)
        before = invoice.charge_id
        charge = owe(invoice)
        if charge and charge.pk != before:
            audit.record(
                "billing.invoice_owed_again", by=None, about=ids.to_text(invoice.uid), cents=charge.amount_cents
            )
            if not invoice.testmode:
                notices.tell(invoice.recipient, "billing.owed_again", key=f"owed:{charge.pk}")
    return charge


def returned() -> list[Invoice]:
    """Those of which money went back, or is there again, so that `owe_again` should look."""
    moved = Q(charges__payments__state=PaymentState.CONFIRMED, charges__payments__refunds__isnull=False)
    looked = Invoice.objects.filter(moved, issuer=None, corrected_at=None).defer("xml", "pdf").select_related("charge")
    return [invoice for invoice in looked.distinct() if _is_owed_otherwise(invoice)]


def _is_owed_otherwise(invoice: Invoice) -> bool:
    still = invoice.charge.amount_cents if invoice.charge and invoice.charge.is_open else 0
    kept, back = _weighed(invoice)
    if max(invoice.gross_cents - kept, 0) != still:
        return True
    # too much; where sending it back failed once, a person looks
    return any(
        not payment.refunds.filter(state=RefundState.FAILED, reason="corrected").exists() for payment, _cents in back
    )


def _replacing(invoice: Invoice, credit: Invoice, language: str) -> list[str]:
    """What is said on the successor. With a part paid there is no account on it: the page says how much is left."""
    paid = sum(_stays(payment) for payment in _received(invoice))
    with translation.override(language):
        notes = [_("This invoice replaces %(invoice)s, which credit note %(credit)s takes back.")]
        if paid:
            notes.append(_("%(amount)s were paid for it already and count for this one."))
    words = {
        "invoice": invoice.number,
        "credit": credit.number,
        "amount": money.exact(paid, invoice.currency, language),
    }
    return [note % words for note in notes]


def _ours(*, recipient, type, lines, month, by, testmode, paid: Sequence[Payment] = (), **more) -> Invoice:
    """A document of the operator's for a month. `paid`: what was received for it already."""
    operator, owed = operators.details(), documents.totals(lines).gross_cents
    due_on, printed = None, {}
    if type == DocumentType.INVOICE and owed:
        due_on = plans.today() + timedelta(days=operator.due_days)
        kept = sum(map(_stays, paid))
        if kept >= owed:
            printed = {"paid_on": timezone.localdate(paid[-1].confirmed_at, plans.zone())}
        elif not kept and not testmode:
            printed = {"holder": operator.holder, "iban": operator.iban, "bic": operator.bic}
    invoice = issue(
        recipient=recipient, type=type, lines=lines, period=(month, months.last_day(month)), due_on=due_on,
        testmode=testmode, series=numbers.series_of(plans.today(), testmode=testmode), **printed, **more,
    )  # fmt: skip
    audit.record("billing.invoice_issued", by=by, about=ids.to_text(invoice.uid), number=invoice.number)
    return invoice


def _charge(invoice: Invoice, cents: int, *, by) -> Charge:
    charge = charges.open(
        payer=invoice.recipient, payee=None, amount_cents=cents, currency=invoice.currency, testmode=invoice.testmode,
        text=_words(invoice), return_path=_path(invoice), by=by or invoice.recipient, commissioned=False,
    )  # fmt: skip
    charge.settles = invoice
    charge.save(update_fields=["settles"])
    return charge


def _words(invoice: Invoice) -> str:
    with translation.override(invoice.language):
        return _("Invoice %(number)s") % {"number": invoice.number}


def _path(invoice: Invoice) -> str:
    return reverse("invoice", args=[invoice.uid])


def _hand_over(charge: Charge | None, invoice: Invoice, successor: Invoice) -> None:
    """What was paid for the one counts for the other."""
    invoice.charges.update(settles=successor, return_path=_path(successor))
    if charge:
        Charge.objects.filter(pk=charge.pk, state=ChargeState.OPEN).update(text=_words(successor))
        charge.refresh_from_db()
        successor.charge = charge
        successor.save(update_fields=["charge"])


def _send_back_too_much(invoice: Invoice, *, by) -> int:
    """What was received for it and stays, after what is more than its amount was sent on its way back."""
    kept, back = _weighed(invoice)
    for payment, cents in back:
        refunds.request(payment, cents, by=by, reason="corrected")
    return kept


def _weighed(invoice: Invoice) -> tuple[int, list[tuple[Payment, int]]]:
    """What is kept for it in the end, and how much of which payment has to go back for that."""
    kept, back = 0, []
    for payment in _received(invoice):
        stays = _stays(payment)
        if (too_much := min(kept + stays - invoice.gross_cents, refunds.sendable(payment))) > 0:
            back.append((payment, too_much))
            stays -= too_much
        kept += stays
    return kept, back


def _received(invoice: Invoice):
    return (
        Payment.objects.filter(charge__settles=invoice, state=PaymentState.CONFIRMED)
        .select_related("charge")
        .order_by("pk")
    )


def _stays(payment: Payment) -> int:
    """Without what went back or is on its way. What a bank asks for stays until it has decided."""
    going = payment.refunds.filter(state__in=rules.OPEN_REFUND).exclude(reason="dispute", state=RefundState.PENDING)
    going = going.aggregate(sum=Sum("amount_cents", default=0))["sum"]
    return payment.amount_cents - max(going, payment.refunded_cents)


def _tell(invoice: Invoice) -> None:
    """In earnest only: nobody gets mail about play money."""
    if not invoice.testmode:
        notices.tell(invoice.recipient, "billing.invoice", key=f"invoice:{ids.to_text(invoice.uid)}")
        invoice.sent_at = clock.now()
        invoice.save(update_fields=["sent_at"])


def _locked(invoice: Invoice) -> Invoice:
    """With its charges, so that nobody pays while it is decided what is to be paid."""
    locked = Invoice.objects.select_for_update(of=("self",), no_key=True).select_related("recipient").get(pk=invoice.pk)
    rows = {charge.pk: charge for charge in Charge.objects.select_for_update().filter(settles=locked).order_by("pk")}
    locked.charge = rows.get(locked.charge_id)
    return locked

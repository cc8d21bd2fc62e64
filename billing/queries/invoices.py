"""Invoices as their reader may see them, and who owes what."""

from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Q, Sum

from accounts.rules import login_key
from billing import documents
from billing.documents import Line, Totals
from billing.enums import ChargeState, DocumentType, PaymentState
from billing.models import Invoice, LedgerEntry, Payment
from billing.queries import plans

SUSPENDED_AFTER = timedelta(days=30)


def written_by_us():
    """All the operator has written, newest first, without the files. `is_under_way`: a transfer was sent, says the payer."""
    under_way = Payment.objects.filter(charge=OuterRef("charge"), state=PaymentState.DECLARED)
    return (
        Invoice.objects.filter(issuer=None)
        .defer("xml", "pdf", "corrects__xml", "corrects__pdf")
        .select_related("charge", "corrects", "recipient")
        .annotate(is_under_way=Exists(under_way))
    )


def of(person):
    """What a counsellor has received from the operator."""
    return written_by_us().filter(recipient=person)


def with_files():
    return Invoice.objects.filter(issuer=None)


def to_pay(invoices=None):
    """Those for which something is still owed."""
    invoices = written_by_us() if invoices is None else invoices
    return invoices.filter(corrected_at=None, charge__state=ChargeState.OPEN)


def overdue(days: int = 0) -> list[Invoice]:
    """In earnest, past their day by more than `days`, oldest first. A transfer that is under way is no delay."""
    return [invoice for invoice in _late(days) if _is_late(invoice, days)]


def is_suspended(counsellor) -> bool:
    """Has this counsellor left an invoice unpaid for 30 days and more? Then nothing new can be booked, no more."""
    days = SUSPENDED_AFTER.days - 1
    return any(_is_late(invoice, days) for invoice in _late(days).filter(recipient=counsellor))


def _late(days: int):
    day = plans.today() - timedelta(days=days)
    return to_pay().filter(testmode=False, due_on__lt=day).filter(is_under_way=False).order_by("due_on", "pk")


def _is_late(invoice: Invoice, days: int) -> bool:
    return (plans.today() - invoice.to_pay_until).days > days


def entries_of(invoice: Invoice):
    """The entries of the ledger behind its lines. A successor has those of the document it replaces."""
    return (
        LedgerEntry.objects.filter(
            invoice__issuer=None, invoice__recipient=invoice.recipient_id, invoice__currency=invoice.currency,
            invoice__testmode=invoice.testmode, invoice__period_first_on=invoice.period_first_on,
        ).select_related("payment", "subscription__price__plan").order_by("on", "pk")
    )  # fmt: skip


def lines_with_entries(invoice: Invoice) -> list[tuple]:
    """Each line with the entry of the ledger it was made from. What takes an invoice back has lines alone."""
    lines = list(invoice.lines.all())
    entries = [] if invoice.corrects_id else list(entries_of(invoice))
    return list(zip(lines, entries if len(entries) == len(lines) else [None] * len(lines), strict=True))


def totals_of(invoice: Invoice) -> Totals:
    """The sums as printed, from the lines as stored."""
    return documents.totals(Line(row.text, row.net_cents, row.tax_category, row.tax_bps) for row in invoice.lines.all())


STATES = ("open", "late", "paid", "taken_back", "credit", "test")


def in_state(state: str):
    """Those the operator's staff look for; anything else is all of them, play money too."""
    all_of_them = written_by_us()
    real = all_of_them.filter(testmode=False)
    match state:
        case "open":
            return to_pay(real)
        case "late":
            return real.filter(pk__in=[invoice.pk for invoice in overdue()])
        case "paid":
            return real.filter(charge__state=ChargeState.SETTLED, corrected_at=None)
        case "taken_back":
            return real.filter(corrected_at__isnull=False)
        case "credit":
            return real.filter(type=DocumentType.CREDIT_NOTE)
        case "test":
            return all_of_them.filter(testmode=True)
    return all_of_them


def search(found, words: str):
    """By number, by the reference of a transfer (the one on the invoice or that of a payment), by counsellor."""
    plain = "".join(words.split()).upper()
    if plain.startswith("RF"):
        printed = f"{plain[4:8]}-{plain[8:]}"
        by_payment = Exists(Payment.objects.filter(charge__settles=OuterRef("pk"), reference=plain))
        return found.filter(Q(number=printed) | by_payment)
    by_name = Q(recipient__display_name__icontains=words) | Q(recipient__login_key=login_key(words[:30]))
    return found.filter(Q(number__icontains=plain) | by_name)


def to_pay_out():
    """Credit notes of months that came out to the counsellor's favour, and the money is not sent. The oldest first."""
    return written_by_us().filter(
        type=DocumentType.CREDIT_NOTE, corrects=None, testmode=False, paid_out_at=None, gross_cents__gt=0
    ).order_by("issued_on", "pk")  # fmt: skip


def open_sums(found) -> list[tuple[str, int, int]]:
    """Currency, what is still to be paid, and how many invoices that is."""
    rows = found.order_by().values_list("currency").annotate(cents=Sum("charge__amount_cents"), count=Count("pk"))
    return sorted(rows)

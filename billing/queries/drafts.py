"""What would stand on the invoices of a month, before anything is written: entries that are in no invoice yet."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.translation import gettext as _

from billing import documents, months
from billing.documents import Line, Party, Totals, tax
from billing.enums import DocumentType, TaxCategory
from billing.models import Invoice, LedgerEntry
from billing.queries import operators, parties
from lib.denied import Denied


@dataclass(frozen=True)
class Draft:
    """One document of one counsellor, month, currency and kind of money. A credit note has positive amounts."""

    counsellor: object
    currency: str
    testmode: bool
    month: date
    entries: tuple[LedgerEntry, ...]
    seller: Party
    buyer: Party
    treatment: tax.Treatment | None  # None: not known yet, see `hindrance`
    hindrance: Denied | None  # why it cannot be issued now

    @property
    def net_cents(self) -> int:
        """Signed: negative is to the counsellor's favour."""
        return sum(entry.net_cents for entry in self.entries)

    @property
    def type(self) -> DocumentType:
        return DocumentType.CREDIT_NOTE if self.net_cents < 0 else DocumentType.INVOICE

    @property
    def is_credit_note(self) -> bool:
        return self.type == DocumentType.CREDIT_NOTE

    @property
    def lines(self) -> tuple[Line, ...]:
        sign = -1 if self.is_credit_note else 1
        treatment = self.treatment or tax.Treatment("", 0)
        return tuple(
            Line(entry.text, sign * entry.net_cents, treatment.category, treatment.bps) for entry in self.entries
        )

    @property
    def totals(self) -> Totals | None:
        return documents.totals(self.lines) if self.treatment else None


def of_month(month: date, *, counsellor=None) -> list[Draft]:
    """Of all counsellors, or of one. What was left over from earlier months is in it; a month issued is not."""
    entries = (
        LedgerEntry.objects.filter(invoice=None, on__lt=months.following(month))
        .select_related("counsellor__tax_profile", "payment", "subscription__price__plan")
        .order_by("counsellor", "currency", "testmode", "on", "pk")
    )
    issued = standing(month)
    if counsellor is not None:
        entries, issued = entries.filter(counsellor=counsellor), issued.filter(recipient=counsellor)
    done = set(issued.values_list("recipient", "currency", "testmode"))
    if not (groups := [(key, tuple(rows)) for key, rows in groupby(entries, _key) if key not in done]):
        return []
    seller = operators.details()
    return [_draft(month, rows, seller) for _key_, rows in groups]


def standing(month: date):
    """The invoices of the month that count: written by the operator and not taken back."""
    return Invoice.objects.filter(issuer=None, corrects=None, corrected_at=None, period_first_on=month)


def _key(entry: LedgerEntry):
    return entry.counsellor_id, entry.currency, entry.testmode


def _draft(month, entries, operator) -> Draft:
    counsellor = entries[0].counsellor
    profile = getattr(counsellor, "tax_profile", None)
    seller, buyer, treatment, hindrance = parties_on(months.last_day(month), operator, profile)
    return Draft(
        counsellor, entries[0].currency, entries[0].testmode, month, entries, seller, buyer, treatment, hindrance
    )


def parties_on(day: date, operator, profile) -> tuple[Party, Party, tax.Treatment | None, Denied | None]:
    """Both parties as they are now, and the VAT between them on a day; or why that cannot be said yet."""
    seller, buyer = (Party.of(row) if row else Party() for row in (operator, profile))
    try:
        check_operator(operator)
        check_buyer(profile)
        treatment = tax.of(seller, buyer, day)
        if (
            treatment.category == TaxCategory.REVERSE_CHARGE and not seller.vat_id
        ):  # both have to stand there (BR-AE-02)
            raise _seller_incomplete(operators.called(["vat_id"]))
        return seller, buyer, treatment, None
    except Denied as hindrance:
        return seller, buyer, None, hindrance


def check_operator(operator) -> None:
    if missing := operators.missing(operator):
        raise _seller_incomplete(missing)


def _seller_incomplete(missing: list[str]) -> Denied:
    return Denied(
        "seller_incomplete",
        _("Invoices cannot be written yet: in “operator on invoices” this is missing: %(fields)s. Nothing is lost: "
          "what is owed goes on the first invoice after that.") % {"fields": ", ".join(missing)},
        status=409,
    )  # fmt: skip


def check_buyer(profile) -> None:
    if missing := parties.missing_of_buyer(profile):
        raise Denied(
            "buyer_incomplete",
            _("The address for invoices is not complete, this is missing: %(fields)s.")
            % {"fields": ", ".join(missing)},
            status=409,
        )

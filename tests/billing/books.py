"""For tests of invoices: an operator who may write them, counsellors with an address, entries without a history."""

from wagtail.models import Site

from billing.enums import EntryKind
from billing.models import LedgerEntry, OperatorDetails, TaxProfile
from billing.queries import plans

ADDRESS = {"street": "Gasse 1", "postcode": "1010", "city": "Wien", "country": "AT"}


def operator(**more) -> OperatorDetails:
    details = ADDRESS | {
        "legal_name": "Sprechraum Betrieb GmbH", "vat_id": "ATU12345675", "holder": "Sprechraum", "iban": "AT611904300234573201",
        "email": "billing@example.org",
    }  # fmt: skip
    found, _is_new = OperatorDetails.objects.update_or_create(
        site=Site.objects.get(is_default_site=True), defaults=details | more
    )
    return found


def address(counsellor, **more) -> TaxProfile:
    defaults = ADDRESS | {"legal_name": counsellor.username.title()} | more
    found, _is_new = TaxProfile.objects.update_or_create(counsellor=counsellor, defaults=defaults)
    return found


def owes(counsellor, cents: int, *, on=None, currency="EUR", testmode=False, text="A line") -> LedgerEntry:
    return LedgerEntry.objects.create(
        counsellor=counsellor, kind=EntryKind.ADJUSTMENT, net_cents=cents, currency=currency, text=text,
        on=on or plans.today(), testmode=testmode,
    )  # fmt: skip


def cheap(monkeypatch) -> list:
    """Documents as a few bytes: writing real ones is slow and tested by itself. Returns what was written."""
    written = []

    def render(document):
        written.append(document)
        return f"xml {document.number}".encode(), f"pdf {document.number}".encode()

    monkeypatch.setattr("billing.documents.render", render)
    return written

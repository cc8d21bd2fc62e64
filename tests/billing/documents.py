"""Documents of every kind there is, for the tests of XML and PDF."""

from dataclasses import replace
from datetime import date

from billing.documents import Document, Line, Party
from billing.enums import DocumentType, Regime, VatState

PORTAL = Party(
    legal_name="Sprechraum Betrieb GmbH", street="Ringstraße 1", postcode="1010", city="Wien", country="AT",
    vat_id="ATU13585627", tax_number="12 345/6789", register_number="FN 123456 a", email="invoices@portal.example",
)  # fmt: skip
PRACTICE = Party(
    legal_name="Praxis Anna Lindner", street="Gartengasse 2/5", postcode="1020", city="Wien", country="AT",
    email="anna@practice.example", identifier="C17",
)  # fmt: skip
GERMAN = replace(
    PRACTICE, country="DE", postcode="10115", city="Berlin", vat_id="DE136695976", vat_state=VatState.VALID.value
)
SWISS = replace(PRACTICE, country="CH", postcode="8001", city="Zürich")
SMALL = replace(PORTAL, regime=Regime.SMALL.value, vat_id="", register_number="")
HEALER = Party(
    legal_name="Dr. Anna Lindner", street="Gartengasse 2/5", postcode="1020", city="Wien", country="AT",
    tax_number="98 765/4321", regime=Regime.MEDICAL.value, identifier="C17",
)  # fmt: skip


def lines(*nets, category="S", bps=2000, text="15 % of €{:.2f}, paid on {} November, reference RF18 5390"):
    return tuple(Line(text.format(net / 15, 2 + number % 28), net, category, bps) for number, net in enumerate(nets, 1))


PLAIN = Document(
    number="2026-00042",
    type=DocumentType.INVOICE,
    issued_on=date(2026, 12, 1),
    due_on=date(2026, 12, 15),
    period=(date(2026, 11, 1), date(2026, 11, 30)),
    seller=PORTAL,
    buyer=PRACTICE,
    currency="EUR",
    lines=lines(1200, 1199),
    language="en",
    reference="RF1820260042",
    holder="Sprechraum Betrieb GmbH",
    iban="AT611904300234573201",
    bic="BKAUATWW",
)
RECEIPT = replace(
    PLAIN, number="C17-2026-00003", seller=HEALER, buyer=Party(), issued_on=date(2026, 11, 3), due_on=None,
    period=(date(2026, 11, 3), date(2026, 11, 3)), paid_on=date(2026, 11, 3), reference="", iban="", holder="", bic="",
    lines=(Line("Consultation", 8000, "E", 0),), gross_cents=8000,
)  # fmt: skip

VARIANTS = {
    "standard": PLAIN,
    "reverse charge": replace(PLAIN, buyer=GERMAN, lines=lines(1200, 1199, category="AE", bps=0)),
    "small business": replace(PLAIN, seller=SMALL, lines=lines(1200, 1199, category="E", bps=0)),
    "outside the EU": replace(
        PLAIN, buyer=SWISS, currency="CHF", lines=lines(1200, 1199, category="O", bps=0), reference=""
    ),
    "credit note": replace(
        PLAIN, type=DocumentType.CREDIT_NOTE, number="2026-00043", corrects="2026-00042",
        corrects_on=date(2026, 12, 1), issued_on=date(2026, 12, 9), due_on=None,
    ),
    "month to the counsellor's favour": replace(
        PLAIN, type=DocumentType.CREDIT_NOTE, number="2026-00044", due_on=None, lines=lines(2400, -1199)
    ),
    "mixed with negative lines": replace(PLAIN, lines=lines(1200, 1199, -600)),
    "zero": replace(PLAIN, lines=lines(1200, -1200)),
    "plan and share": replace(
        PLAIN, lines=(Line("Basic PLUS, 1 November to 30 November 2026", 1900, "S", 2000), *lines(800, 790))
    ),
    "several months": replace(
        PLAIN, period=(date(2026, 9, 1), date(2026, 11, 30)),
        lines=(*lines(1200), Line("Refund of 12 October: 15 % of €80.00", -1200, "S", 2000), *lines(1199, 1201)),
    ),
    "two rates": replace(PLAIN, lines=(*lines(1200), Line("Correction of October 2023", 500, "S", 1000))),
    "Finland, half a percent": replace(PLAIN, lines=lines(1200, 1199, bps=2550)),
    "many lines": replace(PLAIN, lines=lines(*(1200 + number for number in range(64)))),
    "medical receipt": RECEIPT,
    "receipt with VAT": replace(
        RECEIPT, seller=replace(HEALER, regime=Regime.STANDARD.value),
        buyer=Party(legal_name="Ariane Söğüt-Łukasiewicz"), lines=(Line("Consultation", 6668, "S", 2000),),
        gross_cents=8001,
    ),
    "receipt taken back": replace(
        RECEIPT, type=DocumentType.CREDIT_NOTE, number="C17-2026-00004", corrects="C17-2026-00003",
        corrects_on=date(2026, 11, 3), lines=(Line("Consultation", 3000, "E", 0),), gross_cents=3000,
    ),
    "test": replace(PLAIN, number="TEST-2026-00001", testmode=True),
}  # fmt: skip

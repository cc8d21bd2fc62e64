"""A document as it is to be written: who to whom, for which days, which lines. Everything that is printed is in here."""

from dataclasses import asdict, dataclass, fields
from datetime import date

from billing.enums import DocumentType, Regime, VatState


@dataclass(frozen=True)
class Party:
    """Seller or buyer. `as_json()` is what an invoice stores of one, `read()` gets it back."""

    legal_name: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    country: str = ""
    vat_id: str = ""
    tax_number: str = ""
    regime: str = Regime.STANDARD.value
    vat_state: str = VatState.NONE.value
    register_number: str = ""
    email: str = ""
    identifier: str = ""  # the number the seller knows the buyer by; of a seller: the one the portal knows it by

    @classmethod
    def of(cls, row) -> "Party":
        """Of `OperatorDetails` or a `TaxProfile`, as they are now."""
        found = {field.name: str(getattr(row, field.name, field.default)) for field in fields(cls)}
        counsellor = getattr(row, "counsellor_id", None)
        return cls(**found | ({"identifier": f"C{counsellor}"} if counsellor else {}))

    @classmethod
    def read(cls, stored: dict) -> "Party":
        known = {field.name for field in fields(cls)}
        return cls(**{key: value for key, value in stored.items() if key in known})

    def as_json(self) -> dict:
        return {key: str(value) for key, value in asdict(self).items()}


@dataclass(frozen=True)
class Line:
    text: str
    net_cents: int
    category: str  # of TaxCategory
    bps: int


@dataclass(frozen=True)
class Group:
    """The lines of one category and rate together, as VAT is computed."""

    category: str
    bps: int
    net_cents: int
    tax_cents: int


@dataclass(frozen=True)
class Totals:
    net_cents: int
    tax_cents: int
    gross_cents: int
    groups: tuple[Group, ...]


@dataclass(frozen=True, kw_only=True)
class Document:
    number: str
    type: int  # of DocumentType; a credit note has positive amounts
    issued_on: date
    period: tuple[date, date]  # first and last day
    seller: Party
    buyer: Party
    currency: str
    lines: tuple[Line, ...]
    language: str  # of the reader; legal notes are in the seller's wording all the same
    due_on: date | None = None
    corrects: str = ""  # the number of the document a credit note takes back
    corrects_on: date | None = None
    notes: tuple[str, ...] = ()
    reference: str = ""  # ISO 11649, what the payer writes on a transfer
    holder: str = ""
    iban: str = ""
    bic: str = ""
    testmode: bool = False
    paid_on: date | None = None  # of a receipt: nothing is due any more
    gross_cents: int | None = None  # of a receipt: what was paid, the VAT is inside; else VAT is added to the lines

    @property
    def is_credit_note(self) -> bool:
        return self.type == DocumentType.CREDIT_NOTE

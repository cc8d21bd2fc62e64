"""The document as people read it: one calm page when it is short, a running header when it is long. PDF/A-3."""

from calendar import monthrange
from datetime import UTC, datetime, time
from decimal import Decimal
from functools import cache
from pathlib import Path

from babel import Locale
from babel.numbers import format_currency, format_decimal
from fontTools.ttLib import TTFont
from fpdf import FPDF
from fpdf.enums import MethodReturnValue, XPos, YPos
from segno import helpers
from stdnum import iban, iso11649

from billing import money
from billing.documents import tax, xmp
from billing.documents.data import Document, Party
from billing.documents.totals import totals
from billing.documents.words import words
from lib import formats

FONTS = Path(__file__).parent / "fonts"
FACE, FALLBACK = "atkinson", "dejavu"
PRODUCER = "fpdf2"

TEXT, MUTED, RULE, BRAND, SOFT, PALE = (
    (31, 42, 46), (81, 96, 95), (214, 209, 199), (31, 95, 99), (241, 246, 245), (240, 236, 230),
)  # fmt: skip
LEFT, RIGHT, TOP = 22, 190, 24  # mm from the left edge and from the top
META = 124  # where number, date and so on stand
BOTTOM = 258  # below is the foot
LINE = 5.2
NUMBERS, AMOUNTS, RATES = 10, 30, 18  # widths of columns


def write(document: Document, xml: bytes) -> bytes:
    paper = Paper(document)
    paper.add_page()
    _letterhead(paper)
    _table(paper)
    _totals(paper)
    _notes(paper)
    _payment(paper)
    moment = datetime.combine(document.issued_on, time(12), UTC)
    paper.set_creation_date(moment)
    paper.set_xmp_metadata(
        xmp.packet(title=paper.title_words, author=paper.clean(document.seller.legal_name), language=paper.language,
                   moment=moment, producer=PRODUCER)
    )  # fmt: skip
    paper.embed_file(
        bytes=xml, basename=xmp.XML_NAME, mime_type="text/xml", associated_file_relationship="Alternative",
        modification_date=moment, creation_date=moment, desc="EN 16931", compress=True,
    )  # fmt: skip
    return bytes(paper.output())


class Paper(FPDF):
    def __init__(self, document: Document):
        super().__init__(enforce_compliance="PDF/A-3B")
        self.document, self.words = document, words(document.language)
        self.language = formats.locale(document.language).language
        self.sums = totals(document.lines, document.gross_cents)
        kind = self.words["credit_note" if document.is_credit_note else "invoice"]
        self.title_words = f"{kind} {document.number}"
        self.add_font(FACE, "", FONTS / "atkinson-next-regular.ttf")
        self.add_font(FACE, "B", FONTS / "atkinson-next-bold.ttf")
        self.add_font(FALLBACK, "", FONTS / "dejavu-sans.ttf")
        self.set_fallback_fonts([FALLBACK], exact_match=False)
        self.set_auto_page_break(False)
        self.set_margin(0)
        self.c_margin = 0
        self.set_lang(self.language)
        self.set_title(self.title_words)
        self.set_author(self.clean(document.seller.legal_name))
        self.set_producer(PRODUCER)

    # what every page has

    def header(self):
        if self.document.testmode:
            self._watermark()
        if self.page_no() > 1:
            self.pen(8.5, MUTED)
            self.put(LEFT, 13, self.words["continued"].format(title=self.title_words))
            self.put(LEFT, 13, self.document.seller.legal_name, width=RIGHT - LEFT, align="R")
            self.rule(19)
            self.set_y(TOP)

    def footer(self):
        seller, say = self.document.seller, self.words
        columns = [
            [seller.legal_name, seller.street, _town(seller)],
            [
                seller.vat_id and f"{say['vat_number']} {seller.vat_id}",
                seller.tax_number and f"{say['tax_number']} {seller.tax_number}",
                seller.register_number and f"{say['register']} {seller.register_number}",
            ],
            [seller.email, say["page"].format(page=self.page_no(), pages=self.str_alias_nb_pages)],
        ]
        self.rule(BOTTOM + 8)
        self.pen(8, MUTED)
        for column, x in zip(columns, (LEFT, 82, 142), strict=True):
            for row, text in enumerate(filter(None, column)):
                self.put(x, BOTTOM + 10.5 + row * 4.2, self.fit(text, 58 if x < 142 else RIGHT - 142))

    def _watermark(self):
        with self.local_context(), self.rotation(52, 105, 160):
            self.set_font(FACE, "B", 150)
            self.set_text_color(*PALE)
            self.set_xy(0, 140)
            self.cell(w=210, h=40, text=self.words["test"], align="C")
        self.pen(9, (154, 74, 46), bold=True)
        self.put(LEFT, 7, self.words["test_note"], width=RIGHT - LEFT, align="C")

    # small tools

    def pen(self, size: float, colour=TEXT, *, bold=False):
        self.set_font(FACE, "B" if bold else "", size)
        self.set_text_color(*colour)

    def put(self, x: float, y: float, text: str, *, width: float = 0, align: str = "L"):
        """One line of text at a place."""
        self.set_xy(x, y)
        self.cell(w=width or RIGHT - x, h=LINE, text=self.clean(text), align=align)

    def fill_in(self, x: float, y: float, text: str, width: float, *, height: float = LINE) -> float:
        """As many lines as the text needs; where the next one may begin."""
        self.set_xy(x, y)
        self.multi_cell(width, height, self.clean(text), align="L", new_x=XPos.LEFT, new_y=YPos.NEXT)
        return self.get_y()

    def needs(self, text: str, width: float, height: float = LINE) -> float:
        """How high `fill_in` will be."""
        return self.multi_cell(
            width, height, self.clean(text), align="L", dry_run=True, output=MethodReturnValue.HEIGHT
        )

    def rule(self, y: float, *, colour=RULE, width: float = 0.2, left: float = LEFT, right: float = RIGHT):
        self.set_draw_color(*colour)
        self.set_line_width(width)
        self.line(left, y, right, y)

    def fit(self, text: str, width: float) -> str:
        """Cut to one line."""
        text = self.clean(text)
        if self.get_string_width(text) <= width:
            return text
        while text and self.get_string_width(f"{text}…") > width:
            text = text[:-1]
        return f"{text.rstrip()}…"

    def room_for(self, height: float) -> bool:
        """Turns the page if that much does not fit any more, and says so."""
        if self.get_y() + height <= BOTTOM:
            return False
        self.add_page()
        self.set_y(TOP)
        return True

    @staticmethod
    def clean(text: str) -> str:
        """What no font here can draw is a question mark: PDF/A refuses letters without a shape."""
        return "".join(letter if ord(letter) in _drawable() else "?" for letter in " ".join(str(text).split(" ")))

    # numbers and days

    def amount(self, cents: int) -> str:
        locale = formats.locale(self.document.language)
        return format_decimal(Decimal(cents) / 100, "#,##0.00", locale=locale).replace("-", "−")

    def price(self, cents: int) -> str:
        locale = formats.locale(self.document.language)
        return format_currency(Decimal(cents) / 100, self.document.currency, locale=locale).replace("-", "−")

    def day(self, day) -> str:
        return formats.day(day, "date", self.document.language)

    def span(self) -> str:
        """The period: a day, a whole month, or from day to day."""
        first, last = self.document.period
        if first == last:
            return self.day(first)
        language = self.document.language
        if first.day == 1 and last == first.replace(day=monthrange(first.year, first.month)[1]):
            return formats.month(first, language)
        return f"{formats.day(first, 'date_short', language)} – {formats.day(last, 'date_short', language)}"


def _letterhead(paper: Paper):
    document, say = paper.document, paper.words
    seller, buyer = document.seller, document.buyer
    paper.pen(15, BRAND, bold=True)
    paper.put(LEFT, 18, paper.fit(seller.legal_name, RIGHT - LEFT))
    paper.rule(27, colour=BRAND, width=0.6, right=LEFT + 14)

    paper.pen(7.5, MUTED)
    sender = " · ".join(filter(None, (seller.legal_name, seller.street, _town(seller))))
    paper.put(LEFT, 43, paper.fit(sender, META - LEFT - 8))
    paper.pen(11)
    y = 51.0
    for row, text in enumerate(_address(buyer, seller, paper.language) or (say["client"],)):
        paper.set_font(style="B" if row == 0 else "")
        y = paper.fill_in(LEFT, y, text, META - LEFT - 10)

    facts = [(say["date"], paper.day(document.issued_on))]
    if document.corrects:
        facts.append((say["corrects"], _of_day(paper)))
    facts.append((say["performed" if document.paid_on else "period"], paper.span()))
    if document.paid_on:
        facts.append((say["paid"], paper.day(document.paid_on)))
    elif document.due_on and not document.is_credit_note and paper.sums.gross_cents:
        facts.append((say["due"], paper.day(document.due_on)))
    if buyer.identifier:
        facts.append((say["customer"], buyer.identifier))
    if buyer.vat_id:
        facts.append((say["your_vat"], buyer.vat_id))
    at = 43.0
    for label, value in facts:
        paper.pen(8, MUTED)
        paper.put(META, at, label)
        paper.pen(10.5)
        at = paper.fill_in(META, at + 3.9, value, RIGHT - META, height=4.8) + 1.7

    y = max(y + 12, at + 4, 92)
    paper.pen(21, BRAND, bold=True)
    paper.put(LEFT, y, paper.fit(paper.title_words, RIGHT - LEFT))
    paper.set_y(y + 15)


def _of_day(paper: Paper) -> str:
    document = paper.document
    if document.corrects_on is None:
        return document.corrects
    return paper.words["of_day"].format(number=document.corrects, day=paper.day(document.corrects_on))


def _table(paper: Paper):
    _table_head(paper)
    has_rates = len(paper.sums.groups) > 1
    width = RIGHT - LEFT - NUMBERS - AMOUNTS - (RATES if has_rates else 0) - 4
    for position, line in enumerate(paper.document.lines, 1):
        paper.pen(10)
        height = paper.needs(line.text, width)
        if paper.room_for(height + 3):
            _table_head(paper)
            paper.pen(10)
        y = paper.get_y() + 1.6
        paper.set_text_color(*MUTED)
        paper.put(LEFT, y, str(position))
        paper.set_text_color(*TEXT)
        below = paper.fill_in(LEFT + NUMBERS, y, line.text, width)
        if has_rates:
            paper.put(RIGHT - AMOUNTS - RATES, y, _rate(paper, line.bps), width=RATES, align="R")
        paper.put(RIGHT - AMOUNTS, y, paper.amount(line.net_cents), width=AMOUNTS, align="R")
        paper.rule(below + 1.6)
        paper.set_y(below + 1.6)


def _table_head(paper: Paper):
    say, y = paper.words, paper.get_y()
    paper.pen(8.5, MUTED, bold=True)
    paper.put(LEFT, y, say["position"])
    paper.put(LEFT + NUMBERS, y, say["text"])
    if len(paper.sums.groups) > 1:
        paper.put(RIGHT - AMOUNTS - RATES, y, say["vat"], width=RATES, align="R")
    label = say["net_column"] if paper.sums.tax_cents else say["amount"]
    paper.put(RIGHT - AMOUNTS, y, f"{label}, {paper.document.currency}", width=AMOUNTS, align="R")
    paper.rule(y + 6.6, colour=BRAND, width=0.4)
    paper.set_y(y + 6.6)


def _totals(paper: Paper):
    document, say, sums = paper.document, paper.words, paper.sums
    taxed = [group for group in sums.groups if group.bps]
    rows = [(say["net" if taxed else "net_untaxed"], sums.net_cents)] if taxed else []
    rows += [
        (say["tax"].format(rate=_rate(paper, group.bps), net=paper.amount(group.net_cents)), group.tax_cents)
        for group in taxed
    ]
    paper.room_for(len(rows) * 6 + 20)
    y, left = paper.get_y() + 4, 100
    for label, cents in rows:
        paper.pen(10, MUTED)
        paper.put(left, y, label)
        paper.pen(10)
        paper.put(RIGHT - AMOUNTS, y, paper.amount(cents), width=AMOUNTS, align="R")
        y += 6
    if rows:
        paper.rule(y + 0.6, left=left)
        y += 2.4
    if document.paid_on:
        label = say["total_paid" if taxed else "total_paid_untaxed"]
    elif document.is_credit_note:
        label = say["total_credit"]
    else:
        label = say["total"] if sums.gross_cents else say["nothing"]
    paper.pen(13, BRAND, bold=True)
    paper.put(left, y, label)
    paper.put(left, y, paper.price(sums.gross_cents), width=RIGHT - left, align="R")
    paper.set_y(y + 10)


def _notes(paper: Paper):
    document, say = paper.document, paper.words
    notes = []
    for group in paper.sums.groups:
        reason, _ = tax.exemption(group.category, document.seller)
        if reason and reason not in notes:
            notes.append(reason)
    notes += [note for note in document.notes if note not in notes]
    if document.paid_on and not document.is_credit_note:
        notes.append(say["paid_note"].format(day=paper.day(document.paid_on)))
    elif document.is_credit_note:
        notes.append(say["credit_note_note"])
    for note in notes:
        paper.pen(9.5)
        paper.room_for(paper.needs(note, RIGHT - LEFT, 4.8) + 3)
        below = paper.fill_in(LEFT, paper.get_y() + 2, note, RIGHT - LEFT, height=4.8)
        paper.set_y(below)


def _payment(paper: Paper):
    """The box with account and QR code. Only where something is to be paid to an account."""
    document, say, sums = paper.document, paper.words, paper.sums
    if not document.iban or document.is_credit_note or document.paid_on or not sums.gross_cents or document.testmode:
        return
    facts = [
        (say["holder"], document.holder),
        (say["iban"], iban.format(document.iban)),
        (say["bic"], document.bic),
        (say["amount"], paper.price(sums.gross_cents)),
        (say["reference"], _reference(document.reference) or document.number),
    ]
    facts = [(label, value) for label, value in facts if value]
    code = _qr(document, sums.gross_cents)
    width = RIGHT - LEFT - (60 if code else 12)
    ask = say["pay_by"].format(day=paper.day(document.due_on)) if document.due_on else say["no_due"]
    paper.pen(9.5)
    height = max(17 + paper.needs(ask, width, 4.6) + len(facts) * 5.6, 51 if code else 0)
    paper.room_for(height + 8)
    top = paper.get_y() + 6
    paper.set_fill_color(*SOFT)
    paper.rect(LEFT, top, RIGHT - LEFT, height, style="F", round_corners=True, corner_radius=2.5)
    paper.pen(11, BRAND, bold=True)
    paper.put(LEFT + 6, top + 4.5, say["pay_title"])
    paper.pen(9.5)
    y = paper.fill_in(LEFT + 6, top + 10.5, ask, width, height=4.6) + 2
    for label, value in facts:
        paper.pen(9, MUTED)
        paper.put(LEFT + 6, y, label)
        paper.pen(10)
        paper.put(LEFT + 42, y, paper.fit(value, width - 38))
        y += 5.6
    if code:
        _draw(paper, code, RIGHT - 41, top + 5, 34)
        paper.pen(7.5, MUTED)
        paper.put(RIGHT - 49, top + 40.5, say["scan"], width=50, align="C")
    paper.set_y(top + height)


def _qr(document: Document, cents: int):
    """The EPC QR code European banking apps scan. None for other currencies than the euro."""
    if document.currency != "EUR" or not document.holder:
        return None
    remittance = {"reference": document.reference} if document.reference else {"text": document.number}
    return helpers.make_epc_qr(
        name=document.holder[:70], iban=document.iban, bic=document.bic or None, amount=Decimal(cents) / 100, **remittance
    )  # fmt: skip


def _draw(paper: Paper, code, x: float, y: float, size: float):
    rows = [bytes(row) for row in code.matrix]
    module = size / len(rows)
    paper.set_fill_color(255, 255, 255)
    paper.rect(x - 2, y - 2, size + 4, size + 4, style="F", round_corners=True, corner_radius=1)
    paper.set_fill_color(0, 0, 0)
    for down, row in enumerate(rows):
        start = None
        for right, dark in enumerate((*row, 0)):
            if dark and start is None:
                start = right
            elif not dark and start is not None:
                paper.rect(x + start * module, y + down * module, (right - start) * module, module, style="F")
                start = None


def _rate(paper: Paper, bps: int) -> str:
    return money.percent(bps, paper.document.language)


def _reference(reference: str) -> str:
    return iso11649.format(reference) if reference.startswith("RF") else reference


def _town(party: Party) -> str:
    return " ".join(filter(None, (party.country, party.postcode, party.city)))


def _address(buyer: Party, seller: Party, language: str) -> list[str]:
    town = " ".join(filter(None, (buyer.postcode, buyer.city)))
    country = Locale.parse(language).territories.get(buyer.country, buyer.country)
    country = country if buyer.country != seller.country else ""
    return [text for text in (buyer.legal_name, buyer.street, town, country) if text]


@cache
def _drawable() -> frozenset[int]:
    files = ("atkinson-next-regular.ttf", "dejavu-sans.ttf")
    return frozenset(point for name in files for point in TTFont(FONTS / name).getBestCmap())

"""The document as people read it: one calm page when it is short, a running header when it is long. PDF/A-3."""

from calendar import monthrange
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, time
from decimal import Decimal
from functools import cache
from pathlib import Path

from babel import Locale
from babel.numbers import format_currency, format_decimal
from fontTools.ttLib import TTFont
from fpdf import FPDF
from fpdf.enums import MethodReturnValue, XPos, YPos
from stdnum import iban, iso11649

from billing import money, references
from billing.documents import tax, xmp
from billing.documents.data import Document, Party
from billing.documents.totals import totals
from billing.documents.words import words
from lib import formats

FONTS = Path(__file__).parent / "fonts"
FACE, FALLBACK = "atkinson", "dejavu"
FILES = {FACE: FONTS / "atkinson-next-regular.ttf", FALLBACK: FONTS / "dejavu-sans.ttf"}
PRODUCER = "fpdf2"

TEXT, MUTED, RULE, BRAND, SOFT, PALE = (
    (31, 42, 46), (81, 96, 95), (214, 209, 199), (31, 95, 99), (241, 246, 245), (240, 236, 230),
)  # fmt: skip
LEFT, RIGHT, TOP = 22, 190, 24  # mm from the left edge and from the top
META = 124  # where number, date and so on stand
BOTTOM = 266  # below is the foot
EDGE = 290  # where its last line may begin
LINE = 5.2
NUMBERS, AMOUNTS, RATES = 10, 30, 18  # widths of columns
AIRS = (1.4, 0.8, 0.2)  # above and below a line


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
        self.add_font(FACE, "", FILES[FACE])
        self.add_font(FACE, "B", FONTS / "atkinson-next-bold.ttf")
        for style in ("", "B"):
            self.add_font(FALLBACK, style, FILES[FALLBACK])
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
            title = self.words["continued"].format(title=self.title_words)
            self.put(LEFT, 13, title)
            left = LEFT + self.get_string_width(title) + 8
            self.put(left, 13, self.fit(self.document.seller.legal_name, RIGHT - left), width=RIGHT - left, align="R")
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
        self.rule(BOTTOM + 6)
        self.pen(8, MUTED)
        for column, x in zip(columns, (LEFT, 82, 142), strict=True):
            y = BOTTOM + 8
            for text in filter(None, column):
                if y > EDGE:
                    break
                y = self.fill_in(x, y, text, 56 if x < 142 else RIGHT - 142, height=4.1)

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

    @contextmanager
    def letters_for(self, text: str):
        """The face in which all of the text can be drawn. One text, one face (fpdf2 mixes them up where a line ends)."""
        face = FACE if _letters(FACE).issuperset(text) else FALLBACK
        self.set_font(face, self.font_style)
        yield
        self.set_font(FACE, self.font_style)

    def put(self, x: float, y: float, text: str, *, width: float = 0, align: str = "L"):
        """One line of text at a place."""
        text = self.clean(text)
        self.set_xy(x, y)
        with self.letters_for(text):
            self.cell(w=width or RIGHT - x, h=LINE, text=text, align=align)

    def fill_in(self, x: float, y: float, text: str, width: float, *, height: float = LINE) -> float:
        """As many lines as the text needs; where the next one may begin."""
        text = self.clean(text)
        self.set_xy(x, y)
        with self.letters_for(text):
            self.multi_cell(width, height, text, align="L", new_x=XPos.LEFT, new_y=YPos.NEXT)
        return self.get_y()

    def needs(self, text: str, width: float, height: float = LINE) -> float:
        """How high `fill_in` will be."""
        text = self.clean(text)
        with self.letters_for(text):
            return self.multi_cell(width, height, text, align="L", dry_run=True, output=MethodReturnValue.HEIGHT)

    def rule(self, y: float, *, colour=RULE, width: float = 0.2, left: float = LEFT, right: float = RIGHT):
        self.set_draw_color(*colour)
        self.set_line_width(width)
        self.line(left, y, right, y)

    def fit(self, text: str, width: float) -> str:
        """Cut to one line."""
        text = self.clean(text)
        with self.letters_for(text):
            if self.get_string_width(text) <= width:
                return text
            while text and self.get_string_width(f"{text}…") > width:
                text = text[:-1]
            return f"{text.rstrip()}…"

    def room_for(self, height: float, *, unless: bool = False) -> bool:
        """Turns the page if that much does not fit any more, and says so."""
        if unless or self.get_y() + height <= BOTTOM:
            return False
        self.add_page()
        self.set_y(TOP)
        return True

    @staticmethod
    def clean(text: str) -> str:
        """What no font here can draw is a question mark: PDF/A refuses letters without a shape."""
        text = " ".join(str(text).split())
        known = _letters(FACE) if _letters(FACE).issuperset(text) else _letters(FALLBACK)
        return "".join(letter if letter in known else "?" for letter in text)

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
    width = paper.get_string_width(paper.clean(seller.legal_name))
    paper.pen(min(15, max(9, 15 * (RIGHT - LEFT) / (width + 1))), BRAND, bold=True)
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
    is_receipt = document.gross_cents is not None
    facts.append((say["performed" if is_receipt else "period"], paper.span()))
    if document.paid_on:
        facts.append((say["returned" if document.is_credit_note else "paid"], paper.day(document.paid_on)))
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

    y = max(y + 9, at + 4.5, 86)
    paper.pen(21, BRAND, bold=True)
    paper.put(LEFT, y, paper.fit(paper.title_words, RIGHT - LEFT))
    paper.set_y(y + 13)


def _of_day(paper: Paper) -> str:
    document = paper.document
    if document.corrects_on is None:
        return document.corrects
    return paper.words["of_day"].format(number=document.corrects, day=paper.day(document.corrects_on))


def _table(paper: Paper):
    """The last two lines stay with the sum and the account: no page shows a total of nothing."""
    _table_head(paper)
    lines = paper.document.lines
    has_rates = len(paper.sums.groups) > 1
    width = RIGHT - LEFT - NUMBERS - AMOUNTS - (RATES if has_rates else 0) - 4
    air = _air(paper, width)
    for position, line in enumerate(lines, 1):
        paper.pen(10)
        wanted = paper.needs(line.text, width) + 2 * air
        if position > len(lines) - 2:
            wanted = (len(lines) - position + 1) * wanted + _height_of_end(paper)
            paper.pen(10)
        if paper.room_for(wanted, unless=position == len(lines)):
            _table_head(paper)
            paper.pen(10)
        y = paper.get_y() + air
        paper.set_text_color(*MUTED)
        paper.put(LEFT, y, str(position))
        paper.set_text_color(*TEXT)
        below = paper.fill_in(LEFT + NUMBERS, y, line.text, width)
        if has_rates:
            paper.put(RIGHT - AMOUNTS - RATES, y, _rate(paper, line.bps), width=RATES, align="R")
        paper.put(RIGHT - AMOUNTS, y, paper.amount(line.net_cents), width=AMOUNTS, align="R")
        paper.rule(below + air)
        paper.set_y(below + air)


def _air(paper: Paper, width: float) -> float:
    """Above and below a line: as much as lets the document be one page, if it can be."""
    paper.pen(10)
    heights = [paper.needs(line.text, width) for line in paper.document.lines]
    rest = BOTTOM - paper.get_y() - _height_of_end(paper)
    return next((air for air in AIRS if sum(heights) + 2 * air * len(heights) <= rest), AIRS[1])


def _height_of_end(paper: Paper) -> float:
    """Of sum, notes and account together."""
    notes = sum(paper.needs(note, RIGHT - LEFT, 4.8) + 2 for note in _all_notes(paper))
    box = _payment_box(paper)
    return 23 + 6 * len(paper.sums.groups) + notes + (box.height + 6 if box else 0)


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
    paper.room_for(len(rows) * 6 + 18)
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
    if document.gross_cents is not None:
        label = say["total_paid" if taxed else "total_paid_untaxed"]
    elif document.is_credit_note:
        label = say["total_credit"]
    else:
        label = say["total"] if sums.gross_cents else say["nothing"]
    paper.pen(13, BRAND, bold=True)
    paper.put(left, y, label)
    paper.put(left, y, paper.price(sums.gross_cents), width=RIGHT - left, align="R")
    paper.set_y(y + 10)


def _all_notes(paper: Paper) -> list[str]:
    """Why there is no VAT, what the invoice has to say, and what there is to do: each once."""
    document, say = paper.document, paper.words
    notes = [tax.exemption(group.category, document.seller)[0] for group in paper.sums.groups]
    notes += document.notes
    if document.paid_on:
        words_of_it = say["returned_note" if document.is_credit_note else "paid_note"]
        notes.append(words_of_it.format(day=paper.day(document.paid_on)))
    elif document.is_credit_note and document.gross_cents is None:
        notes.append(say["credit_note_note"])
    return list(dict.fromkeys(filter(None, notes)))


def _notes(paper: Paper):
    paper.pen(9.5)
    for note in _all_notes(paper):
        paper.room_for(paper.needs(note, RIGHT - LEFT, 4.8) + 2)
        paper.set_y(paper.fill_in(LEFT, paper.get_y() + 2, note, RIGHT - LEFT, height=4.8))


@dataclass
class Box:
    ask: str
    facts: list[tuple[str, str]]
    code: object  # a QR code, or None
    width: float  # of the text
    height: float


def _payment_box(paper: Paper) -> Box | None:
    """Where to pay. None where nothing is to be paid to an account."""
    document, say, sums = paper.document, paper.words, paper.sums
    if not document.iban or document.is_credit_note or document.paid_on or not sums.gross_cents or document.testmode:
        return None
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
    height = max(17 + paper.needs(ask, width, 4.6) + len(facts) * 5.6, 47 if code else 0)
    return Box(ask, facts, code, width, height)


def _payment(paper: Paper):
    box = _payment_box(paper)
    if box is None:
        return
    paper.room_for(box.height + 6)
    top = paper.get_y() + 6
    paper.set_fill_color(*SOFT)
    paper.rect(LEFT, top, RIGHT - LEFT, box.height, style="F", round_corners=True, corner_radius=2.5)
    paper.pen(11, BRAND, bold=True)
    paper.put(LEFT + 6, top + 4.5, paper.words["pay_title"])
    paper.pen(9.5)
    y = paper.fill_in(LEFT + 6, top + 10.5, box.ask, box.width, height=4.6) + 2
    for label, value in box.facts:
        paper.pen(9, MUTED)
        paper.put(LEFT + 6, y, label)
        paper.pen(10)
        paper.pen(max(6, min(10, 10 * (box.width - 38) / (paper.get_string_width(value) + 0.1))))
        paper.put(LEFT + 42, y, paper.fit(value, box.width - 38))
        y += 5.6
    if box.code:
        _draw(paper, box.code, RIGHT - 40, top + 5, 32)
        paper.pen(7.5, MUTED)
        paper.put(RIGHT - 49, top + 38.6, paper.words["scan"], width=50, align="C")
    paper.set_y(top + box.height)


def _qr(document: Document, cents: int):
    """The EPC QR code European banking apps scan. None for other currencies than the euro."""
    if document.currency != "EUR" or not document.holder:
        return None
    return references.epc_qr(
        holder=document.holder, iban=document.iban, bic=document.bic, cents=cents, reference=document.reference,
        text=document.number,
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
def _letters(face: str) -> frozenset[str]:
    return frozenset(map(chr, TTFont(FILES[face]).getBestCmap()))

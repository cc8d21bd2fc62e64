"""The PDF of every kind of document: what is on its pages, and what is inside."""

import io
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from xml.etree import ElementTree

import facturx
import pytest
from pypdf import PdfReader

from billing import references
from billing.documents import Line, Party, render
from billing.enums import DocumentType
from tests.billing.documents import PLAIN, RECEIPT, VARIANTS, lines


def read(document):
    xml, file = render(document)
    return xml, PdfReader(io.BytesIO(file))


def text_of(document) -> str:
    _xml, reader = read(document)
    return "\n".join(page.extract_text() for page in reader.pages)


@pytest.mark.parametrize("name", ["standard", "credit note", "medical receipt", "many lines"])
def test_the_xml_inside_is_the_one_that_is_stored(name):
    xml, file = render(VARIANTS[name])
    assert facturx.get_xml_from_pdf(file, check_xsd=False) == ("factur-x.xml", xml)


def test_it_says_of_itself_what_an_archive_asks_for():
    """What can be seen without the archive's own checker: profile, colours, fonts, the attached file and its relation."""
    _xml, reader = read(PLAIN)
    root = reader.trailer["/Root"]
    said = root["/Metadata"].get_data().decode()
    ElementTree.fromstring(re.sub(r"<\?xpacket.*?\?>", "", said).strip())
    assert "<pdfaid:part>3</pdfaid:part>" in said
    assert "<fx:ConformanceLevel>EN 16931</fx:ConformanceLevel>" in said
    assert [file.get_object()["/AFRelationship"] for file in root["/AF"]] == ["/Alternative"]
    assert root["/OutputIntents"][0].get_object()["/S"] == "/GTS_PDFA1"
    assert root["/Lang"] == "en"
    fonts = [font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()]
    assert fonts
    for font in fonts:
        (inner,) = font["/DescendantFonts"]
        assert "/FontFile2" in inner.get_object()["/FontDescriptor"]


def test_a_short_one_has_one_page_and_every_number_on_it():
    _xml, reader = read(PLAIN)
    assert len(reader.pages) == 1
    text = reader.pages[0].extract_text()
    for words in (
        "Invoice 2026-00042", "Praxis Anna Lindner", "1 December 2026", "15 December 2026", "November 2026", "12.00",
        "11.99", "23.99", "VAT 20% on 23.99", "4.80", "€28.79", "AT61 1904 3002 3457 3201", "RF18 2026 0042", "ATU13585627",
        "C17", "Page 1 of 1",
    ):  # fmt: skip
        assert words in text


@pytest.mark.parametrize("count", [1, 9, 12, 13, 14, 23, 24, 33, 64])
def test_every_line_is_on_a_page_once_and_the_sum_is_never_alone(count):
    document = replace(PLAIN, lines=tuple(Line(f"Line-{number}-", 100, "S", 2000) for number in range(count)))
    _xml, reader = read(document)
    pages = [page.extract_text() for page in reader.pages]
    assert re.findall(r"Line-(\d+)-", "".join(pages)) == [str(number) for number in range(count)]
    assert len(re.findall("Line-", pages[-1])) >= min(2, count)
    assert "Total to pay" in pages[-1]
    assert "How to pay" in pages[-1]
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in page
        assert ("Invoice 2026-00042, continued" in page) == (number > 1)
        assert "Description" in page  # the head of the table
    assert (len(pages) == 1) == (count <= 12)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("de", ["Rechnung 2026-00042", "1. Dezember 2026", "Zu zahlen", "28,79 €", "20 % USt. von 23,99"]),
        ("fr", ["Facture 2026-00042", "1er décembre 2026", "Total à payer", "28,79 €", "TVA 20 % sur 23,99"]),
        ("es", ["Invoice 2026-00042"]),
    ],
)
def test_it_speaks_the_readers_language(language, words):
    text = re.sub(r"\s", " ", text_of(replace(PLAIN, language=language)))
    for part in words:
        assert part in text


def test_the_legal_note_is_in_the_sellers_wording_whoever_reads():
    text = text_of(replace(VARIANTS["reverse charge"], language="fr"))
    assert "Übergang der Steuerschuld auf den Leistungsempfänger" in text
    assert "DE136695976" in text
    assert "Allemagne" in text


def test_a_german_credit_note_is_never_called_an_invoice_written_by_the_buyer():
    text = text_of(replace(VARIANTS["credit note"], language="de"))
    assert "Rechnungskorrektur 2026-00043" in text
    assert "2026-00042 vom 1. Dezember 2026" in text
    assert "Gutschrift" not in text
    assert "So bezahlen Sie" not in text


def test_a_test_says_so_and_tells_nobody_where_to_pay():
    text = text_of(VARIANTS["test"])
    assert "TEST" in text
    assert "nothing is to be paid" in text
    assert "How to pay" not in text
    assert "nothing is to be paid" not in text_of(PLAIN)


@pytest.mark.parametrize("name", ["zero", "medical receipt", "credit note", "month to the counsellor's favour"])
def test_nothing_due_means_no_account_to_pay_to(name):
    assert "IBAN" not in text_of(VARIANTS[name])


def test_a_receipt_says_what_was_paid_and_when_and_names_only_who_wants_to_be():
    text = text_of(replace(RECEIPT, language="de"))
    for words in ("Bezahlt am 3. November 2026", "80,00 €", "Heilbehandlung", "Tag der Leistung", "98 765/4321"):
        assert words in text
    assert "Erika" not in text
    assert "Erika Muster" in text_of(replace(RECEIPT, buyer=Party(legal_name="Erika Muster")))


def test_letters_of_other_scripts_are_drawn_and_unknown_ones_do_no_harm():
    text = text_of(replace(PLAIN, buyer=replace(PLAIN.buyer, legal_name="Ελένη Παπαδοπούλου & Жанна 李")))
    assert "Ελένη Παπαδοπούλου & Жанна ?" in text


def test_the_code_to_scan_carries_account_amount_and_reference(monkeypatch):
    asked = {}
    real = references.helpers.make_epc_qr
    monkeypatch.setattr(references.helpers, "make_epc_qr", lambda **given: asked.update(given) or real(**given))
    render(PLAIN)
    assert asked == {
        "name": "Sprechraum Betrieb GmbH", "iban": "AT611904300234573201", "bic": "BKAUATWW", "amount": Decimal("28.79"),
        "reference": "RF1820260042",
    }  # fmt: skip
    asked.clear()
    text = text_of(replace(PLAIN, currency="CHF"))
    assert not asked  # the code knows the euro alone
    assert "How to pay" in text


def test_the_longest_texts_the_database_takes_stay_on_the_paper():
    long = "Zusammenarbeit " * 13
    party = replace(
        PLAIN.seller, legal_name=long[:120], street=long[:120], city=long[:80], email=f"{'m' * 60}@example.org"
    )
    document = replace(
        PLAIN, seller=party, buyer=replace(party, country="DE"), lines=(Line(long[:200], 99_999_999, "S", 2000),) * 3,
        notes=(long * 3,), holder=long[:70], period=(date(2026, 9, 5), date(2026, 11, 3)),
    )  # fmt: skip
    _xml, reader = read(document)
    assert len(reader.pages) <= 2


def test_a_month_to_the_counsellors_favour_shows_positive_amounts():
    document = replace(PLAIN, type=DocumentType.CREDIT_NOTE, lines=lines(2400, -1199), due_on=None)
    text = text_of(document)
    assert "€14.41" in text
    assert "−11.99" in text
    assert "Credited to you" in text

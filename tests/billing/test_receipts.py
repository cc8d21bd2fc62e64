"""Receipts of counsellors for clients: who gets one, what it says, and what happens to it when money goes back."""

import io

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from billing import tasks
from billing.actions import charges, parties, payments, receipts, refunds
from billing.enums import DocumentType, Regime
from billing.models import Invoice, TaxProfile
from billing.providers import Return, Snapshot
from billing.queries import invoices
from billing.queries import receipts as queries
from lib.denied import Denied
from tests.billing import books

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


@pytest.fixture
def paid(charge, karl, vera):
    payment = payments.start(charge, "transfer", by=karl)
    return payments.confirm(payments.declare(payment, by=karl), by=vera)


@pytest.fixture
def seller(vera):
    parties.save_details(
        vera, by=vera, legal_name="Vera Weiss", street="Gasse 2", postcode="1010", city="Wien", country="AT", vat_id="",
        tax_number="12 345/6789",
    )  # fmt: skip
    return parties.write_receipts(vera, regime=Regime.STANDARD, rate_bps=2000, by=vera)


def stored():
    return [
        (row.number, int(row.type), row.net_cents, row.tax_cents, row.gross_cents, row.corrected_at is None)
        for row in Invoice.objects.exclude(issuer=None).order_by("pk")
    ]


def text_of(invoice):
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(bytes(invoice.pdf))).pages)


def give_back(payment, cents, by):
    refund = refunds.sent(refunds.request(payment, cents, by=by), by=by)
    tasks.converge_receipt(payment.pk)
    return refund


def test_a_client_gets_one_receipt_with_the_vat_inside_the_price(paid, karl, vera, seller):
    first = receipts.write(paid, by=karl)
    assert receipts.write(paid, by=karl) == first
    assert stored() == [(f"C{vera.pk}-2027-00001", DocumentType.INVOICE, 6667, 1333, 8000, True)]
    text = text_of(first)
    for words in (
        "Vera Weiss",
        "12 345/6789",
        "Consultation, 50 minutes",
        "VAT 20% on 66.67",
        "13.33",
        "€80.00",
        "Paid on",
    ):
        assert words in text
    assert karl.username not in text
    assert b"Karl" not in bytes(first.xml)


def test_only_who_paid_gets_one_and_only_if_the_counsellor_wants(paid, karl, finn, vera):
    for person in (finn, vera):
        with pytest.raises(Denied, match="not_payer"):
            receipts.write(paid, by=person)
    with pytest.raises(Denied, match="no_receipts"):
        receipts.write(paid, by=karl)
    assert stored() == []


def test_nothing_paid_means_no_receipt(charge, karl, vera, seller):
    payment = payments.start(charge, "transfer", by=karl)
    with pytest.raises(Denied, match="nothing_kept"):
        receipts.write(payment, by=karl)
    payment = payments.confirm(payments.declare(payment, by=karl), by=vera)
    refunds.sent(refunds.request(payment, 8000, by=vera), by=vera)
    with pytest.raises(Denied, match="nothing_kept"):
        receipts.write(payment, by=karl)


def test_money_that_goes_back_is_taken_back_on_paper_once(paid, karl, vera, seller):
    receipts.write(paid, by=karl)
    give_back(paid, 3000, vera)
    tasks.converge_receipt(paid.pk)
    give_back(paid, 5000, vera)
    tasks.converge_receipt(paid.pk)
    prefix = f"C{vera.pk}-2027-0000"
    assert stored() == [
        (f"{prefix}1", DocumentType.INVOICE, 6667, 1333, 8000, False),
        (f"{prefix}2", DocumentType.CREDIT_NOTE, 2500, 500, 3000, True),
        (f"{prefix}3", DocumentType.CREDIT_NOTE, 4167, 833, 5000, True),
    ]
    credit = Invoice.objects.get(number=f"{prefix}2")
    assert f"{prefix}1 of 1 March 2027" in text_of(credit)
    assert "Sent back on 1 March 2027" in text_of(credit)


def test_a_refund_tells_the_receipt_by_itself(
    paid, karl, vera, seller, monkeypatch, django_capture_on_commit_callbacks
):
    receipts.write(paid, by=karl)
    run = []
    monkeypatch.setattr("lib.tasks.async_task", lambda *call: run.append(call))
    with django_capture_on_commit_callbacks(execute=True):
        refunds.sent(refunds.request(paid, 1000, by=vera), by=vera)
    assert ("billing.tasks.converge_receipt", paid.pk) in run


def test_a_receipt_after_a_refund_is_for_what_was_kept(paid, karl, vera, seller):
    give_back(paid, 3000, vera)
    assert receipts.write(paid, by=karl).gross_cents == 5000


def test_money_that_came_back_after_all_is_on_the_next_receipt(paid, karl, vera, seller):
    first = receipts.write(paid, by=karl)
    for state in ("done", "failed"):  # a dispute that is lost, and won in the end
        it = Return(state, 3000, ref="du_1", reason="dispute")
        payments.apply(paid, Snapshot(state="confirmed", returns=(it,)))
        tasks.converge_receipt(paid.pk)
    assert queries.still_stands_for(first) == 5000
    whole = receipts.write(paid, by=karl)
    assert queries.still_stands_for(whole) == 8000
    assert receipts.write(paid, by=karl) == whole
    first.refresh_from_db()
    assert first.corrected_at
    assert sum(row[4] if row[1] == DocumentType.INVOICE else -row[4] for row in stored()) == 8000


def test_another_name_replaces_the_receipt(paid, karl, vera, seller):
    receipts.write(paid, by=karl)
    give_back(paid, 3000, vera)
    second = receipts.write(paid, by=karl, name="  Karl   Muster ")
    assert receipts.write(paid, by=karl, name="Karl Muster") == second
    assert [row[4] for row in stored()] == [8000, 3000, 5000, 5000]
    assert [row[5] for row in stored()] == [False, True, True, True]
    assert "Karl Muster" in text_of(second)
    assert queries.valid(paid) == second
    assert sum(row[4] * (1 if row[1] == DocumentType.INVOICE else -1) for row in stored()) == 5000  # what was kept


def test_a_name_cannot_be_changed_for_ever(paid, karl, seller, monkeypatch):
    books.cheap(monkeypatch)
    for number in range(10):
        receipts.write(paid, by=karl, name=f"Name {number}")
    with pytest.raises(Denied, match="slow_down"):
        receipts.write(paid, by=karl, name="once more")


@pytest.mark.parametrize(("regime", "words"), [(Regime.SMALL, "§ 6 Abs. 1 Z 27"), (Regime.MEDICAL, "Heilbehandlung")])
def test_without_vat_the_receipt_says_why(paid, karl, vera, seller, regime, words):
    parties.write_receipts(vera, regime=regime, rate_bps=2000, by=vera)
    receipt = receipts.write(paid, by=karl)
    assert (receipt.net_cents, receipt.tax_cents) == (8000, 0)
    assert words in text_of(receipt)


def test_who_stops_writes_no_new_ones_and_the_old_ones_stay_true(paid, karl, vera, seller):
    receipts.write(paid, by=karl)
    parties.stop_receipts(vera, by=vera)
    assert receipts.write(paid, by=karl).gross_cents == 8000  # the same one
    with pytest.raises(Denied, match="no_receipts"):
        receipts.write(paid, by=karl, name="Karl Muster")
    assert len(stored()) == 1  # nothing was taken back for a successor that cannot come
    give_back(paid, 8000, vera)
    assert [row[4] for row in stored()] == [8000, 8000]


def test_each_counsellor_has_numbers_of_their_own_and_play_money_others(charge, karl, vera, people, seller):
    ada = people["ada"]
    details = {name: getattr(seller, name) for name in ("legal_name", "street", "postcode", "city", "country")}
    parties.save_details(ada, by=ada, **details, vat_id="ATU13585627", tax_number="")
    parties.write_receipts(ada, regime=Regime.SMALL, rate_bps=0, by=ada)
    theirs = charges.open(
        commissioned=True, payer=karl, payee=ada, amount_cents=5000, currency="EUR", text="Consultation", return_path="/",
        by=karl,
    )  # fmt: skip
    for owed in (charge, theirs):
        payment = payments.start(owed, "test", by=karl)
        payments.play(payment, "paid", by=karl)
        receipts.write(payment, by=karl)
    assert [row[0] for row in stored()] == [f"C{vera.pk}-TEST-2027-00001", f"C{ada.pk}-TEST-2027-00001"]
    assert "nothing is to be paid" in text_of(Invoice.objects.first())


def test_receipts_are_no_invoices_of_the_operator(paid, karl, vera, seller):
    receipts.write(paid, by=karl)
    assert not invoices.of(karl).exists()
    assert not invoices.written_by_us().exists()


def test_the_way_through_the_pages(paid, charge, karl, finn, vera, people, seller):
    his, hers = Client(), Client()
    his.force_login(karl)
    hers.force_login(vera)
    page = reverse("receipt", args=[charge.uid])
    assert page in his.get(reverse("pay", args=[charge.uid])).content.decode()
    assert "Write my receipt" in his.get(page).content.decode()
    assert stored() == []  # looking writes nothing
    assert his.post(page, {"name": "x" * 121}).status_code == 422
    assert his.post(page, {"name": "Karl Muster"}).status_code == 302
    receipt = Invoice.objects.get()
    file = reverse("receipt_pdf", args=[charge.uid, receipt.uid])
    assert file in his.get(page).content.decode()
    answer = his.get(file)
    assert (answer["Content-Type"], answer.content) == ("application/pdf", bytes(receipt.pdf))
    assert answer["Cache-Control"] == "private, no-store"
    hers_file = reverse("written_receipt", args=[receipt.uid])
    listed = hers.get(reverse("receipts")).content.decode()
    assert hers_file in listed
    assert "Karl Muster" not in listed
    assert hers.get(hers_file).content == bytes(receipt.pdf)
    for stranger in (finn, people["ada"]):
        other = Client()
        other.force_login(stranger)
        assert [other.get(address).status_code for address in (page, file, hers_file)] == [404, 404, 404]
    assert hers.get(file).status_code == 404


def test_without_a_mandate_there_is_no_link_and_the_page_says_whom_to_ask(paid, charge, karl):
    his = Client()
    his.force_login(karl)
    page = reverse("receipt", args=[charge.uid])
    assert page not in his.get(reverse("pay", args=[charge.uid])).content.decode()
    assert "please ask them" in his.get(page).content.decode()
    assert his.post(page, {"name": ""}).status_code == 409
    assert not TaxProfile.objects.exists()

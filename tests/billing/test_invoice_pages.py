"""What a counsellor sees of invoices, and nobody else."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from billing.actions import charges, invoices, payments, refunds, runs
from billing.models import Invoice
from lib import clock, ids
from tests.billing import books

pytestmark = pytest.mark.django_db

LIST, STATEMENT = "/practice/invoices/", "/practice/invoices/statement/"


@pytest.fixture(autouse=True)
def time():
    with clock.frozen(datetime(2026, 12, 5, 11, tzinfo=UTC)) as move:
        yield move


@pytest.fixture(autouse=True)
def written(monkeypatch):
    return books.cheap(monkeypatch)


@pytest.fixture
def invoice(vera, karl):
    """Of November: three lines, one of them for money that went back."""
    books.operator()
    books.address(vera)
    with clock.frozen(datetime(2026, 11, 20, 11, tzinfo=UTC)):
        for cents in (8000, 7990):
            payment = received(vera, karl, cents)
        refunds.sent(refunds.request(payment, 3000, by=vera), by=vera)
    (found,) = runs.close(date(2026, 11, 1)).issued
    return found


def received(vera, karl, cents):
    charge = charges.open(
        payer=karl, payee=vera, amount_cents=cents, currency="EUR", text="Consultation, 50 minutes", return_path="/",
        by=karl, commissioned=True,
    )  # fmt: skip
    return payments.confirm(payments.start(charge, "transfer", by=karl), by=vera)


def browser(user):
    client = Client()
    client.force_login(user)
    return client


def text(response) -> str:
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def page(invoice, rest="") -> str:
    return f"/practice/invoices/{ids.to_text(invoice.uid)}/{rest}"


def test_an_invoice_says_what_each_line_is_and_why(invoice, vera):
    shown = text(browser(vera).get(page(invoice)))
    for words in (
        "Invoice 2026-00001", "15% of €80, received on 20 November 2026", "€12.00", "€11.99", "-€4.50",
        "15% of €49.90 instead of €79.90", "Sum (excl. VAT)", "€19.49", "VAT 20%", "€3.90", "Total (incl. VAT)", "€23.39",
        "the share of your plan was 15%", "The share of 15% is owed only on what you kept", "to be paid until",
    ):  # fmt: skip
        assert words in shown
    assert shown.count("Why?") == 3
    assert f"/payments/{ids.to_text(invoice.charge.uid)}/" in shown


def test_a_clients_name_is_nowhere_on_it(invoice, vera, karl):
    karl.display_name = "Karl Kraus"
    karl.save()
    client = browser(vera)
    for address in (LIST, STATEMENT, page(invoice)):
        shown = text(client.get(address))
        assert "Karl" not in shown
        assert "Consultation" not in shown


def test_the_files_are_those_that_were_issued(invoice, vera):
    for kind, media in (("pdf", "application/pdf"), ("xml", "application/xml")):
        answer = browser(vera).get(page(invoice, f"{kind}/"))
        assert (answer.content, answer["Content-Type"]) == (f"{kind} 2026-00001".encode(), media)
        assert answer["Content-Disposition"] == f'attachment; filename="2026-00001.{kind}"'
        assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("rest", ["", "pdf/", "xml/"])
def test_somebody_elses_invoice_looks_like_none(rest, invoice, people):
    for name in ("ada", "karl", "finn"):
        assert browser(people[name]).get(page(invoice, rest)).status_code == 404
    assert Client().get(page(invoice, rest)).status_code == 302


def test_a_receipt_for_a_client_is_not_among_what_a_counsellor_received(invoice, vera, karl):
    payment = karl.charges_to_pay.first().payments.first()
    values = {f.attname: getattr(invoice, f.attname) for f in Invoice._meta.concrete_fields}
    receipt = Invoice.objects.create(**values | {
        "id": None, "uid": ids.new_id(), "issuer_id": vera.pk, "series": "C1", "number": "C1-1", "charge_id": None,
        "payment_id": payment.pk,
    })  # fmt: skip
    assert browser(vera).get(page(receipt)).status_code == 404
    assert "C1-1" not in text(browser(vera).get(LIST))


def test_the_list_shows_what_is_to_pay_and_every_document(invoice, vera):
    books.address(vera, street="New Street")
    successor = invoices.correct(invoice, by=vera)
    shown = text(browser(vera).get(LIST))
    for words in ("2026-00001", "taken back", "takes 2026-00001 back", "-€23.39", "to pay until 19 Dec 2026"):
        assert words in shown
    shown = text(browser(vera).get(page(invoice)))
    assert "taken back by credit note 2026-00002" in shown
    assert "Nothing is owed for it." in shown
    assert ">Pay<" not in shown
    shown = text(browser(vera).get(page(successor)))
    assert "This invoice replaces 2026-00001, which credit note 2026-00002 takes back." in shown
    assert shown.count("Why?") == 3


def test_the_month_so_far_is_what_would_be_invoiced(invoice, vera, karl):
    shown = text(browser(vera).get(STATEMENT))
    assert "Nothing so far this month." in shown
    received(vera, karl, 10000)
    shown = text(browser(vera).get(STATEMENT))
    for words in (
        "December 2026 so far",
        "written on 1 January 2027",
        "€15.00",
        "€3.00",
        "To pay (incl. VAT)",
        "€18.00",
    ):
        assert words in shown
    assert "€19" not in shown


def test_the_month_so_far_says_which_transfers_are_not_in_it(invoice, vera, karl):
    charge = charges.open(
        payer=karl, payee=vera, amount_cents=100, currency="EUR", text="x", return_path="/", by=karl, commissioned=True
    )
    payments.declare(payments.start(charge, "transfer", by=karl), by=karl)
    assert "One transfer is not in here yet" in text(browser(vera).get(STATEMENT))


def test_without_an_address_the_list_asks_for_it_and_the_sum_is_without_vat(vera, karl):
    books.operator()
    received(vera, karl, 10000)
    client = browser(vera)
    assert "Your address for invoices is not complete" in text(client.get(LIST))
    shown = text(client.get(STATEMENT))
    assert "Sum (excl. VAT)" in shown
    assert "incl. VAT)" not in shown.split("Sum (excl. VAT)")[1].split("</ul>")[0]


def test_the_list_says_when_booking_pauses_and_what_goes_on(invoice, vera):
    with clock.frozen(datetime(2027, 1, 18, 11, tzinfo=UTC)):
        shown = text(browser(vera).get(LIST))
    assert "nothing new can be booked with you" in shown
    assert "Booked appointments, rooms and messages go on as before." in shown
    assert "late, was due on 19 Dec 2026" in shown


def test_a_transfer_that_was_sent_is_not_asked_for_again(invoice, vera):
    payments.declare(payments.start(invoice.charge, "transfer", by=vera), by=vera)
    for address in (LIST, page(invoice)):
        shown = text(browser(vera).get(address))
        assert "transfer sent" in shown
        assert ">Pay<" not in shown


def test_the_list_asks_the_same_number_of_questions(invoice, vera, django_assert_num_queries):
    client = browser(vera)
    client.get(LIST)
    with django_assert_num_queries(9):
        client.get(LIST)
    for street in ("A", "B"):
        books.address(vera, street=street)
        invoices.correct(Invoice.objects.filter(type=380).latest("pk"), by=vera)
    with django_assert_num_queries(9):
        client.get(LIST)

"""Invoices on the desk: found, read, reminded of, written anew, and a month that is closed by hand after a look."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from accounts.models import AuditEvent, NoticeLedger, User
from billing import references
from billing.actions import books, payments, runs
from billing.models import Invoice, OperatorDetails, Payment, TaxProfile
from billing.queries import attention, invoices
from billing.staff.invoices import state_of
from lib.denied import Denied
from tests.billing.desk.conftest import APRIL, owed, paid
from tests.staff import browser, member

MAY = datetime(2027, 5, 3, 9, tzinfo=UTC)
MARCH = "2027-03"


def text(response) -> str:
    return response.content.decode()


def numbers(response) -> list[str]:
    return [invoice.number for invoice, *_rest in response.context["rows"]]


@pytest.fixture
def invoice(operator, vera, time):
    """Vera's of March, written on 1 April: €12 and 20 % VAT."""
    owed(vera, 1200, text="Set-up")
    time(APRIL)
    (invoice,) = runs.close(runs.due_month()).issued
    return invoice


def address(name, invoice):
    return reverse(f"billing_{name}", args=[invoice.uid])


# --- the list and one of it ----------------------------------------------------------------------------------------


def test_an_invoice_is_found_by_number_name_and_both_references(desk, invoice, vera):
    payment = payments.start(invoice.charge, "transfer", by=vera)
    for words in ("27-00001", "VERA", "vera", references.of_invoice(invoice.number), payment.reference):
        assert numbers(desk.get(reverse("billing_invoices"), {"q": words})) == [invoice.number], words
    for words in ("2026-", "nobody", references.new(), "RF", "%"):
        assert numbers(desk.get(reverse("billing_invoices"), {"q": words})) == [], words


def test_each_state_lists_its_own(desk, bruno, invoice, vera, time):
    def states():
        return {
            state
            for state in invoices.STATES
            if invoice.number in numbers(desk.get(reverse("billing_invoices"), {"state": state}))
        }

    assert states() == {"open"}
    time(MAY)
    assert states() == {"open", "late"}
    page = text(desk.get(reverse("billing_invoices")))
    assert "€14.40" in page
    assert "late: to be paid until 15 Apr 2027" in page
    books.book(invoice.charge, by=bruno)
    assert states() == {"paid"}


def test_play_money_is_in_a_list_of_its_own_and_in_no_sum(desk, operator, vera, time):
    owed(vera, 1200, testmode=True)
    time(APRIL)
    (test,) = runs.close(runs.due_month()).issued
    assert numbers(desk.get(reverse("billing_invoices"), {"state": "test"})) == [test.number]
    assert numbers(desk.get(reverse("billing_invoices"), {"state": "open"})) == []
    assert "€14.40" not in text(desk.get(reverse("billing_invoices"))).partition("<form")[0]
    assert "The money has arrived" not in text(desk.get(address("invoice", test)))


def test_the_page_of_one_shows_its_lines_and_gives_out_the_stored_bytes(desk, invoice):
    page = text(desk.get(address("invoice", invoice)))
    for words in ("Set-up", "€12", "VAT 20%", "€2.40", "€14.40", "Vera Weiss"):
        assert words in page
    stored = Invoice.objects.get(pk=invoice.pk)
    for kind in ("pdf", "xml"):
        file = desk.get(address(kind, invoice))
        assert file.content == getattr(stored, kind)
        assert f"{invoice.number}.{kind}" in file["Content-Disposition"]


def test_a_receipt_for_a_client_is_not_the_operators_to_read(desk, invoice, vera, karl):
    payment = paid(karl, vera, 8000)
    copy = Invoice.objects.get(pk=invoice.pk)
    copy.pk, copy.uid, copy.charge, copy.issuer, copy.recipient, copy.payment = (
        None,
        b"r" * 16,
        None,
        vera,
        karl,
        payment,
    )
    copy.number, copy.series, copy._state.adding = "C1-2027-00001", "C1-2027", True
    copy.save()
    assert Payment.objects.filter(receipts=copy).exists()
    assert desk.get(address("invoice", copy)).status_code == 404
    assert desk.get(address("pdf", copy)).status_code == 404
    assert "C1-2027" not in text(desk.get(reverse("billing_invoices")))


@pytest.mark.parametrize("name", ["invoice", "pdf", "xml", "correct", "pay_out"])
def test_other_staff_open_no_invoice(invoice, name):
    assert browser(member("Operators", login="olga")).get(address(name, invoice)).status_code == 302


def test_who_may_only_read_can_do_nothing(invoice, bruno):
    bruno.groups.clear()
    bruno.user_permissions.set(Permission.objects.filter(codename__in=["view_invoice", "access_admin"]))
    client = browser(User.objects.get(pk=bruno.pk))
    page = text(client.get(address("invoice", invoice)))
    assert "Set-up" in page
    for words in ("The money has arrived", "Write it anew"):
        assert words not in page
    assert client.post(address("correct", invoice)).status_code == 302
    assert client.post(address("remind", invoice)).status_code == 302
    assert not Invoice.objects.exclude(pk=invoice.pk).exists()


# --- reminding -----------------------------------------------------------------------------------------------------


def test_a_late_invoice_is_reminded_of_once_a_day(desk, invoice, vera, time):
    assert "not late yet" in text(desk.post(address("remind", invoice), follow=True))
    time(MAY)
    assert "A reminder is on its way to Vera" in text(desk.post(address("remind", invoice), follow=True))
    assert "today already" in text(desk.post(address("remind", invoice), follow=True))
    assert NoticeLedger.objects.filter(user=vera, kind="billing.reminder").count() == 1
    assert desk.get(address("remind", invoice)).status_code == 404


# --- written anew --------------------------------------------------------------------------------------------------


def test_what_changes_is_said_in_words_for_people(desk, invoice, vera):
    TaxProfile.objects.filter(counsellor=vera).update(vat_id="ATU13585627", vat_state="valid")
    assert "<td>None given</td><td>Confirmed</td>" in text(desk.get(address("correct", invoice)))


def test_a_wrong_address_is_shown_beside_the_right_one_then_credited_and_written_anew(desk, invoice, vera):
    assert "the same as on the invoice" in text(desk.get(address("correct", invoice)))
    TaxProfile.objects.filter(counsellor=vera).update(street="Allee 77")
    page = text(desk.get(address("correct", invoice)))
    assert page.index("Gasse 2") < page.index("Allee 77")
    assert Invoice.objects.count() == 1
    done = desk.post(address("correct", invoice), follow=True)
    first, credit, successor = Invoice.objects.order_by("pk")
    assert (credit.corrects, successor.buyer["street"]) == (first, "Allee 77")
    assert f"Invoice {successor.number}" in text(done)
    assert desk.post(address("correct", invoice), follow=True).status_code == 200
    assert Invoice.objects.count() == 3


# --- a month to the counsellor's favour ----------------------------------------------------------------------------


@pytest.fixture
def balance(operator, vera, time):
    owed(vera, -1000)
    time(APRIL)
    (invoice,) = runs.close(runs.due_month()).issued
    return invoice


def test_a_credit_is_on_the_list_until_it_is_paid_out_once(desk, bruno, balance):
    assert attention.count() == 1
    page = text(desk.get(address("pay_out", balance)))
    assert "Have you sent €12 to Vera?" in page
    assert "AT61 1904 3002 3457 3201" in page
    desk.post(address("pay_out", balance))
    balance.refresh_from_db()
    assert balance.paid_out_at
    assert attention.count() == 0
    with pytest.raises(Denied):
        books.paid_out(balance, by=bruno)
    assert AuditEvent.objects.filter(kind="billing.paid_out").count() == 1


def test_an_invoice_is_not_paid_out_nor_is_it_by_who_receives_it(bruno, invoice, vera):
    with pytest.raises(Denied):
        books.paid_out(invoice, by=bruno)
    with pytest.raises(Denied):
        books.paid_out(invoice, by=vera)


# --- closing a month -----------------------------------------------------------------------------------------------


def close(desk, do, month=MARCH, follow=True):
    return desk.post(reverse("billing_month"), {"month": month, "do": do}, follow=follow)


def test_a_month_is_previewed_confirmed_and_closed_and_says_what_came_of_it(desk, bruno, operator, vera, ada, time):
    owed(vera, 1200, text="Set-up")
    owed(ada, 500)
    time(APRIL)
    preview = desk.get(reverse("billing_month"), {"month": MARCH})
    assert (preview.context["ready_count"], preview.context["held_count"]) == (1, 1)
    assert "Together €12 excl. VAT, €14.40 incl. VAT" in text(preview)
    assert "Write 1 document for March 2027?" in text(close(desk, "ask"))
    assert not Invoice.objects.exists()
    done = close(desk, "write")
    assert "1 document was written. 1 waits for something, see below." in text(done)
    assert (done.context["written_count"], done.context["held_count"]) == (1, 1)
    assert AuditEvent.objects.get(kind="billing.month_closed").actor == bruno
    close(desk, "write")
    assert Invoice.objects.count() == 1


def test_what_had_to_wait_is_written_once_its_address_is_there(desk, operator, ada, time):
    owed(ada, 500)
    time(APRIL)
    close(desk, "write")
    assert not Invoice.objects.exists()
    TaxProfile.objects.create(
        counsellor=ada, legal_name="Ada", street="Weg 1", postcode="1010", city="Vienna", country="AT"
    )
    close(desk, "write")
    assert Invoice.objects.get().recipient == ada


def test_without_the_operators_details_nothing_is_written_and_it_is_said_what_is_missing(desk, operator, vera, time):
    owed(vera, 1200)
    OperatorDetails.objects.update(street="")
    time(APRIL)
    page = text(desk.get(reverse("billing_month"), {"month": MARCH}))
    assert "Street and number" in page
    assert 'value="ask"' not in page
    assert "Street and number" in text(close(desk, "write"))
    assert not Invoice.objects.exists()


@pytest.mark.parametrize("month", [MARCH, "2027-04", "2099-01", "2027-13", "x", ""])
def test_a_month_that_is_not_over_is_not_closed(desk, operator, vera, month):
    owed(vera, 1200)
    close(desk, "write", month=month)
    assert not Invoice.objects.exists()


def test_a_list_of_any_length_is_one_query(operator, vera, ada, time, django_assert_num_queries):
    TaxProfile.objects.create(
        counsellor=ada, legal_name="Ada", street="Weg 1", postcode="1010", city="Vienna", country="AT"
    )
    for user in (vera, ada):
        owed(user, 1200)
    time(APRIL)
    runs.close(runs.due_month())
    with django_assert_num_queries(1):
        rows = [(invoice.number, invoice.recipient.name, state_of(invoice)) for invoice in invoices.in_state("open")]
    assert len(rows) == 2

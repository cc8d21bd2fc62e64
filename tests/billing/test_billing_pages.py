"""The payer's page and the payee's pages."""

import pytest
from django.urls import reverse

from billing.actions import charges, payments
from billing.models import PayoutAccount, Refund
from billing.references import spaced
from tests.billing.conftest import IBAN, freshly_logged_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


@pytest.fixture
def as_(client):
    def login(person):
        client.logout()
        if person:
            client.force_login(person)
        return client

    return login


def text(response):
    assert response.status_code == 200
    return response.content.decode()


def test_paying_by_transfer(as_, charge, karl, vera):
    url = reverse("pay", args=[charge.uid])
    page = text(as_(karl).get(url))
    assert "Pay €80 (incl. VAT)" in page
    assert "no fees are added" in page
    page = text(as_(karl).post(url + "start/", {"provider": "transfer"}, follow=True))
    assert "AT61 1904 3002 3457 3201" in page
    assert "<svg" in page
    page = text(as_(karl).post(url + "declare/", follow=True))
    assert "looks for it" in page
    assert spaced(charge.payments.get().reference) in page  # to be compared with what was sent
    assert "€80" in text(as_(vera).get("/practice/payments/"))
    payment = charge.payments.get()
    confirm = reverse("payment_received", args=[payment.uid])
    assert "Have €80 arrived?" in text(as_(vera).get(confirm))
    assert charge.payments.get().state == "declared"  # looking changes nothing
    as_(vera).post(confirm)
    assert "€80 are paid" in text(as_(karl).get(url))


def test_play_money_is_labelled(as_, charge, karl):
    url = reverse("pay", args=[charge.uid])
    page = text(as_(karl).post(url + "start/", {"provider": "test"}, follow=True))
    assert "<strong>Test payment</strong> No money moves." in page
    assert "Nothing" not in page
    page = text(as_(karl).post(url + "play/", {"outcome": "failed"}, follow=True))
    assert "The last try did not work" in page
    as_(karl).post(url + "start/", {"provider": "test"})
    assert "are paid" in text(as_(karl).post(url + "play/", {"outcome": "paid"}, follow=True))


@pytest.mark.parametrize("provider", ["", "stripe", "../x"])
def test_unknown_ways_to_pay_are_refused(provider, as_, charge, karl):
    page = as_(karl).post(reverse("pay", args=[charge.uid]) + "start/", {"provider": provider})
    assert page.status_code == 409
    assert not charge.payments.exists()


@pytest.mark.parametrize("rest", ["", "start/", "declare/", "play/"])
@pytest.mark.parametrize(("who", "status"), [("vera", 404), ("finn", 404), ("ada", 404), (None, 302)])
def test_a_charge_is_its_payers(rest, who, status, as_, charge, people, declared):
    client = as_(people[who] if who else None)
    url = reverse("pay", args=[charge.uid]) + rest
    assert (client.post(url) if rest else client.get(url)).status_code == status
    declared.refresh_from_db()
    assert declared.state == "declared"


@pytest.mark.parametrize("name", ["payment_received", "payment_not_received"])
@pytest.mark.parametrize(("who", "status"), [("karl", 404), ("finn", 404), ("ada", 404), (None, 302)])
def test_only_the_payee_says_what_arrived(name, who, status, as_, declared, people):
    url = reverse(name, args=[declared.uid])
    for method in ("get", "post"):
        assert getattr(as_(people[who] if who else None), method)(url).status_code == status
    declared.refresh_from_db()
    assert declared.state == "declared"


def test_a_refund_is_a_task_until_it_is_sent(as_, received, vera, people):
    charges.cancel(received.charge, by=vera)
    url = reverse("refund_sent", args=[Refund.objects.get().uid])
    assert "I have sent it back" in text(as_(vera).get("/practice/payments/"))
    assert as_(people["ada"]).post(url).status_code == 404
    assert Refund.objects.get().state == "pending"
    as_(vera).post(url)
    assert Refund.objects.get().state == "done"
    page = text(as_(vera).get("/practice/payments/"))
    assert "I have sent it back" not in page
    assert "€80 sent back" in page


@pytest.mark.parametrize("name", ["received", "payout"])
@pytest.mark.parametrize(("who", "status"), [("vera", 200), ("karl", 404), (None, 302)])
def test_money_pages_are_for_counsellors(name, who, status, as_, people):
    assert as_(people[who] if who else None).get(reverse(name)).status_code == status


@pytest.mark.parametrize("iban", ["AT61 1904 3002 3457 3201", "at611904300234573201"])
def test_a_bank_account_is_kept_without_spaces(iban, as_, people):
    as_(people["ada"]).post("/practice/payout/", {"holder": "Ada", "iban": iban})
    assert PayoutAccount.objects.get().iban == IBAN


@pytest.mark.parametrize(
    "wrong", [{"iban": "AT611904300234573202"}, {"iban": "x"}, {"iban": ""}, {"holder": ""}, {"bic": "NOPE"}]
)
def test_a_wrong_bank_account_is_not_kept(wrong, as_, people):
    data = {"holder": "Ada", "iban": IBAN} | wrong
    assert as_(people["ada"]).post("/practice/payout/", data).status_code == 422
    assert not PayoutAccount.objects.exists()


def test_money_that_flows_is_led_elsewhere_only_after_the_password_was_given_again(as_, vera, stripe):
    browser, other = as_(vera), {"holder": "Mallory", "iban": "DE89370400440532013000"}
    assert browser.post("/practice/payout/", other).url.startswith("/account/reauthenticate/")
    connecting = browser.post("/practice/payout/stripe/connect/")
    assert connecting.url == "/account/reauthenticate/?next=%2Fpractice%2Fpayout%2F"
    assert PayoutAccount.objects.get().iban == IBAN
    freshly_logged_in(browser)
    assert browser.post("/practice/payout/", other).url == "/practice/payout/"
    assert PayoutAccount.objects.get().iban == other["iban"]


def test_without_any_way_to_pay_the_page_says_so(as_, charge, karl, vera, settings):
    settings.PAYMENTS_TEST = False
    vera.payout_accounts.all().delete()
    assert "has not said yet where the money should go" in text(as_(karl).get(reverse("pay", args=[charge.uid])))


def test_the_list_of_payments_asks_the_same_number_of_questions(as_, vera, karl, declared, django_assert_num_queries):
    client = as_(vera)
    client.get("/practice/payments/")
    with django_assert_num_queries(10):
        client.get("/practice/payments/")
    for _n in range(3):
        charge = charges.open(
            commissioned=True,
            payer=karl,
            payee=vera,
            amount_cents=100,
            currency="EUR",
            text="x",
            return_path="/",
            by=karl,
        )
        payments.declare(payments.start(charge, "transfer", by=karl), by=karl)
    with django_assert_num_queries(10):
        client.get("/practice/payments/")


def test_a_refund_that_failed_is_not_noted_as_sent(as_, received, vera):
    charges.cancel(received.charge, by=vera)
    Refund.objects.update(state="failed")
    answer = as_(vera).post(reverse("refund_sent", args=[Refund.objects.get().uid]))
    assert answer.status_code == 409
    assert "That is not possible any more." in answer.content.decode()
    assert Refund.objects.get().state == "failed"

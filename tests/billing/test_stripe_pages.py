"""The pages around paying at a provider."""

import pytest
from django.core.checks import run_checks
from django.urls import reverse

from billing.actions import payments, payouts
from billing.models import Payment
from tests.billing.conftest import freshly_logged_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_(client):
    def login(person):
        client.logout()
        client.force_login(person)
        freshly_logged_in(client)
        return client

    return login


@pytest.fixture
def begun(charge, karl, veras_account):
    return payments.start(charge, "stripe", by=karl)


def test_choosing_stripe_leads_there_and_the_policy_of_the_page_allows_it(as_, charge, karl, stripe, veras_account):
    url, client = reverse("pay", args=[charge.uid]), as_(karl)
    assert f"form-action 'self' {stripe.url};" in client.get(url).headers["Content-Security-Policy"]
    answer = client.post(url + "start/", {"provider": "stripe"})
    assert (answer.status_code, answer.headers["Location"]) == (302, Payment.objects.get().request["goes_to"])


def test_other_pages_let_forms_lead_nowhere_else(as_, karl, stripe):
    assert "form-action 'self';" in as_(karl).get("/appointments/").headers["Content-Security-Policy"]


def test_nobody_is_led_to_an_address_that_is_not_the_providers(as_, charge, karl, begun):
    url = reverse("pay", args=[charge.uid])
    Payment.objects.update(request=begun.request | {"goes_to": "https://elsewhere.example/pay"})
    assert as_(karl).post(url + "start/", {"provider": "stripe"}).headers["Location"] == url


def test_nobody_begins_to_pay_all_day(as_, charge, karl):
    url, client = reverse("start_payment", args=[charge.uid]), as_(karl)
    answers = [client.post(url, {"provider": "transfer"}).status_code for _time in range(21)]
    assert (answers[19], answers[20]) == (302, 429)


def test_nobody_opens_accounts_all_day(as_, vera, stripe):
    url, client = reverse("payout_connect", args=["stripe"]), as_(vera)
    answers = []
    for _time in range(11):
        answers.append(client.post(url).status_code)
        payouts.disconnect(vera, "stripe")
    assert (answers[9], answers[10]) == (302, 429)


def test_coming_back_proves_nothing(as_, charge, karl, begun):
    page = as_(karl).get(reverse("payment_return", args=[charge.uid]))
    assert "We are asking your bank" in page.content.decode()
    assert page.headers["Refresh"] == f"4;url={page.wsgi_request.path}?looks=1"
    charge.refresh_from_db()
    assert charge.is_open


def test_coming_back_asks_and_shows_what_is_true(as_, charge, karl, begun, stripe, veras_account):
    stripe.pay(veras_account, begun.provider_ref)
    page = as_(karl).get(reverse("payment_return", args=[charge.uid]), follow=True)
    assert "are paid. Thank you" in page.content.decode()


@pytest.mark.parametrize(
    ("looks", "goes_on"), [("19", True), ("20", False), ("999999", False), ("-1", True), ("x", True)]
)
def test_the_page_stops_looking_by_itself(looks, goes_on, as_, charge, karl, begun):
    page = as_(karl).get(reverse("payment_return", args=[charge.uid]), {"looks": looks})
    assert page.has_header("Refresh") is goes_on


def test_a_failing_provider_leaves_the_page_and_the_door_standing(as_, charge, karl, begun, stripe):
    stripe.faults = ["refuse"] * 2
    page = as_(karl).get(reverse("payment_return", args=[charge.uid])).content.decode()
    assert "your counsellor can let you in" in page
    stripe.faults = ["refuse"] * 2
    page = as_(karl).post(reverse("start_payment", args=[charge.uid]), {"provider": "transfer"})
    assert page.status_code == 503
    assert "cannot be stopped just now" in page.content.decode()


def test_a_failure_nobody_proved_is_never_shown(as_, charge, karl, begun, stripe, veras_account):
    """The payer comes back while the money is on its way."""
    stripe.pay(veras_account, begun.provider_ref, later=True)
    page = as_(karl).get(reverse("payment_return", args=[charge.uid]), follow=True).content.decode()
    assert "on its way" in page
    assert "did not work" not in page


def test_a_counsellor_sets_it_up_and_comes_back(as_, vera, stripe):
    client = as_(vera)
    page = client.get(reverse("payout"))
    assert "Set it up at the provider" in page.content.decode()
    assert f"form-action 'self' {stripe.url};" in page.headers["Content-Security-Policy"]
    answer = client.post(reverse("payout_connect", args=["stripe"]))
    account = vera.payout_accounts.get(provider="stripe")
    assert answer.headers["Location"] == f"{stripe.url}/setup/{account.reference}"
    assert "Not finished yet" in client.get(reverse("payout_return", args=["stripe"]), follow=True).content.decode()
    stripe.set_up(account.reference)
    page = client.get(reverse("payout_return", args=["stripe"]), follow=True).content.decode()
    assert "Your clients can pay you this way." in page


def test_without_a_key_nobody_hears_of_stripe(as_, vera, charge, karl):
    assert "Stripe" not in as_(vera).get(reverse("payout")).content.decode()
    assert as_(vera).post(reverse("payout_connect", args=["stripe"])).status_code == 404
    assert "Stripe" not in as_(karl).get(reverse("pay", args=[charge.uid])).content.decode()


def test_disconnecting_asks_first(as_, vera, veras_account):
    client, url = as_(vera), reverse("payout_disconnect", args=["stripe"])
    assert "Stop being paid this way?" in client.get(url).content.decode()
    assert vera.payout_accounts.filter(provider="stripe").exists()
    client.post(url)
    assert not vera.payout_accounts.filter(provider="stripe").exists()


def test_the_payee_sees_what_needs_an_answer(as_, vera, begun, stripe, veras_account):
    stripe.pay(veras_account, begun.provider_ref)
    payments.refresh(begun)
    stripe.dispute(veras_account, begun.request["session"])
    begun.refresh_from_db()
    payments.refresh(begun)
    assert "asks for this payment back" in as_(vera).get(reverse("received")).content.decode()


LIVE, TEST = "sk_live_x", "sk_test_x"


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({}, []),
        ({"STRIPE_SECRET_KEY": LIVE, "PAYMENTS_TEST": True}, ["billing.E001"]),
        ({"STRIPE_SECRET_KEY": LIVE, "PAYMENTS_TEST": False}, []),
        ({"STRIPE_SECRET_KEY": "pk_live_x"}, ["billing.E002"]),
        (
            {"STRIPE_SECRET_KEY": LIVE, "PAYMENTS_TEST": False, "STRIPE_API_BASE": "http://x", "DEBUG": True},
            ["billing.E003"],
        ),
        ({"STRIPE_SECRET_KEY": TEST, "STRIPE_API_BASE": "http://x", "DEBUG": False}, ["billing.E003"]),
        ({"STRIPE_SECRET_KEY": TEST, "STRIPE_API_BASE": "http://x", "DEBUG": True}, []),
        ({"STRIPE_SECRET_KEY": TEST, "STRIPE_WEBHOOK_SECRETS": []}, ["billing.W001"]),
        ({"STRIPE_SECRET_KEY": TEST, "PAYMENTS_TEST": False}, ["billing.W002"]),
    ],
)
def test_what_is_set_wrong_is_said(given, found, settings):
    for name, value in {"STRIPE_WEBHOOK_SECRETS": ["whsec_x"], **given}.items():
        setattr(settings, name, value)
    assert [it.id for it in run_checks(tags=["portal"]) if it.id.startswith("billing.")] == found

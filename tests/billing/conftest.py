"""The cast: Karl pays, Vera is paid, Finn has nothing to do with it."""

import time
from datetime import UTC, datetime

import pytest

from billing.actions import charges, payments, payouts
from lib import clock

NOW = datetime(2027, 3, 1, 7, 0, tzinfo=UTC)
IBAN = "AT611904300234573201"


@pytest.fixture
def now():
    with clock.frozen(NOW) as move:
        yield move


@pytest.fixture
def people(db, django_user_model):
    return {
        name: django_user_model.objects.create(username=name, role=role)
        for name, role in [("vera", "counsellor"), ("ada", "counsellor"), ("karl", "client"), ("finn", "client")]
    }


@pytest.fixture
def vera(people):
    payouts.set_bank_account(people["vera"], holder="Vera Weiss", iban=IBAN)
    return people["vera"]


@pytest.fixture
def karl(people):
    return people["karl"]


@pytest.fixture
def finn(people):
    return people["finn"]


@pytest.fixture
def charge(vera, karl):
    return charges.open(
        commissioned=True,
        payer=karl,
        payee=vera,
        amount_cents=8000,
        currency="EUR",
        text="Consultation, 50 minutes",
        return_path="/back/",
        by=karl,
    )


@pytest.fixture
def declared(charge, karl):
    """Karl says that his transfer is sent."""
    return payments.declare(payments.start(charge, "transfer", by=karl), by=karl)


@pytest.fixture
def received(declared, vera):
    """Vera has found it on her account."""
    return payments.confirm(declared, by=vera)


@pytest.fixture
def stripe(settings, now, monkeypatch):
    """The stand-in for Stripe, and a site that is set up with it. `now` moves both clocks."""
    from stripe import HTTPClient

    from tests.standins.stripe import SECRET, StripeStandIn

    monkeypatch.setattr(HTTPClient, "INITIAL_DELAY", 0)
    monkeypatch.setattr(HTTPClient, "MAX_DELAY", 0)
    with StripeStandIn() as standin:
        settings.DEBUG = True  # only so is anything else than Stripe asked
        settings.STRIPE_SECRET_KEY, settings.STRIPE_WEBHOOK_SECRETS = "sk_test_standin", ["whsec_other", SECRET]
        settings.STRIPE_API_BASE = standin.url
        yield standin


@pytest.fixture
def veras_account(vera, stripe):
    """Vera has an account over there, and it may take payments. Its id."""
    payouts.connect(vera, "stripe", "http://testserver/practice/payout/stripe/return/")
    account = vera.payout_accounts.get(provider="stripe")
    stripe.set_up(account.reference)
    return payouts.refresh(account).reference


def freshly_logged_in(browser) -> None:
    """As if the person had just given the password (allauth's record of it)."""
    session = browser.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time(), "reauthenticated": True}]
    session["account_authentication_methods_user"] = session["_auth_user_id"]
    session.save()

"""The same provider against Stripe itself. Only with a key of a sandbox in STRIPE_SANDBOX_KEY; never in the suite.

    STRIPE_SANDBOX_KEY=sk_test_… python3 start.py test tests/billing/test_real_stripe.py

What the stand-in cannot show: that Stripe understands what we send and answers in the shapes we read.
"""

import json
import os

import pytest

from billing.actions import charges, payments, payouts, refunds
from billing.models import Refund
from billing.providers import stripe as ours

KEY = os.environ.get("STRIPE_SANDBOX_KEY", "")
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not KEY.startswith(("sk_test_", "rk_test_")), reason="no key of a sandbox"),
]


@pytest.fixture
def owed(people, settings):
    settings.STRIPE_SECRET_KEY, settings.SITE_URL = KEY, "https://portal.example"
    return charges.open(
        payer=people["vera"], payee=None, amount_cents=1900, currency="EUR", text="Invoice", return_path="/",
        by=people["vera"], commissioned=False, testmode=True,
    )  # fmt: skip


def test_a_session_is_begun_once_and_ended(owed):
    payment = payments.start(owed, "stripe", by=owed.payer)
    assert payment.state == "pending"
    assert payment.request["goes_to"].startswith("https://checkout.stripe.com/")
    again = ours._call(
        ours.client().v1.checkout.sessions.create,
        json.loads(payment.request["ask"]),
        {"idempotency_key": ours._key(payment)},
    )
    assert again["id"] == payment.provider_ref
    assert payments.refresh(payment).state == "pending"
    assert payments.stop(payment).state == "cancelled"


def test_money_is_seen_and_goes_back(owed):
    """Paid by the library with a card for tests: pages of Checkout are for people."""
    payment = payments.start(owed, "stripe", by=owed.payer)
    intent = ours._call(
        ours.client().v1.payment_intents.create,
        {
            "amount": 1900, "currency": "eur", "payment_method": "pm_card_visa", "confirm": True,
            "automatic_payment_methods": {"enabled": True, "allow_redirects": "never"},
        },
    )  # fmt: skip
    payment.provider_ref = intent["id"]
    payment.save()
    assert payments.refresh(payment).state == "confirmed"
    refund = refunds.carry_out(refunds.request(payment, 500, by=owed.payer))
    assert refund.state in ("done", "pending")
    assert refunds.carry_out(refund).pk == refund.pk
    payments.refresh(payment)
    assert Refund.objects.count() == 1


def test_an_account_is_opened(owed, people):
    address = payouts.connect(people["vera"], "stripe", "https://portal.example/practice/payout/stripe/return/")
    assert address.startswith("https://connect.stripe.com/")
    assert payouts.refresh(people["vera"].payout_accounts.get(provider="stripe")).state == "onboarding"

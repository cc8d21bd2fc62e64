"""What counsellors owe the operator is paid like anything else; the staff of its bookkeeping says what arrived."""

import pytest
from django.contrib.auth.models import Permission
from wagtail.models import Site

from accounts.models import User
from billing import providers, rules
from billing.actions import charges, payments
from billing.models import OperatorDetails
from lib.denied import Denied
from tests.billing.conftest import IBAN

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


@pytest.fixture
def owed(vera):
    return charges.open(
        payer=vera, payee=None, amount_cents=1900, currency="EUR", text="Invoice 2027-00001", return_path="/practice/",
        by=vera, commissioned=False,
    )  # fmt: skip


@pytest.fixture
def bank_account(db):
    return OperatorDetails.objects.create(site=Site.objects.get(is_default_site=True), holder="Portal", iban=IBAN)


@pytest.fixture
def bookkeeper(db):
    user = User.objects.create(username="bruno", role="staff", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="change_invoice"))
    return user


def ways(charge) -> list[str]:
    return [provider.key for provider in providers.for_charge(charge)]


def test_without_the_operators_account_there_is_no_transfer(owed):
    assert "transfer" not in ways(owed)


def test_a_counsellor_transfers_to_the_operator_and_the_bookkeeper_confirms(owed, bank_account, vera, bookkeeper):
    payment = payments.start(owed, "transfer", by=vera)
    assert (payment.request["iban"], payment.request["holder"]) == (IBAN, "Portal")
    payments.confirm(payments.declare(payment, by=vera), by=bookkeeper)
    owed.refresh_from_db()
    assert owed.is_settled


def test_only_bookkeepers_say_what_arrived_and_nobody_about_their_own_debt(owed, bookkeeper, people):
    office = User.objects.create(username="office", role="staff", is_staff=True)
    assert rules.is_payee(owed, bookkeeper)
    owed.payer.user_permissions.add(*bookkeeper.user_permissions.all())
    for person in (office, people["ada"], owed.payer):
        assert not rules.is_payee(owed, person)


def test_a_bookkeeper_has_no_say_about_what_a_counsellor_receives(declared, bookkeeper):
    with pytest.raises(Denied) as info:
        payments.confirm(declared, by=bookkeeper)
    assert info.value.code == "not_yours"


def test_play_money_pays_only_what_is_owed_as_play_money(owed, bank_account):
    assert ways(owed) == ["transfer"]
    owed.testmode = True
    assert ways(owed) == ["test"]

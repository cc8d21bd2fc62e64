"""The desk's cast: bruno of the group Billing, vera and ada counsel, karl pays vera."""

from datetime import UTC, datetime

import pytest
from wagtail.models import Site

from accounts.models import User
from billing.actions import charges, payments, payouts
from billing.enums import EntryKind
from billing.models import LedgerEntry, OperatorDetails, TaxProfile
from billing.queries import plans
from lib import clock
from tests.billing import books
from tests.billing.conftest import IBAN, NOW
from tests.staff import browser, member

APRIL = datetime(2027, 4, 1, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def time(db):
    """Call it with the moment that shall be."""
    with clock.frozen(NOW) as move:
        yield lambda to: move(to - clock.now())


@pytest.fixture(autouse=True)
def cheap_documents(monkeypatch):
    books.cheap(monkeypatch)


@pytest.fixture
def bruno(db):
    return member("Billing", login="bruno")


class Desk:
    """Somebody's browser, logged in anew for every page: sessions end while the clock moves on by months."""

    def __init__(self, user):
        self.user = user

    def get(self, *args, **kwargs):
        return browser(self.user).get(*args, **kwargs)

    def post(self, *args, **kwargs):
        return browser(self.user).post(*args, **kwargs)


@pytest.fixture
def desk(bruno):
    return Desk(bruno)


@pytest.fixture
def operator(db):
    return OperatorDetails.objects.create(
        site=Site.objects.get(), legal_name="Quiet Harbour GmbH", street="Musterweg 1", postcode="1010", city="Vienna",
        country="AT", vat_id="ATU13585627", email="billing@example.org", holder="Quiet Harbour GmbH", iban=IBAN,
    )  # fmt: skip


def counsellor(login: str) -> User:
    user = User.objects.create(username=login, role="counsellor", display_name=login.title())
    payouts.set_bank_account(user, holder=user.name, iban=IBAN)
    return user


@pytest.fixture
def vera(db):
    user = counsellor("vera")
    TaxProfile.objects.create(
        counsellor=user, legal_name="Vera Weiss", street="Gasse 2", postcode="8010", city="Graz", country="AT"
    )
    return user


@pytest.fixture
def ada(db):
    return counsellor("ada")


@pytest.fixture
def karl(db):
    return User.objects.create(username="karl", role="client", display_name="Karl Klein")


def paid(payer, payee, cents: int, *, provider="transfer"):
    """A consultation, paid and received now."""
    charge = charges.open(
        payer=payer, payee=payee, amount_cents=cents, currency="EUR", text="Consultation, 50 minutes",
        return_path="/back/", by=payer, commissioned=True,
    )  # fmt: skip
    payment = payments.start(charge, provider, by=payer)
    if provider == "test":
        return payments.play(payment, "paid", by=payer)
    return payments.confirm(payments.declare(payment, by=payer), by=payee)


def owed(user, cents: int, *, text="A correction", currency="EUR", on=None, testmode=False) -> LedgerEntry:
    return LedgerEntry.objects.create(
        counsellor=user, kind=EntryKind.ADJUSTMENT, net_cents=cents, currency=currency, text=text,
        on=on or plans.today(), testmode=testmode,
    )  # fmt: skip


def owed_to_us(user, cents: int, *, testmode=False):
    return charges.open(
        payer=user, payee=None, amount_cents=cents, currency="EUR", text="Invoice 2027-00001", return_path="/practice/",
        by=user, commissioned=False, testmode=testmode,
    )  # fmt: skip

"""The money of a practice from its first day to its first invoice, and every cent of it explained. No browser."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from stripe import HTTPClient

from accounts.models import User
from billing import tasks
from billing.models import Invoice, LedgerEntry, Payment, Refund
from booking import tasks as booking_tasks
from booking.models import Appointment, BookingRules, Service, WeeklyRule
from lib import clock, ids
from tests.accounts.conftest import SEED, ticks, wire
from tests.billing import books
from tests.billing.conftest import IBAN, freshly_logged_in
from tests.standins.stripe import SECRET, StripeStandIn

pytestmark = pytest.mark.django_db

FIRST = datetime(2027, 3, 1, 8, tzinfo=UTC)


@pytest.fixture
def stripe(settings, monkeypatch):
    monkeypatch.setattr(HTTPClient, "INITIAL_DELAY", 0)
    with StripeStandIn() as standin:
        settings.DEBUG = True  # only so is anything else than Stripe asked
        settings.STRIPE_SECRET_KEY, settings.STRIPE_WEBHOOK_SECRETS = "sk_test_standin", [SECRET]
        settings.STRIPE_API_BASE = standin.url
        yield standin


@pytest.fixture
def work(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def sign_up(login, role="client", **more) -> User:
    body = {"login": login, "password": wire(login), "password_seed": ids.to_text(SEED), "password_kdf": "1"}
    address = "/account/signup/counsellor/" if role == "counsellor" else "/account/signup/"
    assert Client().post(address, body | ticks(role) | more).status_code == 302
    return User.objects.get(username=login)


def on(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def text(response) -> str:
    assert response.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def post(person, path, data=None) -> str:
    return text(on(person).post(path, data or {}, follow=True))


def open_practice(stripe) -> User:
    vera = sign_up("vera", "counsellor", email="vera@example.org")
    post(vera, "/practice/plan/", {"plan": "basic"})
    browser = on(vera)
    assert browser.post("/practice/payout/", {"holder": "Vera Weiss", "iban": IBAN}).status_code == 302
    post(vera, "/practice/billing-details/", {"legal_name": "Vera Weiss"} | books.ADDRESS)
    freshly_logged_in(browser)
    assert browser.post("/practice/payout/stripe/connect/").url.startswith(stripe.url)
    stripe.set_up(vera.payout_accounts.get(provider="stripe").reference)
    assert "can pay you this way now" in text(on(vera).get("/practice/payout/stripe/return/", follow=True))
    BookingRules.objects.create(counsellor=vera, zone="Europe/Vienna", slot_step=60, min_notice=60)
    for day in range(7):
        WeeklyRule.objects.create(counsellor=vera, weekday=day, start_min=540, end_min=1020)
    Service.objects.create(counsellor=vera, name="Grief", minutes=50, price_cents=7990)
    return vera


def book(client, counsellor, start) -> Appointment:
    form = {
        "service": ids.to_text(counsellor.services.get().uid),
        "start": f"{start:%Y-%m-%dT%H:%MZ}",
        "consent": "yes",
    }
    post(client, reverse("book", args=[counsellor.uid]), form | {"request_key": f"{start:%d}"})
    return Appointment.objects.get(client=client, start=start)


def pay(client, charge, way) -> str:
    return on(client).post(reverse("start_payment", args=[charge.uid]), {"provider": way}).url


def give_back(counsellor, appointment, amount) -> None:
    page = reverse("give_back", args=[appointment.uid])
    post(counsellor, page, {"cents": amount, "rest": appointment.charge.amount_cents})


def order(counsellor, plan, *seen) -> None:
    """Read what would follow, then press the button."""
    address = reverse("change_plan", args=[plan])
    page = on(counsellor).get(address)
    assert [words for words in seen if words not in text(page)] == []
    code = re.search(r'name="seen" value="([^"]+)"', page.content.decode())[1]
    post(counsellor, address, {"seen": code})


def lines(invoice) -> list[tuple[str, int]]:
    return [(re.sub(r"ref\. \S+", "ref.", line.text), line.net_cents) for line in invoice.lines.order_by("pk")]


def test_the_first_month_of_a_practice(stripe, work, monkeypatch):
    monkeypatch.setattr("directory.queries.is_listed", lambda counsellor: True)
    books.cheap(monkeypatch)
    books.operator()
    with clock.frozen(FIRST) as move:
        vera, karl = open_practice(stripe), sign_up("karl")
        booked = [book(karl, vera, FIRST + timedelta(days=n)) for n in (1, 2, 3)]
        transfer, played, card = (appointment.charge for appointment in booked)

        pay(karl, transfer, "transfer")
        assert "looks for it" in post(karl, reverse("declare_payment", args=[transfer.uid]))
        post(vera, reverse("payment_received", args=[transfer.payments.get().uid]))

        move(timedelta(days=1))
        pay(karl, played, "test")
        assert "Paid" in post(karl, reverse("play_payment", args=[played.uid]), {"outcome": "paid"})

        move(timedelta(days=1))
        assert pay(karl, card, "stripe").startswith(stripe.url)
        begun = card.payments.get()
        stripe.pay(begun.account_ref, begun.provider_ref)
        assert "are paid. Thank you" in text(on(karl).get(reverse("payment_return", args=[card.uid]), follow=True))

        move(timedelta(days=2))
        with work():
            booking_tasks.conclude_appointments()
        with work():
            give_back(vera, booked[0], "29.95")
            give_back(vera, booked[2], "29.95")
        post(vera, reverse("refund_sent", args=[Refund.objects.get(payment__provider="transfer").uid]))
        assert dict(Payment.objects.values_list("provider", "refunded_cents")) == {
            "transfer": 2995, "test": 0, "stripe": 2995,
        }  # fmt: skip

        move(timedelta(days=11))  # 16 March
        order(vera, "basic-plus", "€19.00")
        move(timedelta(days=10))  # 26 March: eleven of thirty-one days are used
        order(vera, "premium", "€149.00", "€19 × 20 ÷ 31", "-€12.26", "Order Premium for €136.74 excl. VAT")
        statement = text(on(vera).get("/practice/invoices/statement/"))
        assert "€163.23" in statement

        move(timedelta(days=6))
        with work():
            tasks.close_last_month()
    real, test = Invoice.objects.filter(recipient=vera).order_by("testmode")
    assert lines(real) == [
        ("15% of €79.90, received on 1 March 2027, ref.", 1199),
        ("15% of €49.95 instead of €79.90, received on 1 March 2027, ref.", -450),
        ("Basic PLUS, 16 March 2027 to 15 April 2027", 1900),
        ("Basic PLUS: 20 of 31 days not used, of €19 charged for 16 March 2027 to 15 April 2027", -1226),
        ("Premium, 26 March 2027 to 25 April 2027", 14900),
    ]
    assert (real.number, real.net_cents, real.tax_cents, real.gross_cents) == ("2027-00001", 16323, 3265, 19588)
    assert lines(test) == [
        ("15% of €79.90, received on 2 March 2027, ref.", 1199),
        ("15% of €79.90, received on 3 March 2027, ref.", 1199),
        ("15% of €49.95 instead of €79.90, received on 3 March 2027, ref.", -450),
    ]
    assert (test.number, test.net_cents, test.tax_cents, test.gross_cents) == ("TEST-2027-00001", 1948, 390, 2338)
    assert not LedgerEntry.objects.filter(invoice=None).exists()
    page = text(on(vera).get(reverse("invoice", args=[real.uid])))
    assert page.count("Why?") == 5
    assert not {"karl", "Grief"} & set(re.findall(r"\w+", page))
    assert "€195.88" in text(on(vera).get(reverse("pay", args=[real.charge.uid])))

"""An invoice long overdue: nothing new is booked, everything else goes on."""

from datetime import timedelta

import pytest

from billing import entitlements
from billing.actions import charges
from billing.models import Charge, Invoice
from billing.queries import plans
from booking import rules
from booking.actions import appointments, moves, series
from booking.queries import times
from lib import clock
from lib.denied import Denied
from lib.ids import to_text
from tests.booking.conftest import NINE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now", "listed")]
HOUR = timedelta(hours=1)


@pytest.fixture
def owed(vera):
    """Vera has left an invoice unpaid for thirty days."""
    day = plans.today() - timedelta(days=30)
    charge = charges.open(
        payer=vera, payee=None, amount_cents=1900, currency="EUR", text="Invoice", return_path="/practice/invoices/",
        by=vera, commissioned=False,
    )  # fmt: skip
    Charge.objects.filter(pk=charge.pk).update(created_at=clock.now() - timedelta(days=44))
    return Invoice.objects.create(
        recipient=vera, series="2027", seq=1, number="2027-00001", type=380, charge=charge, seller={}, buyer={},
        language="en", currency="EUR", issued_on=day - timedelta(days=14), period_first_on=day.replace(day=1),
        period_last_on=day, due_on=day, net_cents=1900, tax_cents=0, gross_cents=1900,
    )  # fmt: skip


def test_nothing_new_is_booked_by_anybody(owed, talk, karl, vera):
    for by, code in ((karl, "takes_nothing_new"), (vera, "suspended")):
        with pytest.raises(Denied) as refused:
            appointments.book(service=talk, client=karl, start=NINE, by=by)
        assert (by.username, refused.value.code) == (by.username, code)
    with pytest.raises(Denied) as refused:
        series.book(service=talk, client=karl, starts=[NINE], every_weeks=1, by=vera)
    assert refused.value.code == "suspended"
    with pytest.raises(Denied):
        appointments.book(service=talk, client=None, start=NINE, by=vera)
    assert times.next_free(talk) == []


def test_what_is_booked_goes_on(booked, owed, karl, vera):
    moves.move(booked, start=NINE + HOUR, by=karl)
    booked.refresh_from_db()
    with clock.frozen(NINE + HOUR):
        assert rules.may_enter(booked, vera, now=clock.now(), settled=False)
        appointments.let_in(booked, by=vera)
        booked.refresh_from_db()
        assert rules.may_enter(booked, karl, now=clock.now(), settled=False)


def test_a_day_before_nothing_is_refused_yet(owed, talk, karl):
    with clock.frozen(clock.now() - timedelta(days=1)):
        assert appointments.book(service=talk, client=karl, start=NINE, by=karl)


def test_visitors_hear_that_nothing_new_is_taken_and_nothing_of_money(owed, talk, vera, client):
    page = client.get(f"/appointments/book/{to_text(vera.uid)}/").content.decode()
    assert "No new appointments at present" in page
    assert "invoice" not in page.lower().replace("/practice/invoices/", "")


def test_clients_are_not_led_to_book_many_where_nothing_can_be_booked(owed, talk, karl, client, monkeypatch):
    monkeypatch.setattr("booking.queries.appointments.is_known", lambda *_: True)
    page = f"/appointments/book/{to_text(talk.counsellor.uid)}/"
    client.force_login(karl)
    with clock.frozen(clock.now() - timedelta(days=1)):
        assert b"Book several appointments at once" in client.get(page).content
    assert b"Book several appointments at once" not in client.get(page).content


def test_the_counsellor_sees_why_and_where_to_pay(owed, vera, client):
    client.force_login(vera)
    for page in ("/practice/", "/practice/hours/"):
        html = client.get(page).content.decode()
        assert (page, "An invoice is long overdue" in html, "/practice/invoices/" in html) == (page, True, True)


def test_paying_opens_the_practice_again(owed, talk, karl, vera):
    assert entitlements.suspended() == {vera.pk}
    Charge.objects.filter(pk=owed.charge_id).update(state="settled", settled_at=clock.now())
    assert entitlements.suspended() == set()
    assert appointments.book(service=talk, client=karl, start=NINE, by=karl)


@pytest.mark.parametrize(
    ("number", "most", "suspended", "words"),
    [
        (0, 1, False, "Your online practice is not activated yet"), (1, 1, False, "Your trial is running"),
        (3, None, False, "Your online practice is active"), (0, None, True, "You take no new bookings at present"),
        (2, 5, False, "Your plan has room for 5"), (0, 0, False, "no room for own clients"),
    ],
)  # fmt: skip
def test_the_practice_says_whether_it_is_activated(number, most, suspended, words, vera, client, monkeypatch):
    from booking.queries import practices

    own = practices.OwnClients(number, most, suspended, invited=False)
    monkeypatch.setattr(practices, "own_clients_of", lambda counsellor: own)
    client.force_login(vera)
    html = client.get("/practice/").content.decode()
    assert words in html
    assert ("/practice/plan/activate/" in html) == (most is not None and not suspended)

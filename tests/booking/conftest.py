"""The cast: Vera counsels and may be booked from nine to five, Karl takes appointments, Ada counsels too, Finn is new."""

from datetime import UTC, datetime, timedelta

import pytest

from booking.models import BookingRules, Service, WeeklyRule
from lib import clock

NOW = datetime(2027, 3, 1, 7, 0, tzinfo=UTC)  # a Monday, 08:00 in Vienna
NINE = datetime(2027, 3, 2, 8, 0, tzinfo=UTC)  # Tuesday 09:00 in Vienna


@pytest.fixture
def now():
    """Time stands still at NOW; call it with a timedelta to move on."""
    with clock.frozen(NOW) as move:
        yield move


@pytest.fixture
def person(django_user_model):
    def make(username, role, **kwargs):
        return django_user_model.objects.create(username=username, role=role, **kwargs)

    return make


@pytest.fixture
def practice(person):
    """Gives any counsellor hours: every day nine to five in Vienna, on the hour, ten minutes' pause."""

    def open_for(counsellor, **kwargs):
        rules = BookingRules.objects.create(
            counsellor=counsellor, **{"zone": "Europe/Vienna", "slot_step": 60, "min_notice": 60} | kwargs
        )
        WeeklyRule.objects.bulk_create(
            WeeklyRule(counsellor=counsellor, weekday=day, start_min=9 * 60, end_min=17 * 60) for day in range(7)
        )
        return rules

    return open_for


@pytest.fixture
def vera(db, person, practice):
    vera = person("vera", "counsellor", display_name="Vera Weiss", email="vera@example.org", zone="Europe/Vienna")
    practice(vera)
    return vera


@pytest.fixture
def ada(db, person, practice):
    ada = person("ada", "counsellor", display_name="Ada Blum", zone="Europe/Vienna")
    practice(ada)
    return ada


@pytest.fixture
def karl(db, person):
    return person("karl", "client", email="karl@example.org", zone="Europe/Vienna")


@pytest.fixture
def finn(db, person):
    return person("finn", "client")


@pytest.fixture
def talk(vera):
    """Fifty minutes for 80.00."""
    return Service.objects.create(counsellor=vera, name="Conversation", minutes=50, price_cents=8000)


@pytest.fixture
def intro(vera):
    """Ten minutes, free."""
    return Service.objects.create(counsellor=vera, name="Getting to know", minutes=10)


@pytest.fixture
def hour():
    return timedelta(hours=1)


@pytest.fixture
def listed(monkeypatch):
    """Every counsellor is in the public directory."""
    monkeypatch.setattr("directory.queries.is_listed", lambda counsellor: True)


@pytest.fixture
def booked(talk, karl, now):
    """Karl has the priced conversation with Vera, tomorrow at nine."""
    from booking.actions import appointments

    return appointments.book(service=talk, client=karl, start=NINE, by=karl)


@pytest.fixture
def booked_free(intro, karl, now):
    from booking.actions import appointments

    return appointments.book(service=intro, client=karl, start=NINE, by=karl)


@pytest.fixture
def paid(booked, karl):
    """The priced conversation, paid with play money."""
    from billing.actions import payments

    with clock.frozen(NINE - timedelta(hours=24)):
        payment = payments.start(booked.charge, "test", by=karl)
        payments.play(payment, "paid", by=karl)
    booked.refresh_from_db()
    return booked

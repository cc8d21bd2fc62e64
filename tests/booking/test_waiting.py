"""Everybody who waits is told at once when a time gets free, at most once a day; the list ends by itself."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from booking import tasks
from booking.actions import appointments, hours, moves, waiting
from booking.models import BookingRules, Waiting
from lib import clock
from lib.denied import Denied
from lib.ids import to_text
from tests.booking.conftest import NINE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now", "listed")]
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MONTH = NINE + 30 * DAY


@pytest.fixture(autouse=True)
def one_time_a_day(vera):
    """Nine o'clock, once a day, on three days ahead."""
    hours.save(vera, weekly=[(day, 9 * 60, 10 * 60) for day in range(7)], horizon_days=4, min_notice=120)


@pytest.fixture
def told(django_capture_on_commit_callbacks):
    """Whom the worker tells of free times after something has happened."""

    def run(action):
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            action()
        return sorted(message.to[0] for message in mail.outbox if message.subject == "A time is free")

    return run


@pytest.fixture
def full(talk, person):
    """All three times are taken, by three people."""
    return [
        appointments.book(service=talk, client=who, start=NINE + n * DAY, by=who)
        for n in range(3)
        if (who := person(f"c{n}", "client"))
    ]


@pytest.fixture
def waits(talk, karl, full):
    return waiting.join(by=karl, service=talk, until=MONTH)


def test_a_cancellation_is_told_to_all_who_wait(waits, full, talk, person, told):
    other = person("olga", "client", email="olga@example.org")
    waiting.join(by=other, service=talk, until=MONTH)
    assert told(lambda: appointments.cancel(full[1], by=full[1].client)) == ["karl@example.org", "olga@example.org"]
    body = mail.outbox[-1].body
    assert f"/appointments/book/{to_text(talk.counsellor.uid)}/?service={to_text(talk.uid)}" in body
    assert "Vera" not in body


def test_a_move_and_opened_hours_are_told_too(waits, full, vera, told):
    hours.set_day(vera, (NINE + 3 * DAY).date(), spans=[(9 * 60, 10 * 60)])
    assert told(lambda: hours.save(vera, weekly=[(d, 9 * 60, 11 * 60) for d in range(7)])) == ["karl@example.org"]


def test_a_booking_tells_nobody(waits, full, talk, finn, vera, told):
    appointments.cancel(full[0], by=vera)
    told(lambda: tasks.refresh_facts(vera.pk))
    assert told(lambda: appointments.book(service=talk, client=finn, start=NINE, by=finn)) == []


def test_one_mail_a_day_and_what_was_held_back_is_told_the_next_day(waits, full, vera, told):
    assert told(lambda: appointments.cancel(full[1], by=vera)) == ["karl@example.org"]
    assert told(lambda: appointments.cancel(full[2], by=vera)) == []
    BookingRules.objects.update(horizon_days=3)  # so that the day after brings no new ones
    with clock.frozen(clock.now() + DAY + HOUR / 60):
        assert told(tasks.look_for_free_times) == ["karl@example.org"]
        assert told(tasks.look_for_free_times) == []


def test_what_was_free_when_they_joined_is_no_news(talk, karl, vera, told):
    waiting.join(by=karl, service=talk, until=MONTH)
    assert told(lambda: tasks.refresh_facts(vera.pk)) == []


def test_times_after_the_last_day_are_of_no_use(talk, karl, full, vera, told):
    waiting.join(by=karl, service=talk, until=NINE + DAY)
    assert told(lambda: appointments.cancel(full[2], by=vera)) == []
    assert told(lambda: appointments.cancel(full[0], by=vera)) == ["karl@example.org"]


# --- something earlier than what one has


@pytest.fixture
def earlier(talk, karl, vera, person):
    """Karl has the third day and waits; the days before are taken."""
    clients = [person(f"c{n}", "client") for n in range(2)]
    taken = [appointments.book(service=talk, client=c, start=NINE + n * DAY, by=c) for n, c in enumerate(clients)]
    mine = appointments.book(service=talk, client=karl, start=NINE + 2 * DAY, by=karl)
    waiting.join(by=karl, appointment=mine, until=MONTH)
    return taken, mine


def test_the_mail_leads_to_moving(earlier, vera, told):
    taken, mine = earlier
    assert told(lambda: appointments.cancel(taken[0], by=vera)) == ["karl@example.org"]
    assert reverse("move_appointment", args=[mine.uid]) in mail.outbox[-1].body
    moves.move(mine, start=NINE, by=mine.client)


def test_only_earlier_ones_are_told(earlier, vera, told):
    _taken, _mine = earlier
    assert told(lambda: BookingRules.objects.update(horizon_days=9) and tasks.refresh_facts(vera.pk)) == []


def test_it_ends_when_the_appointment_does(earlier, karl, vera, told):
    _taken, mine = earlier
    assert told(lambda: appointments.cancel(mine, by=karl)) == []
    assert not Waiting.objects.exists()


def test_it_ends_by_itself_on_its_day(waits, vera):
    with clock.frozen(MONTH):
        tasks.look_for_free_times()
    assert not Waiting.objects.exists()


# --- who, and how often


def test_joining_again_changes_the_day(waits, talk, karl):
    waiting.join(by=karl, service=talk, until=MONTH + DAY)
    assert Waiting.objects.get().until == MONTH + DAY


@pytest.mark.parametrize("until", [NINE - 2 * DAY, NINE + 400 * DAY])
def test_until_a_day_that_makes_sense(until, talk, karl):
    with pytest.raises(Denied, match="until"):
        waiting.join(by=karl, service=talk, until=until)


def test_what_is_not_on_offer_is_not_waited_for(talk, karl, vera):
    talk.audience = "arranged"
    talk.save()
    for person in (karl, vera):
        with pytest.raises(Denied, match="not_offered"):
            waiting.join(by=person, service=talk, until=MONTH)


def test_nobody_waits_with_somebody_elses_appointment(booked, finn, vera):
    for person in (finn, vera):
        with pytest.raises(Denied, match="not_found"):
            waiting.join(by=person, appointment=booked, until=MONTH)


def test_joining_and_leaving_from_the_pages(client, talk, full, karl, vera, finn):
    client.force_login(karl)
    text = client.get(reverse("book", args=[vera.uid])).content.decode()
    assert "Tell me if something gets free" in text
    url = reverse("waiting")
    assert client.post(url, {"service": to_text(talk.uid), "until": "2027-03-20"}).url == url
    row = Waiting.objects.get()
    assert talk.name in client.get(url).content.decode()
    leave = reverse("leave_waiting", args=[row.uid])
    client.force_login(finn)
    assert client.post(leave).status_code == 404
    client.force_login(karl)
    assert client.post(leave).url == url
    assert not Waiting.objects.exists()


@pytest.mark.parametrize("junk", [{"until": "x"}, {"until": "9999-12-31"}, {"service": "x"}, {"appointment": "x"}, {}])
def test_junk_does_no_harm(junk, client, talk, karl):
    client.force_login(karl)
    data = {"service": to_text(talk.uid), "until": "2027-03-20"} | junk if junk else {}
    assert client.post(reverse("waiting"), data).status_code in (400, 404, 422)

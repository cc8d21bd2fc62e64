"""Consumers withdraw from the contract in two steps, free of charge, and get it acknowledged."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.urls import reverse

from booking.actions import appointments, moves, withdrawals
from booking.models import Appointment, BookingRules
from lib import clock
from lib.denied import Denied
from lib.ids import to_text
from tests.booking.conftest import NINE, NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now", "listed")]
HOUR, DAY, SECOND = timedelta(hours=1), timedelta(days=1), timedelta(seconds=1)
LAST = datetime(2027, 3, 15, 23, 0, tzinfo=UTC)  # midnight in Vienna after the fourteenth day


def refused(code, *args, **kwargs):
    with pytest.raises(Denied) as info:
        withdrawals.withdraw(*args, **{"name": "Karl"} | kwargs)
    assert info.value.code == code


@pytest.fixture
def far(talk, karl):
    """Booked today for five weeks from now."""
    return appointments.book(service=talk, client=karl, start=NINE + 35 * DAY - HOUR, by=karl)


def test_the_right_is_what_was_agreed_at_booking(booked, talk, intro, karl, vera):
    BookingRules.objects.update(withdrawal=False)
    later = appointments.book(service=talk, client=karl, start=NINE + DAY, by=karl)
    free = appointments.book(service=intro, client=karl, start=NINE + 2 * DAY, by=karl)
    assert [it.withdrawal for it in (booked, later, free)] == [True, False, False]
    refused("no_withdrawal", later, by=karl)


def test_within_fourteen_days_until_midnight_on_the_counsellors_clock(far, karl):
    with clock.frozen(LAST):
        refused("withdrawal_over", far, by=karl)
    with clock.frozen(LAST - SECOND):
        assert withdrawals.withdraw(far, by=karl, name="Karl").status == "cancelled"


def test_late_or_not_it_costs_nothing(paid, karl, django_capture_on_commit_callbacks):
    with clock.frozen(NINE - HOUR), django_capture_on_commit_callbacks(execute=True):
        gone = withdrawals.withdraw(paid, by=karl, name="Karl")
    assert (gone.cancelled_late, gone.cancelled_by) == (False, karl)
    assert paid.charge.payments.get().refunded_cents == 8000
    assert set(gone.events.values_list("kind", flat=True)) >= {"withdrawn", "refund"}


def test_it_is_acknowledged_with_content_and_time(booked, karl, vera, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        for _twice in range(2):
            withdrawals.withdraw(booked, by=karl, name="Karl K.", email="other@example.org")
    (receipt,) = [message for message in mail.outbox if message.to == ["other@example.org"]]
    assert receipt.subject == "We have received your statement"
    for words in ("appointment on 2 March 2027, 09:00", "booked on 1 March 2027, 08:00", "Name: Karl K.",
                  "Received: 1 March 2027, 08:00", "Time zone: Europe/Vienna"):  # fmt: skip
        assert words in receipt.body
    assert "Vera" not in receipt.body
    assert len(mail.outbox) == 3  # and the calendars of both


def test_what_has_begun_or_taken_place_is_not_withdrawn_from(booked, karl):
    Appointment.objects.update(client_came_at=NINE)
    with clock.frozen(NINE + HOUR / 6):
        refused("begun", booked, by=karl)
    Appointment.objects.update(client_came_at=None)
    with clock.frozen(booked.end - SECOND):
        assert withdrawals.changes.can_withdraw(booked, by=karl, now=clock.now())
    with clock.frozen(booked.end):
        refused("taken_place", booked, by=karl)


@pytest.mark.parametrize("who", ["vera", "finn", "ada"])
def test_only_the_client_withdraws(who, booked, request):
    refused("not_found", booked, by=request.getfixturevalue(who))


# --- starting sooner


@pytest.mark.parametrize(("days", "needed"), [(1, True), (14, True), (15, False)])
def test_whoever_comes_sooner_says_so(days, needed, talk, karl):
    start = NOW.replace(hour=9) + days * DAY
    if needed:
        with pytest.raises(Denied, match="consent_needed"):
            appointments.book(service=talk, client=karl, start=start, by=karl, consent=False)
        assert not Appointment.objects.exists()
    it = appointments.book(service=talk, client=karl, start=start, by=karl, consent=True)
    assert it.events.filter(kind="consent", actor=karl).exists() is needed


def test_counsellors_do_not_say_it_for_others(talk, karl, vera):
    it = appointments.book(service=talk, client=karl, start=NINE, by=vera, consent=True)
    assert not it.events.filter(kind="consent").exists()


def test_whoever_moves_something_far_into_these_days_says_so_then(far, karl):
    with pytest.raises(Denied, match="consent_needed"):
        moves.move(far, start=NINE + 2 * DAY, by=karl, consent=False)
    it = moves.move(far, start=NINE + 2 * DAY, by=karl, consent=True)
    assert it.events.filter(kind="consent").exists()
    moves.move(it, start=NINE + 3 * DAY, by=karl, consent=False)  # said once is said


# --- the pages


def test_two_steps_and_a_receipt(client, booked, karl):
    client.force_login(karl)
    url, page = (reverse(name, args=[booked.uid]) for name in ("withdraw", "appointment"))
    assert "Withdraw from the contract" in client.get(page).content.decode()
    text = client.post(url, {"name": "Karl K.", "email": ""}).content.decode()
    assert "Is this your statement?" in text
    assert Appointment.objects.get().is_booked
    assert client.post(url, {"name": "Karl K.", "confirm": "yes"}).url == url
    receipt = client.get(url).content.decode()
    assert "The withdrawal has been received" in receipt
    assert "Karl K." in receipt
    assert "Withdrawn from, by you" in client.get(page).content.decode()


def test_going_back_withdraws_nothing(client, booked, karl):
    client.force_login(karl)
    answer = client.post(reverse("withdraw", args=[booked.uid]), {"name": "K", "confirm": "yes", "back": "yes"})
    assert answer.status_code == 200
    assert Appointment.objects.get().is_booked


def test_a_name_is_a_name(client, booked, karl):
    client.force_login(karl)
    url = reverse("withdraw", args=[booked.uid])
    for name in ("", "http://evil.example", "x" * 81, "a\nb: c"):
        assert client.post(url, {"name": name, "confirm": "yes"}).status_code == 422
    assert Appointment.objects.get().is_booked


def test_the_reason_is_said_where_it_is_refused(client, booked, karl, vera):
    with clock.frozen(booked.end):
        client.force_login(karl)
        answer = client.get(reverse("withdraw", args=[booked.uid]))
        assert answer.status_code == 409
        assert "the right to withdraw has ended" in answer.content.decode()
        client.force_login(vera)
        assert client.get(reverse("withdraw", args=[booked.uid])).status_code == 403


def test_the_tick_is_shown_where_it_is_needed(client, talk, intro, karl, vera):
    client.force_login(karl)
    url = reverse("book", args=[vera.uid])
    for service, day, asked in ((talk, 2, True), (talk, 15, True), (talk, 16, False), (intro, 2, False)):
        choice = {"service": to_text(service.uid), "start": f"2027-03-{day:02}T08:00Z", "step": "confirm"}
        text = client.get(url, choice).content.decode()
        assert ('name="consent" id="consent" value="yes" required' in text) is asked

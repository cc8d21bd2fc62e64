"""The same appointment at another time: its old time is free at once, and nothing else of it changes."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from booking.actions import appointments, moves
from booking.models import Appointment, BookingRules
from booking.queries import times
from lib import clock
from lib.denied import Denied
from tests.booking.conftest import NINE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SECOND = timedelta(seconds=1)


def refused(code, *args, **kwargs):
    with pytest.raises(Denied) as info:
        moves.move(*args, **kwargs)
    assert info.value.code == code


def test_it_is_the_same_row_with_all_its_times_moved(booked, karl, talk, finn):
    before = booked.uid, booked.charge_id, booked.price_cents
    moved = moves.move(booked, start=NINE + DAY + HOUR, by=karl)
    assert Appointment.objects.count() == 1
    assert (moved.uid, moved.charge_id, moved.price_cents) == before
    assert (moved.start, moved.end, moved.sequence) == (NINE + DAY + HOUR, NINE + DAY + HOUR + 50 * HOUR / 60, 1)
    assert (moved.block_start, moved.block_end) == (moved.start, moved.end + HOUR / 6)
    assert moved.wall == "2027-03-03T10:00"
    moved.charge.refresh_from_db()
    assert moved.charge.payable_from == moved.start - DAY
    appointments.book(service=talk, client=finn, start=NINE, by=finn)


def test_it_may_overlap_the_time_it_had(booked, karl, vera):
    BookingRules.objects.update(slot_step=15)
    assert moves.move(booked, start=NINE + HOUR / 4, by=karl).start == NINE + HOUR / 4


def test_it_does_not_count_against_the_limit_of_its_own_day(booked, karl):
    BookingRules.objects.update(max_per_day=1)
    assert moves.move(booked, start=NINE + HOUR, by=karl).start == NINE + HOUR


def test_what_was_paid_stays_paid(paid, karl, vera):
    moved = moves.move(paid, start=NINE + DAY, by=vera)
    assert moved.charge.is_settled
    assert not moved.charge.payments.get().refunds.exists()


def test_nobody_moves_onto_somebody_else(booked, talk, karl, finn):
    appointments.book(service=talk, client=finn, start=NINE + HOUR, by=finn)
    refused("slot_taken", booked, start=NINE + HOUR, by=karl)
    booked.refresh_from_db()
    assert (booked.start, booked.sequence) == (NINE, 0)


def test_clients_move_until_the_deadline_and_the_moment_itself_is_in_time(booked, karl):
    with clock.frozen(NINE - DAY + SECOND):
        refused("too_late_to_move", booked, start=NINE + 2 * DAY, by=karl)
    with clock.frozen(NINE - DAY):
        assert moves.move(booked, start=NINE + 2 * DAY, by=karl).start == NINE + 2 * DAY


def test_counsellors_move_until_the_end(booked, vera):
    with clock.frozen(booked.end - SECOND):
        moves.move(booked, start=NINE + DAY, by=vera)
    booked.refresh_from_db()
    with clock.frozen(booked.end):
        refused("over", booked, start=NINE + 2 * DAY, by=vera)


def test_clients_move_twice_a_day_and_counsellors_as_they_need(booked, karl, vera):
    for days in (3, 4):
        moves.move(booked, start=NINE + days * DAY, by=karl)
    refused("moved_enough", booked, start=NINE + 5 * DAY, by=karl)
    moves.move(booked, start=NINE + 6 * DAY, by=vera)
    with clock.frozen(clock.now() + DAY + SECOND):
        moves.move(booked, start=NINE + 5 * DAY, by=karl)


def test_the_same_form_again_changes_nothing(booked, karl):
    for _time in range(2):
        moved = moves.move(booked, start=NINE + 2 * DAY, by=karl)
    assert moved.sequence == 1
    assert moved.events.filter(kind="moved").count() == 1


@pytest.mark.parametrize("who", ["finn", "ada"])
def test_strangers_find_nothing_to_move(who, booked, request):
    refused("not_found", booked, start=NINE + DAY, by=request.getfixturevalue(who))


def test_what_is_cancelled_stays(booked, karl):
    appointments.cancel(booked, by=karl)
    refused("not_booked", booked, start=NINE + DAY, by=karl)


def test_who_came_to_the_old_time_has_not_come_to_the_new_one(booked, vera):
    Appointment.objects.update(client_came_at=NINE, counsellor_came_at=NINE, waiting_at=NINE)
    moved = moves.move(booked, start=NINE + DAY, by=vera)
    assert (moved.client_came_at, moved.counsellor_came_at, moved.waiting_at) == (None, None, None)


def test_both_are_told_with_an_entry_that_replaces_the_old_one(booked, karl, vera, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        moves.move(booked, start=NINE + 2 * DAY, by=karl)
    assert {message.to[0] for message in mail.outbox} == {karl.email, vera.email}
    assert b"SEQUENCE:1" in mail.outbox[0].attachments[0][1].encode()
    event = booked.events.get(kind="moved")
    assert event.data == {"from": NINE.isoformat(), "to": (NINE + 2 * DAY).isoformat()}


def test_a_place_for_a_guest_who_has_not_come_can_be_moved_too(booked, vera):
    Appointment.objects.update(client=None, charge=None)
    booked.refresh_from_db()
    assert moves.move(booked, start=NINE + DAY, by=vera).start == NINE + DAY


# --- the page


@pytest.fixture
def page(client, booked, karl):
    client.force_login(karl)
    return reverse("move_appointment", args=[booked.uid])


def code(start):
    return f"{start:%Y-%m-%dT%H:%MZ}"


def test_the_page_offers_what_can_be_had_and_the_button_says_from_where_to_where(client, page, booked):
    text = client.get(page).content.decode()
    assert code(NINE + HOUR) in text
    assert f'value="{code(NINE)}"' not in text  # where it is already
    text = client.get(page, {"start": code(NINE + DAY)}).content.decode()
    assert "Move from Tue 2 Mar, 09:00 to Wed 3 Mar, 09:00" in text


def test_what_the_page_offers_can_be_taken(client, page, booked, karl, django_capture_on_commit_callbacks):
    answer = client.post(page, {"start": code(NINE + DAY), "consent": "yes"})
    assert answer.url == reverse("appointment", args=[booked.uid])
    text = client.get(answer.url).content.decode()
    assert "Moved from Tue 2 Mar, 09:00 to Wed 3 Mar, 09:00" in text


def test_a_lost_race_names_the_nearest_times(client, page, booked, talk, finn):
    appointments.book(service=talk, client=finn, start=NINE + DAY, by=finn)
    answer = client.post(page, {"start": code(NINE + DAY)})
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "Your appointment stays where it is." in text
    assert "start=2027-03-03T09%3A00Z" in text


def test_too_late_is_said_before_anything_is_chosen(client, page, booked, karl):
    with clock.frozen(NINE - HOUR):
        client.force_login(karl)
        answer = client.get(page)
    assert answer.status_code == 409
    assert "It is too late to move this yourself" in answer.content.decode()


def test_the_old_time_is_on_offer_at_once(booked, talk, karl):
    moves.move(booked, start=NINE + DAY, by=karl)
    assert NINE in times.free(talk, since=NINE, until=NINE + HOUR)

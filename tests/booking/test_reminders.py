"""Reminders a day and an hour before: once for each time, to both sides, and never of what is no news or over."""

from datetime import timedelta

import pytest
from django.core import mail

from accounts.enums import NoticeState
from accounts.models import NoticeLedger
from booking import tasks
from booking.actions import appointments, choices, reminders, rows
from booking.enums import EventKind
from booking.models import Appointment
from lib import clock
from tests.booking.conftest import NINE

pytestmark = pytest.mark.django_db

WEEK = timedelta(days=7)
START = NINE + WEEK


@pytest.fixture
def agreed(now, talk, karl):
    """Booked eight days ahead: Tuesday a week from now at nine."""
    return appointments.book(service=talk, client=karl, start=START, by=karl)


@pytest.fixture
def remind(django_capture_on_commit_callbacks):
    """Run the task at a moment; [(address, what)] of the mails that went out."""

    def run(at):
        mail.outbox.clear()
        with clock.frozen(at), django_capture_on_commit_callbacks(execute=True):
            tasks.remind()
        return sorted((message.to[0].split("@")[0], "24 hours" in message.body) for message in mail.outbox)

    return run


def before(**kwargs):
    return START - timedelta(**kwargs)


BOTH_DAY, BOTH_HOUR = [("karl", True), ("vera", True)], [("karl", False), ("vera", False)]


def test_both_are_reminded_a_day_and_an_hour_before_and_once(agreed, remind):
    assert remind(before(hours=24, minutes=1)) == []
    assert remind(before(hours=24)) == BOTH_DAY
    assert remind(before(hours=23, minutes=55)) == []
    assert remind(before(hours=1, minutes=1)) == []
    assert remind(before(hours=1)) == BOTH_HOUR
    assert remind(before(minutes=55)) == []


def test_reminders_name_nobody_and_carry_no_entry(agreed, remind):
    remind(before(hours=24))
    for message in mail.outbox:
        whole = message.message().as_string().lower()
        assert not any(secret in whole for secret in ("weiss", "conversation", "€", "counsel"))
        assert message.attachments == []


def test_a_moved_appointment_reminds_anew(agreed, remind, karl):
    assert remind(before(hours=24)) == BOTH_DAY
    moved = START + timedelta(days=2)
    with clock.frozen(before(hours=20)):
        Appointment.objects.filter(pk=agreed.pk).update(
            start=moved, end=moved + timedelta(minutes=50), block_start=moved,
            block_end=moved + timedelta(minutes=60), sequence=agreed.sequence + 1,
        )  # fmt: skip
        rows.note(agreed, EventKind.MOVED, by=karl)
    assert remind(before(hours=1)) == []  # of the time it had before
    assert remind(moved - timedelta(hours=24)) == BOTH_DAY
    assert remind(moved - timedelta(hours=1)) == BOTH_HOUR


def test_a_cancelled_one_reminds_nobody(agreed, remind, karl):
    with clock.frozen(before(days=2)):
        appointments.cancel(agreed, by=karl)
    assert remind(before(hours=24)) == []
    assert remind(before(hours=1)) == []


def test_what_was_booked_within_the_day_is_only_reminded_of_an_hour_before(now, remind, talk, karl):
    with clock.frozen(before(hours=3)):
        appointments.book(service=talk, client=karl, start=START, by=karl)
    assert remind(before(hours=2)) == []
    assert remind(before(minutes=59)) == BOTH_HOUR


def test_what_was_booked_within_the_hour_is_not_reminded_of(now, remind, talk, karl, vera):
    vera.booking_rules.min_notice = 0
    vera.booking_rules.save()
    with clock.frozen(before(minutes=50)):
        appointments.book(service=talk, client=karl, start=START, by=karl)
    assert remind(before(minutes=30)) == []


def test_after_an_outage_late_is_better_than_never_until_it_begins(agreed, remind):
    assert remind(before(hours=3)) == BOTH_DAY
    assert remind(before(minutes=5)) == BOTH_HOUR


def test_after_a_long_outage_nobody_is_reminded_of_what_has_begun(agreed, remind):
    assert remind(START) == []
    assert remind(START + timedelta(minutes=10)) == []


def test_a_reminder_that_could_not_be_sent_in_time_is_dropped(agreed):
    """The mail server comes back when the conversation is under way."""
    from accounts import tasks as mails

    with clock.frozen(before(hours=1)):
        tasks.remind()
    with clock.frozen(START):
        mails.sweep()
    owed = NoticeLedger.objects.filter(kind="booking.remind_hour")
    assert owed.count() == 2
    assert {row.state for row in owed} == {NoticeState.TOO_LATE}
    assert not [message for message in mail.outbox if "hour" in message.body]


@pytest.mark.parametrize(("field", "at"), [("remind_day", before(hours=24)), ("remind_hour", before(hours=1))])
def test_who_does_not_want_one_gets_none(agreed, remind, karl, field, at):
    choices.save(karl, **{"attach": True, "remind_day": True, "remind_hour": True, field: False})
    assert [who for who, _ in remind(at)] == ["vera"]


def test_without_an_address_only_the_other_side_is_reminded(now, remind, talk, finn):
    appointments.book(service=talk, client=finn, start=START, by=finn)
    assert remind(before(hours=24)) == [("vera", True)]


def test_the_time_of_a_guest_who_has_not_come_reminds_the_counsellor(now, remind, talk, vera):
    appointments.place(service=talk, client=None, start=START, by=vera, booking_rules=vera.booking_rules)
    assert remind(before(hours=24)) == [("vera", True)]


def test_many_cost_no_more_questions_than_one_once_told(agreed, talk, person, django_assert_num_queries):
    for number in range(1, 4):
        client = person(f"more{number}", "client", email=f"more{number}@example.org")
        with clock.frozen(before(days=7)):
            appointments.book(service=talk, client=client, start=START + number * timedelta(hours=1), by=client)
    with clock.frozen(before(hours=20)):
        reminders.send_due()
        with django_assert_num_queries(3):  # two spans; what was told of the one with appointments
            reminders.send_due()

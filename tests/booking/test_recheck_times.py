"""The time that was agreed, after the rules of a zone have changed."""

from io import StringIO

import pytest
from django.core.management import call_command

from booking.models import Appointment
from lib import clock
from lib.ids import to_text
from tests.booking.conftest import NINE

pytestmark = pytest.mark.django_db


def recheck(*options) -> tuple[int, str]:
    out, status = StringIO(), 0
    try:
        call_command("recheck_times", *options, stdout=out)
    except SystemExit as left:
        status = left.code
    return status, out.getvalue()


def test_nothing_is_said_while_every_clock_agrees(booked):
    status, words = recheck()
    assert status == 0
    assert to_text(booked.uid) not in words


def test_a_time_that_moved_on_the_counsellors_clock_is_listed(booked):
    Appointment.objects.update(wall="2027-03-02T10:00")  # the zone had another offset when it was booked
    status, words = recheck()
    assert status == 1
    assert f"{to_text(booked.uid)}  vera  Europe/Vienna  agreed 2027-03-02T10:00, now 2027-03-02T09:00" in words
    booked.refresh_from_db()
    assert (booked.start, booked.wall) == (NINE, "2027-03-02T10:00")


def test_accepted_times_are_not_listed_again(booked):
    Appointment.objects.update(wall="2027-03-02T10:00")
    assert recheck("--accept")[0] == 0
    assert recheck() == (0, "All future appointments are at the time that was agreed.\n")


def test_a_zone_that_is_gone_cannot_be_accepted(booked):
    Appointment.objects.update(tz="Europe/Atlantis")
    status, words = recheck("--accept")
    assert status == 1
    assert "an unknown zone" in words


def test_what_is_over_or_cancelled_is_of_no_interest(booked, karl, now):
    Appointment.objects.update(wall="2027-03-02T10:00")
    with clock.frozen(booked.end):
        assert recheck()[0] == 0
    from booking.actions import appointments

    appointments.cancel(booked, by=karl)
    assert recheck()[0] == 0

"""The entries we write are read alike by two programs, and replace each other."""

from datetime import UTC, timedelta
from types import SimpleNamespace

import pytest
import vobject
from icalendar import Calendar

from booking import calendars
from booking.actions import appointments
from booking.queries import feeds
from lib import clock
from lib.ids import new_id, to_text
from tests.booking.conftest import NINE, NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]
NAMES = ["UID", "DTSTART", "DTEND", "DTSTAMP", "SUMMARY", "SEQUENCE", "CLASS", "STATUS"]


def by_icalendar(data: bytes) -> list[dict]:
    return [
        {name: event[name].dt if name.startswith("DT") else str(event[name]) for name in NAMES}
        for event in Calendar.from_ical(data).events
    ]


def by_vobject(data: bytes) -> list[dict]:
    calendar = vobject.readOne(data.decode())
    return [
        {
            name: value.astimezone(UTC) if name.startswith("DT") else str(value)
            for name in NAMES
            for value in [event.contents[name.lower()][0].value]
        }
        for event in calendar.contents.get("vevent", [])
    ]


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL", "PUBLISH"])
def test_two_programs_read_the_same(booked, method):
    data = calendars.entry(booked, method=method, attendee="" if method == "PUBLISH" else "karl@example.org")
    assert by_icalendar(data) == by_vobject(data)
    (event,) = by_icalendar(data)
    assert event == {
        "UID": f"{to_text(booked.uid)}@localhost", "DTSTART": NINE, "DTEND": NINE + timedelta(minutes=50),
        "DTSTAMP": NOW, "SUMMARY": "Appointment", "SEQUENCE": "0", "CLASS": "PRIVATE", "STATUS": "CONFIRMED",
    }  # fmt: skip
    assert Calendar.from_ical(data).to_ical() == data
    assert vobject.readOne(data.decode()).method.value == method


def test_a_feed_is_read_alike_too(booked, karl, talk):
    appointments.book(service=talk, client=karl, start=NINE + timedelta(days=30), by=karl)
    data = calendars.feed(feeds.shown(karl))
    assert by_icalendar(data) == by_vobject(data)
    assert len(by_icalendar(data)) == 2
    assert vobject.readOne(data.decode()).contents["refresh-interval"][0].value == "PT15M"


def test_times_are_in_utc_and_lines_end_as_they_must(booked):
    data = calendars.entry(booked, method="REQUEST", attendee="karl@example.org")
    assert b"DTSTART:20270302T080000Z\r\n" in data
    assert b"VTIMEZONE" not in data
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert b"\n" not in data.replace(b"\r\n", b"")


def test_the_organiser_is_an_address_without_a_name(booked, settings):
    settings.DEFAULT_FROM_EMAIL = "Praxis Weiss <notices@practice.example>"
    data = calendars.entry(booked, method="REQUEST", attendee="karl@example.org")
    assert str(Calendar.from_ical(data).events[0]["ORGANIZER"]) == "mailto:notices@practice.example"
    assert b"Weiss" not in data


def test_a_cancelled_one_has_the_same_id_and_a_higher_number(booked, karl):
    first = by_icalendar(calendars.entry(booked, method="REQUEST"))[0]
    after = by_icalendar(calendars.entry(appointments.cancel(booked, by=karl), method="CANCEL"))[0]
    assert (after["UID"], after["STATUS"], int(after["SEQUENCE"])) == (first["UID"], "CANCELLED", 1)


def test_all_who_come_to_a_meeting_have_one_entry_and_either_change_raises_the_number():
    meeting = SimpleNamespace(uid=new_id(), sequence=2, start=NINE, end=NINE + timedelta(hours=1), cancelled_at=None)
    place = SimpleNamespace(
        uid=new_id(), meeting_id=1, meeting=meeting, sequence=0, start=NINE, end=meeting.end, cancelled_at=None
    )
    asked, comes = (by_icalendar(calendars.entry(thing, method="REQUEST"))[0] for thing in (meeting, place))
    assert asked == comes
    place.sequence, place.cancelled_at = 1, clock.now()
    given_up = by_icalendar(calendars.entry(place, method="CANCEL"))[0]
    assert (given_up["UID"], given_up["SEQUENCE"]) == (asked["UID"], "3")

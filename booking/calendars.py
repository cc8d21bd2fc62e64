"""Appointments as calendar entries: neutral words, times in UTC, the same id for ever, a growing sequence.

A calendar is shared with families and employers, so an entry says "Appointment" and nothing else: no names, no
subject, no service, no description. What an entry is made of is an appointment, or a meeting that nobody has answered
yet; both have `uid`, `start`, `end`, `sequence` and `cancelled_at`.
"""

from datetime import timedelta
from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress, vDuration
from icalendar.enums import CLASS, STATUS

from lib import clock
from lib.ids import to_text

PRODUCT = "-//Sprechraum//Appointments//EN"
READ_AGAIN = timedelta(minutes=15)


def entry(thing, *, method: str, attendee: str = "") -> bytes:
    """An .ics file of one. `method` REQUEST or CANCEL for mails (then with the address it goes to), PUBLISH to download.

    In a mail each entry is a file of its own: what is asked for has one id (RFC 5546), and programs read the first.
    """
    event = event_of(thing)
    if attendee:
        event["ORGANIZER"] = vCalAddress(f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}")
        event["ATTENDEE"] = vCalAddress(f"mailto:{attendee}")
        event["ATTENDEE"].params["RSVP"] = "FALSE"
        event["ATTENDEE"].params["PARTSTAT"] = "ACCEPTED"
    return _calendar(method, event).to_ical()


def feed(things) -> bytes:
    """Many at once, to subscribe to. The same bytes as long as nothing changes: each carries when it was `changed_at`."""
    events = [event_of(thing, stamp=thing.changed_at or thing.created_at) for thing in things]
    calendar = _calendar("PUBLISH", *events, name=_("Appointments"), refresh_interval=READ_AGAIN)
    calendar["REFRESH-INTERVAL"].params["VALUE"] = "DURATION"
    calendar.add("X-PUBLISHED-TTL", vDuration(READ_AGAIN))
    return calendar.to_ical()


def _calendar(method: str, *events: Event, **properties) -> Calendar:
    calendar = Calendar.new(prodid=PRODUCT, method=method, subcomponents=list(events), **properties)
    del calendar["UID"]  # a new random one each time
    return calendar


def event_of(thing, stamp=None) -> Event:
    return Event.new(
        uid=uid_of(thing),
        stamp=stamp or clock.now(),
        start=thing.start,
        end=thing.end,
        summary=_("Appointment"),
        sequence=sequence_of(thing),
        classification=CLASS.PRIVATE,
        status=STATUS.CANCELLED if thing.cancelled_at else STATUS.CONFIRMED,
    )


def uid_of(thing) -> str:
    """All who come to a meeting have one entry in common, as calendars expect it."""
    return f"{to_text((meeting_of(thing) or thing).uid)}@{our_host()}"


def sequence_of(thing) -> int:
    """A place in a meeting is moved with the meeting and given up alone: either raises the number."""
    meeting = meeting_of(thing)
    return thing.sequence + (meeting.sequence if meeting else 0)


def meeting_of(thing):
    return thing.meeting if getattr(thing, "meeting_id", None) else None


def our_host() -> str:
    return urlsplit(settings.SITE_URL).hostname

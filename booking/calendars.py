"""An appointment as a calendar entry: neutral words, times in UTC, the same id for ever, a growing sequence."""

from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress
from icalendar.enums import CLASS, STATUS

from booking.enums import Status
from lib import clock
from lib.ids import to_text

PRODUCT = "-//Sprechraum//Appointments//EN"


def entry(appointment, *, method: str, attendee: str = "") -> bytes:
    """An .ics file. `method` REQUEST or CANCEL for mails (then with the address it goes to), PUBLISH to download."""
    event = Event.new(
        uid=f"{to_text(appointment.uid)}@{urlsplit(settings.SITE_URL).hostname}",
        stamp=clock.now(),
        start=appointment.start,
        end=appointment.end,
        summary=_("Appointment"),
        sequence=appointment.sequence,
        classification=CLASS.PRIVATE,
        status=STATUS.CANCELLED if appointment.status == Status.CANCELLED else STATUS.CONFIRMED,
    )
    if attendee:
        event["ORGANIZER"] = vCalAddress(f"mailto:{settings.DEFAULT_FROM_EMAIL}")
        event["ATTENDEE"] = vCalAddress(f"mailto:{attendee}")
        event["ATTENDEE"].params["RSVP"] = "FALSE"
    return Calendar.new(prodid=PRODUCT, method=method, subcomponents=[event]).to_ical()

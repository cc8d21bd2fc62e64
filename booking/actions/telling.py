"""Mails about appointments: told in the transaction that makes it true, sent after it."""

from django.utils import translation

from accounts.actions import notices
from booking import calendars
from booking.enums import Status
from booking.models import Appointment
from lib.ids import to_text


def both(appointment: Appointment, what: str) -> None:
    method = "CANCEL" if appointment.status == Status.CANCELLED else "REQUEST"
    for person in (appointment.client, appointment.counsellor):
        if person is None or not person.email:
            continue
        with translation.override(person.language):
            entry = calendars.entry(appointment, method=method, attendee=person.email)
        notices.tell(
            person,
            f"booking.{what}",
            key=f"{what}:{to_text(appointment.uid)}:{appointment.sequence}",
            attachments=[("appointment.ics", entry, f"text/calendar; method={method}")],
        )

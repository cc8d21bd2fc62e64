"""What every action on appointments does with rows: lock, read again, note, understand a refusal of the database.

Order of locks everywhere: the rules of the counsellor, the client, the appointment, its charge, the payment.
"""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.contrib.auth import get_user_model
from django.db import IntegrityError
from django.utils.translation import gettext as _

from booking import rules
from booking.enums import EventKind
from booking.models import Appointment, AppointmentEvent, BookingRules
from lib.denied import Denied


def lock(counsellor, client=None) -> BookingRules:
    """One booking with a counsellor, and of a client, at a time. SQLite locks the whole database by itself.

    Without the second lock, two overlapping bookings of one client with two counsellors would wait for each other.
    """
    found = BookingRules.objects.select_for_update(no_key=True).filter(counsellor=counsellor).first()
    if found is None:
        raise rules.slot_taken()  # nobody has opened any hours
    if client is not None:
        list(get_user_model().objects.select_for_update(no_key=True).filter(pk=client.pk).values_list("pk"))
    return found


def reload(appointment: Appointment) -> Appointment:
    """The row, locked; `no_key` so that a payment that notes an event meanwhile need not wait for us."""
    return (
        Appointment.objects.select_for_update(no_key=True, of=("self",))
        .select_related("counsellor", "client", "charge", "service")
        .get(pk=appointment.pk)
    )


def note(appointment: Appointment, kind: EventKind, *, by, **data) -> None:
    AppointmentEvent.objects.create(appointment=appointment, actor=by, kind=kind, data=data)


def times_of(start, minutes: int, booking_rules: BookingRules) -> dict:
    """All that an appointment stores of its time."""
    end = start + timedelta(minutes=minutes)
    return {
        "start": start,
        "end": end,
        "block_start": start - timedelta(minutes=booking_rules.buffer_before),
        "block_end": end + timedelta(minutes=booking_rules.buffer_after),
        "tz": booking_rules.zone,
        "wall": f"{start.astimezone(ZoneInfo(booking_rules.zone)):%Y-%m-%dT%H:%M}",
    }


def refusal(error: IntegrityError) -> Denied:
    text = str(error)
    if "appointment_client_no_overlap" in text:
        return Denied("own_overlap", _("You have another appointment at this time."), status=409)
    if "appointment_no_overlap" in text:
        return rules.slot_taken()
    raise error

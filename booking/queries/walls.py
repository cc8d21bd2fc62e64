"""Did the rules of a time zone change under an appointment? Its instant stays; its wall time may not be what was agreed."""

from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from booking.enums import Status
from booking.models import Appointment
from lib import clock


@dataclass(frozen=True)
class Shift:
    appointment: Appointment
    agreed: str  # 2027-03-29T09:00
    now: str  # empty: the zone is not known any more


def wall(start, tz: str) -> str:
    """What the clock shows there, or nothing where the zone is unknown."""
    try:
        return f"{start.astimezone(ZoneInfo(tz)):%Y-%m-%dT%H:%M}"
    except (ZoneInfoNotFoundError, ValueError):
        return ""


def shifted() -> Iterator[Shift]:
    """Booked appointments to come whose clock shows another time than was agreed. Older ones without a note are left out."""
    coming = Appointment.objects.filter(status=Status.BOOKED, start__gt=clock.now()).exclude(wall="")
    for appointment in coming.select_related("counsellor").order_by("start").iterator():
        if (now := wall(appointment.start, appointment.tz)) != appointment.wall:
            yield Shift(appointment, appointment.wall, now)

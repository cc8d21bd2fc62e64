"""Calendars elsewhere: whose they are, and when they close booking."""

from booking.models import OutsideBusy, OutsideCalendar


def of_counsellor(counsellor):
    return OutsideCalendar.objects.filter(counsellor=counsellor)


def to_read():
    """All that the worker reads, those that waited longest first."""
    return OutsideCalendar.objects.filter(counsellor__is_active=True).order_by("tried_at")


def busy_of(counsellor, since, until) -> list:
    """Spans that collide with a consultation itself, not with its pauses (registered with booking.closed)."""
    found = OutsideBusy.objects.filter(calendar__counsellor=counsellor, start__lt=until, end__gt=since)
    return list(found.values_list("start", "end"))

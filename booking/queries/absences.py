"""When a counsellor is away: for themselves, and for pages that say why nothing can be booked."""

from booking.models import Absence


def coming(counsellor, *, since):
    """Those that are not over on the date `since`, the next first."""
    return Absence.objects.filter(counsellor=counsellor, last_on__gte=since)


def own(counsellor, uid: bytes) -> Absence | None:
    return Absence.objects.filter(counsellor=counsellor, uid=uid).first()


def on(counsellor, day) -> Absence | None:
    """The one that covers this date."""
    return Absence.objects.filter(counsellor=counsellor, first_on__lte=day, last_on__gte=day).first()

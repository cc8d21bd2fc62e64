"""Days away. They close booking to clients from the moment they are written; what is booked stays as it is."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from booking import rules
from booking.actions import facts
from booking.actions.hours import lock
from booking.models import Absence
from booking.queries import absences
from lib import clock


def add(counsellor, *, first_on: date, last_on: date) -> Absence:
    return save(Absence(counsellor=counsellor), first_on=first_on, last_on=last_on)


def save(absence: Absence, *, first_on: date, last_on: date) -> Absence:
    """A new one, or other days for one that is there. Raises Denied: "away_span", "away_already"."""
    counsellor = absence.counsellor
    with transaction.atomic():
        booking_rules = lock(counsellor)
        others = absences.coming(counsellor, since=first_on).exclude(pk=absence.pk)
        rules.check_absence(
            first_on,
            last_on,
            today=clock.now().astimezone(ZoneInfo(booking_rules.zone)).date(),
            began_on=absence.first_on if absence.pk else None,
            others=list(others.values_list("first_on", "last_on")),
        )
        absence.first_on, absence.last_on = first_on, last_on
        absence.save()
        facts.changed(counsellor)
    return absence


def end(absence: Absence) -> None:
    """Back today: from today on clients can book again."""
    with transaction.atomic():
        booking_rules = lock(absence.counsellor)
        today = clock.now().astimezone(ZoneInfo(booking_rules.zone)).date()
        absence = Absence.objects.filter(pk=absence.pk, last_on__gte=today).first()
        if absence is None:
            return  # over, or ended a moment ago
        if absence.first_on >= today:
            absence.delete()
        else:
            absence.last_on = today - timedelta(days=1)
            absence.save()
        facts.changed(absence.counsellor)


def delete(absence: Absence) -> None:
    with transaction.atomic():
        Absence.objects.filter(pk=absence.pk).delete()
        facts.changed(absence.counsellor)

"""Run later, possibly twice."""

from django.contrib.auth import get_user_model

from booking.actions import attendance, facts, reminders, waiting
from booking.actions import outside as outside_calendars
from booking.models import OutsideCalendar
from booking.queries import attendance as attendance_queries
from booking.queries import outside
from booking.queries import waiting as waiting_queries
from directory import queries as directory
from lib import tasks

MOST_AT_ONCE = 200


def refresh_outdated() -> None:
    """Every few minutes: time passes, and what was the next free time is over."""
    for counsellor_pk in list(directory.outdated()[:500]):
        refresh_facts(counsellor_pk)


def refresh_facts(counsellor_pk: int) -> None:
    """After every change of a counsellor's times: what the directory shows, and who waits for a time."""
    counsellor = get_user_model().objects.get(pk=counsellor_pk)
    facts.refresh(counsellor)
    waiting.look(counsellor)


def look_for_free_times() -> None:
    """Every hour: days come within reach and calendars elsewhere change without anybody doing anything here."""
    for counsellor in get_user_model().objects.filter(pk__in=waiting_queries.counsellors()):
        waiting.look(counsellor)


def conclude_appointments() -> None:
    """Every few minutes: what is over took place or was missed, and money nobody objected to goes back."""
    for appointment in attendance_queries.to_conclude()[:200]:
        attendance.conclude(appointment)
    for appointment in attendance_queries.to_refund()[:200]:
        attendance.refund_unopposed(appointment)


def remind() -> None:
    """Every few minutes."""
    reminders.send_due()


def read_outside_calendars() -> None:
    """Every quarter of an hour: each is a task of its own, so that a slow one keeps nobody waiting.

    As many as the worker can read until the next time, beside its other work; more of them are read less often.
    """
    for pk in outside.to_read().values_list("pk", flat=True)[:MOST_AT_ONCE]:
        tasks.later("booking.tasks.read_outside", pk)


def read_outside(pk: int) -> None:
    calendar = OutsideCalendar.objects.select_related("counsellor").filter(pk=pk).first()
    if calendar:
        outside_calendars.read(calendar)

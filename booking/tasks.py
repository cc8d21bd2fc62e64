"""Run later, possibly twice."""

from django.contrib.auth import get_user_model

from booking.actions import facts, reminders
from booking.actions import outside as outside_calendars
from booking.models import OutsideCalendar
from booking.queries import outside
from directory import queries as directory
from lib import tasks

MOST_AT_ONCE = 200


def refresh_outdated() -> None:
    """Every few minutes: time passes, and what was the next free time is over."""
    for counsellor_pk in list(directory.outdated()[:500]):
        refresh_facts(counsellor_pk)


def refresh_facts(counsellor_pk: int) -> None:
    facts.refresh(get_user_model().objects.get(pk=counsellor_pk))


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

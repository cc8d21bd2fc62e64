"""Run later, possibly twice."""

from django.contrib.auth import get_user_model

from booking.actions import facts
from directory import queries as directory


def refresh_outdated() -> None:
    """Every few minutes: time passes, and what was the next free time is over."""
    for counsellor_pk in list(directory.outdated()[:500]):
        refresh_facts(counsellor_pk)


def refresh_facts(counsellor_pk: int) -> None:
    facts.refresh(get_user_model().objects.get(pk=counsellor_pk))

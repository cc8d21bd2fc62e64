"""Run later, possibly twice."""

from django.contrib.auth import get_user_model

from booking.actions import facts


def refresh_facts(counsellor_pk: int) -> None:
    facts.refresh(get_user_model().objects.get(pk=counsellor_pk))

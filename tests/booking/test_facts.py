"""What the directory shows about a counsellor's times stays true while time passes."""

from datetime import timedelta

import pytest
from django_q.models import Schedule

from booking import tasks
from booking.actions import facts
from directory.models import Listing
from directory.templatetags.directory_tags import next_free

pytestmark = pytest.mark.django_db


def test_a_time_that_is_over_is_not_shown_and_soon_replaced(talk, vera, now):
    facts.refresh(vera)
    first = Listing.objects.get()
    assert next_free(first)
    now(timedelta(days=1))
    assert next_free(first) == ""
    tasks.refresh_outdated()
    second = Listing.objects.get()
    assert second.next_free_at > first.next_free_at
    assert next_free(second)


def test_the_worker_does_so_every_few_minutes():
    assert Schedule.objects.get(func="booking.tasks.refresh_outdated").minutes == 5

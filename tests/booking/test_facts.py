"""What the directory shows about a counsellor's times stays true while time passes."""

from datetime import timedelta

import pytest
from django_q.models import Schedule

from booking import tasks
from booking.actions import facts
from booking.models import Absence
from booking.queries import times
from directory.models import Listing
from directory.templatetags.directory_tags import next_free
from lib import clock

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


@pytest.mark.parametrize("closed_days", [0, 3, 20, 59])
def test_the_next_free_times_are_the_first_of_all_however_far_away(talk, vera, now, closed_days):
    today = clock.now().date()
    if closed_days:
        Absence.objects.create(counsellor=vera, first_on=today, last_on=today + timedelta(days=closed_days))
    everything = times.free(talk, since=clock.now(), until=clock.now() + timedelta(days=70))
    for count in (1, 5, 100):
        assert times.next_free(talk, count=count) == everything[:count]
    assert times.next_free(talk, count=10_000) == everything

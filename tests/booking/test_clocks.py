"""Two people, two clocks, and the days on which they are changed."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import translation

from booking import clocks
from booking.actions import appointments
from booking.models import Appointment
from lib import clock, zones
from tests.booking.conftest import NOW

pytestmark = pytest.mark.django_db
NEW_YORK = "America/New_York"


def said(appointment, person) -> str:
    return clocks.sentence(appointment, person, ZoneInfo(person.time_zone))


@pytest.fixture
def at(talk, vera, karl):
    """An appointment of Vera, in Vienna, with Karl, who is in New York."""
    karl.zone = NEW_YORK
    karl.save()

    def make(*when):
        return Appointment(counsellor=vera, client=karl, service=talk, start=datetime(*when, tzinfo=UTC), tz=vera.zone)

    return make


# America changes its clocks on 14 March 2027, Europe on the 28th; 15:00 in Vienna throughout
@pytest.mark.parametrize(
    ("when", "vienna", "new_york"),
    [
        ((2027, 3, 8, 14), "15:00", "09:00"),
        ((2027, 3, 15, 14), "15:00", "10:00"),
        ((2027, 3, 22, 14), "15:00", "10:00"),
        ((2027, 3, 29, 13), "15:00", "09:00"),
    ],
)
def test_both_clocks_around_the_changes_in_march(when, vienna, new_york, at, vera, karl):
    appointment = at(*when)
    assert said(appointment, karl) == f"{vienna} in Vienna"
    assert said(appointment, vera) == f"{new_york} on your client’s clock"


def test_another_day_is_said(at, karl, vera):
    late = at(2027, 3, 9, 3)  # Tuesday 04:00 in Vienna, Monday evening in New York
    assert said(late, karl) == "Tue 04:00 in Vienna"
    assert said(late, vera) == "Mon 22:00 on your client’s clock"


def test_one_clock_is_shown_once(at, karl, vera):
    karl.zone = "Europe/Berlin"  # another name, the same time
    appointment = at(2027, 3, 8, 14)
    assert said(appointment, karl) == said(appointment, vera) == ""


def test_a_client_whose_zone_nobody_knows_has_no_clock(at, karl, vera):
    appointment = at(2027, 3, 8, 14)
    karl.zone = ""
    assert said(appointment, vera) == ""


def test_the_counsellor_never_reads_where_the_client_is(client, talk, vera, karl):
    karl.zone = NEW_YORK
    karl.save()
    with clock.frozen(NOW):
        booked = appointments.book(service=talk, client=karl, start=datetime(2027, 3, 9, 8, tzinfo=UTC), by=karl)
        client.force_login(vera)
        page = client.get(reverse("appointment", args=[booked.uid])).content.decode()
    assert "03:00 on your client’s clock" in page
    assert "New York" not in page
    assert NEW_YORK not in page


def test_zones_are_called_as_the_reader_calls_them():
    assert zones.words("Europe/Vienna") == "Vienna, Central European Time"
    with translation.override("de"):
        assert zones.words("Europe/Vienna") == "Wien, Mitteleuropäische Zeit"
    assert zones.words("UTC") == "UTC"
    assert all(zones.words(name) for name in zones.names())


def test_zones_to_choose_from_are_called_as_the_reader_calls_them_and_none_is_lost():
    for language, region, town in (("en", "Europe", "Vienna"), ("de", "Europa", "Wien"), ("fr", "Europe", "Vienne")):
        with translation.override(language):
            groups = dict(zones.choices())
        assert dict(groups[region])["Europe/Vienna"] == town
        assert {name for places in groups.values() for name, _town in places} == zones.names()
        towns = [town for _name, town in groups[region]]
        assert len(set(towns)) == len(towns)

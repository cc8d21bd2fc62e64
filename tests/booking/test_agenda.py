"""The agenda of both sides: each look has an address, shows what belongs there and costs the same whatever is booked."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from booking.actions import appointments
from booking.models import Absence, Override
from lib import clock
from lib.ids import to_text
from tests.booking.conftest import NINE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now", "listed")]
LOOKS = ["list", "day", "week", "month"]
ON = "2027-03-02"  # the day of NINE


@pytest.fixture
def seen(client):
    def look(person, **query):
        client.force_login(person)
        answer = client.get("/appointments/", query)
        assert answer.status_code == 200
        return answer.content.decode()

    return look


@pytest.mark.parametrize("view", LOOKS)
def test_both_sides_see_it_in_every_look(view, seen, booked, karl, vera):
    link = reverse("appointment", args=[booked.uid])
    for person, other in ((karl, "Vera Weiss"), (vera, "karl")):
        page = seen(person, view=view, on=ON)
        assert link in page
        assert other in page
        assert "Vienna, Central European Time" in page


@pytest.mark.parametrize("view", LOOKS)
def test_nobody_sees_what_is_not_theirs(view, seen, booked, finn, ada):
    for person in (finn, ada):
        assert to_text(booked.uid) not in seen(person, view=view, on=ON)


@pytest.mark.parametrize("view", ["day", "week", "month"])
def test_other_days_are_empty(view, seen, booked, karl):
    assert to_text(booked.uid) not in seen(karl, view=view, on="2027-05-02")


@pytest.mark.parametrize("view", LOOKS)
def test_cancelled_ones_only_on_wish(view, seen, booked, karl, vera):
    appointments.cancel(booked, by=vera)
    link = reverse("appointment", args=[booked.uid])
    assert link not in seen(karl, view=view, on=ON)
    page = seen(karl, view=view, on=ON, cancelled="yes")
    assert link in page
    assert "cancelled" in page


@pytest.mark.parametrize("view", LOOKS)
def test_names_can_be_left_out(view, seen, booked, vera):
    assert "karl" in main(seen(vera, view=view, on=ON))
    page = main(seen(vera, view=view, on=ON, names="no"))
    assert "karl" not in page
    assert reverse("appointment", args=[booked.uid]) in page


def main(page: str) -> str:
    return page.partition("<main")[2].partition("</main>")[0]


def test_a_switch_keeps_the_other_choices(seen, vera):
    page = seen(vera, view="week", on="2027-03-16", cancelled="yes", names="no")
    for address in (
        "view=month&amp;on=2027-03-16&amp;cancelled=yes&amp;names=no",
        "view=week&amp;on=2027-03-09&amp;cancelled=yes&amp;names=no",
        "view=week&amp;on=2027-03-23&amp;cancelled=yes&amp;names=no",
        "view=week&amp;on=2027-03-16&amp;cancelled=yes",
        "view=week&amp;on=2027-03-16&amp;names=no",
    ):
        assert f'href="/appointments/?{address}"' in page


@pytest.mark.parametrize(
    "junk", [{"view": "year"}, {"on": "2027-99-99"}, {"on": "0001-01-01"}, {"on": "9999-12-31", "view": "week"},
             {"page": "x"}, {"cancelled": "perhaps", "names": ""}]
)  # fmt: skip
def test_junk_in_the_address_does_no_harm(junk, seen, booked, vera):
    seen(vera, **junk)


@pytest.mark.parametrize("on", ["2000-01-01", "2999-12-31"])
@pytest.mark.parametrize("view", LOOKS)
def test_the_ends_of_the_calendar(view, on, seen, vera, karl):
    for person in (vera, karl):
        person.zone = "Pacific/Kiritimati"
        person.save()
        seen(person, view=view, on=on)


def test_the_past_is_paged(seen, client, talk, karl, vera):
    for n in range(12):
        with clock.frozen(NINE - timedelta(days=40)):
            appointments.book(service=talk, client=karl, start=NINE - timedelta(days=30 - n), by=vera)
    page = seen(karl)
    assert "page=2" in page
    assert page.count("slot--past") == 10
    assert seen(karl, page="2").count("slot--past") == 2


def test_a_list_from_a_day_on_shows_what_was_too(seen, booked, karl):
    with clock.frozen(NINE + timedelta(days=3)):
        assert to_text(booked.uid) in seen(karl, on=ON)
        assert to_text(booked.uid) not in seen(karl, on="2027-03-04")


def test_a_free_time_of_the_week_leads_to_booking_it_for_a_client(seen, booked, talk, vera, karl):
    start = "2027-03-03T08:00Z"
    link = f"{reverse('book', args=[vera.uid])}?service={to_text(talk.uid)}&amp;start={start}"
    assert link in seen(vera, view="week", on=ON)
    assert "start=2027-03-02T08:00Z" not in seen(vera, view="week", on=ON)  # taken
    assert "start=" not in seen(vera, view="week", on="2027-02-22")  # past
    assert "start=" not in seen(karl, view="week", on=ON)


def test_a_closed_day_says_why(seen, vera, talk):
    Override.objects.create(counsellor=vera, on=date(2027, 3, 3))
    Absence.objects.create(counsellor=vera, first_on=date(2027, 3, 4), last_on=date(2027, 3, 4))
    vera.booking_rules.holiday_region = "AT"
    vera.booking_rules.save()
    page = seen(vera, view="week", on="2027-03-03")
    assert [text.strip() for text in re.findall(r'sheet__hours">(.*?)</p>', page)] == [
        "09:00–17:00", "09:00–17:00", "closed", "away", "09:00–17:00", "09:00–17:00", "09:00–17:00",
    ]  # fmt: skip
    assert "start=2027-03-04" not in page
    assert "Easter Monday" in seen(vera, view="week", on="2027-03-29")


def test_a_guest_who_has_not_come_has_a_place_all_the_same(seen, booked, vera):
    booked.charge = None
    booked.client = None
    booked.save()
    for view in LOOKS:
        assert "A guest who has not come yet" in seen(vera, view=view, on=ON)


def test_around_the_change_of_clocks_each_sees_their_own_wall(seen, talk, vera, karl):
    """15:00 in Vienna is 10:00 in New York in the weeks between the two changes, and 09:00 before and after."""
    karl.zone = "America/New_York"
    karl.save()
    vera.booking_rules.horizon_days = 60
    vera.booking_rules.save()
    for day, hour, there in ((8, 14, "09:00"), (22, 14, "10:00"), (29, 13, "09:00")):
        start = datetime(2027, 3, day, hour, tzinfo=UTC)
        appointments.book(service=talk, client=karl, start=start, by=karl)
        on = f"2027-03-{day:02d}"
        for view in ("list", "day", "week"):
            page = main(seen(karl, view=view, on=on))
            assert re.search(rf"{there}\b.*15:00", page, re.S), (view, on)
            assert "15:00 in Vienna" in page
            assert f"{there} on your client’s clock" in seen(vera, view=view, on=on)


@pytest.mark.parametrize(
    ("who", "view", "count"),
    [("vera", "list", 8), ("vera", "day", 16), ("vera", "week", 16), ("vera", "month", 15),
     ("karl", "list", 6), ("karl", "week", 5), ("karl", "month", 5)],
)  # fmt: skip
def test_costs_the_same_however_much_is_booked(
    who, view, count, request, seen, booked, talk, vera, karl, django_assert_num_queries, client
):
    person = request.getfixturevalue(who)
    seen(person, view=view, on=ON)
    ask = {"view": view, "on": ON} if view != "list" else {}
    client.get("/appointments/", ask)
    with django_assert_num_queries(count):
        client.get("/appointments/", ask)
    for n in range(1, 4):
        appointments.book(service=talk, client=karl, start=NINE + n * timedelta(hours=1), by=vera)
    with django_assert_num_queries(count):
        client.get("/appointments/", ask)


def ask(client, person, state=""):
    client.force_login(person)
    return client.get(reverse("waits"), {"state": state}, headers={"HX-Request": "true"})


def test_the_strip_says_who_waits_since_when(client, seen, booked, karl, vera, ada):
    with clock.frozen(NINE - timedelta(minutes=10)) as move:
        nobody = ask(client, vera).content.decode()
        assert "waiting at the door" not in nobody
        appointments.wait(booked, by=karl)
        move(timedelta(seconds=20))
        appointments.wait(booked, by=karl)
        strip = ask(client, vera).content.decode()
        assert "karl has been waiting at the door since 08:50" in strip
        assert "not paid yet" in strip
        state = re.search(r'name="state" value="(\w+)"', strip)[1]
        assert ask(client, vera, state).status_code == 204
        assert "since 08:50" in seen(vera)
        assert "since 08:50" in client.get("/practice/").content.decode()
        assert "karl" not in ask(client, ada).content.decode()
        move(timedelta(seconds=61))
        assert "waiting at the door" not in ask(client, vera, state).content.decode()
        appointments.wait(booked, by=karl)  # comes back: a new stay
        assert "since 08:50" not in ask(client, vera).content.decode()


def test_the_strip_is_for_counsellors(client, karl):
    assert ask(client, karl).status_code == 404

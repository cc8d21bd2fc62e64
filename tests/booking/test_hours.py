"""Absences, public holidays, single days, and what no longer fits them. It is Monday 1 March 2027 in Vienna."""

from datetime import date, timedelta

import pytest
from django.utils import translation

from booking.actions import absences, appointments, hours
from booking.enums import Audience, Status
from booking.forms.hours import HoursForm
from booking.models import Absence, Appointment, Override, Service, WeeklyRule
from booking.queries import appointments as bookings
from booking.queries import diaries, services, times
from booking.queries import hours as looks
from consult.actions import engagements
from consult.enums import Origin
from lib import clock
from lib.denied import Denied
from lib.ids import to_text
from tests.booking.conftest import NINE, NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now", "listed")]
TUESDAY, DAY = date(2027, 3, 2), timedelta(days=1)
EASTER = date(2027, 3, 29)


def free_days(service, **kwargs):
    found = times.free(service, since=NOW, until=NOW + 40 * DAY, **kwargs)
    return {start.date() for start in found}


def test_nobody_books_while_the_counsellor_is_away_except_the_counsellor(talk, karl, vera):
    absences.add(vera, first_on=TUESDAY, last_on=TUESDAY + DAY)
    assert free_days(talk) & {TUESDAY - DAY, TUESDAY, TUESDAY + DAY, TUESDAY + 2 * DAY} == {
        TUESDAY - DAY,
        TUESDAY + 2 * DAY,
    }
    with pytest.raises(Denied, match="slot_taken"):
        appointments.book(service=talk, client=karl, start=NINE, by=karl)
    assert appointments.book(service=talk, client=karl, start=NINE, by=vera).start == NINE


def test_a_time_on_a_day_off_says_so_to_the_counsellor_who_books(client, talk, vera):
    client.force_login(vera)
    address = f"/appointments/book/{to_text(vera.uid)}/"
    assert "closed to clients" not in client.get(address).content.decode()
    absences.add(vera, first_on=TUESDAY, last_on=TUESDAY)
    assert client.get(address).content.decode().count("closed to clients") == 8  # nine to five


def test_being_away_stands_over_hours_of_the_day(talk, vera):
    hours.set_day(vera, TUESDAY, spans=[(540, 600)])
    absences.add(vera, first_on=TUESDAY, last_on=TUESDAY)
    assert TUESDAY not in free_days(talk)


def test_an_absence_ends_early_and_a_coming_one_is_gone(talk, vera, now):
    running = absences.add(vera, first_on=TUESDAY - DAY, last_on=TUESDAY + 5 * DAY)
    now(DAY)
    absences.end(running)
    assert Absence.objects.get().last_on == TUESDAY - DAY
    assert TUESDAY in free_days(talk)
    absences.end(running)  # the same press again
    assert Absence.objects.get().last_on == TUESDAY - DAY
    coming = absences.add(vera, first_on=TUESDAY, last_on=TUESDAY)
    absences.end(coming)
    assert Absence.objects.count() == 1


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [(2, 1, "away_span"), (-1, 3, "away_span"), (-3, -1, "away_span"), (0, 800, "away_span"), (4, 6, "away_already")],
)
def test_impossible_absences_are_refused(first, last, code, vera):
    absences.add(vera, first_on=NOW.date() + 5 * DAY, last_on=NOW.date() + 9 * DAY)
    with pytest.raises(Denied, match=code):
        absences.add(vera, first_on=NOW.date() + first * DAY, last_on=NOW.date() + last * DAY)
    assert Absence.objects.count() == 1


def test_a_running_absence_keeps_its_first_day_when_it_is_made_longer(vera, now):
    absence = absences.add(vera, first_on=TUESDAY, last_on=TUESDAY + DAY)
    now(2 * DAY)
    absences.save(absence, first_on=TUESDAY, last_on=TUESDAY + 4 * DAY)
    assert Absence.objects.get().last_on == TUESDAY + 4 * DAY


def test_public_holidays_close_the_day_until_it_is_opened(talk, vera):
    assert EASTER in free_days(talk)
    hours.save(vera, holiday_region="AT")
    assert EASTER not in free_days(talk)
    assert EASTER in free_days(talk, by_counsellor=True)
    hours.open_day(vera, EASTER)
    assert EASTER in free_days(talk)
    hours.reset_day(vera, EASTER)
    assert EASTER not in free_days(talk)


def test_a_region_has_holidays_of_its_own(vera):
    epiphany = date(2028, 1, 6)
    closed = {
        region: epiphany in diaries.days_off(vera, region, epiphany, epiphany, opened={}) for region in ("DE", "DE-BY")
    }
    assert closed == {"DE": False, "DE-BY": True}


@pytest.mark.parametrize("region", ["XX", "AT-99", "Bayern", "DE-", "-"])
def test_unknown_regions_are_refused(region, vera):
    with pytest.raises(Denied, match="unknown_region"):
        hours.save(vera, holiday_region=region)


@pytest.mark.parametrize("spans", [[(540, 540)], [(-5, 60)], [(540, 1445)], [(541, 600)], [(540, 620), (600, 700)]])
def test_impossible_hours_are_refused(spans, vera):
    with pytest.raises(Denied):
        hours.set_day(vera, TUESDAY, spans=spans)
    with pytest.raises(Denied):
        hours.save(vera, weekly=[(1, start, end) for start, end in spans])
    assert not Override.objects.exists()
    assert WeeklyRule.objects.filter(counsellor=vera).count() == 7


def test_what_no_longer_fits_is_listed_with_its_reason_and_stays(booked, talk, finn, vera):
    later = appointments.book(service=talk, client=finn, start=NINE.replace(month=3, day=29, hour=8), by=finn)
    assert looks.outside(vera) == []
    absences.add(vera, first_on=TUESDAY, last_on=TUESDAY)
    hours.save(vera, holiday_region="AT")
    assert [(it.appointment, it.why) for it in looks.outside(vera)] == [
        (booked, "You are away"),
        (later, "Easter Monday"),
    ]
    Absence.objects.all().delete()
    hours.save(vera, weekly=[(1, 540, 585)], holiday_region="")
    assert [it.why for it in looks.outside(vera)] == ["Outside your hours", "Outside your hours"]
    assert Appointment.objects.filter(status=Status.BOOKED).count() == 2


def test_the_hours_page_shows_it_all_and_leads_on(client, booked, vera):
    client.force_login(vera)
    client.post("/practice/hours/away/", {"first_on": "2027-03-02", "last_on": "2027-03-03"})
    client.post("/practice/hours/holidays/", {"country": "AT", "region": "9"})
    page = client.get("/practice/hours/").content.decode()
    absence = Absence.objects.get()
    for shown in (
        f'href="/appointments/{to_text(booked.uid)}/"',
        "karl · You are away",
        f'href="/practice/hours/away/{to_text(absence.uid)}/"',
        "Public holidays: Austria, Wien",
        "Easter Monday",
        'action="/practice/hours/day/2027-03-29/open/"',
    ):
        assert shown in page
    client.post("/practice/hours/day/2027-03-29/open/")
    assert 'action="/practice/hours/day/2027-03-29/reset/"' in client.get("/practice/hours/").content.decode()
    client.post(f"/practice/hours/away/{to_text(absence.uid)}/delete/")
    assert not Absence.objects.exists()
    client.post("/practice/hours/holidays/", {"none": "1"})
    assert "Close on public holidays" in client.get("/practice/hours/").content.decode()


def test_a_wrong_absence_says_so_beside_its_field(client, vera):
    client.force_login(vera)
    page = client.post("/practice/hours/away/", {"first_on": "2027-03-05", "last_on": "2027-03-03"})
    assert page.status_code == 422
    assert "The last day comes before the first." in page.content.decode()
    assert client.post("/practice/hours/holidays/", {"country": "XX"}).status_code == 422


def test_mondays_hours_are_copied_and_not_saved_yet(client, vera):
    client.force_login(vera)
    page = client.post("/practice/hours/", {"d0_0_from": "08:30", "d0_0_to": "11:00", "copy": "1"}).content.decode()
    assert page.count('value="08:30"') == 5
    assert not WeeklyRule.objects.filter(start_min=510).exists()


def test_own_clients_are_those_who_were_here_and_those_brought_along(booked, karl, finn, vera, person):
    brought = person("brought", "client")
    engagements.begin(counsellor=vera, client=brought, by=vera, origin=Origin.EXTERNAL)
    engagements.begin(counsellor=vera, client=finn, by=finn)  # has only written
    mine = Service.objects.create(counsellor=vera, name="Mine", minutes=50, audience=Audience.CLIENTS)
    by_hand = Service.objects.create(counsellor=vera, name="By hand", minutes=10, audience=Audience.ARRANGED)
    assert [bookings.is_known(each, vera) for each in (karl, finn, brought)] == [False, False, True]
    with clock.frozen(booked.end):
        assert bookings.is_known(karl, vera)
        assert mine in services.offered_to(karl, vera)
        assert mine not in services.offered_to(finn, vera)
        for person_ in (karl, finn, brought):
            assert by_hand not in services.offered_to(person_, vera)
        assert by_hand in services.offered_to(vera, vera)
    Appointment.objects.update(status=Status.MISSED, missed_by="client")
    with clock.frozen(booked.end):
        assert not bookings.is_known(karl, vera)


def test_services_change_places_and_leave_the_offer(client, talk, intro, vera):
    client.force_login(vera)
    names = lambda: [service.name for service in services.of_counsellor(vera)]
    assert names() == ["Conversation", "Getting to know"]
    address = f"/practice/services/{to_text(intro.uid)}/"
    client.post(address + "move/", {"up": ""})
    assert names() == ["Getting to know", "Conversation"]
    client.post(address + "move/", {"up": ""})  # is the first already
    assert names() == ["Getting to know", "Conversation"]
    client.post(address + "move/", {"down": ""})
    assert names() == ["Conversation", "Getting to know"]
    client.post(address + "offer/", {"off": ""})
    assert [service.name for service in services.public(vera)] == ["Conversation"]
    client.post(address + "offer/", {"on": ""})
    assert len(services.public(vera)) == 2


def test_a_short_talk_is_two_presses_and_then_booked_for_a_client(client, vera, karl):
    client.force_login(vera)
    page = client.get("/practice/services/new/?talk=1").content.decode()
    assert 'value="10"' in page
    client.post(
        "/practice/services/new/",
        {"name": "Short talk", "minutes": "10", "mode": "sound", "price_cents": "0.00", "audience": "arranged",
         "active": "on"},
    )  # fmt: skip
    talk = Service.objects.get()
    assert (talk.price_cents, talk.mode) == (0, "sound")
    page = client.get(f"/appointments/book/{to_text(vera.uid)}/", {"service": to_text(talk.uid)}).content.decode()
    assert "10 minutes · With sound" in page
    client.force_login(karl)
    assert "Short talk" not in client.get(f"/appointments/book/{to_text(vera.uid)}/").content.decode()


def test_the_number_of_queries_does_not_grow(talk, karl, finn, vera, django_assert_num_queries):
    hours.save(vera, holiday_region="AT", max_per_day=6)
    read = lambda days: diaries.read(vera, since=NOW, until=NOW + days * DAY, client=karl)
    read(1)
    with django_assert_num_queries(QUERIES):
        read(1)
    for n in range(3):
        appointments.book(service=talk, client=finn, start=NINE + n * DAY, by=vera)
        absences.add(vera, first_on=TUESDAY + (10 + n) * DAY, last_on=TUESDAY + (10 + n) * DAY)
        hours.set_day(vera, TUESDAY + (20 + n) * DAY, spans=[(540, 600)])
    with django_assert_num_queries(QUERIES):
        assert len(read(60).busy) == 3


QUERIES = 9  # rules, weekly hours, single days, absences, appointments, the client's own, calendars elsewhere,
#              invoices long overdue, whether the client was brought along


def test_lengths_to_choose_from_are_said_in_the_readers_language():
    choices = dict(HoursForm.base_fields["slot_step"].choices)
    with translation.override("de"):
        assert str(choices[15]) == "15 Minuten"
    with translation.override("en"):
        assert str(choices[15]) == "15 minutes"

"""Every page of this app answers, to whom it may concern."""

import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from booking.actions import appointments
from booking.models import Appointment, BookingRules, Override, Service, WeeklyRule
from consult.actions import engagements
from lib import clock
from lib.ids import to_text
from tests.booking.conftest import NINE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now", "listed")]
CODE = "2027-03-02T08:00Z"


@pytest.fixture
def as_(client):
    def login(person):
        client.logout()
        if person:
            client.force_login(person)
        return client

    return login


def book_form(service, **extra):
    return {"service": to_text(service.uid), "start": CODE, "request_key": "abc", "consent": "yes"} | extra


@pytest.mark.parametrize("who", [None, "karl", "vera"])
def test_the_booking_page_shows_services_and_times(who, as_, talk, intro, vera, request):
    page = as_(request.getfixturevalue(who) if who else None).get(f"/appointments/book/{to_text(vera.uid)}/")
    text = page.content.decode()
    assert page.status_code == 200
    assert "€80" in text
    assert "incl. VAT" in text
    assert CODE in text
    assert "Europe/Vienna" in text


def confirm(as_, person, service, **more):
    url = f"/appointments/book/{to_text(service.counsellor.uid)}/"
    return as_(person).get(url, {"service": to_text(service.uid), "start": CODE, "step": "confirm"} | more)


def test_the_button_says_what_follows(as_, talk, intro, karl, vera):
    assert "Book – you pay before the conversation starts, €80 incl. VAT" in confirm(as_, karl, talk).content.decode()
    assert "Book – free of charge" in confirm(as_, karl, intro).content.decode()


def test_before_booking_everything_stands_on_one_page(as_, talk, karl, vera):
    karl.zone = "America/New_York"
    karl.save()
    page = confirm(as_, karl, talk).content.decode()
    for words in (
        "Tuesday, 2 March 2027", "03:00 – 03:50", "New York, Eastern Time", "09:00 in Vienna", "Vera Weiss",
        "Conversation, 50 minutes", "In writing", "<strong>€80</strong> incl. VAT",
        "You can pay from Monday, 1 March, 03:00 on", "Free of charge until Monday, 1 March, 03:00.",
    ):  # fmt: skip
        assert words in page
    vera.booking_rules.cancel_hours = 48
    vera.booking_rules.save()
    assert "The time to cancel free of charge is over already" in confirm(as_, karl, talk).content.decode()


def test_a_time_that_was_taken_meanwhile_shows_the_nearest(as_, talk, karl, finn, vera):
    appointments.book(service=talk, client=finn, start=NINE, by=finn)
    page = confirm(as_, karl, talk)
    assert page.status_code == 409
    assert "This time was just taken" in page.content.decode()
    assert "2027-03-02T09:00Z" in page.content.decode()


def test_a_zone_chosen_while_booking_becomes_that_of_an_account_without_one(as_, talk, karl, vera):
    url = f"/appointments/book/{to_text(vera.uid)}/"
    as_(karl).post(url, book_form(talk, zone="America/New_York"))
    karl.refresh_from_db()
    assert karl.zone == "Europe/Vienna"  # had one
    karl.zone = ""
    karl.save()
    other = book_form(talk, zone="America/New_York", request_key="other") | {"start": "2027-03-02T09:00Z"}
    as_(karl).post(url, other)
    karl.refresh_from_db()
    assert karl.zone == "America/New_York"


def test_times_are_shown_in_the_viewers_zone_and_the_counsellors(as_, talk, karl, vera):
    karl.zone = "America/New_York"
    karl.save()
    page = as_(karl).get(f"/appointments/book/{to_text(vera.uid)}/").content.decode()
    assert "America/New_York" in page
    assert "09:00 Vienna" in page
    assert "03:00" in page


def test_booking_from_the_page(as_, talk, karl, vera):
    answer = as_(karl).post(f"/appointments/book/{to_text(vera.uid)}/", book_form(talk))
    appointment = Appointment.objects.get()
    assert answer.status_code == 302
    assert answer.url == reverse("appointment", args=[appointment.uid])
    assert (appointment.client, appointment.start) == (karl, NINE)


def test_sending_the_form_twice_books_once(as_, talk, karl, vera):
    first, again = (as_(karl).post(f"/appointments/book/{to_text(vera.uid)}/", book_form(talk)) for _ in range(2))
    assert first.url == again.url
    assert Appointment.objects.count() == 1


def test_a_lost_race_offers_the_nearest_times(as_, talk, karl, finn, vera):
    appointments.book(service=talk, client=finn, start=NINE, by=finn)
    page = as_(karl).post(f"/appointments/book/{to_text(vera.uid)}/", book_form(talk))
    assert page.status_code == 409
    assert "This time was just taken" in page.content.decode()
    assert "2027-03-02T09:00Z" in page.content.decode()


def test_a_stranger_logs_in_and_finds_the_choice_again(as_, talk, vera, karl):
    url = f"/appointments/book/{to_text(vera.uid)}/"
    answer = as_(None).post(url, book_form(talk, go="login"))
    assert answer.status_code == 302
    assert answer.url.startswith("/account/login/?next=")
    assert as_(None).post(url, book_form(talk, go="signup")).url.startswith("/account/signup/?next=")
    assert not Appointment.objects.exists()
    back = parse_qs(urlsplit(answer.url).query)["next"][0]
    page = as_(karl).get(back).content.decode()
    assert "Is this right?" in page
    assert f'name="start" value="{CODE}"' in page


def test_an_empty_week_points_to_the_next_free_time(as_, talk, karl, vera):
    WeeklyRule.objects.filter(counsellor=vera).delete()
    Override.objects.create(counsellor=vera, on=NINE.date() + timedelta(days=20), start_min=600, end_min=660)
    page = as_(karl).get(f"/appointments/book/{to_text(vera.uid)}/").content.decode()
    assert "The next free time is Monday, 22 March, 10:00" in page


@pytest.mark.parametrize("junk", [{"service": "x"}, {"start": "never"}, {"from": "2027-99-99"}, {"zone": "Mars/Base"}])
def test_junk_in_the_address_does_no_harm(junk, as_, talk, karl, vera):
    assert as_(karl).get(f"/appointments/book/{to_text(vera.uid)}/", junk).status_code == 200
    assert as_(karl).post(f"/appointments/book/{to_text(vera.uid)}/", book_form(talk) | junk).status_code in (
        200,
        302,
        409,
    )


def test_who_is_not_listed_cannot_be_found(as_, talk, karl, vera, monkeypatch):
    monkeypatch.setattr("directory.queries.is_listed", lambda counsellor: False)
    url = f"/appointments/book/{to_text(vera.uid)}/"
    assert as_(karl).get(url).status_code == 404
    assert as_(vera).get(url).status_code == 200
    appointments.book(service=talk, client=karl, start=NINE, by=karl)
    assert as_(karl).get(url).status_code == 200  # they know each other
    assert as_(karl).get(f"/appointments/book/{to_text(karl.uid)}/").status_code == 404


def test_a_counsellor_books_for_a_client(as_, talk, karl, vera):
    engagements.begin(counsellor=vera, client=karl, by=karl)
    as_(vera).post(f"/appointments/book/{to_text(vera.uid)}/", book_form(talk, client=to_text(karl.uid)))
    assert Appointment.objects.get().created_by == vera


def test_a_counsellor_cannot_book_for_strangers(as_, talk, finn, vera):
    page = as_(vera).post(f"/appointments/book/{to_text(vera.uid)}/", book_form(talk, client=to_text(finn.uid)))
    assert page.status_code == 409
    assert not Appointment.objects.exists()


PAGES = ["appointment", "cancel_appointment", "calendar_entry", "door"]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("who", "status"), [("karl", 200), ("vera", 200), ("finn", 404), ("ada", 404), (None, 302)])
def test_who_sees_an_appointment(name, who, status, as_, booked, request):
    person = request.getfixturevalue(who) if who else None
    assert as_(person).get(reverse(name, args=[booked.uid])).status_code == status


@pytest.mark.parametrize("name", PAGES)
def test_a_foreign_appointment_looks_like_a_missing_one(name, as_, booked, finn):
    foreign = as_(finn).get(reverse(name, args=[booked.uid]))
    missing = as_(finn).get(reverse(name, args=[b"\0" * 16]))
    assert foreign.status_code == missing.status_code == 404
    assert without_tokens(foreign) == without_tokens(missing)


def without_tokens(page):
    own_address = page.wsgi_request.path  # the language switch leads back to it
    return re.sub(r'csrfmiddlewaretoken" value="[^"]+"', "", page.content.decode()).replace(own_address, "")


@pytest.mark.parametrize("name", ["look_at_door", "let_in", "cancel_appointment"])
def test_strangers_change_nothing(name, as_, booked, finn, ada):
    for person in (finn, ada):
        assert as_(person).post(reverse(name, args=[booked.uid])).status_code == 404
    booked.refresh_from_db()
    assert (booked.status, booked.let_in_at, booked.waiting_at) == ("booked", None, None)


PRACTICE = ["practice", "hours", "services", "new_service"]


@pytest.mark.parametrize("name", PRACTICE)
@pytest.mark.parametrize(("who", "status"), [("vera", 200), ("karl", 404), (None, 302)])
def test_the_practice_is_for_counsellors(name, who, status, as_, request):
    person = request.getfixturevalue(who) if who else None
    assert as_(person).get(reverse(name)).status_code == status


def test_an_empty_agenda_says_what_to_do(as_, karl, vera):
    assert "Nothing booked" in as_(karl).get("/appointments/").content.decode()
    assert "Nothing booked" in as_(vera).get("/appointments/").content.decode()


def test_the_agenda_shows_both_sides(as_, booked, karl, vera):
    assert "Vera Weiss" in as_(karl).get("/appointments/").content.decode()
    page = as_(vera).get("/appointments/").content.decode()
    assert "karl" in page
    assert "not paid yet" in page


def test_cancelling_says_the_consequence_first(as_, booked, karl, vera):
    page = as_(karl).get(reverse("cancel_appointment", args=[booked.uid])).content.decode()
    assert "Cancel – nothing was paid, nothing is owed" in page
    with clock.frozen(NINE - timedelta(hours=2)):
        page = as_(karl).get(reverse("cancel_appointment", args=[booked.uid])).content.decode()
        assert "Cancel late – nothing was paid, nothing is owed" in page


def test_cancelling_takes_a_button_and_works_once(as_, booked, karl, vera):
    url = reverse("cancel_appointment", args=[booked.uid])
    as_(karl).get(url)
    booked.refresh_from_db()
    assert booked.is_booked
    assert as_(karl).post(url).status_code == 302
    assert as_(karl).post(url).status_code == 302  # the same press again
    assert as_(vera).post(url).status_code == 409
    booked.refresh_from_db()
    assert booked.cancelled_by == karl


def hours_data(**changes):
    data = {f"d{day}_{n}_{side}": "" for day in range(7) for n in range(2) for side in ("from", "to")}
    return (
        data
        | {
            "zone": "Europe/Vienna",
            "slot_step": "30",
            "buffer_before": "0",
            "buffer_after": "10",
            "min_notice": "720",
            "horizon_days": "60",
            "max_per_day": "",
            "cancel_hours": "24",
            "accepting": "on",
        }
        | changes
    )


def test_hours_are_saved(as_, vera):
    answer = as_(vera).post(
        "/practice/hours/",
        hours_data(d0_0_from="08:30", d0_0_to="12:00", d0_1_from="22:00", d0_1_to="00:00", max_per_day="4"),
    )
    assert answer.status_code == 302
    spans = list(WeeklyRule.objects.filter(counsellor=vera).values_list("weekday", "start_min", "end_min"))
    assert spans == [(0, 510, 720), (0, 1320, 1440)]
    assert BookingRules.objects.get(counsellor=vera).max_per_day == 4
    assert "d0_2_from" in as_(vera).get("/practice/hours/").content.decode()  # room for a third span


@pytest.mark.parametrize(
    "wrong",
    [
        {"d0_0_from": "12:00", "d0_0_to": "09:00"},
        {"d0_0_from": "12:00"},
        {"d0_0_from": "09:03", "d0_0_to": "10:00"},
        {"d0_0_from": "09:00", "d0_0_to": "12:00", "d0_1_from": "11:00", "d0_1_to": "13:00"},
        {"zone": "Mars/Base"},
        {"min_notice": "10080", "horizon_days": "7"},
        {"slot_step": "7"},
        {"max_per_day": "0"},
        {"d0_0_from": "quarter past", "d0_0_to": "12:00"},
    ],
)
def test_wrong_hours_change_nothing(wrong, as_, vera):
    before = WeeklyRule.objects.count()
    assert as_(vera).post("/practice/hours/", hours_data(**wrong)).status_code == 422
    assert WeeklyRule.objects.count() == before


def test_appointments_outside_new_hours_are_mentioned_and_kept(as_, booked, vera):
    page = as_(vera).post("/practice/hours/", hours_data(d0_0_from="09:00", d0_0_to="12:00"), follow=True)
    text = page.content.decode()
    assert "1 appointment lies outside your hours" in text
    assert f'<a href="/appointments/{to_text(booked.uid)}/">Tuesday, 2 March, 09:00</a>' in text
    booked.refresh_from_db()
    assert booked.is_booked


def test_a_single_day_is_closed_and_opened_again(as_, vera):
    url = "/practice/hours/day/"
    assert as_(vera).post(url, {"day-on": "2027-03-05", "day-closed": "on"}).status_code == 302
    assert Override.objects.get().start_min is None
    as_(vera).post(url, {"day-on": "2027-03-05", "day-d_0_from": "10:00", "day-d_0_to": "11:00"})
    assert Override.objects.get().start_min == 600
    assert "Friday, 5 March 2027" in as_(vera).get("/practice/hours/").content.decode()
    as_(vera).post("/practice/hours/day/2027-03-05/reset/")
    assert not Override.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [{"day-on": "2027-02-05", "day-closed": "on"}, {"day-on": "2027-03-05"}, {"day-on": "", "day-closed": "on"}],
)
def test_a_wrong_day_changes_nothing(wrong, as_, vera):
    assert as_(vera).post("/practice/hours/day/", wrong).status_code == 422
    assert not Override.objects.exists()


def test_services_come_and_go(as_, vera):
    as_(vera).post(
        "/practice/services/new/",
        {"name": "Talk", "minutes": "50", "price_cents": "80,5", "audience": "public", "mode": "sound", "active": "on"},
    )
    service = Service.objects.get()
    assert (service.price_cents, service.counsellor, service.active) == (8050, vera, True)
    url = f"/practice/services/{to_text(service.uid)}/"
    assert "80.50" in as_(vera).get(url).content.decode()
    as_(vera).post(url, {"name": "Talk", "minutes": "50", "price_cents": "", "audience": "public", "mode": "text"})
    service.refresh_from_db()
    assert (service.price_cents, service.active) == (0, False)
    assert as_(vera).get(url + "delete/").status_code == 200
    as_(vera).post(url + "delete/")
    assert not Service.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"minutes": "3"}, {"price_cents": "much"}, {"price_cents": "0.50"}, {"name": ""}, {"price_cents": "-5"}]
)
def test_wrong_services_are_not_saved(wrong, as_, vera):
    data = {"name": "Talk", "minutes": "50", "price_cents": "80", "audience": "public", "mode": "text"} | wrong
    assert as_(vera).post("/practice/services/new/", data).status_code == 422
    assert not Service.objects.exists()


def test_a_booked_service_stays(as_, booked, vera, talk):
    assert as_(vera).post(f"/practice/services/{to_text(talk.uid)}/delete/").status_code == 409
    assert Service.objects.exists()


def test_a_foreign_service_is_missing(as_, ada, talk):
    for rest in ("", "delete/"):
        url = f"/practice/services/{to_text(talk.uid)}/{rest}"
        assert as_(ada).get(url).status_code == 404
        assert as_(ada).post(url).status_code == 404
    assert Service.objects.exists()


def test_the_api_lists_what_is_coming(as_, booked, karl, vera, finn):
    (entry,) = as_(karl).get("/api/v1/me/appointments").json()
    assert entry["peer"] == to_text(vera.uid)
    assert entry["door"] == f"/appointments/{to_text(booked.uid)}/door/"
    assert as_(vera).get("/api/v1/me/appointments").json()[0]["peer_name"] == "karl"
    assert as_(finn).get("/api/v1/me/appointments").json() == []
    assert as_(None).get("/api/v1/me/appointments").status_code == 401


def test_a_price_that_rose_meanwhile_is_shown_before_it_is_owed(client, talk, karl, vera):
    client.force_login(karl)
    address = reverse("book", args=[vera.uid])
    form = {"service": to_text(talk.uid), "start": "2027-03-02T08:00Z", "consent": "yes"}
    page = client.get(address, form | {"step": "confirm"}).content.decode()
    form["price"] = re.search(r'name="price" value="(\d+)"', page)[1]
    talk.price_cents = 9900
    talk.save()
    answer = client.post(address, form)
    assert answer.status_code == 409
    assert "The price was changed" in answer.content.decode()
    assert not Appointment.objects.exists()
    assert client.post(address, form | {"price": "9900"}).status_code == 302


@pytest.mark.parametrize("start", ["0001-01-01T00:00Z", "9999-12-31T23:59Z", "2027-02-30T08:00Z"])
@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/Los_Angeles"])
def test_times_at_the_ends_of_the_calendar_are_no_times(client, talk, karl, vera, start, zone):
    client.force_login(karl)
    address, form = reverse("book", args=[vera.uid]), {"service": to_text(talk.uid), "start": start, "zone": zone}
    assert client.get(address, form).status_code == 200
    assert client.post(address, form).status_code == 200
    assert not Appointment.objects.exists()

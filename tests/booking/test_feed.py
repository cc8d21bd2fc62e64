"""The secret address for calendar programs: shown once, kept as a hash, neutral, cheap, and gone when it is gone."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from booking.actions import appointments, feeds
from booking.models import Appointment, CalendarToken
from lib import clock
from lib.ids import to_text
from tests.booking.conftest import NINE, NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]
PAGE = "/appointments/calendar/"


@pytest.fixture
def address(karl):
    return f"/calendar/{feeds.renew(karl)}.ics"


def uids(response) -> list[str]:
    return [str(event["UID"]) for event in Calendar.from_ical(response.content).events]


def test_it_shows_ones_own_appointments_and_names_nobody(client, address, booked, talk, finn):
    appointments.book(service=talk, client=finn, start=NINE + timedelta(hours=1), by=finn)
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert uids(response) == [f"{to_text(booked.uid)}@localhost"]
    text = response.content.decode()
    assert "SUMMARY:Appointment" in text
    assert not any(secret in text for secret in ("Vera", "Weiss", "karl", "Conversation", "mailto", "ATTENDEE"))


def test_the_counsellor_sees_theirs(client, booked, vera):
    assert uids(client.get(f"/calendar/{feeds.renew(vera)}.ics")) == [f"{to_text(booked.uid)}@localhost"]


def test_it_speaks_the_language_of_its_owner(client, address, booked, karl):
    karl.language = "de"
    karl.save()
    assert "SUMMARY:Termin" in client.get(address, headers={"Accept-Language": "fr"}).content.decode()


def test_it_needs_no_session_and_sets_no_cookie(client, address, booked):
    response = client.get(address)
    assert not response.cookies
    assert response["Cache-Control"].startswith("private")
    assert "no-store" not in response["Cache-Control"]


def test_thirty_days_back_and_a_year_ahead(client, address, booked):
    inside = (NOW - timedelta(days=29), NOW + timedelta(days=364))
    for start in (*inside, NOW - timedelta(days=31), NOW + timedelta(days=366)):
        Appointment.objects.filter(pk=booked.pk).update(
            start=start, end=start + timedelta(minutes=50), block_start=start, block_end=start + timedelta(minutes=50)
        )
        assert bool(uids(client.get(address))) == (start in inside)


def test_a_cancelled_one_is_gone(client, address, booked, karl):
    appointments.cancel(booked, by=karl)
    assert uids(client.get(address)) == []


def test_what_has_not_changed_is_not_sent_again(client, address, booked, karl, now):
    first = client.get(address)
    now(timedelta(minutes=20))
    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    appointments.cancel(booked, by=karl)
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_only_a_hash_is_kept_and_the_address_is_shown_once(karl):
    client = Client()
    client.force_login(karl)
    page = client.post(f"{PAGE}feed/").content.decode()
    (secret,) = set(re.findall(r"http://localhost[^\"]*/calendar/([\w-]+)\.ics", page))
    assert len(secret) == 43  # 32 bytes
    assert f"webcal://{page.partition('webcal://')[2][:200]}".count(secret) >= 1
    token = CalendarToken.objects.get()
    assert secret.encode() not in bytes(token.token_hash)
    assert secret not in client.get(PAGE).content.decode()
    assert client.get(f"/calendar/{secret}.ics").status_code == 200


def test_wrong_old_and_switched_off_addresses_look_the_same(karl, booked):
    old, client = feeds.renew(karl), Client()
    good = feeds.renew(karl)
    assert client.get(f"/calendar/{good}.ics").status_code == 200
    found = [client.get(f"/calendar/{secret}.ics") for secret in (old, "A" * 43, "x", "é", "a" * 3000)]
    feeds.revoke(karl)
    found.append(client.get(f"/calendar/{good}.ics"))
    last = feeds.renew(karl)
    karl.is_active = False
    karl.save()
    found.append(client.get(f"/calendar/{last}.ics"))
    assert {(response.status_code, response.content) for response in found} == {(404, b"There is no calendar here.")}
    assert len({str(sorted(response.items())) for response in found}) == 1


def test_renewing_and_switching_off_ask_first(client, karl, address):
    client.force_login(karl)
    assert b"stops at once" in client.get(f"{PAGE}feed/").content
    assert client.get(f"{PAGE}feed/revoke/").status_code == 200
    assert client.get(address).status_code == 200
    client.post(f"{PAGE}feed/revoke/")
    assert client.get(address).status_code == 404


def test_the_last_use_is_written_every_ten_minutes_and_shown(client, address, karl, now):
    used = []
    for minutes in (0, 9, 1):
        now(timedelta(minutes=minutes))
        client.get(address)
        used.append(CalendarToken.objects.get().used_at - NOW)
    assert used == [timedelta(0), timedelta(0), timedelta(minutes=10)]
    client.force_login(karl)
    assert b"Last used" in client.get(PAGE).content


def test_too_many_requests_wait_and_others_do_not(client, address, vera):
    codes = [client.get(address).status_code for _ in range(61)]
    assert codes == [200] * 60 + [429]
    assert int(client.get(address)["Retry-After"]) > 0
    assert client.get(f"/calendar/{feeds.renew(vera)}.ics").status_code == 200


def test_many_appointments_cost_no_more_questions_than_one(
    client, address, booked, talk, karl, django_assert_num_queries
):
    client.get(address)
    with CaptureQueriesContext(connection) as asked:  # most of them for the limit, whose number the cache decides
        client.get(address)
    assert len([query for query in asked if "booking_" in query["sql"]]) == 2
    for number in range(1, 4):
        with clock.frozen(NINE + timedelta(days=-1)):
            appointments.place(
                service=talk, client=karl, start=NINE + timedelta(hours=number), by=karl,
                booking_rules=talk.counsellor.booking_rules,
            )  # fmt: skip
    with django_assert_num_queries(len(asked)):
        assert len(uids(client.get(address))) == 4


def test_the_page_keeps_what_one_wants(client, karl):
    client.force_login(karl)
    client.post(PAGE, {"csrfmiddlewaretoken": "x", "remind_hour": "on"})
    choice = karl.calendar_choice
    assert (choice.attach, choice.remind_day, choice.remind_hour) == (False, False, True)

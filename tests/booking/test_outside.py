"""Calendars elsewhere close booking; a calendar that cannot be read opens nothing and breaks nothing."""

import re
from datetime import timedelta

import pytest
from django.core import mail

from accounts import sealed
from accounts.models import NoticeLedger
from booking import tasks
from booking.actions import appointments, outside
from booking.enums import OutsideError
from booking.models import OutsideBusy, OutsideCalendar
from booking.queries import outside as queries
from booking.queries import times
from lib import clock, outward
from lib.denied import Denied
from lib.ids import to_text
from tests.booking.conftest import NINE
from tests.booking.test_ics_reader import ics

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]

ADDRESS = "https://calendar.example/private-8f3a/basic.ics"
TUESDAY_NINE = "DTSTART:20270302T080000Z\nDTEND:20270302T090000Z\nSUMMARY:Dentist, Dr Smith\nLOCATION:Main Street"


class Elsewhere:
    """What the server elsewhere answers: bytes, an Answer, or an Unreachable; and what it was asked."""

    def __init__(self):
        self.answer, self.asked = ics(TUESDAY_NINE), []

    def fetch(self, url, *, headers):
        self.asked.append((url, headers))
        if isinstance(self.answer, outward.Unreachable):
            raise self.answer
        return (
            self.answer
            if isinstance(self.answer, outward.Answer)
            else outward.Answer(200, self.answer, {"etag": '"1"'})
        )


@pytest.fixture
def elsewhere(monkeypatch):
    there = Elsewhere()
    monkeypatch.setattr("lib.outward.fetch", there.fetch)
    return there


@pytest.fixture
def connected(vera, elsewhere):
    return outside.add(vera, name="Cello", address=ADDRESS)


def read(calendar) -> OutsideCalendar:
    tasks.read_outside(calendar.pk)
    calendar.refresh_from_db()
    return calendar


def busy():
    return list(OutsideBusy.objects.order_by("start").values_list("start", "end"))


def test_busy_times_elsewhere_are_offered_to_nobody_and_refused(connected, talk, karl):
    before = times.next_free(talk, count=3)
    assert before[0] < NINE + timedelta(hours=1)
    assert read(connected).error == ""
    assert NINE not in times.free(talk, since=NINE, until=NINE + timedelta(hours=3))
    with pytest.raises(Denied, match="slot_taken"):
        appointments.book(service=talk, client=karl, start=NINE, by=karl)
    # right after it, without a pause: the calendar elsewhere knows when its owner is back
    appointments.book(service=talk, client=karl, start=NINE + timedelta(hours=1), by=karl)


def test_only_when_is_kept(connected):
    read(connected)
    assert busy() == [(NINE, NINE + timedelta(hours=1))]
    assert {field.name for field in OutsideBusy._meta.fields} == {"id", "calendar", "start", "end"}


def test_the_address_is_kept_sealed(connected):
    stored = bytes(connected.address_sealed)
    assert b"private-8f3a" not in stored
    assert sealed.unseal(stored, outside._about(connected)).decode() == ADDRESS
    other = OutsideCalendar(counsellor=connected.counsellor, address_sealed=stored)
    with pytest.raises(sealed.Unsealable):
        sealed.unseal(stored, outside._about(other))


def test_a_new_pepper_seals_addresses_anew(connected, settings, elsewhere):
    from accounts.actions import keys

    settings.PEPPER, settings.PEPPER_BEFORE = "another pepper " * 3, [settings.PEPPER]
    assert keys.reseal() == 1
    settings.PEPPER_BEFORE = []
    connected.refresh_from_db()
    assert read(connected).error == ""
    assert elsewhere.asked[0][0] == ADDRESS


@pytest.mark.parametrize(
    ("given", "kept"),
    [("webcal://calendar.example/a.ics", "https://calendar.example/a.ics"), (f"  {ADDRESS} ", ADDRESS)],
)
def test_addresses_are_taken_as_programs_give_them(given, kept):
    assert outside.checked(given) == kept


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("http://calendar.example/a.ics", "address"), ("file:///etc/passwd", "address"), ("hello", "address"),
        ("https://user:pw@calendar.example/", "address"), ("https://localhost/calendar/x.ics", "own_calendar"),
    ],
)  # fmt: skip
def test_other_addresses_are_refused_at_once(vera, address, code):
    with pytest.raises(Denied, match=code):
        outside.add(vera, name="Odd", address=address)
    assert not OutsideCalendar.objects.exists()


def test_five_calendars_and_no_sixth(vera, elsewhere):
    for number in range(5):
        outside.add(vera, name=str(number), address=ADDRESS)
    with pytest.raises(Denied, match="enough"):
        outside.add(vera, name="6", address=ADDRESS)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (outward.Unreachable("not_public"), "not_public"), (outward.Unreachable("slow"), "slow"),
        (outward.Unreachable("status", 404), "gone"), (outward.Unreachable("status", 401), "refused"),
        (outward.Unreachable("status", 500), "status"), (b"<html>", "not_calendar"), (b"", "not_calendar"),
    ],
)  # fmt: skip
def test_what_was_read_before_stays_when_it_fails(connected, elsewhere, now, error, code):
    good = read(connected).read_at
    now(timedelta(minutes=15))
    elsewhere.answer = error
    assert read(connected).error == code
    assert connected.error_words
    assert (connected.read_at, connected.tried_at) == (good, clock.now())
    assert busy() == [(NINE, NINE + timedelta(hours=1))]
    elsewhere.answer = ics()
    now(timedelta(minutes=15))
    assert read(connected).error == ""
    assert busy() == []


def test_every_code_of_the_fetch_has_words():
    documented = set(re.findall(r'"([a-z_]+)"', outward.Unreachable.__doc__))
    assert len(documented) == 10
    assert documented <= set(OutsideError.values)


def test_a_day_of_failure_is_told_once_and_again_the_next_time(
    connected, elsewhere, now, django_capture_on_commit_callbacks
):
    def told():
        return NoticeLedger.objects.filter(kind="booking.outside_failed").count()

    read(connected)
    elsewhere.answer = outward.Unreachable("connection")
    counts = []
    for hours in (1, 22, 1, 1, 24):
        now(timedelta(hours=hours))
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            read(connected)
        counts.append((told(), len(mail.outbox)))
    assert counts == [(0, 0), (0, 0), (1, 1), (1, 0), (1, 0)]
    elsewhere.answer = ics()
    read(connected)
    elsewhere.answer = outward.Unreachable("connection")
    now(timedelta(hours=25))
    read(connected)
    assert told() == 2


def test_what_has_not_changed_is_not_sent_again_but_once_a_day(connected, elsewhere, now):
    read(connected)
    elsewhere.answer = outward.Answer(304, b"")
    now(timedelta(minutes=15))
    assert read(connected).read_at == clock.now()
    assert len(busy()) == 1
    now(timedelta(days=1))
    read(connected)
    assert [headers for _, headers in elsewhere.asked] == [{}, {"If-None-Match": '"1"'}, {}]


def test_an_end_of_patience_ends_the_reader(connected, elsewhere, monkeypatch):
    """A rule that never comes true would be worked out until the year 9999."""
    monkeypatch.setattr(outside, "READER_SECONDS", 0.5)
    never = "DTSTART:20270302T100000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"
    elsewhere.answer = ics(never, never, never)
    assert read(connected).error == "too_much"


def test_the_reader_knows_no_secrets_of_ours(connected, monkeypatch, settings):
    seen = []

    def run(command, **kwargs):
        seen.append((command, kwargs["env"]))
        raise outside.subprocess.TimeoutExpired(command, 1)

    monkeypatch.setattr(outside.subprocess, "run", run)
    read(connected)
    ((command, environment),) = seen
    assert environment == {}
    assert not any(secret in str(command) for secret in ("private-8f3a", settings.SECRET_KEY, settings.PEPPER))


def test_an_address_nobody_can_unseal_is_said_so(connected):
    OutsideCalendar.objects.update(address_sealed=b"odd")
    assert read(connected).error == "sealed"


def test_all_are_read_in_turn_those_of_closed_accounts_are_not(connected, ada, elsewhere, monkeypatch):
    theirs = outside.add(ada, name="Theirs", address=ADDRESS)
    queued = []
    monkeypatch.setattr("lib.tasks.later", lambda path, *args: queued.append(args))
    read(connected)
    tasks.read_outside_calendars()
    assert {pk for (pk,) in queued[-2:]} == {theirs.pk, connected.pk}
    ada.is_active = False
    ada.save()
    assert list(queries.to_read()) == [connected]


def test_busy_times_are_those_of_their_counsellor(connected, ada):
    read(connected)
    span = (NINE - timedelta(hours=1), NINE + timedelta(hours=5))
    assert queries.busy_of(ada, *span) == []
    assert len(queries.busy_of(connected.counsellor, *span)) == 1
    assert queries.busy_of(connected.counsellor, NINE + timedelta(hours=1), NINE + timedelta(hours=5)) == []


def test_removing_opens_what_it_closed(connected, talk):
    read(connected)
    outside.remove(connected)
    assert NINE in times.free(talk, since=NINE, until=NINE + timedelta(hours=1))


# --- pages ---------------------------------------------------------------------------------------------------------

PAGE = "/practice/calendars/"


def test_a_counsellor_connects_renames_reads_and_removes(client, vera, elsewhere, django_capture_on_commit_callbacks):
    client.force_login(vera)
    assert client.post(PAGE, {"name": "Cello", "address": ADDRESS}).status_code == 302
    calendar = OutsideCalendar.objects.get()
    assert b"Cello" in client.get(PAGE).content
    assert b"private-8f3a" not in client.get(PAGE).content
    client.post(f"{PAGE}{own_id(calendar)}/", {"name": "Choir"})
    calendar.refresh_from_db()
    assert calendar.name == "Choir"
    with django_capture_on_commit_callbacks() as later:
        client.post(f"{PAGE}{own_id(calendar)}/read/")
    assert len(later) == 1
    elsewhere.answer = outward.Unreachable("certificate")
    read(calendar)
    assert b"certificate is wrong" in client.get(PAGE).content
    assert client.get(f"{PAGE}{own_id(calendar)}/remove/").status_code == 200
    assert OutsideCalendar.objects.exists()
    client.post(f"{PAGE}{own_id(calendar)}/remove/")
    assert not OutsideCalendar.objects.exists()


def own_id(calendar) -> str:
    return to_text(calendar.uid)


@pytest.mark.parametrize(
    "address", ["", "http://calendar.example/", "https://127.0.0.1:22/", "x" * 5000, "https://\x00/"]
)
def test_an_odd_address_is_explained_at_its_field(client, vera, address):
    client.force_login(vera)
    response = client.post(PAGE, {"name": "Odd", "address": address})
    assert response.status_code == 422
    assert response.context["form"].errors["address"]
    assert not OutsideCalendar.objects.exists()


def test_somebody_elses_calendar_is_a_missing_one(client, connected, ada):
    client.force_login(ada)
    for path in ("", "read/", "remove/"):
        assert client.post(f"{PAGE}{own_id(connected)}/{path}", {"name": "Mine"}).status_code == 404
    connected.refresh_from_db()
    assert connected.name == "Cello"
    assert b"Cello" not in client.get(PAGE).content


def test_reading_too_often_waits(client, connected, vera):
    client.force_login(vera)
    for _ in range(25):
        client.post(f"{PAGE}{own_id(connected)}/read/")
    with pytest.raises(Denied, match="slow_down"):
        outside.read_soon(connected)


def test_the_list_asks_the_same_of_the_database_for_one_and_for_four(
    client, connected, vera, django_assert_num_queries
):
    client.force_login(vera)
    client.get(PAGE)
    with django_assert_num_queries(3):
        client.get(PAGE)
    for number in range(3):
        outside.add(vera, name=str(number), address=ADDRESS)
    with django_assert_num_queries(3):
        client.get(PAGE)

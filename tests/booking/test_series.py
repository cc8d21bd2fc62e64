"""The same time of the counsellor's clock, checked one by one, booked with one press, cancelled alone or together."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.urls import reverse

from booking import weekly
from booking.actions import appointments, series
from booking.models import Absence, Appointment, BookingRules, Series
from booking.queries import series as queries
from lib import clock
from lib.denied import Denied
from lib.ids import to_text
from tests.booking.conftest import NINE, NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now", "listed")]
HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(days=7)


@pytest.fixture
def known(intro, karl, vera):
    """Karl was here last week."""
    with clock.frozen(NOW - 8 * DAY):
        appointments.book(service=intro, client=karl, start=NOW - 7 * DAY + 2 * HOUR, by=karl)
    return karl


def weeks(count, first=NINE, every=1):
    return weekly.starts(first, every_weeks=every, times=count, zone="Europe/Vienna")


def book(service, client, starts, by=None, **kwargs):
    return series.book(service=service, client=client, starts=starts, every_weeks=1, by=by or client, **kwargs)


def test_it_keeps_the_wall_time_across_the_change_of_clocks():
    found = weeks(5)  # Tuesdays at nine in Vienna, which changes on 28 March
    assert [start.hour for start in found] == [8, 8, 8, 8, 7]
    assert found[-1] == datetime(2027, 3, 30, 7, tzinfo=UTC)
    assert weeks(2, every=8)[1] == datetime(2027, 4, 27, 7, tzinfo=UTC)


def test_six_tuesdays(talk, known, vera, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        made = book(talk, known, weeks(6))
    booked = list(queries.appointments_of(made))
    assert [it.start for it in booked] == weeks(6)
    assert all(it.charge.amount_cents == 8000 and it.series == made for it in booked)
    assert sorted(message.to[0] for message in mail.outbox) == ["karl@example.org", "vera@example.org"]
    assert [len(message.attachments) for message in mail.outbox] == [6, 6]


def test_a_lost_one_stays_out_and_the_rest_stands(talk, known, finn):
    appointments.book(service=talk, client=finn, start=NINE + WEEK, by=finn)
    made = book(talk, known, weeks(3))
    assert [it.start for it in queries.appointments_of(made)] == [NINE, NINE + 2 * WEEK]


def test_if_all_are_lost_nothing_is_made(talk, known, finn):
    appointments.book(service=talk, client=finn, start=NINE, by=finn)
    with pytest.raises(Denied, match="slot_taken"):
        book(talk, known, [NINE])
    assert not Series.objects.exists()


def test_each_is_under_the_rule_with_those_before_it(talk, known, vera):
    BookingRules.objects.update(max_per_day=1)
    made = book(talk, known, [NINE, NINE + HOUR, NINE + DAY])
    assert made.appointments.count() == 2
    made = book(talk, known, [NINE + 2 * HOUR, NINE + 2 * HOUR + HOUR / 2], by=vera)  # no such grid
    assert made.appointments.count() == 1


def test_clients_within_what_they_can_book_and_counsellors_beyond(talk, known, vera):
    assert book(talk, known, weeks(26)).appointments.count() == 9  # sixty days
    assert book(talk, known, weeks(26, first=NINE + HOUR), by=vera).appointments.count() == 26


def test_the_same_form_again_makes_nothing_new(talk, known):
    first, again = (book(talk, known, weeks(2), request_key="k1") for _time in range(2))
    assert first == again
    assert first.appointments.count() == 2


def test_only_whoever_was_here_before_books_many(talk, finn, vera):
    with pytest.raises(Denied, match="not_known"):
        book(talk, finn, weeks(2))
    assert book(talk, finn, weeks(2), by=vera).appointments.count() == 2


@pytest.mark.parametrize("count", [0, 27])
def test_not_more_than_half_a_year(count, talk, known):
    with pytest.raises(Denied, match="too_many"):
        book(talk, known, weeks(count) if count else [])


def test_consent_is_for_those_within_the_days_for_withdrawing(talk, known):
    with pytest.raises(Denied, match="consent_needed"):
        book(talk, known, weeks(4), consent=False)
    made = book(talk, known, weeks(4), consent=True)
    said = made.appointments.filter(events__kind="consent").values_list("start", flat=True)
    assert sorted(said) == [NINE, NINE + WEEK]


def test_the_preview_says_what_is_free_and_what_is_near(talk, known, finn, vera):
    appointments.book(service=talk, client=finn, start=NINE, by=finn)
    Absence.objects.create(
        counsellor=vera, first_on=(NINE + WEEK - 3 * DAY).date(), last_on=(NINE + WEEK + 3 * DAY).date()
    )
    taken, away, free = queries.proposals(talk, client=known, starts=weeks(3), by_counsellor=False)
    assert (taken.is_free, taken.nearest) == (False, [NINE + HOUR, NINE + 2 * HOUR, NINE + 3 * HOUR])
    assert (away.is_free, away.nearest) == (False, [])
    assert free.is_free


# --- cancelling


def test_cancelling_all_that_is_coming(talk, known, vera, django_capture_on_commit_callbacks):
    made = book(talk, known, weeks(3))
    with clock.frozen(NINE + WEEK), django_capture_on_commit_callbacks(execute=True):
        gone = series.cancel(made, by=known)
    assert [it.start for it in gone] == weeks(3)[1:]
    assert [it.cancelled_late for it in gone] == [True, False]
    assert [it.status for it in queries.appointments_of(made)] == ["booked", "cancelled", "cancelled"]
    assert len(mail.outbox) == 2
    with clock.frozen(NINE + WEEK), pytest.raises(Denied, match="nothing_coming"):
        series.cancel(made, by=known)


def test_strangers_cancel_nothing(talk, known, ada, finn):
    made = book(talk, known, weeks(2))
    for stranger in (ada, finn):
        with pytest.raises(Denied, match="not_found"):
            series.cancel(made, by=stranger)


def test_nobody_cancels_more_than_the_button_said(talk, known):
    made = book(talk, known, weeks(2))
    seen = queries.loss(queries.coming(made), by=known).code
    appointments.cancel(queries.coming(made)[0], by=known)
    with pytest.raises(Denied, match="consequence_changed"):
        series.cancel(made, by=known, seen=seen)


# --- the pages


def form(service, **extra):
    return {
        "service": to_text(service.uid), "on": "2027-03-02", "at": "09:00", "every_weeks": "1", "times": "5",
    } | extra  # fmt: skip


def test_from_the_preview_to_the_series_and_its_end(client, talk, known, vera, finn):
    appointments.book(service=talk, client=finn, start=NINE + WEEK, by=finn)
    known.zone = "America/New_York"
    known.save()
    client.force_login(known)
    url = reverse("new_series", args=[vera.uid])
    text = client.get(url, form(talk)).content.decode()
    assert "4 of 5 dates are free" in text
    assert "at another hour for you on some of them" in text  # New York changes two weeks before Vienna
    picks = {f"pick_{n}": f"{start:%Y-%m-%dT%H:%MZ}" for n, start in enumerate(weeks(5))} | {"pick_3": ""}
    assert client.post(url, form(talk) | picks).status_code == 409  # no consent
    answer = client.post(url, form(talk, consent="yes", request_key="k") | picks)
    made = Series.objects.get()
    assert answer.url == reverse("series", args=[made.uid])
    text = client.get(answer.url).content.decode()
    assert "3 appointments are booked." in text
    assert "Taken meanwhile, and not booked: Tuesday, 9 March" in text
    cancel = reverse("cancel_series", args=[made.uid])
    assert "Cancel all 3 – it costs nothing" in client.get(cancel).content.decode()
    assert client.post(cancel, {"seen": "1.0.0.0"}).status_code == 409
    assert client.post(cancel, {"seen": "3.0.0.0"}).url == answer.url
    assert not made.appointments.filter(status="booked").exists()


def test_the_page_is_for_those_who_were_here_and_the_counsellor(client, talk, karl, vera, ada):
    url = reverse("new_series", args=[vera.uid])
    for person, status in ((karl, 404), (vera, 200), (ada, 404)):
        client.force_login(person)
        assert client.get(url).status_code == status


def test_a_counsellor_books_a_series_for_a_client(client, talk, known, vera):
    client.force_login(vera)
    data = form(talk, client=to_text(known.uid), times="2")
    url = reverse("new_series", args=[vera.uid])
    assert "Book these dates for karl" in client.get(url, data).content.decode()
    picks = {"pick_0": "2027-03-02T08:00Z", "pick_1": "2027-03-09T08:00Z"}
    client.post(url, data | picks)
    assert set(Appointment.objects.filter(series__isnull=False).values_list("client", flat=True)) == {known.pk}


@pytest.mark.parametrize(
    "junk", [{"on": "9999-12-31"}, {"at": "x"}, {"times": "99"}, {"service": "x"}, {"every_weeks": "0"}]
)
def test_junk_does_no_harm(junk, client, talk, known, vera):
    client.force_login(known)
    url = reverse("new_series", args=[vera.uid])
    assert client.get(url, form(talk) | junk).status_code == 422
    assert client.post(url, form(talk) | junk).status_code == 422

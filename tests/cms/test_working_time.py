"""The promise when an answer comes: in working time, over weekends, holidays and the change of the clocks."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms import public_holidays
from cms.working_time import Hours, answer_by, is_working_day

VIENNA = ZoneInfo("Europe/Vienna")
NINE_TO_FIVE = [(time(9), time(17))]
OFFICE = Hours(VIENNA, dict.fromkeys(range(5), NINE_TO_FIVE))
AUSTRIA = public_holidays.of("AT")


def at(text: str, zone=VIENNA) -> datetime:
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=zone)


@pytest.mark.parametrize(
    ("asked", "promise", "answered"),
    [
        ("2027-03-01 10:00", 1, "2027-03-02 10:00"),  # Monday to Tuesday
        ("2027-03-01 10:00", 3, "2027-03-04 10:00"),
        ("2027-03-01 07:30", 1, "2027-03-02 09:00"),  # nobody answers before the opening
        ("2027-03-01 22:00", 1, "2027-03-02 17:00"),  # nor after the close
        ("2027-03-05 18:00", 1, "2027-03-08 17:00"),  # the start of a weekend
        ("2027-03-06 12:00", 1, "2027-03-08 17:00"),  # on it: the whole of Monday
        ("2027-03-07 23:59", 1, "2027-03-08 17:00"),
        ("2027-03-08 00:00", 1, "2027-03-09 09:00"),
        ("2027-03-25 12:00", 1, "2027-03-26 12:00"),  # Thursday before Easter: Good Friday is a working day in Austria
        ("2027-03-26 12:00", 1, "2027-03-30 12:00"),  # Good Friday: Easter Monday is none
        ("2027-03-27 12:00", 3, "2027-04-01 17:00"),
        ("2027-12-23 12:00", 1, "2027-12-24 12:00"),  # Christmas: the 25th and 26th are a weekend
        ("2026-12-23 12:00", 2, "2026-12-28 12:00"),  # the 25th is a Friday
        ("2026-12-31 15:00", 1, "2027-01-04 15:00"),  # over New Year
        ("2027-12-31 15:00", 1, "2028-01-03 15:00"),
    ],
)
def test_an_answer_comes_so_many_working_days_later(asked, promise, answered):
    assert answer_by(at(asked), OFFICE, AUSTRIA, promise) == at(answered)


def test_the_wall_clock_counts_when_the_clocks_change():
    """Friday noon before the spring change is 71 hours before Monday noon, before the autumn change 73."""
    assert answer_by(at("2027-03-19 12:00"), OFFICE, (), 1) - at("2027-03-19 12:00").astimezone(UTC) == timedelta(
        hours=72
    )
    assert answer_by(at("2028-03-24 12:00"), OFFICE, (), 1) - at("2028-03-24 12:00").astimezone(UTC) == timedelta(
        hours=71
    )
    assert answer_by(at("2027-10-29 12:00"), OFFICE, (), 1) - at("2027-10-29 12:00").astimezone(UTC) == timedelta(
        hours=73
    )


def test_an_hour_that_does_not_exist_is_followed_by_one_that_does():
    nights = Hours(VIENNA, {day: [(time(2), time(2, 45))] for day in range(7)})
    assert answer_by(at("2027-03-27 02:30"), nights, (), 1) == at("2027-03-28 03:00")


def test_a_break_is_no_time_to_answer_and_the_close_ends_the_day():
    hours = Hours(VIENNA, {0: NINE_TO_FIVE, 1: [(time(9), time(12)), (time(14), time(16))]})
    assert answer_by(at("2027-03-01 13:00"), hours, (), 1) == at("2027-03-02 14:00")
    assert answer_by(at("2027-03-01 16:30"), hours, (), 1) == at("2027-03-02 16:00")


def test_the_date_is_that_of_the_portal_wherever_the_server_stands():
    late = datetime(2027, 3, 1, 23, 30, tzinfo=UTC)  # it is Tuesday in Vienna
    assert answer_by(late, OFFICE, (), 1) == at("2027-03-03 09:00")


@pytest.mark.parametrize("week", [{}, {6: []}])
def test_without_hours_nothing_is_promised(week):
    assert answer_by(at("2027-03-01 10:00"), Hours(VIENNA, week), (), 1) is None


def test_a_place_that_is_closed_for_more_than_a_year_promises_nothing():
    class Always:
        def __contains__(self, day):
            return True

    assert answer_by(at("2027-03-01 10:00"), OFFICE, Always(), 1) is None


minutes = st.integers(0, 24 * 60 - 2)
spans = st.lists(minutes, min_size=2, max_size=4, unique=True).map(
    lambda found: [
        (time(a // 60, a % 60), time(b // 60, b % 60))
        for a, b in zip(sorted(found)[::2], sorted(found)[1::2], strict=False)
    ]
)
weeks = st.dictionaries(st.integers(0, 6), spans, min_size=1)
zones = st.sampled_from(["Europe/Vienna", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "UTC"]).map(
    ZoneInfo
)
moments = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))
closed = st.sets(st.dates(date(2020, 1, 1), date(2040, 2, 1)), max_size=5)


@given(moments, weeks, zones, closed, st.integers(1, 10))
def test_what_is_promised_is_an_open_moment_of_a_later_working_day(asked, week, zone, holidays, promise):
    hours = Hours(zone, week)
    answered = answer_by(asked, hours, holidays, promise)
    local, day = answered.astimezone(zone), answered.astimezone(zone).date()
    assert day > asked.astimezone(zone).date()
    assert is_working_day(day, hours, holidays)
    if local.hour > 3:  # before that the clocks may have changed
        assert any(opens <= local.time() <= closes for opens, closes in hours.on(day))


@given(moments, st.timedeltas(timedelta(0), timedelta(days=9)), weeks, zones, closed, st.integers(1, 6))
def test_who_asks_later_is_never_promised_an_earlier_answer(asked, later, week, zone, holidays, promise):
    hours = Hours(zone, week)
    first, second = (answer_by(when, hours, holidays, promise) for when in (asked, asked + later))
    if asked.astimezone(zone).utcoffset() == (asked + later).astimezone(zone).utcoffset():  # else an hour comes twice
        assert first <= second


@given(moments, weeks, closed, st.integers(1, 6))
def test_a_longer_promise_and_one_more_holiday_never_make_it_earlier(asked, week, holidays, promise):
    hours = Hours(VIENNA, week)
    answered = answer_by(asked, hours, holidays, promise)
    assert answered <= answer_by(asked, hours, holidays, promise + 1)
    assert answered <= answer_by(asked, hours, holidays | {answered.astimezone(VIENNA).date()}, promise)

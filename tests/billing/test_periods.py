"""Periods of a plan and what is left of one: the table people check their invoice with."""

from datetime import date, timedelta

import pytest

from billing import money, periods
from billing.enums import Interval


def starts(anchor: date, interval: str, count: int) -> list[str]:
    return [periods.nth(anchor, interval, number).start.isoformat() for number in range(count)]


@pytest.mark.parametrize(
    ("anchor", "interval", "expected"),
    [
        (date(2027, 1, 31), "month", ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30", "2027-05-31"]),
        (date(2028, 1, 30), "month", ["2028-01-30", "2028-02-29", "2028-03-30"]),
        (date(2027, 12, 15), "month", ["2027-12-15", "2028-01-15", "2028-02-15"]),
        (date(2028, 2, 29), "year", ["2028-02-29", "2029-02-28", "2030-02-28", "2031-02-28", "2032-02-29"]),
        (date(2027, 3, 10), "year", ["2027-03-10", "2028-03-10"]),
    ],
)
def test_every_start_is_counted_from_the_first_day(anchor, interval, expected):
    assert starts(anchor, interval, len(expected)) == expected


@pytest.mark.parametrize("interval", Interval.values)
@pytest.mark.parametrize("anchor", [date(2027, 1, 31), date(2028, 2, 29), date(2027, 5, 1)])
def test_every_day_lies_in_exactly_one_period(anchor, interval):
    before = periods.of(anchor, interval, anchor)
    assert before.start == anchor
    for offset in range(1, 800):
        day = anchor + timedelta(days=offset)
        found = periods.of(anchor, interval, day)
        assert found.start <= day < found.end
        assert found == before or found.start == before.end == day
        before = found


def test_a_day_before_the_first_lies_in_the_first():
    assert periods.of(date(2027, 3, 10), "month", date(2027, 1, 1)).start == date(2027, 3, 10)


def test_those_that_have_begun_since_a_day_follow_one_another():
    found = list(periods.begun(date(2027, 1, 31), "month", since=date(2027, 2, 28), today=date(2027, 4, 29)))
    assert [period.start for period in found] == [date(2027, 2, 28), date(2027, 3, 31)]
    assert list(periods.begun(date(2027, 5, 1), "month", since=None, today=date(2027, 4, 29))) == []


@pytest.mark.parametrize(
    ("start", "today", "cents", "left", "days", "credit"),
    [
        (date(2027, 4, 1), date(2027, 4, 10), 1900, 20, 30, 1267),  # 19.00 x 20/30 = 12.666…
        (date(2027, 4, 1), date(2027, 4, 1), 1900, 29, 30, 1837),  # on the first day: today counts as used
        (date(2027, 4, 1), date(2027, 4, 30), 1900, 0, 30, 0),  # on the last one
        (date(2027, 3, 1), date(2027, 3, 16), 1900, 15, 31, 919),  # 9.193…
        (date(2027, 1, 31), date(2027, 2, 10), 14900, 17, 28, 9046),  # 31 January to 27 February: 28 days
        (date(2027, 2, 1), date(2027, 2, 14), 14900, 14, 28, 7450),  # exactly half
        (date(2027, 2, 1), date(2027, 2, 14), 1, 14, 28, 1),  # half a cent is rounded away from zero
    ],
)
def test_unused_whole_days_are_credited(start, today, cents, left, days, credit):
    period = periods.of(start, "month", today)
    assert (period.days_left(today), period.days) == (left, days)
    assert money.part(cents, left, days) == credit


def test_a_year_is_credited_by_its_days():
    period = periods.of(date(2027, 3, 10), "year", date(2027, 9, 1))
    assert (period.days_left(date(2027, 9, 1)), period.days) == (190, 366)  # 29 February 2028 lies in it
    assert money.part(163900, 190, 366) == 85085


def test_the_last_day_is_the_one_people_say():
    assert periods.of(date(2027, 1, 31), "month", date(2027, 2, 1)).last == date(2027, 2, 27)

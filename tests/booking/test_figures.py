"""The arithmetic of statistics: months, time offered and booked, middles and sums. No database."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from booking import figures
from booking.figures import Figures, Income

VIENNA = ZoneInfo("Europe/Vienna")


def at(day: int, hour: int = 0, month: int = 3) -> datetime:
    return datetime(2027, month, day, hour, tzinfo=UTC)


def test_twelve_months_end_with_the_one_asked_for_and_cross_the_year():
    months = figures.months_until(date(2027, 3, 17))
    assert (months[0], months[-1], len(months)) == (date(2026, 4, 1), date(2027, 3, 1), 12)


def test_a_month_begins_at_midnight_of_its_zone():
    edges = figures.edges([date(2027, 2, 1), date(2027, 3, 1)], VIENNA)
    last_of_february = datetime(2027, 2, 28, 22, 59, tzinfo=UTC)
    assert figures.which(last_of_february, edges) == 0
    assert figures.which(last_of_february + timedelta(minutes=1), edges) == 1
    assert figures.which(datetime(2027, 1, 31, 22, 59, tzinfo=UTC), edges) is None
    assert figures.which(datetime(2027, 3, 31, 22, 0, tzinfo=UTC), edges) is None  # summer time: midnight of 1 April


def test_a_span_over_the_end_of_a_month_counts_in_both():
    edges = figures.edges([date(2027, 2, 1), date(2027, 3, 1), date(2027, 4, 1)], ZoneInfo("UTC"))
    spans = [(at(28, 22, month=2), at(1, 3)), (at(10, 9), at(10, 10))]
    assert figures.minutes_by_month(spans, edges) == [120, 240, 0]
    assert figures.minutes_by_month([(at(1, 0, month=1), at(1, 0, month=12))], edges) == [
        28 * 1440,
        31 * 1440,
        30 * 1440,
    ]


@pytest.mark.parametrize(("taken", "left"), [
    ([], [(9, 12), (13, 17)]),
    ([(8, 9)], [(9, 12), (13, 17)]),
    ([(10, 11)], [(9, 10), (11, 12), (13, 17)]),
    ([(8, 10), (11, 14), (16, 20)], [(10, 11), (14, 16)]),
    ([(8, 20)], []),
])  # fmt: skip
def test_what_is_taken_leaves_the_rest(taken, left):
    hours = lambda spans: [(at(1, start), at(1, end)) for start, end in spans]
    assert figures.without(hours([(9, 12), (13, 17)]), hours(taken)) == hours(left)


def test_a_moment_lies_within_a_span_but_not_at_its_end():
    spans = [(at(1, 9), at(1, 10)), (at(1, 12), at(1, 13))]
    assert [hour for hour in range(24) if figures.within(at(1, hour), spans)] == [9, 12]


@pytest.mark.parametrize(("answers", "half", "most"), [
    ([], None, None),
    ([7], 7, 7),
    ([1, 2, 3, 1000], 2, 1000),
    (list(range(1, 21)), 10, 18),
])  # fmt: skip
def test_half_and_nine_of_ten(answers, half, most):
    it = Figures(answers=answers[::-1])
    assert (it.half_answered, it.most_answered) == (half, most)


def test_people_are_counted_once_in_a_sum_of_months():
    january, february = Figures(held=2, clients={1, 2}, new_clients={2}), Figures(held=1, clients={2}, answers=[5])
    together = figures.together([january, february])
    assert (together.held, len(together.clients), together.returning, together.answers) == (3, 2, 1, [5])
    assert january.answers == []


def test_what_part_the_fees_are():
    assert Income(received=100_00, sent_back=20_00, share=12_00, fixed=19_00).rate == 3875
    assert Income(fixed=19_00).rate is None
    assert Income(priced=3, prices=200_00).average == 66_67
    assert Figures(offered=600, filled=401).fill == 67
    assert Figures().fill is None

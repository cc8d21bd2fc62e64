"""Daylight saving time as a table, and the interval method against the definition, minute by minute."""

import time
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from booking import slots

BERLIN = ZoneInfo("Europe/Berlin")
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
SPRING, AUTUMN = date(2027, 3, 28), date(2027, 10, 31)


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


def opened_on(day, *hours, zone=BERLIN):
    """The windows of one date that has `hours` ("01:00-05:00") and is the only open one."""
    spans = [tuple(int(p[:2]) * 60 + int(p[3:]) for p in text.split("-")) for text in hours]
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    return slots.windows({}, {day: spans}, noon - 24 * HOUR, noon + 24 * HOUR, zone)


def starts(opened, *, minutes=50, step=60, busy=(), before=0, after=0, closed=()):
    return list(
        slots.free_starts(
            opened,
            busy,
            length=minutes * MINUTE,
            step=step * MINUTE,
            before=before * MINUTE,
            after=after * MINUTE,
            since=opened[0][0],
            until=opened[-1][1],
            closed=closed,
        )
    )


@pytest.mark.parametrize(
    ("day", "hours", "open_for"),
    [
        (SPRING, "01:00-05:00", [3 * HOUR]),
        (AUTUMN, "01:00-05:00", [5 * HOUR]),
        (SPRING, "02:00-03:00", []),
        (AUTUMN, "02:00-03:00", [2 * HOUR]),
        (SPRING, "02:30-05:00", [2 * HOUR]),
        (AUTUMN, "02:30-05:00", [HOUR / 2, 2.5 * HOUR]),
        (SPRING, "01:00-02:30", [HOUR]),
        (AUTUMN, "01:00-02:30", [1.5 * HOUR, HOUR / 2]),
    ],
)
def test_hours_follow_the_wall_clock_across_the_switch(day, hours, open_for):
    assert [b - a for a, b in opened_on(day, hours)] == open_for


def test_lord_howe_jumps_half_an_hour():
    spans = opened_on(date(2027, 10, 3), "01:00-04:00", zone=ZoneInfo("Australia/Lord_Howe"))
    assert sum((b - a for a, b in spans), timedelta()) == 2.5 * HOUR


@pytest.mark.parametrize(("day", "count"), [(SPRING, 23), (date(2027, 3, 29), 24), (AUTUMN, 25)])
def test_a_whole_day_offers_as_many_hours_as_it_has(day, count):
    assert len(starts(opened_on(day, "00:00-24:00"))) == count


def test_nine_in_the_morning_stays_nine_in_the_morning():
    weekly = {0: [(540, 720)]}
    spans = slots.windows(weekly, {}, utc(2027, 3, 22), utc(2027, 3, 30), BERLIN)
    assert [a for a, _ in spans] == [utc(2027, 3, 22, 8), utc(2027, 3, 29, 7)]


def test_an_override_opens_a_closed_weekday_and_closes_an_open_one():
    weekly = {0: [(540, 600)]}
    overrides = {date(2027, 3, 1): [], date(2027, 3, 2): [(600, 660)]}
    spans = slots.windows(weekly, overrides, utc(2027, 3, 1), utc(2027, 3, 8), BERLIN)
    assert spans == [(utc(2027, 3, 2, 9), utc(2027, 3, 2, 10)), (utc(2027, 3, 8, 8), utc(2027, 3, 8, 9))]


@pytest.mark.parametrize(
    ("zone", "off"),
    [
        ("Europe/Berlin", SPRING),
        ("Europe/Berlin", AUTUMN),
        ("Australia/Lord_Howe", date(2027, 10, 3)),
        ("America/Santiago", date(2027, 9, 5)),  # has no midnight
        ("America/Santiago", date(2027, 4, 3)),  # has two hours before its end
    ],
)
def test_a_day_off_is_closed_from_its_first_to_its_last_minute_and_no_longer(zone, off):
    zone, weekly = ZoneInfo(zone), {day: [(0, 1440)] for day in range(7)}
    noon = datetime(off.year, off.month, off.day, 12, tzinfo=UTC)
    opened = slots.joined(slots.windows(weekly, {}, noon - 36 * HOUR, noon + 36 * HOUR, zone, {off}))
    (_, last), (first, _) = opened
    assert ((last - MINUTE).astimezone(zone).date(), last.astimezone(zone).date()) == (off - 24 * HOUR, off)
    assert ((first - MINUTE).astimezone(zone).date(), first.astimezone(zone).date()) == (off, off + 24 * HOUR)


def test_a_day_off_closes_hours_of_its_own_too():
    day = date(2027, 3, 2)
    assert slots.windows({}, {day: [(540, 600)]}, utc(2027, 3, 1), utc(2027, 3, 4), BERLIN, {day}) == []


def test_an_appointment_may_not_reach_over_midnight_into_a_day_off():
    weekly = {day: [(0, 1440)] for day in range(7)}
    opened = slots.windows(weekly, {}, utc(2027, 3, 1), utc(2027, 3, 3), BERLIN, {date(2027, 3, 2)})
    late = [at for at in starts(opened, minutes=50, step=30) if at < utc(2027, 3, 1, 23)]
    assert late[-1] == utc(2027, 3, 1, 22)


def test_the_grid_counts_from_the_opening():
    opened = opened_on(date(2027, 3, 1), "08:10-09:50")
    assert starts(opened, minutes=50, step=30) == [utc(2027, 3, 1, 7, 10), utc(2027, 3, 1, 7, 40)]


def test_a_booking_never_shifts_the_grid():
    opened = opened_on(date(2027, 3, 1), "09:00-12:00")
    busy = [(utc(2027, 3, 1, 8, 0), utc(2027, 3, 1, 8, 55))]
    assert starts(opened, minutes=50, step=60, busy=busy) == [utc(2027, 3, 1, 9), utc(2027, 3, 1, 10)]


def test_touching_spans_do_not_collide():
    opened = opened_on(date(2027, 3, 1), "09:00-10:40")
    busy = [(utc(2027, 3, 1, 8), utc(2027, 3, 1, 8, 50))]
    assert starts(opened, minutes=50, step=50, busy=busy) == [utc(2027, 3, 1, 8, 50)]


def test_pauses_of_neighbours_add_up():
    opened = opened_on(date(2027, 3, 1), "09:00-12:00")
    busy = [(utc(2027, 3, 1, 8), utc(2027, 3, 1, 9, 0))]  # 08:00-08:50 and ten minutes after
    assert starts(opened, minutes=50, step=5, busy=busy, before=5)[0] == utc(2027, 3, 1, 9, 5)


def test_the_point_between_two_obstacles_is_free():
    opened = opened_on(date(2027, 3, 1), "08:00-12:00")
    busy = [(utc(2027, 3, 1, 7), utc(2027, 3, 1, 8)), (utc(2027, 3, 1, 8, 50), utc(2027, 3, 1, 11))]
    assert starts(opened, minutes=50, step=5, busy=busy) == [utc(2027, 3, 1, 8)]


def test_what_closes_collides_with_the_consultation_but_not_with_its_pauses():
    opened = opened_on(date(2027, 3, 1), "09:00-12:00")
    closed = [(utc(2027, 3, 1, 8), utc(2027, 3, 1, 9)), (utc(2027, 3, 1, 9, 50), utc(2027, 3, 1, 11))]
    assert starts(opened, minutes=50, step=5, before=10, after=10, closed=closed) == [utc(2027, 3, 1, 9)]


def test_pauses_may_reach_outside_the_hours_but_the_consultation_may_not():
    opened = opened_on(date(2027, 3, 1), "09:00-10:00")
    assert starts(opened, minutes=60, before=30, after=30) == [utc(2027, 3, 1, 8)]
    assert starts(opened, minutes=65) == []


def test_a_consultation_may_cross_midnight_where_both_days_are_open():
    weekly = {key: [(0, 1440)] for key in range(7)}
    opened = slots.windows(weekly, {}, utc(2027, 3, 1), utc(2027, 3, 3), BERLIN)
    assert utc(2027, 3, 1, 22, 30) in starts(opened, minutes=50, step=30)


def test_where_one_looks_from_does_not_move_the_grid():
    weekly = {key: [(0, 1440)] for key in range(7)}
    whole = slots.windows(weekly, {}, utc(2027, 3, 1), utc(2027, 3, 20), BERLIN)
    args = {"length": 50 * MINUTE, "step": 50 * MINUTE, "before": 0 * MINUTE, "after": 0 * MINUTE}
    all_starts = list(slots.free_starts(whole, [], since=utc(2027, 3, 2), until=utc(2027, 3, 9), **args))
    for start in all_starts:
        near = slots.windows(weekly, {}, start, start + MINUTE, BERLIN)
        assert list(slots.free_starts(near, [], since=start, until=start + MINUTE, **args)) == [start]


def test_sixty_days_take_no_time():
    weekly = {key: [(480, 720), (780, 1080)] for key in range(7)}
    busy = [(utc(2027, 3, 1) + n * 5 * HOUR, utc(2027, 3, 1) + n * 5 * HOUR + HOUR) for n in range(300)]
    began = time.perf_counter()
    opened = slots.windows(weekly, {}, utc(2027, 3, 1), utc(2027, 4, 30), BERLIN)
    assert len(starts(opened, busy=busy, step=15)) > 500
    assert time.perf_counter() - began < 0.25


ZONES = st.sampled_from(
    ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Cairo", "America/Santiago"]
).map(ZoneInfo)
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 31)).map(
    lambda t: t.replace(minute=0, second=0, microsecond=0, tzinfo=UTC)
)
HOURS = st.lists(
    st.tuples(st.integers(0, 287), st.integers(1, 288))
    .filter(lambda p: p[0] < p[1])
    .map(lambda p: (p[0] * 5, p[1] * 5)),
    max_size=3,
)


@st.composite
def calendars(draw):
    """(weekly, overrides, zone, since, until) of two days around a switch or anywhere else."""
    zone, since = draw(ZONES), draw(st.one_of(MOMENTS, st.sampled_from([utc(2027, 3, 27, 12), utc(2027, 10, 30, 12)])))
    weekly = draw(st.dictionaries(st.integers(0, 6), HOURS, max_size=7))
    days = [(since + n * timedelta(days=1)).date() for n in range(-1, 4)]
    overrides = draw(st.dictionaries(st.sampled_from(days), HOURS, max_size=2))
    return weekly, overrides, zone, since, since + timedelta(days=2)


@settings(max_examples=60, deadline=None)
@given(calendars())
def test_intervals_agree_with_the_definition_minute_by_minute(calendar):
    weekly, overrides, zone, since, until = calendar
    spans = slots.joined(slots.windows(weekly, overrides, since, until, zone))
    at = since
    while at < until:
        expected = slots.is_open(at, weekly, overrides, zone)
        assert any(a <= at < b for a, b in spans) == expected, at
        at += 5 * MINUTE


@settings(max_examples=60, deadline=None)
@given(
    calendars(),
    st.integers(1, 24).map(lambda n: n * 5),
    st.integers(1, 12).map(lambda n: n * 5),
    st.integers(0, 6).map(lambda n: n * 5),
    st.integers(0, 6).map(lambda n: n * 5),
    st.lists(st.tuples(st.integers(0, 600), st.integers(1, 24)), max_size=5),
)
def test_offered_starts_are_exactly_those_the_minute_model_allows(calendar, minutes, step, before, after, taken):
    weekly, overrides, zone, since, until = calendar
    busy = [(since + a * 5 * MINUTE, since + (a + n) * 5 * MINUTE) for a, n in taken]
    opened = slots.windows(weekly, overrides, since, until, zone)
    got = set(
        slots.free_starts(
            opened,
            busy,
            length=minutes * MINUTE,
            step=step * MINUTE,
            before=before * MINUTE,
            after=after * MINUTE,
            since=since,
            until=until,
        )
    )
    assert got == set(by_hand(weekly, overrides, zone, since, until, minutes, step, before, after, busy))


def by_hand(weekly, overrides, zone, since, until, minutes, step, before, after, busy):
    """Walk every five minutes from two days earlier, knowing only `is_open` and the wall clock."""
    opening, was_open, was_date, at = None, False, None, since - timedelta(days=2)
    while at < until:
        here, day = slots.is_open(at, weekly, overrides, zone), at.astimezone(zone).date()
        if here and (not was_open or day != was_date):
            opening = at
        on_grid = here and (at - opening) % (step * MINUTE) == timedelta()
        if at >= since and on_grid:
            inside = all(slots.is_open(at + n * 5 * MINUTE, weekly, overrides, zone) for n in range(-(-minutes // 5)))
            blocked = at - before * MINUTE, at + (minutes + after) * MINUTE
            if inside and not any(a < blocked[1] and b > blocked[0] for a, b in busy):
                yield at
        was_open, was_date = here, day
        at += 5 * MINUTE


def test_a_day_that_is_full_still_takes_the_end_of_an_evening_before():
    weekly = {day: [(0, 1440)] for day in range(7)}
    both = slots.windows(weekly, {}, utc(2027, 3, 1), utc(2027, 3, 2), BERLIN)
    evening = [window for window in both if window[0] < utc(2027, 3, 1, 20)]
    args = {"length": 50 * MINUTE, "step": 30 * MINUTE, "before": 0 * MINUTE, "after": 0 * MINUTE}
    found = slots.free_starts(evening, [], since=utc(2027, 3, 1, 21), until=utc(2027, 3, 2, 9), reach=both, **args)
    assert found[-1] == utc(2027, 3, 1, 22, 30)

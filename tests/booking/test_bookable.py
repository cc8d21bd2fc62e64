"""`bookable` against a model written from its definition alone, tick by tick, around changes of the clock.

Everything in these calendars lies on a grid of five minutes, so a tick is five minutes. More examples than the suite
takes: `EXAMPLES=3000 .venv/bin/python -m pytest tests/booking/test_bookable.py`.
"""

import os
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from booking import rules
from booking.models import Absence, Appointment, BookingRules, Override, Service, WeeklyRule
from booking.queries import diaries, times
from lib import clock
from lib.denied import Denied

EXAMPLES = int(os.environ.get("EXAMPLES", 50))
DAY, HOUR, TICK = timedelta(days=1), timedelta(hours=1), timedelta(minutes=5)


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


def minutes(n) -> timedelta:
    return timedelta(minutes=n)


# the evening before: Europe, New York, half an hour on Lord Howe, at midnight in Chile and Egypt, never in Nepal
CHANGES = [
    ("Europe/Berlin", utc(2027, 3, 27, 12)),
    ("Europe/Berlin", utc(2027, 10, 30, 12)),
    ("America/New_York", utc(2027, 3, 13, 18)),
    ("America/New_York", utc(2027, 11, 6, 18)),
    ("Australia/Lord_Howe", utc(2027, 4, 3, 0)),
    ("Australia/Lord_Howe", utc(2027, 10, 2, 0)),
    ("America/Santiago", utc(2027, 4, 3, 15)),
    ("America/Santiago", utc(2027, 9, 4, 15)),
    ("Africa/Cairo", utc(2027, 4, 29, 10)),
    ("Asia/Kathmandu", utc(2027, 5, 1, 0)),
]


@dataclass
class Calendar:
    """What a counsellor has said and what is booked, as people would tell it."""

    zone: ZoneInfo
    since: datetime
    now: datetime
    weekly: dict
    overrides: dict
    absences: list  # (first, last) dates
    holidays: set
    step: int
    before: int
    after: int
    notice: int
    horizon: int  # days
    cap: int | None
    accepting: bool
    booked: list  # (start, minutes, pause before, pause after) as agreed on then
    elsewhere: list  # spans of other calendars
    client_has: list  # spans

    @property
    def until(self):
        return self.since + 2 * DAY

    def diary(self) -> rules.Diary:
        away = {day for day in self.days() if any(a <= day <= b for a, b in self.absences)}
        return rules.Diary(
            zone=self.zone,
            weekly=self.weekly,
            overrides=self.overrides,
            step=minutes(self.step),
            before=minutes(self.before),
            after=minutes(self.after),
            notice=minutes(self.notice),
            horizon=self.horizon * DAY,
            cap=self.cap,
            accepting=self.accepting,
            busy=[(start - minutes(b), start + minutes(n + a)) for start, n, b, a in self.booked],
            off=frozenset(away | (self.holidays - self.overrides.keys())),
            closed=self.elsewhere,
            client_busy=self.client_has,
            taken_per_day=Counter(start.astimezone(self.zone).date() for start, *_ in self.booked),
        )

    def days(self):
        return [(self.since + n * DAY).date() for n in range(-4, 8)]


class Model:
    """The definition, word by word."""

    def __init__(self, calendar: Calendar, *, by_counsellor: bool):
        self.it, self.by_counsellor = calendar, by_counsellor
        first = calendar.since - 2 * DAY
        self.open = {at for at in (first + n * TICK for n in range(6 * 288)) if self.is_open(at)}
        self.blocked = ticks(
            (start - minutes(before), start + minutes(length + after))
            for start, length, before, after in calendar.booked
        )
        self.closed = ticks(calendar.client_has) | (set() if by_counsellor else ticks(calendar.elsewhere))
        self.taken = Counter(start.astimezone(calendar.zone).date() for start, *_ in calendar.booked)

    def is_open(self, at) -> bool:
        wall, it = at.astimezone(self.it.zone), self.it
        day, minute = wall.date(), wall.hour * 60 + wall.minute
        if not self.by_counsellor:
            if any(first <= day <= last for first, last in it.absences):
                return False
            if day in it.holidays and day not in it.overrides:
                return False
        hours = it.overrides[day] if day in it.overrides else it.weekly.get(day.weekday(), [])
        return any(start <= minute < end for start, end in hours)

    def offers(self, at, length: int) -> bool:
        it, counsellor = self.it, self.by_counsellor
        if not (counsellor or it.accepting):
            return False
        if not it.now + minutes(0 if counsellor else it.notice) <= at <= it.now + it.horizon * DAY:
            return False
        if any(tick not in self.open or tick in self.closed for tick in span(at, at + minutes(length))):
            return False
        if any(tick in self.blocked for tick in span(at - minutes(it.before), at + minutes(length + it.after))):
            return False
        day = at.astimezone(it.zone).date()
        if it.cap is not None and self.taken[day] >= it.cap and not counsellor:
            return False
        opening = at
        while opening - TICK in self.open and (opening - TICK).astimezone(it.zone).date() == day:
            opening -= TICK
        return (at - opening) % minutes(it.step) == timedelta()


def span(start, end):
    while start < end:
        yield start
        start += TICK


def ticks(spans) -> set:
    return {tick for start, end in spans for tick in span(start, end)}


HOURS = st.lists(
    st.one_of(
        st.sampled_from([(0, 1440), (0, 1440), (480, 1080), (60, 300), (120, 180), (150, 300), (60, 150), (1200, 1440), (0, 120)]),
        st.tuples(st.integers(0, 287), st.integers(1, 288)).filter(lambda p: p[0] < p[1]).map(lambda p: (p[0] * 5, p[1] * 5)),
    ),
    max_size=2,
)  # fmt: skip


@st.composite
def calendars(draw):
    name, since = draw(st.sampled_from(CHANGES))
    since += draw(st.sampled_from([-DAY, timedelta(), timedelta(), 6 * HOUR, 30 * DAY]))
    days = st.sampled_from([(since + n * DAY).date() for n in range(-2, 5)])
    moment = st.integers(-36, 2 * 288).map(lambda n: since + n * TICK)
    free_span = st.tuples(moment, st.integers(1, 40)).map(lambda p: (p[0], p[0] + p[1] * TICK))
    pause = st.sampled_from([0, 5, 10, 30])
    return Calendar(
        zone=ZoneInfo(name),
        since=since,
        now=since - draw(st.sampled_from([DAY, timedelta(), timedelta(hours=-20, seconds=-7)])),
        weekly=draw(st.fixed_dictionaries(dict.fromkeys(range(7), HOURS))),
        overrides=draw(st.dictionaries(days, HOURS, max_size=2)),
        absences=draw(st.lists(st.tuples(days, days).map(lambda pair: tuple(sorted(pair))), max_size=1)),
        holidays=draw(st.sets(days, max_size=2)),
        step=draw(st.sampled_from([5, 5, 10, 30, 50, 60])),
        before=draw(pause),
        after=draw(pause),
        notice=draw(st.sampled_from([0, 0, 0, 60, 720])),
        horizon=draw(st.sampled_from([1, 2, 60, 60])),
        cap=draw(st.sampled_from([None, None, None, 1, 2])),
        accepting=draw(st.sampled_from([True] * 9 + [False])),
        booked=draw(st.lists(st.tuples(moment, st.sampled_from([10, 50, 90]), pause, pause), min_size=1, max_size=5)),
        elsewhere=draw(st.lists(free_span, max_size=2)),
        client_has=draw(st.lists(free_span, max_size=2)),
    )


@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow])
@given(calendars(), st.sampled_from([5, 10, 50, 90, 300]), st.booleans(), st.lists(st.integers(0, 575), max_size=8))
def test_no_offered_time_is_refused_and_no_refused_time_is_offered(calendar, length, by_counsellor, tried):
    diary, model = calendar.diary(), Model(calendar, by_counsellor=by_counsellor)
    ask = {"minutes": length, "now": calendar.now, "by_counsellor": by_counsellor}
    expected = [at for at in span(calendar.since, calendar.until) if model.offers(at, length)]
    offered = rules.bookable(diary, since=calendar.since, until=calendar.until, **ask)
    assert offered == expected
    for at in [*offered[:5], *(calendar.since + n * TICK for n in tried)]:
        assert is_accepted(diary, at, ask) == (at in expected), at


def is_accepted(diary, at, ask) -> bool:
    try:
        rules.check_bookable(diary, at, **ask)
    except Denied:
        return False
    return True


@settings(max_examples=max(8, EXAMPLES // 5), suppress_health_check=list(HealthCheck))
@given(calendars(), st.sampled_from([10, 50]), st.lists(st.integers(0, 575), max_size=4))
def test_what_is_stored_answers_like_the_model(people, calendar, length, tried):
    """The same through the database: the page reads sixty days, the booking a moment; both must know the same."""
    vera, client = people
    store(calendar, vera, client)
    model = Model(calendar, by_counsellor=False)
    service = Service(counsellor=vera, minutes=length)
    with clock.frozen(calendar.now):
        offered = times.free(service, since=calendar.since, until=calendar.until, client=client)
        assert offered == [at for at in span(calendar.since, calendar.until) if model.offers(at, length)]
        for at in [*offered[:3], *(calendar.since + n * TICK for n in tried)]:
            near = diaries.read(vera, since=at, until=at, client=client)
            assert is_accepted(near, at, {"minutes": length, "now": calendar.now}) == (at in offered), at


@pytest.fixture
def people(db, person):
    """One pair for all examples."""
    return person("vera", "counsellor"), person("karl", "client")


def store(calendar, vera, client):
    for model in (BookingRules, WeeklyRule, Override, Absence):
        model.objects.filter(counsellor=vera).delete()
    Appointment.objects.all().delete()
    calendar.elsewhere, calendar.client_has, calendar.holidays = [], [], set()
    calendar.notice = min(calendar.notice, calendar.horizon * 1440 - 1)
    BookingRules.objects.create(
        counsellor=vera, zone=calendar.zone.key, slot_step=calendar.step, buffer_before=calendar.before,
        buffer_after=calendar.after, min_notice=calendar.notice, horizon_days=calendar.horizon,
        max_per_day=calendar.cap, accepting=calendar.accepting,
    )  # fmt: skip
    WeeklyRule.objects.bulk_create(
        WeeklyRule(counsellor=vera, weekday=day, start_min=a, end_min=b)
        for day, hours in calendar.weekly.items()
        for a, b in apart(hours)
    )
    Override.objects.bulk_create(
        Override(counsellor=vera, on=on, start_min=a, end_min=b)
        for on, hours in calendar.overrides.items()
        for a, b in apart(hours) or [(None, None)]
    )
    Absence.objects.bulk_create(Absence(counsellor=vera, first_on=a, last_on=b) for a, b in calendar.absences)
    service = Service.objects.get_or_create(counsellor=vera, name="any", defaults={"minutes": 50})[0]
    taken, kept = [], []
    for start, length, before, after in calendar.booked:
        block = start - minutes(before), start + minutes(length + after)
        if all(b <= block[0] or a >= block[1] for a, b in taken):  # the database takes no others
            taken.append(block)
            kept.append((start, length, before, after))
            Appointment.objects.create(
                counsellor=vera, client=client, service=service, start=start, end=start + minutes(length),
                block_start=block[0], block_end=block[1], tz="UTC", price_cents=0, currency="EUR", cancel_hours=0,
                created_by=client,
            )  # fmt: skip
    calendar.booked = kept


def apart(hours) -> list:
    """Spans that begin at the same minute are one row in the database: the longer."""
    return list({start: (start, end) for start, end in sorted(hours)}.values())

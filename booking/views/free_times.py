"""Seven days of free times as pages show them: to book, to move, to begin a series."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from booking import clocks, rules
from booking.queries import diaries
from lib import clock, zones

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Time:
    """One free start as the page shows it."""

    code: str
    start: datetime
    theirs: str  # the same time on the counsellor's clock, if that differs
    chosen: bool = False
    closed: bool = False  # to clients: its counsellor may take it all the same


def week(
    booking_rules, *, minutes: int, zone: str, client, by_counsellor: bool, since: date | None,
    chosen: datetime | None, address: Callable[..., str], without=None,
) -> dict:  # fmt: skip
    """The context of booking/_times.html: seven days from `since` on, grouped by date on the clock of `zone`.

    `address(**changes)` is this page with other days; `without` is an appointment that is about to leave its time.
    """
    now, mine = clock.now(), ZoneInfo(zone)
    today = now.astimezone(mine).date()
    last = today + timedelta(days=booking_rules.horizon_days)
    first = since or (chosen.astimezone(mine).date() if chosen else today)
    first = min(max(first, today), last)
    midnight = datetime(first.year, first.month, first.day, tzinfo=mine).astimezone(UTC)
    end_of_all = now + timedelta(days=booking_rules.horizon_days + 1)
    diary = diaries.read(
        booking_rules.counsellor,
        since=now,
        until=end_of_all,
        client=client,
        booking_rules=booking_rules,
        without=without,
    )
    ask = {"minutes": minutes, "now": now, "by_counsellor": by_counsellor}
    starts = rules.bookable(diary, since=max(midnight, now), until=midnight + WEEK, **ask)
    later = [] if starts else rules.bookable(diary, since=midnight + WEEK, until=end_of_all, **ask)
    if without:
        starts, later = ([start for start in some if start != without.start] for some in (starts, later))
    days: dict[date, list[Time]] = {}
    for start in starts:
        time = shown(start, zone, booking_rules.zone, chosen)
        if by_counsellor and rules.is_closed(diary, start, minutes=minutes):
            time = replace(time, closed=True)
        days.setdefault(start.astimezone(mine).date(), []).append(time)
    return {
        "days": list(days.items()),
        "accepting": diary.accepting,
        "first": first,
        "last_of_week": first + timedelta(days=6),
        "before": address(**{"from": max(first - WEEK, today).isoformat(), "start": ""}) if first > today else "",
        "after": address(**{"from": (first + WEEK).isoformat(), "start": ""}) if first + WEEK <= last else "",
        "next_free": later[0] if later else None,
        "next_address": address(**{"from": later[0].astimezone(mine).date().isoformat()}) if later else "",
        "two_clocks": any(time.theirs for times_of_day in days.values() for time in times_of_day),
        "their_city": zones.city(booking_rules.zone),
        "kept": chosen in starts,
    }


def shown(start: datetime, zone: str, their_zone: str, chosen: datetime | None = None) -> Time:
    mine, theirs = ZoneInfo(zone), ZoneInfo(their_zone)
    there = clocks.Clock(theirs, "").time(start, beside=mine) if clocks.differ(start, mine, theirs) else ""
    return Time(
        code=code(start),
        start=start,
        theirs=there,
        chosen=start == chosen,
    )


def instant(text: str) -> datetime | None:
    """A start as forms send it; None for anything else."""
    try:
        start = datetime.strptime(text, "%Y-%m-%dT%H:%MZ").replace(tzinfo=UTC)
    except ValueError:
        return None
    return start if 2000 <= start.year < 3000 else None  # zones and pauses reckon on both sides of it


def code(start: datetime) -> str:
    return f"{start.astimezone(UTC):%Y-%m-%dT%H:%MZ}"


def date_of(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None

"""When a counsellor is open and which starts that leaves free. Pure: no database, no clock.

An instant is open if and only if its wall time in the counsellor's zone lies inside the hours of that date (none on a
day off, else those of its override if it has one, else its weekly hours). That sentence is the whole of daylight saving time: the hour that does
not exist is never open, the hour that happens twice is open twice. The functions below compute it with intervals: while
the zone's offset stays the same, wall time is UTC plus a constant.

Spans are pairs of UTC datetimes, half open: [start, end). Hours are pairs of wall minutes, 0 to 1440.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from math import ceil
from zoneinfo import ZoneInfo

Span = tuple[datetime, datetime]
Hours = Iterable[tuple[int, int]]

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
ONE_DAY = timedelta(days=1)
PROBE = timedelta(hours=6)  # no zone changes its offset twice within


def hours_on(day: date, weekly: Mapping[int, Hours], overrides: Mapping[date, Hours], off: Collection[date]) -> Hours:
    return () if day in off else overrides.get(day, weekly.get(day.weekday(), ()))


def is_open(
    at: datetime,
    weekly: Mapping[int, Hours],
    overrides: Mapping[date, Hours],
    zone: ZoneInfo,
    off: Collection[date] = (),
) -> bool:
    """The definition. Everything else here must agree with it."""
    wall = at.astimezone(zone)
    minute = wall.hour * 60 + wall.minute
    return any(start <= minute < end for start, end in hours_on(wall.date(), weekly, overrides, off))


def windows(
    weekly: Mapping[int, Hours],
    overrides: Mapping[date, Hours],
    since: datetime,
    until: datetime,
    zone: ZoneInfo,
    off: Collection[date] = (),
) -> list[Span]:
    """The open spans of each local date that touches [since, until), whole dates, in order.

    Windows of neighbouring dates are not joined, because each date's first start anchors its grid.
    """
    spans_by_date: dict[date, list[Span]] = {}
    for start, end, offset in _stretches(since - 2 * ONE_DAY, until + 2 * ONE_DAY, zone):
        for day in _dates(start + offset, end + offset):
            hours = hours_on(day, weekly, overrides, off)
            if not hours:
                continue
            midnight = datetime(day.year, day.month, day.day, tzinfo=UTC) - offset
            for opens, closes in hours:
                a = max(start, midnight + timedelta(minutes=opens))
                b = min(end, midnight + timedelta(minutes=closes))
                if a < b:
                    spans_by_date.setdefault(day, []).append((a, b))
    return sorted(
        span
        for spans in spans_by_date.values()
        for span in joined(spans)
        if span[0] < until + ONE_DAY and span[1] > since - ONE_DAY
    )


def joined(spans: Iterable[Span]) -> list[Span]:
    """The same instants with touching and overlapping spans made one, in order."""
    out: list[Span] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return out


def free_starts(
    opened: list[Span],
    busy: Iterable[Span],
    *,
    length: timedelta,
    step: timedelta,
    before: timedelta,
    after: timedelta,
    since: datetime,
    until: datetime,
    closed: Iterable[Span] = (),
    reach: list[Span] | None = None,
) -> list[datetime]:
    """Starts in [since, until) on the grid of each window of `opened`, in order.

    The consultation must lie inside open time (midnight may be crossed where both days are open); its pauses `before`
    and `after` may reach outside, but not into a span of `busy`, where pauses are already counted. The consultation
    itself, not its pauses, must not touch `closed`. `reach`: all open time, where `opened` is only a part of it.

    Nothing is tried start by start: between one obstacle and the next, every start of the grid is free. Seconds since
    1970 are faster than datetimes, and this runs for every look at a calendar.
    """
    length, step, before, after = (int(part.total_seconds()) for part in (length, step, before, after))
    since, until = ceil(since.timestamp()), ceil(until.timestamp())
    ends = [(int(a.timestamp()), int(b.timestamp())) for a, b in joined(opened if reach is None else reach)]
    reach_starts = [a for a, _b in ends]
    # a start collides exactly if it lies between the two, neither included
    walls = [(int(a.timestamp()) - length - after, ceil(b.timestamp()) + before) for a, b in busy]
    walls = _merged(walls + [(int(a.timestamp()) - length, ceil(b.timestamp())) for a, b in closed])
    lows = [low for low, _high in walls]
    found = []
    for window in opened:
        opens, closes = int(window[0].timestamp()), int(window[1].timestamp())
        last = min(closes - 1, until - 1, ends[bisect_right(reach_starts, opens) - 1][1] - length)
        start = opens - (opens - max(opens, since)) // step * step  # the first of its grid that is not before `since`
        while start <= last:
            index = bisect_left(lows, start)  # of the first wall that begins here or later
            if index and walls[index - 1][1] > start:
                free_again = walls[index - 1][1]
            else:
                free_until = min(last, lows[index]) if index < len(lows) else last
                found.extend(range(start, free_until + 1, step))
                free_again = free_until + 1
            start = opens - (opens - free_again) // step * step
    return [EPOCH + timedelta(seconds=start) for start in found]


def _merged(walls: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same, without overlaps, in order. What only touches stays two: the point between is free."""
    out: list[tuple[int, int]] = []
    for low, high in sorted(walls):
        if out and low < out[-1][1]:
            if high > out[-1][1]:
                out[-1] = (out[-1][0], high)
        else:
            out.append((low, high))
    return out


def _stretches(since: datetime, until: datetime, zone: ZoneInfo) -> Iterator[tuple[datetime, datetime, timedelta]]:
    """[since, until) cut where the zone changes its offset: (start, end, offset)."""
    start, offset = since, _offset(since, zone)
    at = since
    while at < until:
        ahead = min(at + PROBE, until)
        if _offset(ahead, zone) != offset:
            change = _first_change(at, ahead, zone)
            yield start, change, offset
            start, offset = change, _offset(change, zone)
            at = change
        else:
            at = ahead
    if start < until:
        yield start, until, offset


def _first_change(low: datetime, high: datetime, zone: ZoneInfo) -> datetime:
    """The first whole second with another offset than `low` has, known to come by `high`."""
    offset = _offset(low, zone)
    low, high = int(low.timestamp()), int(-(-high.timestamp() // 1))
    while high - low > 1:
        middle = (low + high) // 2
        if _offset(datetime.fromtimestamp(middle, UTC), zone) == offset:
            low = middle
        else:
            high = middle
    return datetime.fromtimestamp(high, UTC)


def _offset(at: datetime, zone: ZoneInfo) -> timedelta:
    return at.astimezone(zone).utcoffset()


def _dates(first: datetime, last: datetime) -> Iterator[date]:
    day = first.date()
    while day <= last.date():
        yield day
        day += ONE_DAY

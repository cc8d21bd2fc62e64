"""Calendar sheets: days side by side, five minutes of the wall clock a row. Pure: no database, no clock.

What is drawn is what the clock on the wall shows. On the day on which an hour comes twice, both lie in the same rows,
side by side; on the day on which one is missing its rows stay empty.
"""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from booking.enums import GRID

ONE_DAY = timedelta(days=1)
ROWS_AN_HOUR = 60 // GRID
ROWS = 24 * ROWS_AN_HOUR
USUAL_HOURS = (9, 17)  # what a sheet shows at least
MOST_LANES = 4


@dataclass
class Piece:
    """Something on a day, from row `first` to before row `last`, in one of the day's lanes."""

    kind: str
    first: int
    last: int
    thing: object = None
    lane: int = 0  # 1, 2, …; 0: over all of them


@dataclass
class Day:
    """One date on the reader's clock."""

    date: date
    start: datetime
    end: datetime
    pieces: list[Piece] = field(default_factory=list)  # what can be opened, in order of time
    ground: list[Piece] = field(default_factory=list)  # what lies behind
    lanes: int = 1
    changes_clock: bool = False

    def put(self, kind: str, start: datetime, end: datetime, thing=None, *, zone: ZoneInfo, behind: bool = False):
        if rows := rows_of(self, start, end, zone):
            (self.ground if behind else self.pieces).append(Piece(kind, *rows, thing))


def days(first: date, count: int, zone: ZoneInfo) -> list[Day]:
    edges = [_midnight(first + n * ONE_DAY, zone) for n in range(count + 1)]
    return [
        Day(first + n * ONE_DAY, edges[n], edges[n + 1], changes_clock=edges[n + 1] - edges[n] != ONE_DAY)
        for n in range(count)
    ]


def _midnight(on: date, zone: ZoneInfo) -> datetime:
    return datetime(on.year, on.month, on.day, tzinfo=zone).astimezone(UTC)


def rows_of(day: Day, start: datetime, end: datetime, zone: ZoneInfo) -> tuple[int, int] | None:
    """The rows of [start, end) on this day; None if it lies on others."""
    start, until = max(start, day.start), min(end, day.end)
    if start >= until:
        return None
    first = _minute(start, zone) // GRID
    last = ROWS if until == day.end else -(-_minute(until, zone) // GRID)
    if last <= first:  # across the end of an hour that comes twice
        last = first + max(1, int((until - start).total_seconds()) // (GRID * 60))
    return first, min(last, ROWS)


def _minute(at: datetime, zone: ZoneInfo) -> int:
    wall = at.astimezone(zone)
    return wall.hour * 60 + wall.minute


def hours_shown(sheet: Iterable[Day]) -> tuple[int, int]:
    """The hours of the clock that have something on one of the days, in whole hours."""
    first, last = USUAL_HOURS
    for day in sheet:
        for piece in [*day.pieces, *(piece for piece in day.ground if piece.kind == "open")]:
            first = min(first, piece.first // ROWS_AN_HOUR)
            last = max(last, -(-piece.last // ROWS_AN_HOUR))
    return first, last


def cut(sheet: Iterable[Day], first_hour: int, last_hour: int) -> None:
    """Count rows from the first hour that is shown; lay out lanes."""
    skipped, shown = first_hour * ROWS_AN_HOUR, (last_hour - first_hour) * ROWS_AN_HOUR
    for day in sheet:
        for piece in [*day.pieces, *day.ground]:
            piece.first = max(piece.first - skipped, 0)
            piece.last = min(piece.last - skipped, shown)
        day.ground = [piece for piece in day.ground if piece.first < piece.last]
        day.pieces.sort(key=lambda piece: (piece.first, piece.last))
        lay_in_lanes(day)


def lay_in_lanes(day: Day) -> None:
    """What lies at the same time stands side by side; what is alone has the whole width."""
    for group in _together(day.pieces):
        ends: list[int] = []  # of each lane
        for piece in group:
            lane = next((n for n, end in enumerate(ends) if end <= piece.first), len(ends))
            ends[lane : lane + 1] = [piece.last]
            piece.lane = min(lane + 1, MOST_LANES)
        if len(ends) == 1:
            for piece in group:
                piece.lane = 0
        day.lanes = max(day.lanes, min(len(ends), MOST_LANES))


def _together(pieces: list[Piece]) -> Iterable[list[Piece]]:
    group, end = [], 0
    for piece in pieces:
        if group and piece.first >= end:
            yield group
            group = []
        group.append(piece)
        end = max(end, piece.last) if len(group) > 1 else piece.last
    if group:
        yield group


def monday(on: date) -> date:
    return on - on.weekday() * ONE_DAY


def month_grid(on: date) -> tuple[date, int]:
    """The first Monday that a sheet of the month shows, and how many days: whole weeks."""
    first = on.replace(day=1)
    start = monday(first)
    days_of_month = calendar.monthrange(on.year, on.month)[1]
    return start, -(-((first - start).days + days_of_month) // 7) * 7


def months_on(on: date, by: int) -> date:
    """The same day of another month, or its last."""
    year, month = divmod(on.year * 12 + on.month - 1 + by, 12)
    return date(year, month + 1, min(on.day, calendar.monthrange(year, month + 1)[1]))

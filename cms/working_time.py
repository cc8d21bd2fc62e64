"""When an answer comes. Pure: no database, no clock.

A promise is a number of working days; one of them is what people call "within 24 hours on working days". A working day
is a date with opening hours that is no holiday. A question asked on a working day is answered at the same time of day
that many working days later; one asked on any other day, by the close of them. The moment is moved into the opening
hours of its day, so what is promised is always a time at which somebody works, and the date depends on nothing but
the date of the question.
"""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ONE_DAY, ONE_MINUTE = timedelta(days=1), timedelta(minutes=1)
FAR = 400  # days to look ahead; a place that is closed for longer promises nothing


@dataclass(frozen=True)
class Hours:
    """`week` maps weekdays (Monday is 0) to spans of wall time in `zone`, in order; a day that is missing is closed."""

    zone: ZoneInfo
    week: Mapping[int, Sequence[tuple[time, time]]]

    def on(self, day: date) -> Sequence[tuple[time, time]]:
        return self.week.get(day.weekday(), ())

    def local(self, at: datetime) -> datetime:
        return at.astimezone(self.zone)


def is_working_day(day: date, hours: Hours, holidays: Container[date]) -> bool:
    return bool(hours.on(day)) and day not in holidays


def answer_by(asked_at: datetime, hours: Hours, holidays: Container[date], promise: int) -> datetime | None:
    """The moment (UTC) by which a question of `asked_at` is answered; None if there is no working day to come."""
    asked = hours.local(asked_at)
    at = time(asked.hour, asked.minute) if is_working_day(asked.date(), hours, holidays) else time.max
    day, left = asked.date(), promise
    for _ in range(FAR):
        day += ONE_DAY
        left -= is_working_day(day, hours, holidays)
        if not left:
            return _instant(datetime.combine(day, _into(hours.on(day), at)), hours.zone)
    return None


def _into(spans: Sequence[tuple[time, time]], at: time) -> time:
    """`at`, or the nearest open time: the next opening of the day, or its close if there is none."""
    for opens, closes in spans:
        if at <= closes:
            return max(at, opens)
    return spans[-1][1]


def _instant(wall: datetime, zone: ZoneInfo) -> datetime:
    """A wall time as an instant. One that daylight saving time leaves out becomes the first minute after the gap."""
    instant = wall.replace(tzinfo=zone).astimezone(UTC)
    while instant.astimezone(zone).replace(tzinfo=None) != wall:
        wall += ONE_MINUTE
        instant = wall.replace(tzinfo=zone).astimezone(UTC)
    return instant

"""Periods of a plan, counted from its first day: after one of 31 January come those of 28 February and 31 March."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from billing.enums import Interval

MONTHS = {Interval.MONTH: 1, Interval.YEAR: 12}


@dataclass(frozen=True)
class Period:
    start: date
    end: date  # not included

    @property
    def days(self) -> int:
        return (self.end - self.start).days

    @property
    def last(self) -> date:
        """The last day, as people say it."""
        return self.end - timedelta(days=1)

    def days_left(self, today: date) -> int:
        """Whole days nobody has used yet; today counts as used."""
        return max(0, (self.end - today).days - 1)


def nth(anchor: date, interval: str, number: int) -> Period:
    """The first is number 0. Every start is counted from the anchor, so that a short month shortens no other."""
    months = MONTHS[Interval(interval)]
    start, end = (anchor + relativedelta(months=months * n) for n in (number, number + 1))
    return Period(start, end)


def of(anchor: date, interval: str, day: date) -> Period:
    """The period `day` lies in; the first one for every day before."""
    return nth(anchor, interval, _number(anchor, interval, day))


def begun(anchor: date, interval: str, *, since: date | None, today: date) -> Iterator[Period]:
    """Those that begin on `since` (default: the first) or later, and not after today."""
    number = _number(anchor, interval, since or anchor)
    while (period := nth(anchor, interval, number)).start <= today:
        if since is None or period.start >= since:
            yield period
        number += 1


def _number(anchor: date, interval: str, day: date) -> int:
    months = (day.year - anchor.year) * 12 + day.month - anchor.month
    number = max(0, months // MONTHS[Interval(interval)])
    while number and nth(anchor, interval, number).start > day:
        number -= 1
    return number

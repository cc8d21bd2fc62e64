"""What a practice did, month by month. Pure: facts in, figures out.

A consultation belongs to the month in which it began, on the counsellor's clock; money to the month in which it came or
went back, where the portal is at home, as on invoices.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from statistics import median_low
from zoneinfo import ZoneInfo

from billing import money
from billing.months import following
from booking import slots
from booking.enums import Side, Status

MONTHS = 12
MINUTE = timedelta(minutes=1)
AFTERWARDS = timedelta(minutes=5)  # somebody still says goodbye


@dataclass
class Figures:
    """Of one month, or of several together."""

    held: int = 0  # consultations that took place
    minutes: int = 0
    cancelled_early: int = 0  # by the client, in time
    cancelled_late: int = 0
    called_off: int = 0  # by the counsellor
    missed_by_client: int = 0
    missed_by_counsellor: int = 0
    clients: set[int] = field(default_factory=set)
    new_clients: set[int] = field(default_factory=set)  # those whose first consultation it was
    offered: int = 0  # minutes
    filled: int = 0  # minutes of these that were booked, with the pauses around them
    answers: list[int] = field(default_factory=list)  # minutes until each message was answered

    @property
    def returning(self) -> int:
        return len(self.clients - self.new_clients)

    @property
    def hours(self) -> int:
        return (self.minutes + 30) // 60

    @property
    def fill(self) -> int | None:
        """Percent of the offered time that was booked."""
        return (self.filled * 200 + self.offered) // (2 * self.offered) if self.offered else None

    @property
    def half_answered(self) -> int | None:
        """Half of the messages were answered within so many minutes."""
        return median_low(self.answers) if self.answers else None

    @property
    def most_answered(self) -> int | None:
        """Nine of ten were."""
        return sorted(self.answers)[-(-9 * len(self.answers) // 10) - 1] if self.answers else None


@dataclass
class Income:
    """The same for money in one currency, in cents."""

    received: int = 0
    sent_back: int = 0
    outside: int = 0  # prices of consultations settled without the portal: whether it was paid, nobody here knows
    priced: int = 0  # consultations with a price that took place
    prices: int = 0  # the sum of these prices
    share: int = 0  # owed to the operator of what clients paid, without VAT
    fixed: int = 0  # and for the plan, without VAT; with corrections

    @property
    def revenue(self) -> int:
        return self.received - self.sent_back

    @property
    def average(self) -> int | None:
        return money.part(self.prices, 1, self.priced) if self.priced else None

    @property
    def fees(self) -> int:
        return self.share + self.fixed

    @property
    def rate(self) -> int | None:
        """What the operator gets of the revenue, in basis points. None: there is nothing to compare."""
        return money.part(self.fees, 10_000, self.revenue) if self.revenue > 0 else None


def together(parts: Iterable):
    """The sum of figures, or of incomes: numbers are added, people counted once."""
    first, *others = parts
    values = {}
    for name, value in vars(first).items():
        for other in others:
            value = value | getattr(other, name) if isinstance(value, set) else value + getattr(other, name)
        values[name] = value
    return type(first)(**values)


def months_until(last: date, count: int = MONTHS) -> list[date]:
    """The first days of `count` months; `last` lies in the last one."""
    end = last.year * 12 + last.month - 1
    return [date(number // 12, number % 12 + 1, 1) for number in range(end - count + 1, end + 1)]


def edges(months: Sequence[date], zone: ZoneInfo) -> list[datetime]:
    """The instants between the months, the end of the last one included."""
    return [datetime.combine(first, time(), tzinfo=zone) for first in [*months, following(months[-1])]]


def which(at, edges: Sequence) -> int | None:
    """The number of the month in which `at` lies; moments with edges of moments, days with those of days."""
    number = bisect_right(edges, at) - 1
    return number if 0 <= number < len(edges) - 1 else None


def took_place(status: str, end: datetime, now: datetime) -> bool:
    """Recorded so, or over and not concluded yet: that happens within minutes and is mostly so."""
    return status == Status.COMPLETED or (status == Status.BOOKED and end <= now)


def count(figures: Figures, appointment, *, counsellor_pk: int, now: datetime) -> None:
    """Add one consultation: a row with status, start, end, client_id, cancelled_by_id, cancelled_late, missed_by."""
    if took_place(appointment.status, appointment.end, now):
        figures.held += 1
        figures.minutes += (appointment.end - appointment.start) // MINUTE
    elif appointment.status == Status.CANCELLED:
        if appointment.cancelled_by_id == counsellor_pk:
            figures.called_off += 1
        elif appointment.cancelled_late:
            figures.cancelled_late += 1
        else:
            figures.cancelled_early += 1
    elif appointment.missed_by == Side.CLIENT:
        figures.missed_by_client += 1
    elif appointment.missed_by == Side.COUNSELLOR:
        figures.missed_by_counsellor += 1


def minutes_by_month(spans: Iterable[slots.Span], edges: Sequence[datetime]) -> list[int]:
    """How much of the spans (which do not overlap) lies in each month."""
    found = [0] * (len(edges) - 1)
    for start, end in spans:
        number = max(bisect_right(edges, start) - 1, 0)
        while number < len(found) and edges[number] < end:
            found[number] += max((min(end, edges[number + 1]) - max(start, edges[number])) // MINUTE, 0)
            number += 1
    return found


def without(spans: list[slots.Span], taken: list[slots.Span]) -> list[slots.Span]:
    """`spans` less what is `taken`; both in order and without overlaps."""
    left, number = [], 0
    for start, end in spans:
        while number < len(taken) and taken[number][1] <= start:
            number += 1
        at = number
        while at < len(taken) and taken[at][0] < end:
            if taken[at][0] > start:
                left.append((start, taken[at][0]))
            start = max(start, taken[at][1])
            at += 1
        if start < end:
            left.append((start, end))
    return left


def clipped(spans: Iterable[slots.Span], since: datetime, until: datetime) -> list[slots.Span]:
    return [(max(a, since), min(b, until)) for a, b in spans if a < until and b > since]


def within(at: datetime, spans: list[slots.Span]) -> bool:
    """Does `at` lie in one of the spans, which are in order and without overlaps?"""
    number = bisect_right(spans, at, key=lambda span: span[0])
    return number > 0 and at < spans[number - 1][1]

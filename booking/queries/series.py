"""Series: what one would bring, before it is booked; what is left of one, and what cancelling that costs."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db.models import Q

from booking import rules, weekly
from booking.changes import Money
from booking.models import Series
from booking.queries import appointments, diaries
from lib import clock

NEAR = timedelta(days=3)
ALTERNATIVES = 3


@dataclass(frozen=True)
class Proposal:
    """One date of a series that somebody thinks of."""

    start: datetime
    is_free: bool
    nearest: list[datetime]  # free starts around it, if it is not


@dataclass(frozen=True)
class Loss:
    """What cancelling all that is coming does to the money."""

    count: int
    back_cents: int
    kept_cents: int
    declared: int  # transfers that are said to be on their way
    currency: str

    @property
    def code(self) -> str:
        """What the button said, to compare with what is true when it is pressed."""
        return f"{self.count}.{self.back_cents}.{self.kept_cents}.{self.declared}"


def of_person(person):
    return Series.objects.filter(Q(client=person) | Q(counsellor=person)).select_related("counsellor", "client")


def by_request(person, key: str) -> Series | None:
    return Series.objects.filter(created_by=person, request_key=key).first() if key else None


def appointments_of(series):
    """All, whatever became of them, in order."""
    return series.appointments.select_related("counsellor", "client", "service", "charge", "meeting").order_by("start")


def coming(series) -> list:
    now = clock.now()
    return [a for a in appointments_of(series) if a.is_booked and a.end > now]


def diary_for(booking_rules, *, client, starts: list[datetime], by_counsellor: bool) -> rules.Diary:
    """Counsellors plan a series beyond the days on which clients can book alone."""
    diary = diaries.read(
        booking_rules.counsellor,
        since=min(starts) - NEAR,
        until=max(starts) + NEAR,
        client=client,
        booking_rules=booking_rules,
    )
    return replace(diary, horizon=weekly.FARTHEST) if by_counsellor else diary


def proposals(service, *, client, starts: list[datetime], by_counsellor: bool) -> list[Proposal]:
    now, booking_rules = clock.now(), diaries.rules_of(service.counsellor)
    diary = diary_for(booking_rules, client=client, starts=starts, by_counsellor=by_counsellor)
    ask = {"minutes": service.minutes, "now": now, "by_counsellor": by_counsellor}
    found, wanted = [], set(starts)
    for start in starts:
        is_free = bool(rules.bookable(diary, since=start, until=start + timedelta.resolution, **ask))
        around = () if is_free else rules.bookable(diary, since=start - NEAR, until=start + NEAR, **ask)
        nearest = sorted((s for s in around if s not in wanted), key=lambda s: abs(s - start))[:ALTERNATIVES]
        found.append(Proposal(start, is_free, sorted(nearest)))
    return found


def loss(coming: list, *, by) -> Loss:
    """`coming` of one series."""
    outcomes = [(a, appointments.money_when_cancelled(a, by=by)) for a in coming]
    cents = lambda what: sum(a.price_cents for a, money in outcomes if money == what)
    return Loss(
        count=len(coming),
        back_cents=cents(Money.BACK),
        kept_cents=cents(Money.KEPT),
        declared=sum(money == Money.DECLARED for _a, money in outcomes),
        currency=coming[0].currency if coming else "EUR",
    )

"""The figures of a practice: what one counsellor's own rows add up to. The number of queries is the same for any."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Min, Q

from billing import comparisons, entitlements
from billing import months as months_of_money
from billing.enums import EntryKind
from billing.queries import earnings, plans
from booking import figures, slots
from booking.enums import Billed, Kind, Status
from booking.figures import Figures, Income
from booking.models import Appointment
from booking.queries import diaries
from consult.queries import turns
from lib import clock

FEWEST_TO_COMPARE = 3  # months
LATE_ANSWERS = timedelta(days=30)  # how long after the last month an answer to a message of it is looked for


@dataclass(frozen=True)
class Statistics:
    """By month, in order, and all of it. `money` has its own by currency, the one that moved most first."""

    months: list[date]
    by_month: list[Figures]
    total: Figures
    money: dict[str, list[Income]]
    totals: dict[str, Income]
    unanswered: int  # messages of these months that nobody has answered yet
    has_test_money: bool
    begun_on: date  # the counsellor's first day here

    @property
    def is_empty(self) -> bool:
        nothing = Figures(offered=self.total.offered)
        return self.total == nothing and not self.money


def of(counsellor, last: date) -> Statistics:
    """Of the twelve months up to the one `last` lies in."""
    now, months = clock.now(), figures.months_until(last)
    booking_rules = diaries.rules_of(counsellor)
    zone = ZoneInfo(booking_rules.zone)
    edges = figures.edges(months, zone)
    by_month = [Figures() for _month in months]
    held = _appointments(counsellor, edges)
    first_times = _first_times(counsellor, now)
    for row in held:
        number = figures.which(row.start, edges)
        if number is None or row.kind != Kind.CONSULTATION:
            continue
        figures.count(by_month[number], row, counsellor_pk=counsellor.pk, now=now)
        if row.client_id and figures.took_place(row.status, row.end, now):
            by_month[number].clients.add(row.client_id)
            if figures.which(first_times[row.client_id], edges) == number:
                by_month[number].new_clients.add(row.client_id)
    begun = min([counsellor.date_joined, *first_times.values()])
    _fill(by_month, held, edges, counsellor, booking_rules, begun=begun, now=now)
    unanswered = _answers(by_month, held, edges, counsellor)
    money = _money(counsellor, months, held, edges, now)
    return Statistics(
        months=months,
        by_month=by_month,
        total=figures.together(by_month),
        money=money,
        totals={currency: figures.together(incomes) for currency, incomes in money.items()},
        unanswered=unanswered,
        has_test_money=earnings.has_test_money(counsellor, edges[0], edges[-1]),
        begun_on=begun.astimezone(zone).date(),
    )


@dataclass(frozen=True)
class Saving:
    """A plan that would have cost less than the present one, had either been theirs for these months. Without VAT."""

    months: int
    present: comparisons.Cost
    cheaper: comparisons.Cost

    @property
    def cents(self) -> int:
        return self.present.total_cents - self.cheaper.total_cents

    @property
    def loses_articles(self) -> bool:
        return self._loses("may_write_articles")

    @property
    def loses_guests(self) -> bool:
        return self._loses("may_invite_guests")

    def _loses(self, flag: str) -> bool:
        return getattr(self.present.price.plan, flag) and not getattr(self.cheaper.price.plan, flag)


def saving(counsellor, found: Statistics) -> Saving | None:
    """Only for months that can tell something: at least three of them since the first day."""
    months = [month for month in found.months if months_of_money.following(month) > found.begun_on]
    present = entitlements.terms_of(counsellor)
    if len(months) < FEWEST_TO_COMPARE or present is None:
        return None
    kept = plans.kept_of(
        counsellor, since=months[0], until=months_of_money.following(months[-1]), currency=present.currency
    )
    offered = [offer.price for offer in plans.offers()]
    best = comparisons.cheaper(present, offered, kept, months=len(months))
    return best and Saving(len(months), comparisons.cost(present, kept, months=len(months)), best)


def _appointments(counsellor, edges) -> list:
    """What reaches into these months, with the pauses around it."""
    return list(
        Appointment.objects.filter(counsellor=counsellor, block_start__lt=edges[-1], block_end__gt=edges[0])
        .order_by("start", "pk")
        .values_list(
            *("kind", "status", "start", "end", "block_start", "block_end", "client_id", "cancelled_by_id"),
            *("cancelled_late", "missed_by", "price_cents", "currency", "billed"),
            named=True,
        )
    )


def _first_times(counsellor, now: datetime) -> dict[int, datetime]:
    """When each client first had a consultation that took place, ever."""
    over = Q(status=Status.COMPLETED) | Q(status=Status.BOOKED, end__lte=now)
    return dict(
        Appointment.objects.filter(over, counsellor=counsellor, client__isnull=False)
        .values_list("client_id")
        .annotate(first=Min("start"))
        .order_by()
    )


def _fill(by_month, held, edges, counsellor, booking_rules, *, begun: datetime, now: datetime) -> None:
    """How much time was offered up to now, and how much of it was booked.

    Weekly hours have no history, so those of today are taken. Whatever was held outside of them was offered too.
    """
    since, until = max(edges[0], begun), min(edges[-1], now)
    if since >= until:
        return
    zone = ZoneInfo(booking_rules.zone)
    first, last = since.astimezone(zone).date(), until.astimezone(zone).date()
    weekly, overrides = diaries.hours_between(counsellor, first, last)
    off = diaries.days_off(counsellor, booking_rules.holiday_region, first, last, opened=overrides)
    kept = [row for row in held if row.status != Status.CANCELLED]
    booked = _blocks(kept, Kind.CONSULTATION)
    hours = slots.joined(slots.windows(weekly, overrides, since, until, zone, off))
    opened = slots.joined([*figures.without(hours, _blocks(kept, Kind.MEETING)), *booked])
    for name, spans in (("offered", opened), ("filled", booked)):
        for month, minutes in zip(
            by_month, figures.minutes_by_month(figures.clipped(spans, since, until), edges), strict=True
        ):
            setattr(month, name, minutes)


def _blocks(rows, kind: Kind) -> list[slots.Span]:
    return slots.joined((row.block_start, row.block_end) for row in rows if row.kind == kind)


def _answers(by_month, held, edges, counsellor) -> int:
    """Add the time to each answer; returns how many messages have none. What is written during a consultation is talk."""
    talks = defaultdict(list)
    for row in held:
        if row.status != Status.CANCELLED:
            talks[row.client_id].append((row.start, row.end + figures.AFTERWARDS))
    talks = {client: slots.joined(spans) for client, spans in talks.items()}
    unanswered = 0
    for turn in turns.of_counsellor(counsellor, edges[0], edges[-1] + LATE_ANSWERS):
        number = figures.which(turn.asked_at, edges)
        if number is None or figures.within(turn.asked_at, talks.get(turn.client_pk, [])):
            continue
        if turn.answered_at is None:
            unanswered += 1
        else:
            by_month[number].answers.append((turn.answered_at - turn.asked_at) // figures.MINUTE)
    return unanswered


def _money(counsellor, months, held, edges, now: datetime) -> dict[str, list[Income]]:
    found = defaultdict(lambda: [Income() for _month in months])
    at_home = figures.edges(months, plans.zone())
    for at, cents, currency in earnings.received(counsellor, at_home[0], at_home[-1]):
        found[currency][figures.which(at, at_home)].received += cents
    for at, cents, currency in earnings.sent_back(counsellor, at_home[0], at_home[-1]):
        found[currency][figures.which(at, at_home)].sent_back += cents
    days = [*months, months_of_money.following(months[-1])]
    for on, kind, cents, currency in earnings.owed(counsellor, days[0], days[-1]):
        income = found[currency][figures.which(on, days)]
        if kind == EntryKind.FEE:
            income.share += cents
        else:
            income.fixed += cents
    for row in held:
        number = figures.which(row.start, edges)
        if number is None or not row.price_cents or not figures.took_place(row.status, row.end, now):
            continue
        income = found[row.currency][number]
        income.priced += 1
        income.prices += row.price_cents
        if row.billed == Billed.OUTSIDE:
            income.outside += row.price_cents
    weight = lambda currency: sum(income.received + income.outside for income in found[currency])
    return {currency: found[currency] for currency in sorted(found, key=lambda it: (-weight(it), it))}

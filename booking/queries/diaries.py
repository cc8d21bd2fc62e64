"""The facts that decide about free times, gathered for `booking.rules.bookable`."""

from collections import Counter, defaultdict
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from billing import entitlements
from booking import closed, rules
from booking.enums import Kind, Status
from booking.models import Absence, Appointment, BookingRules, Override, WeeklyRule
from cms import public_holidays
from consult.queries import own_clients

ONE_DAY = timedelta(days=1)
MARGIN = timedelta(days=2)  # how far an appointment and its pauses can reach into a window, and a local day around it


def rules_of(counsellor) -> BookingRules:
    """The counsellor's rules, or the defaults they would start with (not stored)."""
    found = BookingRules.objects.filter(counsellor=counsellor).first() or BookingRules(zone=counsellor.time_zone)
    found.counsellor = counsellor  # known already
    return found


def read(counsellor, *, since, until, client=None, booking_rules=None, without=None) -> rules.Diary:
    """`without`: an appointment that is about to leave its time, so that it stands in nobody's way."""
    booking_rules = booking_rules or rules_of(counsellor)
    zone = ZoneInfo(booking_rules.zone)
    since, until = since - MARGIN, until + MARGIN
    first, last = since.date(), until.date()
    weekly, overrides = hours_between(counsellor, first, last)
    others = Appointment.objects.exclude(pk=without.pk) if without else Appointment.objects
    held = others.filter(counsellor=counsellor, block_start__lt=until, block_end__gt=since).exclude(
        status=Status.CANCELLED
    )
    busy, per_day = [], Counter()
    if booking_rules.max_per_day is None:  # then it is of no interest how many there are
        busy = list(held.filter(status=Status.BOOKED).values_list("block_start", "block_end"))
    else:
        for kind, status, start, block_start, block_end in held.values_list(
            "kind", "status", "start", "block_start", "block_end"
        ):
            per_day[start.astimezone(zone).date()] += kind == Kind.CONSULTATION
            if status == Status.BOOKED:
                busy.append((block_start, block_end))
    client_busy = (
        others.filter(client=client, status=Status.BOOKED, start__lt=until, end__gt=since)
        .exclude(counsellor=counsellor)
        .values_list("start", "end")
        if client
        else ()
    )
    return rules.Diary(
        zone=zone,
        weekly=weekly,
        overrides=overrides,
        step=timedelta(minutes=booking_rules.slot_step),
        before=timedelta(minutes=booking_rules.buffer_before),
        after=timedelta(minutes=booking_rules.buffer_after),
        notice=timedelta(minutes=booking_rules.min_notice),
        horizon=timedelta(days=booking_rules.horizon_days),
        cap=booking_rules.max_per_day,
        accepting=booking_rules.accepting and (without is not None or _takes_new(counsellor, client)),
        busy=busy,
        off=frozenset(days_off(counsellor, booking_rules.holiday_region, first, last, opened=overrides)),
        closed=closed.of(counsellor, since, until),
        client_busy=list(client_busy),
        taken_per_day=per_day,
    )


def _takes_new(counsellor, client) -> bool:
    """What is booked may be moved all the same."""
    return entitlements.may_take_bookings(counsellor) and (client is None or own_clients.is_covered(client, counsellor))


def hours_between(counsellor, first: date, last: date) -> tuple[dict[int, list], dict[date, list]]:
    """The weekly hours, by weekday, and those of single dates. Minutes of the wall clock."""
    weekly, overrides = defaultdict(list), defaultdict(list)
    for day, start, end in WeeklyRule.objects.filter(counsellor=counsellor).values_list(
        "weekday", "start_min", "end_min"
    ):
        weekly[day].append((start, end))
    for on, start, end in Override.objects.filter(counsellor=counsellor, on__gte=first, on__lte=last).values_list(
        "on", "start_min", "end_min"
    ):
        hours = overrides[on]  # a date without hours is closed, so it must be present
        if start is not None:
            hours.append((start, end))
    return dict(weekly), dict(overrides)


def days_off(counsellor, region: str, first: date, last: date, *, opened) -> dict[date, str]:
    """Local dates closed to clients, with the name of the public holiday, or "" for an absence.

    `opened`: dates with hours of their own. They stand over a public holiday, but not over an absence: who is away
    has said so later and for all of the days.
    """
    found = {on: name for on, name in public_holidays.between(region, first, last).items() if on not in opened}
    for away, back in Absence.objects.filter(counsellor=counsellor, first_on__lte=last, last_on__gte=first).values_list(
        "first_on", "last_on"
    ):
        day = max(away, first)
        while day <= min(back, last):
            found[day] = ""
            day += ONE_DAY
    return found

"""The facts that decide about free times, gathered for `booking.rules.bookable`."""

from collections import Counter, defaultdict
from datetime import timedelta
from zoneinfo import ZoneInfo

from booking import closed, rules
from booking.enums import Status
from booking.models import Appointment, BookingRules, Override, WeeklyRule

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
    weekly, overrides = defaultdict(list), defaultdict(list)
    for rule in WeeklyRule.objects.filter(counsellor=counsellor):
        weekly[rule.weekday].append((rule.start_min, rule.end_min))
    for override in Override.objects.filter(counsellor=counsellor, on__gte=since.date(), on__lte=until.date()):
        hours = overrides[override.on]  # a date without hours is closed, so it must be present
        if override.start_min is not None:
            hours.append((override.start_min, override.end_min))
    others = Appointment.objects.exclude(pk=without.pk) if without else Appointment.objects
    held = others.filter(counsellor=counsellor, block_start__lt=until, block_end__gt=since).exclude(
        status=Status.CANCELLED
    )
    busy, per_day = [], Counter()
    for status, start, block_start, block_end in held.values_list("status", "start", "block_start", "block_end"):
        per_day[start.astimezone(zone).date()] += 1
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
        weekly=dict(weekly),
        overrides=dict(overrides),
        step=timedelta(minutes=booking_rules.slot_step),
        before=timedelta(minutes=booking_rules.buffer_before),
        after=timedelta(minutes=booking_rules.buffer_after),
        notice=timedelta(minutes=booking_rules.min_notice),
        horizon=timedelta(days=booking_rules.horizon_days),
        cap=booking_rules.max_per_day,
        accepting=booking_rules.accepting,
        busy=busy,
        closed=closed.of(counsellor, since, until),
        client_busy=list(client_busy),
        taken_per_day=per_day,
    )

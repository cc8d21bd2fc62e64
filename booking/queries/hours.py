"""A counsellor's hours as their own pages show them."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from booking import slots
from booking.enums import Kind
from booking.models import Absence, Appointment, BookingRules, Override, WeeklyRule
from booking.queries import absences, appointments, diaries
from cms import public_holidays
from lib import clock

Spans = list[tuple[int, int]]


def today(booking_rules: BookingRules) -> date:
    """On the counsellor's clock."""
    return clock.now().astimezone(ZoneInfo(booking_rules.zone)).date()


def weekly(counsellor) -> dict[int, Spans]:
    found = defaultdict(list)
    for rule in WeeklyRule.objects.filter(counsellor=counsellor):
        found[rule.weekday].append((rule.start_min, rule.end_min))
    return dict(found)


def on_day(counsellor, on: date) -> tuple[Spans, bool]:
    """The hours of a date, leaving absences and public holidays aside, and whether they are its own."""
    own = list(Override.objects.filter(counsellor=counsellor, on=on).values_list("start_min", "end_min"))
    if own:
        return [span for span in own if span[0] is not None], True
    return weekly(counsellor).get(on.weekday(), []), False


@dataclass
class SpecialDay:
    """A date that differs from its week: hours of its own, a public holiday, or both."""

    on: date
    spans: list[str] = field(default_factory=list)
    own: bool = False  # it has hours of its own (or none, by the counsellor's will)
    holiday: str = ""
    usual: bool = False  # there are hours on this weekday, so a holiday can be opened with one press


def special_days(counsellor, booking_rules: BookingRules) -> list[SpecialDay]:
    """From today on; public holidays as far as clients can book, at least the next three months."""
    first = today(booking_rules)
    last = first + timedelta(days=max(booking_rules.horizon_days, 90))
    usual = weekly(counsellor)
    names = public_holidays.between(booking_rules.holiday_region, first, last)
    found = {on: SpecialDay(on, holiday=name, usual=on.weekday() in usual) for on, name in names.items()}
    for override in Override.objects.filter(counsellor=counsellor, on__gte=first):
        day = found.setdefault(override.on, SpecialDay(override.on))
        day.own = True
        if override.start_min is not None:
            day.spans.append(f"{clock_time(override.start_min)}–{clock_time(override.end_min)}")
    return [found[on] for on in sorted(found)]


def away(counsellor, booking_rules: BookingRules) -> list[Absence]:
    """Absences that are not over, each with `now`: it has begun."""
    first = today(booking_rules)
    found = list(absences.coming(counsellor, since=first))
    for absence in found:
        absence.now = absence.first_on <= first
    return found


@dataclass(frozen=True)
class Misfit:
    appointment: Appointment
    who: str
    why: str


def outside(counsellor) -> list[Misfit]:
    """Booked appointments that no longer lie within the hours, the next first."""
    coming = [a for a in appointments.upcoming(counsellor) if a.counsellor_id == counsellor.pk]
    if not coming:
        return []
    booking_rules = diaries.rules_of(counsellor)
    since, until, zone = coming[0].start, max(a.end for a in coming), ZoneInfo(booking_rules.zone)
    diary = diaries.read(counsellor, since=since, until=until, booking_rules=booking_rules)
    opened = slots.joined(slots.windows(diary.weekly, diary.overrides, since, until, zone))
    first, last = since.astimezone(zone).date(), until.astimezone(zone).date()
    off = diaries.days_off(counsellor, booking_rules.holiday_region, first, last, opened=diary.overrides)
    return [Misfit(a, a.with_whom(counsellor), why) for a in coming if (why := _misfit(a, opened, off, zone))]


def _misfit(appointment, opened: list, off: dict[date, str], zone: ZoneInfo) -> str:
    """Why an appointment does not fit, empty if it does. Colleagues meet when they like, but not while one is away."""
    days = {at.astimezone(zone).date() for at in (appointment.start, appointment.end - timedelta.resolution)}
    for day in sorted(days & off.keys()):
        return off[day] or _("You are away")
    inside = any(a <= appointment.start and appointment.end <= b for a, b in opened)
    return "" if inside or appointment.kind == Kind.MEETING else _("Outside your hours")


def clock_time(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"

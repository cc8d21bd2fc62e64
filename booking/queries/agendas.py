"""What an agenda shows of some days: appointments, and of a counsellor also hours, pauses, days off and free times."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from booking import rules, slots
from booking.models import Service
from booking.queries import appointments, diaries, services
from lib import clock

MOST = 1000  # appointments on one sheet
APART = timedelta(hours=1)  # free times to press on lie at least this far from each other


@dataclass
class Practice:
    """What lies behind the appointments of a counsellor."""

    opened: list[slots.Span] = field(default_factory=list)
    elsewhere: list[slots.Span] = field(default_factory=list)  # busy in other calendars
    off: dict[date, str] = field(default_factory=dict)  # why nothing can be booked, by the date of the practice
    free: list[datetime] = field(default_factory=list)
    service: Service | None = None  # what the free times are for


def of_days(person, since: datetime, until: datetime, *, cancelled: bool) -> list:
    return list(appointments.listed(person, cancelled=cancelled).filter(start__lt=until, end__gt=since)[:MOST])


def practice(counsellor, since: datetime, until: datetime, *, with_free: bool) -> Practice:
    booking_rules = diaries.rules_of(counsellor)
    zone = ZoneInfo(booking_rules.zone)
    diary = diaries.read(counsellor, since=since, until=until, booking_rules=booking_rules)
    first, last = since.astimezone(zone).date(), until.astimezone(zone).date()
    off = diaries.days_off(counsellor, booking_rules.holiday_region, first, last, opened=diary.overrides)
    found = Practice(
        opened=slots.joined(slots.windows(diary.weekly, diary.overrides, since, until, zone, diary.off)),
        elsewhere=diary.closed,
        off={on: name or _("away") for on, name in off.items()},
    )
    if with_free and until > clock.now():
        found.service = services.of_counsellor(counsellor).filter(active=True).first()
    if found.service:
        found.free = _spread(diary, found.service.minutes, since, until, zone)
    return found


def _spread(diary: rules.Diary, minutes: int, since, until, zone: ZoneInfo) -> list[datetime]:
    """Some of the free times: as many as do not overlap and are not too many to look at."""
    starts = rules.bookable(diary, minutes=minutes, since=since, until=until, now=clock.now(), by_counsellor=True)
    chosen: list[datetime] = []
    for start in starts:
        if start.astimezone(zone).date() in diary.off:
            continue  # the counsellor may book then, but is away
        if not chosen or start >= chosen[-1] + max(APART, timedelta(minutes=minutes)):
            chosen.append(start)
    return chosen

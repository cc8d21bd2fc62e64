"""Free times, for pages."""

from datetime import datetime, timedelta

from booking import rules
from booking.queries import diaries
from lib import clock

FIRST_LOOK = timedelta(days=3)


def free(service, *, since: datetime, until: datetime, client=None, by_counsellor: bool = False) -> list[datetime]:
    diary = diaries.read(service.counsellor, since=since, until=until, client=client)
    return rules.bookable(
        diary, minutes=service.minutes, since=since, until=until, now=clock.now(), by_counsellor=by_counsellor
    )


def next_free(service, *, client=None, count: int = 1, after: datetime | None = None) -> list[datetime]:
    """The first `count` free starts from `after` (default: now) to the counsellor's horizon."""
    now = clock.now()
    booking_rules = diaries.rules_of(service.counsellor)
    since, until = after or now, now + timedelta(days=booking_rules.horizon_days + 1)
    diary = diaries.read(service.counsellor, since=since, until=until, client=client, booking_rules=booking_rules)
    found, step = [], FIRST_LOOK
    while since < until and len(found) < count:  # most have a time soon: look at the days after only if not
        found += rules.bookable(diary, minutes=service.minutes, since=since, until=min(since + step, until), now=now)
        since, step = since + step, step * 4
    return found[:count]


def nearest(service, *, to: datetime, client=None, by_counsellor=False, count: int = 4) -> list[datetime]:
    """Free starts close to one that was taken, in order of time."""
    since, until = to - timedelta(days=7), to + timedelta(days=14)
    around = free(service, since=since, until=until, client=client, by_counsellor=by_counsellor)
    return sorted(sorted(around, key=lambda start: abs(start - to))[:count])


def nearest_for(appointment, *, to: datetime, by_counsellor: bool, count: int = 4) -> list[datetime]:
    """The same, for an appointment that is to be moved."""
    since, until = to - timedelta(days=7), to + timedelta(days=14)
    diary = diaries.read(
        appointment.counsellor, since=since, until=until, client=appointment.client, without=appointment
    )
    ask = {"minutes": appointment.minutes, "now": clock.now(), "by_counsellor": by_counsellor}
    around = [s for s in rules.bookable(diary, since=since, until=until, **ask) if s != appointment.start]
    return sorted(sorted(around, key=lambda start: abs(start - to))[:count])

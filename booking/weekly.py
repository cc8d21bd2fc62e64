"""The starts of a series: the same time of the counsellor's clock, every few weeks. Pure."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

FEWEST, MOST = 2, 26
LONGEST_STEP = 8  # weeks
FARTHEST = timedelta(weeks=MOST * LONGEST_STEP + 60)  # how far ahead counsellors may plan


def starts(first: datetime, *, every_weeks: int, times: int, zone: str) -> list[datetime]:
    """`first` and what follows, in UTC. Where the clock skips that time, the hour after it."""
    place = ZoneInfo(zone)
    wall = first.astimezone(place).replace(tzinfo=None)
    steps = (timedelta(weeks=every_weeks) * number for number in range(times))
    return [first.astimezone(UTC), *((wall + step).replace(tzinfo=place).astimezone(UTC) for step in [*steps][1:])]

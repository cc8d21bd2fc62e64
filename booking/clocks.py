"""Two people, two clocks: what the other one's shows, where it shows something else."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from lib import formats, zones


@dataclass(frozen=True)
class Clock:
    zone: ZoneInfo
    city: str  # empty: nobody needs to know where

    def time(self, at: datetime, *, beside: ZoneInfo) -> str:
        """ "15:00", or "Mon 15:00" where it is another day than on the clock beside it."""
        there = at.astimezone(self.zone)
        other_day = there.date() != at.astimezone(beside).date()
        return f"{formats.short_weekday(there.date())} {there:%H:%M}" if other_day else f"{there:%H:%M}"


def differ(at: datetime, one: ZoneInfo, other: ZoneInfo) -> bool:
    return at.astimezone(one).utcoffset() != at.astimezone(other).utcoffset()


def other_side(appointment, person, mine: ZoneInfo) -> Clock | None:
    """The other side's clock at this appointment, if it shows another time than `mine`, which `person` looks at.

    A client sees the city of the practice. A counsellor sees the client's time and not the place: where somebody lives
    is theirs to tell.
    """
    if person == appointment.counsellor:
        client = appointment.client
        clock = Clock(ZoneInfo(client.zone), "") if client and client.zone else None
    else:
        clock = Clock(ZoneInfo(appointment.tz), zones.city(appointment.tz))
    return clock if clock and differ(appointment.start, mine, clock.zone) else None


def brief(appointment, person, mine: ZoneInfo) -> str:
    """The time alone, for tight places."""
    there = other_side(appointment, person, mine)
    return there.time(appointment.start, beside=mine) if there else ""


def sentence(appointment, person, mine: ZoneInfo) -> str:
    """ "Mon 15:00 in Vienna", "09:00 on your client’s clock", or nothing."""
    if (there := other_side(appointment, person, mine)) is None:
        return ""
    time = there.time(appointment.start, beside=mine)
    if there.city:
        return _("%(time)s in %(city)s") % {"time": time, "city": there.city}
    return _("%(time)s on your client’s clock") % {"time": time}

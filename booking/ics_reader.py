"""Busy times out of a calendar file. A program of its own: what a stranger wrote is read where it can do no harm.

A small file can ask for endless repetitions or a gigabyte of memory. So the worker runs this in a child process that
has no secrets, little memory and few seconds (`booking.actions.outside`), gives it the file and gets spans of time:

    python -m booking.ics_reader '{"since": …, "until": …, "zone": "Europe/Vienna", "host": "practice.example"}' < file

It knows nothing of Django. A time that is marked as free, is cancelled or is our own counts for nothing; whole days are
days of the counsellor's zone, and so are clock times without a zone or with one that nobody knows.
"""

import json
import sys
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

MOST_EVENTS = 20_000
MOST_SPANS = 5000
TOO_OFTEN = {"SECONDLY", "MINUTELY"}
MEMORY = 512 * 1024 * 1024
CPU_SECONDS = 20


class Unreadable(Exception):
    """`code`: "not_calendar" or "too_much"."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


def busy(
    data: bytes, *, since: datetime, until: datetime, zone: ZoneInfo, host: str
) -> list[tuple[datetime, datetime]]:
    """Spans in [since, until), in UTC, joined, in order."""
    import recurring_ical_events
    from icalendar import Calendar

    if data.count(b"BEGIN:VEVENT") > MOST_EVENTS:
        raise Unreadable("too_much")
    try:
        calendars = Calendar.from_ical(data.removeprefix(b"\xef\xbb\xbf"), multiple=True)
    except (ValueError, KeyError, IndexError, TypeError) as error:
        raise Unreadable("not_calendar") from error
    if not calendars or any(calendar.name != "VCALENDAR" for calendar in calendars):
        raise Unreadable("not_calendar")
    spans = []
    for calendar in calendars:
        _leave_out(calendar, host)
        found = recurring_ical_events.of(calendar, skip_bad_series=True).between(since, until)
        spans += filter(None, (_span(event, zone) for event in found))
    if len(spans) > MOST_SPANS:
        raise Unreadable("too_much")
    inside = [(max(start, since), min(end, until)) for start, end in spans]
    return _joined((start, end) for start, end in inside if start < end)


def _leave_out(calendar, host: str) -> None:
    """What never closes anything, before its repetitions are worked out, and what nobody can make sense of."""
    kept = []
    for component in calendar.subcomponents:
        if component.name == "VTIMEZONE":
            kept.append(component)
        elif component.name == "VEVENT" and _has_start(component) and not _is_ours(component, host):
            if _repeats_too_often(component):
                raise Unreadable("too_much")
            kept.append(component)
    calendar.subcomponents = kept


def _has_start(component) -> bool:
    try:
        return isinstance(component.start, date)
    except (ValueError, KeyError, TypeError, AttributeError):
        return False


def _is_ours(component, host: str) -> bool:
    """Our own entries come back in the calendar that has subscribed to us: they hold their time already."""
    return str(component.get("UID", "")).endswith(f"@{host}")


def _repeats_too_often(component) -> bool:
    rules = component.get("RRULE", [])
    try:
        every = {str(freq).upper() for rule in (rules if isinstance(rules, list) else [rules]) for freq in rule["FREQ"]}
    except (ValueError, KeyError, TypeError):  # an odd rule repeats nothing
        component.pop("RRULE")
        return False
    return bool(every & TOO_OFTEN)


def _span(event, zone: ZoneInfo):
    if str(event.get("TRANSP", "")).upper() == "TRANSPARENT" or str(event.get("STATUS", "")).upper() == "CANCELLED":
        return None
    start, end = event.start, event.end
    if not isinstance(start, datetime):
        end = end if end > start else start + timedelta(days=1)
    start, end = _instant(start, zone), _instant(end, zone)
    return (start, end) if start < end else None


def _instant(value: date | datetime, zone: ZoneInfo) -> datetime:
    if not isinstance(value, datetime):
        value = datetime(value.year, value.month, value.day)
    return (value if value.tzinfo else value.replace(tzinfo=zone)).astimezone(UTC)


def _joined(spans):
    out = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return out


def main() -> int:
    import resource

    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    asked = json.loads(sys.argv[1])
    since, until = (datetime.fromisoformat(asked[name]) for name in ("since", "until"))
    try:
        found = busy(
            sys.stdin.buffer.read(), since=since, until=until, zone=ZoneInfo(asked["zone"]), host=asked["host"]
        )
    except Unreadable as error:
        json.dump({"error": error.code}, sys.stdout)
    except MemoryError:
        json.dump({"error": "too_much"}, sys.stdout)
    else:
        json.dump({"busy": [[start.isoformat(), end.isoformat()] for start, end in found]}, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())

from collections import defaultdict

from booking.models import Override, WeeklyRule


def weekly(counsellor) -> dict[int, list[tuple[int, int]]]:
    found = defaultdict(list)
    for rule in WeeklyRule.objects.filter(counsellor=counsellor):
        found[rule.weekday].append((rule.start_min, rule.end_min))
    return dict(found)


def special_days(counsellor, today) -> list[tuple]:
    """Dates from today on with their own hours: (date, ["09:00–12:00"]), an empty list for a closed one."""
    found = defaultdict(list)
    for override in Override.objects.filter(counsellor=counsellor, on__gte=today):
        spans = found[override.on]
        if override.start_min is not None:
            spans.append(f"{_clock(override.start_min)}–{_clock(override.end_min)}")
    return list(found.items())


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"

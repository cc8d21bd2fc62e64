from django.db import transaction

from booking import slots
from booking.actions import facts
from booking.models import BookingRules, Override, WeeklyRule
from booking.queries import appointments, diaries


def save(counsellor, *, weekly: list[tuple[int, int, int]], **settings) -> BookingRules:
    """The weekly hours, all at once, as (weekday, start, end) in wall minutes, and the rules of booking.

    Appointments that exist are never touched.
    """
    with transaction.atomic():
        booking_rules, _is_new = BookingRules.objects.select_for_update(no_key=True).get_or_create(
            counsellor=counsellor, defaults={"zone": counsellor.time_zone}
        )
        for name, value in settings.items():
            setattr(booking_rules, name, value)
        booking_rules.full_clean(exclude=["counsellor"])
        booking_rules.save()
        WeeklyRule.objects.filter(counsellor=counsellor).delete()
        WeeklyRule.objects.bulk_create(
            WeeklyRule(counsellor=counsellor, weekday=day, start_min=start, end_min=end) for day, start, end in weekly
        )
        facts.changed(counsellor)
    return booking_rules


def set_day(counsellor, on, *, spans: list[tuple[int, int]]) -> None:
    """This date has these hours instead of the weekly ones; without any it is closed."""
    with transaction.atomic():
        Override.objects.filter(counsellor=counsellor, on=on).delete()
        Override.objects.bulk_create(
            [Override(counsellor=counsellor, on=on, start_min=start, end_min=end) for start, end in spans]
            or [Override(counsellor=counsellor, on=on)]
        )
        facts.changed(counsellor)


def reset_day(counsellor, on) -> None:
    """Back to the weekly hours."""
    with transaction.atomic():
        Override.objects.filter(counsellor=counsellor, on=on).delete()
        facts.changed(counsellor)


def outside(counsellor) -> list:
    """Future appointments that lie outside of the present hours: the counsellor is told, nothing else happens."""
    coming = [a for a in appointments.upcoming(counsellor) if a.counsellor_id == counsellor.pk]
    if not coming:
        return []
    since, until = coming[0].start, max(a.end for a in coming)
    diary = diaries.read(counsellor, since=since, until=until)
    opened = slots.joined(slots.windows(diary.weekly, diary.overrides, since, until, diary.zone))
    return [a for a in coming if not any(opens <= a.start and a.end <= closes for opens, closes in opened)]

"""When a counsellor can be booked. What is booked is never touched; `queries.hours.outside` says what no longer fits."""

from django.db import transaction
from django.utils.translation import gettext as _

from booking import rules
from booking.actions import facts
from booking.models import BookingRules, Override, WeeklyRule
from booking.queries import hours
from cms import public_holidays
from lib import zones
from lib.denied import Denied


def save(counsellor, *, weekly: list[tuple[int, int, int]] | None = None, **settings) -> BookingRules:
    """The rules of booking, and the weekly hours all at once, as (weekday, start, end) in wall minutes."""
    for day in range(7):
        rules.check_hours([(start, end) for on, start, end in weekly or () if on == day])
    if not zones.is_zone(settings.get("zone", "UTC")):
        raise Denied("unknown_zone", _("This time zone is not known."), status=400)
    if not is_region(settings.get("holiday_region", "")):
        raise Denied("unknown_region", _("The public holidays there are not known."), status=400)
    with transaction.atomic():
        booking_rules = lock(counsellor)
        for name, value in settings.items():
            setattr(booking_rules, name, value)
        booking_rules.full_clean(exclude=["counsellor"])
        booking_rules.save()
        if weekly is not None:
            WeeklyRule.objects.filter(counsellor=counsellor).delete()
            WeeklyRule.objects.bulk_create(
                WeeklyRule(counsellor=counsellor, weekday=day, start_min=start, end_min=end)
                for day, start, end in weekly
            )
        facts.changed(counsellor)
    return booking_rules


def is_region(code: str) -> bool:
    return not code or public_holidays.is_region(code)


def set_day(counsellor, on, *, spans: list[tuple[int, int]]) -> None:
    """This date has these hours instead of the weekly ones; without any it is closed."""
    rules.check_hours(spans)
    with transaction.atomic():
        rules.check_day(on, today=hours.today(lock(counsellor)))
        Override.objects.filter(counsellor=counsellor, on=on).delete()
        Override.objects.bulk_create(
            [Override(counsellor=counsellor, on=on, start_min=start, end_min=end) for start, end in spans]
            or [Override(counsellor=counsellor, on=on)]
        )
        facts.changed(counsellor)


def open_day(counsellor, on) -> None:
    """A public holiday becomes a day with the hours of its weekday."""
    weekday = WeeklyRule.objects.filter(counsellor=counsellor, weekday=on.weekday())
    spans = list(weekday.values_list("start_min", "end_min"))
    if not spans:
        raise Denied("no_hours", _("You have no hours on this weekday. Please say from when to when."), status=409)
    set_day(counsellor, on, spans=spans)


def reset_day(counsellor, on) -> None:
    """Back to the weekly hours."""
    with transaction.atomic():
        Override.objects.filter(counsellor=counsellor, on=on).delete()
        facts.changed(counsellor)


def lock(counsellor) -> BookingRules:
    """Made with the defaults if there are none yet."""
    return BookingRules.objects.select_for_update(no_key=True).get_or_create(
        counsellor=counsellor, defaults={"zone": counsellor.time_zone}
    )[0]

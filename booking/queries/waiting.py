"""The waiting list: who waits for what, and what is free for them."""

from datetime import timedelta

from booking import rules
from booking.models import Waiting
from booking.queries import diaries
from lib import clock


def of_person(person):
    """Not over, the soonest first."""
    return (
        Waiting.objects.filter(client=person, until__gt=clock.now())
        .select_related("service__counsellor", "appointment", "client")
        .order_by("until")
    )


def of_counsellor(counsellor):
    return (
        Waiting.objects.filter(service__counsellor=counsellor, client__is_active=True)
        .select_related("service__counsellor", "appointment", "client")
        .order_by("pk")
    )


def counsellors():
    """Ids of those somebody waits for."""
    return Waiting.objects.values_list("service__counsellor", flat=True).distinct()


def is_over(waiting, now) -> bool:
    """It ends by itself: on its day, and when the appointment can no longer be moved by the client."""
    held = waiting.appointment
    if waiting.until <= now or (not waiting.service.active and held is None):
        return True
    return held is not None and (not held.is_booked or rules.is_late(held, now))


def free_for(waiting) -> list:
    """The starts that would be of use: before `until`, and before what the person has already."""
    now, held = clock.now(), waiting.appointment
    counsellor = waiting.service.counsellor
    booking_rules = diaries.rules_of(counsellor)
    until = min(waiting.until, now + timedelta(days=booking_rules.horizon_days + 1))
    if held is not None:
        until = min(until, held.start)
    diary = diaries.read(
        counsellor, since=now, until=until, client=waiting.client, booking_rules=booking_rules, without=held
    )
    minutes = held.minutes if held is not None else waiting.service.minutes
    return rules.bookable(diary, minutes=minutes, since=now, until=until, now=now)

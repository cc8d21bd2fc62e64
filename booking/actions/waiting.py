"""The waiting list: everybody on it is told at once when a time gets free; whoever books first has it."""

from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from booking import changes
from booking.actions import telling
from booking.models import Waiting
from booking.queries import appointments, waiting
from booking.queries import services as service_queries
from lib import clock
from lib.denied import Denied
from lib.ids import to_text
from lib.mailtexts import address_of

MOST = 10  # places on lists, for one person
LONGEST = timedelta(days=366)
A_DAY = timedelta(hours=24)


def join(*, by, until, service=None, appointment=None) -> Waiting:
    """Wait for `service`, or for an earlier time of `appointment`, until a moment. Joining again changes the moment.

    Raises Denied: "not_found", "not_offered", "until", "waiting_often", and what moving the appointment would raise.
    """
    now = clock.now()
    if appointment is not None:
        if by != appointment.client:
            raise Denied("not_found", _("There is nothing here for you."), status=404)
        moves = appointments.moves_of_client(appointment, now=now)
        changes.check_movable(appointment, by=by, now=now, moves=min(moves, changes.MOST_MOVES - 1))
        service, until = appointment.service, min(until, appointment.start)
    elif not by.is_client or service not in service_queries.offered_to(by, service.counsellor):
        raise Denied("not_offered", _("This is not on offer at the moment."), status=409)
    if not now < until <= now + LONGEST:
        raise Denied("until", _("Please choose a day between tomorrow and one year from now."), status=400)
    with transaction.atomic():
        if waiting.of_person(by).exclude(service=service).count() >= MOST:
            raise Denied(
                "waiting_often", _("You are on many waiting lists. Please leave one of them first."), status=409
            )
        row, _is_new = Waiting.objects.update_or_create(
            client=by, service=service, defaults={"until": until, "appointment": appointment}
        )
        row.known = _minutes(waiting.free_for(row))
        row.save(update_fields=["known"])
    return row


def leave(row: Waiting, *, by) -> None:
    if by != row.client:
        raise Denied("not_found", _("There is nothing here for you."), status=404)
    row.delete()


def look(counsellor) -> None:
    """Something about the counsellor's times has changed: tell those for whom a new one is free; end what is over."""
    for row in list(waiting.of_counsellor(counsellor)):
        with transaction.atomic():
            locked = Waiting.objects.select_for_update(of=("self",)).filter(pk=row.pk).first()
            if locked is None:
                continue
            row.told_at, row.known = locked.told_at, locked.known
            _look_for(row)


def _look_for(row: Waiting) -> None:
    now = clock.now()
    if waiting.is_over(row, now):
        row.delete()
        return
    free, known = _minutes(waiting.free_for(row)), set(row.known)
    if not known.issuperset(free):
        if Waiting.objects.filter(client=row.client, told_at__gt=now - A_DAY).exists():
            free = [minute for minute in free if minute in known]  # still news tomorrow
        else:
            row.told_at = now
            link = address_of(link_of(row))
            telling.plain(row.client, "earlier", key=f"earlier:{now:%Y-%m-%dT%H}", context={"link": link})
    row.known = free
    row.save(update_fields=["known", "told_at"])


def link_of(row: Waiting) -> str:
    """Where the time can be had."""
    if row.appointment is not None:
        return reverse("move_appointment", args=[row.appointment.uid])
    return f"{reverse('book', args=[row.service.counsellor.uid])}?service={to_text(row.service.uid)}"


def _minutes(starts) -> list[int]:
    return [int(start.timestamp()) // 60 for start in starts]

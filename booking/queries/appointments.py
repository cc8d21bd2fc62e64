"""The only door to appointments: every function knows who is looking."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import OuterRef, Q, Subquery

from billing.queries import charges
from booking import changes, rules
from booking.enums import Billed, EventKind, Status
from booking.models import Appointment, AppointmentEvent, BookingRules
from booking.rules import DOOR_OPENS
from consult.enums import Origin
from consult.models import Engagement
from lib import clock

AGREEING = [EventKind.BOOKED, EventKind.MOVED, EventKind.JOINED]  # what gives an appointment a time, or a person to it


def of_person(person):
    """All that `person` takes part in."""
    return Appointment.objects.filter(Q(client=person) | Q(counsellor=person)).select_related(
        "counsellor", "client", "service", "charge", "meeting"
    )


def upcoming(person):
    """Booked and not over, the next first."""
    return of_person(person).filter(status=Status.BOOKED, end__gt=clock.now()).order_by("start")


def listed(person, *, cancelled: bool = False):
    """All of theirs, in order of time; cancelled ones only where they are asked for."""
    found = of_person(person).order_by("start", "pk")
    return found if cancelled else found.exclude(status=Status.CANCELLED)


def for_calendar(person, since, until):
    """What a calendar shows: all that was not cancelled, with the moment it was last `changed_at`."""
    latest = AppointmentEvent.objects.filter(appointment=OuterRef("pk"), kind__in=AGREEING).order_by("-at")
    return (
        Appointment.objects.filter(Q(client=person) | Q(counsellor=person), start__lt=until, end__gt=since)
        .exclude(status=Status.CANCELLED)
        .select_related("meeting")
        .annotate(changed_at=Subquery(latest.values("at")[:1]))
        .order_by("start", "pk")
    )


def to_remind_of(after, until):
    """For the worker: booked ones that start in (after, until], with the moment their time was `agreed_at`."""
    latest = AppointmentEvent.objects.filter(appointment=OuterRef("pk"), kind__in=AGREEING).order_by("-at")
    return (
        Appointment.objects.filter(status=Status.BOOKED, start__gt=after, start__lte=until)
        .select_related("client", "counsellor", "meeting")
        .annotate(agreed_at=Subquery(latest.values("at")[:1]))
        .order_by("start", "pk")
    )


def between(counsellor, client):
    return Appointment.objects.filter(counsellor=counsellor, client=client)


def is_known(client, counsellor) -> bool:
    """Is the client one of the counsellor's own? The one place that says so.

    Whoever had an appointment that is over and was not cancelled or missed; and whoever the counsellor brought along.
    A conversation in writing, or an appointment still to come, is not enough.
    """
    been_here = between(counsellor, client).filter(status__in=[Status.BOOKED, Status.COMPLETED], end__lte=clock.now())
    brought = Engagement.objects.filter(counsellor=counsellor, client=client, origin=Origin.EXTERNAL)
    return been_here.exists() or brought.exists()


def future_count(client, counsellor) -> int:
    return between(counsellor, client).filter(status=Status.BOOKED, start__gt=clock.now()).count()


def moves_of_client(appointment, *, now: datetime) -> int:
    """How often the client has moved it lately."""
    return appointment.events.filter(
        kind=EventKind.MOVED, actor=appointment.client, at__gt=now - changes.MOVES_COUNT_FOR
    ).count()


def must_ask_for_consent(appointment, start: datetime) -> bool:
    """Would `start` lie within the days for withdrawing, and has the client not yet asked for that?"""
    return (
        changes.needs_consent(
            withdrawal=appointment.withdrawal, booked_at=appointment.created_at, zone=appointment.tz, start=start
        )
        and not appointment.events.filter(kind=EventKind.CONSENT).exists()
    )


def withdrawn(appointment) -> AppointmentEvent | None:
    """The client's withdrawal, if there was one."""
    return appointment.events.filter(kind=EventKind.WITHDRAWN).first()


def by_request(person, key: str) -> Appointment | None:
    """What an earlier copy of the same form made."""
    return Appointment.objects.filter(created_by=person, request_key=key).first() if key else None


def by_charge(charge) -> Appointment | None:
    return Appointment.objects.filter(charge=charge).select_related("counsellor", "client", "service").first()


def standing(appointment) -> "Standing":
    """How the money of an appointment stands, for the door and the agenda."""
    return standings([appointment])[appointment.pk]


def money_when_cancelled(appointment, *, by) -> changes.Money:
    """What happens to the money if `by` cancels now."""
    money, late = standing(appointment), by == appointment.client and rules.is_late(appointment, clock.now())
    if money.settled and not left_of(appointment):
        return changes.Money.FREE  # all of it has gone back before, or a bank has taken it
    return changes.money_when_cancelled(appointment, late=late, settled=money.settled, declared=money.declared)


def left_of(appointment) -> int:
    """What was paid for it and has not gone back."""
    _payment, cents = charges.refundable(appointment.charge)
    return cents


class Standing:
    """`outside`: not paid here; `settled`: paid; `declared`: the client says so; `trusted`: that is enough for this counsellor."""

    def __init__(self, appointment, *, declared: bool, trusting: bool):
        self.is_free = appointment.price_cents == 0
        self.outside = not self.is_free and appointment.billed == Billed.OUTSIDE
        self.settled = appointment.charge is not None and appointment.charge.is_settled
        self.declared = not self.settled and declared
        self.trusted = self.declared and trusting
        self.due = not (self.is_free or self.outside or self.settled)


def standings(appointments) -> dict[int, Standing]:
    """The same for many, with as many queries as for one."""
    declared = charges.declared_among([a.charge_id for a in appointments if a.charge_id])
    trusting = set(
        BookingRules.objects.filter(
            counsellor__in={a.counsellor_id for a in appointments}, trust_transfers=True
        ).values_list("counsellor_id", flat=True)
    )
    return {
        a.pk: Standing(a, declared=a.charge_id in declared, trusting=a.counsellor_id in trusting) for a in appointments
    }


SEEN = timedelta(seconds=30)  # the page at the door asks every five


def still_waiting(appointment, now: datetime) -> bool:
    """Was the client seen at the door within the last half minute?"""
    return appointment.waiting_at is not None and now - appointment.waiting_at < SEEN


@dataclass(frozen=True)
class AtTheDoor:
    """Who waits for a counsellor now, or has said something from the door. `state` changes when it looks different."""

    rows: list[dict]

    @property
    def state(self) -> str:
        seen = [
            (
                it.pk,
                row["here"],
                it.waiting_since,
                it.line_at,
                it.let_in_at,
                row["money"].settled,
                row["money"].declared,
            )
            for row in self.rows
            for it in [row["it"]]
        ]
        return hashlib.blake2b(repr(seen).encode(), digest_size=8).hexdigest()


def at_the_door(counsellor) -> AtTheDoor:
    now = clock.now()
    open_now = of_person(counsellor).filter(
        counsellor=counsellor, status=Status.BOOKED, start__lte=now + DOOR_OPENS, end__gt=now
    )
    found = list(open_now.filter(Q(waiting_at__gt=now - SEEN) | ~Q(line="")).order_by("start"))
    money = standings(found)
    return AtTheDoor([{"it": a, "money": money[a.pk], "here": still_waiting(a, now)} for a in found])

"""What is known about who came to an appointment, and what the two have said about it."""

from billing.enums import ChargeState
from billing.queries import charges
from booking import presence, rules
from booking.enums import EventKind, Side, Status
from booking.models import Appointment
from consult.queries import log
from lib import clock


def seen(appointment) -> presence.Seen:
    if appointment.client is None:
        return presence.Seen(invited=appointment.meeting_id is not None)
    wrote = log.who_wrote(
        appointment.counsellor, appointment.client, since=rules.door_opens_at(appointment), until=appointment.end
    )
    return presence.Seen(
        client=appointment.client_came_at is not None or appointment.client_id in wrote,
        counsellor=appointment.counsellor_came_at is not None or appointment.counsellor_id in wrote,
        client_at_door=appointment.waiting_at is not None or bool(appointment.line),
    )


def to_conclude():
    """Booked and over for some minutes, the oldest first."""
    return Appointment.objects.filter(status=Status.BOOKED, end__lte=clock.now() - presence.CONCLUDED_AFTER).order_by(
        "end"
    )


def to_refund():
    """The counsellor had time to object, and did not."""
    return Appointment.objects.filter(refund_at__lte=clock.now()).order_by("refund_at")


def corrections_by(appointment, person) -> int:
    return appointment.events.filter(actor=person, kind__in=[EventKind.COMPLETED, EventKind.MISSED]).count()


def objected(appointment) -> bool:
    """Has the counsellor said otherwise after the client said that nobody came?"""
    said = list(
        appointment.events.filter(kind__in=[EventKind.COMPLETED, EventKind.MISSED]).values_list("actor_id", "data")
    )
    claims = [
        number
        for number, (actor, data) in enumerate(said)
        if actor == appointment.client_id and data.get("missed_by") == Side.COUNSELLOR
    ]
    return bool(claims) and any(
        actor == appointment.counsellor_id and data.get("missed_by") != Side.COUNSELLOR
        for actor, data in said[claims[0] :]
    )


def was_never_paid(charge) -> bool:
    """Dropped without any money having moved, or being said to."""
    return charge.state == ChargeState.CANCELLED and not charges.has_money(charge)

"""Who came: noted at the door, concluded after the end, corrected by either side; and the money that hangs on it.

`missed_by` empty means that the consultation took place.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from billing.actions import charges, refunds
from billing.queries import charges as charge_queries
from booking import presence, rules
from booking.actions import appointments as actions
from booking.actions import facts, rows, telling
from booking.enums import EventKind, Side, Status
from booking.models import Appointment
from booking.queries import appointments, attendance
from lib import clock
from lib.denied import Denied


def enter(appointment: Appointment, *, by) -> None:
    """`by` goes through the door. Raises Denied("door_closed")."""
    money, now = appointments.standing(appointment), clock.now()
    if not rules.may_enter(appointment, by, now=now, settled=money.settled, trusted=money.trusted):
        raise Denied("door_closed", _("The door is not open for you yet."), status=409)
    field = "counsellor_came_at" if by == appointment.counsellor else "client_came_at"
    Appointment.objects.filter(pk=appointment.pk, status=Status.BOOKED, **{field: None}).update(**{field: now})


def conclude(appointment: Appointment) -> Appointment:
    """Some minutes after its end: it took place, or the client stayed away. Twice is once."""
    with transaction.atomic():
        appointment = rows.reload(appointment)
        if appointment.status != Status.BOOKED or clock.now() < appointment.end + presence.CONCLUDED_AFTER:
            return appointment
        status, missed_by = presence.conclusion(attendance.seen(appointment))
        _record(appointment, missed_by, by=None)
        if status == Status.MISSED:
            _tell(appointment)
    return appointment


def correct(appointment: Appointment, *, missed_by: str, by) -> Appointment:
    """`by` says what really happened. Both are told; what it means for the money is done or announced.

    Raises Denied: "not_found", "too_early_to_say", "too_late_to_correct", "not_correctable", "corrected_enough".
    """
    with transaction.atomic():
        appointment = rows.reload(appointment)
        if by not in (appointment.client, appointment.counsellor):
            raise Denied("not_found", _("There is nothing here for you."), status=404)
        same = appointment.status in (Status.COMPLETED, Status.MISSED) and appointment.missed_by == missed_by
        agreed = same and by == appointment.counsellor and appointment.refund_at is not None
        if same and not agreed:
            return appointment  # the same form, sent again
        if not same:
            corrections = attendance.corrections_by(appointment, by)
            presence.check_correction(appointment, missed_by, by=by, now=clock.now(), corrections=corrections)
        _record(appointment, missed_by, by=by)
        _tell(appointment)
        facts.changed(appointment.counsellor)
    return appointment


def _record(appointment: Appointment, missed_by: str, *, by) -> None:
    appointment.status = Status.MISSED if missed_by else Status.COMPLETED
    appointment.missed_by, appointment.refund_at = missed_by, None
    if by is not None:
        _settle(appointment, by=by)
    appointment.save()
    if appointment.charge:
        charges.performed(appointment.charge, None if missed_by else appointment.end)
    kind = EventKind.MISSED if missed_by else EventKind.COMPLETED
    data = {"refund_at": appointment.refund_at.isoformat()} if appointment.refund_at else {}
    rows.note(appointment, kind, by=by, missed_by=str(missed_by), **data)


def _settle(appointment: Appointment, *, by) -> None:
    """What the correction means for the money. Only people move money, never the conclusion by itself."""
    charge = appointment.charge
    if charge is None:
        return
    declared = charge.is_open and appointments.standing(appointment).declared
    if appointment.missed_by == Side.COUNSELLOR and (charge.is_settled or declared):
        if by == appointment.counsellor:
            _refund(appointment, by=by)
        elif not attendance.objected(appointment):  # to an objection people find an answer, not a second claim
            appointment.refund_at = clock.now() + presence.TIME_TO_OBJECT
    elif appointment.missed_by and charge.is_open:
        if not declared:
            charges.cancel(charge, by=by)
    elif not appointment.missed_by and attendance.was_never_paid(charge):
        actions.open_charge(appointment, by=by)  # it was dropped when somebody said that nobody came


def _refund(appointment: Appointment, *, by) -> None:
    """What is paid goes back; a transfer that is only on its way, when it arrives."""
    came = appointment.charge.is_settled
    charges.cancel(appointment.charge, by=by)
    if came:
        rows.note(appointment, EventKind.REFUND, by=by, cents=appointment.price_cents)


def give_back(appointment: Appointment, cents: int, *, by, seen_rest: int) -> Appointment:
    """The counsellor sends back some of what was paid, though nobody has to. Once or often.

    `seen_rest` is what stood on the page as left: a form sent twice gives back once. Raises Denied: "not_found",
    "rest_changed", "not_paid", "refund_amount".
    """
    with transaction.atomic():
        appointment = rows.reload(appointment)
        if by != appointment.counsellor:
            raise Denied("not_found", _("There is nothing here for you."), status=404)
        payment, rest = charge_queries.refundable(appointment.charge)
        if payment is None:
            raise Denied("not_paid", _("Nothing was received that could be sent back."), status=409)
        if rest != seen_rest:
            raise Denied("rest_changed", _("Some of it was sent back meanwhile. Please look again."), status=409)
        refunds.request(payment, cents, by=by, reason="given_back")
        rows.note(appointment, EventKind.REFUND, by=by, cents=cents)
        _tell(appointment)
    return appointment


def refund_unopposed(appointment: Appointment) -> Appointment:
    """The counsellor did not object in time: the money goes back. Twice is once."""
    with transaction.atomic():
        appointment = rows.reload(appointment)
        if appointment.refund_at is None or clock.now() < appointment.refund_at:
            return appointment
        appointment.refund_at = None
        if appointment.charge.is_settled or appointment.charge.is_open:
            _refund(appointment, by=appointment.client)
        appointment.save()
        _tell(appointment)
    return appointment


def _tell(appointment: Appointment) -> None:
    """Constant words, without an entry for the calendar: the page says what was said."""
    latest = appointment.events.order_by("-pk").values_list("pk", flat=True).first()
    for person in (appointment.client, appointment.counsellor):
        if person is not None:
            telling.plain(person, "attendance", key=f"attendance:{latest}")

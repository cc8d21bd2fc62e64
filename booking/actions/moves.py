"""Moving: the same appointment, at another time. Its old time is free in the same moment."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from billing.actions import charges
from booking import changes, rules
from booking.actions import facts, rows, telling
from booking.enums import EventKind
from booking.models import Appointment
from booking.queries import appointments, diaries
from lib import clock
from lib.denied import Denied


def move(appointment: Appointment, *, start, by, consent: bool | None = None) -> Appointment:
    """Raises Denied: "slot_taken", "own_overlap", "not_booked", "over", "too_late_to_move", "moved_enough",
    "consent_needed", "not_movable".

    Price, payment and everything else that was agreed stay. To the time it has already: nothing happens.
    """
    try:
        with transaction.atomic():
            return _move(appointment, start=start, by=by, consent=consent)
    except IntegrityError as error:
        raise rows.refusal(error) from error


def _move(appointment, *, start, by, consent):
    now = clock.now()
    booking_rules = rows.lock(appointment.counsellor, appointment.client)
    appointment = rows.reload(appointment)
    if by not in (appointment.counsellor, appointment.client):
        raise Denied("not_found", _("There is nothing here for you."), status=404)
    if appointment.is_booked and appointment.start == start:
        return appointment  # the same form, sent again
    by_counsellor = by == appointment.counsellor
    changes.check_movable(appointment, by=by, now=now, moves=appointments.moves_of_client(appointment, now=now))
    rules.check_bookable(
        diaries.read(
            appointment.counsellor,
            since=start,
            until=start,
            client=appointment.client,
            booking_rules=booking_rules,
            without=appointment,
        ),
        start,
        minutes=appointment.minutes,
        now=now,
        by_counsellor=by_counsellor,
    )
    asked = not by_counsellor and appointments.must_ask_for_consent(appointment, start)
    changes.check_consent(asked, consent)
    before = appointment.start
    for name, value in rows.times_of(start, appointment.minutes, booking_rules).items():
        setattr(appointment, name, value)
    appointment.sequence += 1
    for name in ("waiting_at", "line_at", "client_came_at", "counsellor_came_at"):
        setattr(appointment, name, None)  # whoever came, came to another time
    appointment.line = ""
    appointment.save()
    if appointment.charge:
        charges.postpone(appointment.charge, start - rules.PAYABLE_FROM)
    data = {"from": before.isoformat(), "to": start.isoformat()}
    rows.note(appointment, EventKind.MOVED, by=by, **data)
    if asked and consent:
        rows.note(appointment, EventKind.CONSENT, by=by)
    telling.both(appointment, "moved")
    facts.changed(appointment.counsellor)
    return appointment

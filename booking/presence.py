"""Who came, as far as the server honestly knows, and who may say that it was otherwise. Pure, like booking.rules."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from booking.enums import Kind, Side, Status
from lib.denied import Denied

CONCLUDED_AFTER = timedelta(minutes=5)  # the end; somebody may still be saying goodbye
NOBODY_CAME_AFTER = timedelta(minutes=10)  # the start
CORRECTABLE_FOR = timedelta(days=7)  # after the end
TIME_TO_OBJECT = timedelta(hours=24)
MOST_CORRECTIONS = 3  # by each side


@dataclass(frozen=True)
class Seen:
    """What the server saw: somebody went in through the door, or wrote in the room; the client stood at the door."""

    client: bool = False
    counsellor: bool = False
    client_at_door: bool = False
    invited: bool = True  # False: the client's place was for a guest, and nobody ever came


def conclusion(seen: Seen) -> tuple[Status, str]:
    """How an appointment that is over is recorded: its status, and who missed it.

    What is not known is taken kindly: that somebody was not seen proves little, because one may reach the room without
    the door. Only if the counsellor was seen, and nothing at all of the client, the client is taken to have stayed away.
    The server never says that of a counsellor by itself: clients can.
    """
    if not seen.invited:
        return Status.MISSED, Side.CLIENT
    if seen.counsellor and not (seen.client or seen.client_at_door):
        return Status.MISSED, Side.CLIENT
    return Status.COMPLETED, ""


def can_correct(appointment, *, by, now: datetime) -> bool:
    """Is there something to say for `by` at all?"""
    if appointment.kind != Kind.CONSULTATION or by not in (appointment.client, appointment.counsellor):
        return False
    if appointment.client is None or appointment.status == Status.CANCELLED:
        return False
    return appointment.start + NOBODY_CAME_AFTER <= now <= appointment.end + CORRECTABLE_FOR


def choices(appointment, *, by, now: datetime) -> list[str]:
    """What `by` can say instead of what is recorded: "" (it took place), or who did not come."""
    if not can_correct(appointment, by=by, now=now):
        return []
    mine, theirs = (Side.COUNSELLOR, Side.CLIENT) if by == appointment.counsellor else (Side.CLIENT, Side.COUNSELLOR)
    if appointment.status == Status.BOOKED:
        return [theirs]  # while it runs, nobody can say more than that they wait in vain
    recorded = appointment.missed_by
    return [choice for choice in ("", theirs, mine) if choice != recorded]


def check_correction(appointment, missed_by: str, *, by, now: datetime, corrections: int):
    """`corrections`: how often `by` has said something about this appointment already."""
    if missed_by not in choices(appointment, by=by, now=now):
        if now > appointment.end + CORRECTABLE_FOR:
            raise Denied("too_late_to_correct", _("This can be corrected for 7 days. They are over."), status=409)
        if now < appointment.start + NOBODY_CAME_AFTER:
            raise Denied("too_early_to_say", _("Please wait until 10 minutes after the start."), status=409)
        raise Denied("not_correctable", _("This cannot be said of the appointment."), status=409)
    if corrections >= MOST_CORRECTIONS:
        message = _("You have corrected this three times already. Please write to each other instead.")
        raise Denied("corrected_enough", message, status=409)

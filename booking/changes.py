"""What may become of a booked appointment (moved, cancelled, withdrawn from), and what that does to the money.

Pure functions of facts and time, like booking.rules.
"""

from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from booking import rules
from booking.enums import Billed, Kind, Status
from lib.denied import Denied

MOST_MOVES = 2  # by the client
MOVES_COUNT_FOR = timedelta(hours=24)
WITHDRAWAL_DAYS = 14


class Money(StrEnum):
    """What happens to the money of an appointment that is cancelled now. Pages show one sentence for each."""

    FREE = "free"  # it costs nothing anyway
    OUTSIDE = "outside"  # settled between the two, not here
    UNPAID = "unpaid"  # nothing came, nothing is owed
    DECLARED = "declared"  # a transfer is said to be on its way: it goes back when it arrives
    BACK = "back"  # all that was paid goes back
    KEPT = "kept"  # the client is late: what was paid stays


def money_when_cancelled(appointment, *, late: bool, settled: bool, declared: bool) -> Money:
    if appointment.price_cents == 0:
        return Money.FREE
    if appointment.billed == Billed.OUTSIDE:
        return Money.OUTSIDE
    if settled:
        return Money.KEPT if late else Money.BACK
    return Money.DECLARED if declared else Money.UNPAID


def check_seen(money: Money, seen: str | None):
    """Nobody cancels with other consequences than those on the button (None: no page was shown)."""
    if seen is not None and seen != money:
        message = _("What follows has changed since you opened this page. Please read it again.")
        raise Denied("consequence_changed", message, status=409)


def check_movable(appointment, *, by, now: datetime, moves: int):
    """`moves`: how often the client has moved it within the last MOVES_COUNT_FOR."""
    if appointment.kind != Kind.CONSULTATION:
        raise Denied("not_movable", _("A meeting of colleagues is moved by the person who called it."), status=409)
    rules.check_cancellable(appointment, now=now)
    if by == appointment.counsellor:
        return
    if rules.is_late(appointment, now):
        message = _("It is too late to move this yourself. Please write to your counsellor, who still can.")
        raise Denied("too_late_to_move", message, status=409)
    if moves >= MOST_MOVES:
        message = _(
            "You have moved this appointment twice within 24 hours. Please wait, or write to your counsellor, who still "
            "can move it."
        )
        raise Denied("moved_enough", message, status=409)


def withdrawal_ends(appointment) -> datetime:
    """The end of the fourteenth day after the day it was booked, on the counsellor's clock."""
    return last_moment_to_withdraw(appointment.created_at, appointment.tz)


def last_moment_to_withdraw(booked_at: datetime, zone: str) -> datetime:
    day = booked_at.astimezone(ZoneInfo(zone)).date() + timedelta(days=WITHDRAWAL_DAYS + 1)
    return datetime.combine(day, time(), tzinfo=ZoneInfo(zone))


def needs_consent(*, withdrawal: bool, booked_at: datetime, zone: str, start: datetime) -> bool:
    """Must the client ask that we begin before the time for withdrawing is over?"""
    return withdrawal and start < last_moment_to_withdraw(booked_at, zone)


def check_consent(needed: bool, given: bool | None):
    """None: no page was shown, so nobody was asked and the right to withdraw stays whole."""
    if needed and given is False:
        message = _("Please tick that the consultation is to take place before the 14 days for withdrawing are over.")
        raise Denied("consent_needed", message, status=409)


def check_withdrawable(appointment, *, by, now: datetime):
    if by != appointment.client:
        raise Denied("not_yours", _("Only the client can withdraw."))
    if not appointment.withdrawal:
        message = _(
            "For this appointment there is no right of withdrawal: it is free of charge, or health care, which the law "
            "exempts. You can still cancel it."
        )
        raise Denied("no_withdrawal", message, status=409)
    if appointment.status == Status.CANCELLED:
        raise Denied(
            "not_booked", _("This appointment is cancelled already. There is nothing to withdraw from."), status=409
        )
    if appointment.status != Status.BOOKED or now >= appointment.end:
        message = _(
            "The consultation has taken place, so the right to withdraw has ended. If something went wrong, please write "
            "to your counsellor or to us."
        )
        raise Denied("taken_place", message, status=409)
    if appointment.client_came_at is not None:
        message = _("The consultation has begun, as you asked. It can no longer be withdrawn from.")
        raise Denied("begun", message, status=409)
    if now >= withdrawal_ends(appointment):
        message = _("The 14 days for withdrawing are over. You can still cancel.")
        raise Denied("withdrawal_over", message, status=409)


def can_withdraw(appointment, *, by, now: datetime) -> bool:
    try:
        check_withdrawable(appointment, by=by, now=now)
    except Denied:
        return False
    return True

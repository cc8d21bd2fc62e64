"""What may happen with appointments. Pure functions of facts and time; those that refuse raise `Denied`."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from booking import slots
from booking.enums import Audience, Billed, Status
from lib.denied import Denied

DOOR_OPENS = timedelta(minutes=15)
PAYABLE_FROM = timedelta(hours=24)
FIRST_TIME_LIMIT = 3  # future appointments of somebody who has not been here yet


@dataclass(frozen=True)
class Diary:
    """Everything that decides whether a time is free, except who asks and when."""

    zone: ZoneInfo
    weekly: dict[int, list[tuple[int, int]]]
    overrides: dict[date, list[tuple[int, int]]]
    step: timedelta
    before: timedelta
    after: timedelta
    notice: timedelta
    horizon: timedelta
    cap: int | None = None
    accepting: bool = True
    busy: list[slots.Span] = field(default_factory=list)  # blocked spans, pauses included
    closed: list[slots.Span] = field(default_factory=list)
    client_busy: list[slots.Span] = field(default_factory=list)  # the client's other appointments, anywhere
    taken_per_day: Counter = field(default_factory=Counter)  # local date -> appointments, for the cap


def bookable(
    diary: Diary, *, minutes: int, since: datetime, until: datetime, now: datetime, by_counsellor: bool = False
) -> list[datetime]:
    """The starts in [since, until) at which `minutes` can be booked. The list of free times and the booking ask here.

    Counsellors may book inside their own notice and over their own cap, never over another appointment.
    """
    if not (diary.accepting or by_counsellor):
        return []
    earliest = now if by_counsellor else now + diary.notice
    since, until = max(since, earliest), min(until, now + diary.horizon + timedelta.resolution)
    if since >= until:
        return []
    length = timedelta(minutes=minutes)
    starts = slots.free_starts(
        slots.windows(diary.weekly, diary.overrides, since, until, diary.zone),
        diary.busy,
        length=length,
        step=diary.step,
        before=diary.before,
        after=diary.after,
        since=since,
        until=until,
    )
    no_pause = [*diary.closed, *diary.client_busy]  # collide with the consultation itself, not with its pauses
    return [
        start
        for start in starts
        if not any(a < start + length and b > start for a, b in no_pause)
        and (by_counsellor or not _is_full(diary, start))
    ]


def _is_full(diary: Diary, start: datetime) -> bool:
    return diary.cap is not None and diary.taken_per_day[start.astimezone(diary.zone).date()] >= diary.cap


def check_bookable(diary: Diary, start: datetime, *, minutes: int, now: datetime, by_counsellor: bool = False):
    """Refuse a start that `bookable` would not offer. One answer for every reason: the diary is nobody's business."""
    end = start + timedelta(minutes=minutes)
    if any(a < end and b > start for a, b in diary.client_busy) and not by_counsellor:
        raise Denied("own_overlap", _("You have another appointment at this time."), status=409)
    until = start + timedelta.resolution
    if not bookable(diary, minutes=minutes, since=start, until=until, now=now, by_counsellor=by_counsellor):
        raise slot_taken()


def slot_taken() -> Denied:
    return Denied("slot_taken", _("This time was just taken. Please choose another one."), status=409)


def check_may_book(service, *, client, by, known: bool, future: int):
    """May `by` book `service` for `client` at all? `known`: was here before; `future`: booked ones still to come."""
    if client == service.counsellor:
        raise Denied("own_service", _("You cannot book an appointment with yourself."))
    if by not in (client, service.counsellor) or not client.is_client:
        raise Denied("not_yours", _("Only clients can book, or their counsellor for them."))
    if by == service.counsellor:
        return
    if not offers_to(service, known=known):
        raise Denied("not_offered", _("This is not on offer at the moment."), status=409)
    if future >= FIRST_TIME_LIMIT and not known:
        raise Denied(
            "enough_for_now",
            _(
                "You have booked %(count)s appointments here already. "
                "Please book more after the first one has taken place."
            )
            % {"count": FIRST_TIME_LIMIT},
            status=409,
        )


def check_price(service, seen_cents: int | None):
    """Refuse when the price is not the one on the page any more (None: no page was shown)."""
    if seen_cents is not None and seen_cents != service.price_cents:
        raise Denied("price_changed", _("The price was changed meanwhile. Please look at it again."), status=409)


def offers_to(service, *, known: bool) -> bool:
    """Is the service on offer to somebody who books alone?"""
    return service.active and (service.audience == Audience.PUBLIC or (service.audience == Audience.CLIENTS and known))


def is_late(appointment, now: datetime) -> bool:
    """After the moment until which the client cancels freely. The moment itself is in time."""
    return now > cancel_deadline(appointment)


def cancel_deadline(appointment) -> datetime:
    return appointment.start - timedelta(hours=appointment.cancel_hours)


def check_cancellable(appointment, *, now: datetime):
    if appointment.status != Status.BOOKED:
        raise Denied("not_booked", _("This appointment is not booked any more."), status=409)
    if now >= appointment.end:
        raise Denied("over", _("This appointment is over."), status=409)


def check_may_let_in(appointment, *, by, now: datetime):
    if by != appointment.counsellor:
        raise Denied("not_yours", _("Only the counsellor can let somebody in."))
    if appointment.status != Status.BOOKED:
        raise Denied("not_booked", _("This appointment is not booked any more."), status=409)
    if now >= appointment.end:
        raise Denied("over", _("This appointment is over."), status=409)


def door_opens_at(appointment) -> datetime:
    return appointment.start - DOOR_OPENS


def may_enter(appointment, person, *, now: datetime, settled: bool, trusted: bool = False) -> bool:
    """`settled`: the charge is paid; `trusted`: the transfer is declared and the counsellor trusts that."""
    if appointment.status != Status.BOOKED or not door_opens_at(appointment) <= now < appointment.end:
        return False
    if person == appointment.counsellor:
        return True
    return person == appointment.client and (
        appointment.price_cents == 0
        or appointment.billed == Billed.OUTSIDE
        or settled
        or trusted
        or appointment.let_in_at is not None
    )

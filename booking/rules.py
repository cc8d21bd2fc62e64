"""What may happen with appointments. Pure functions of facts and time; those that refuse raise `Denied`."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from booking import slots
from booking.enums import DAY_MINUTES, GRID, Audience, Billed, Kind, Status
from lib.denied import Denied

DOOR_OPENS = timedelta(minutes=15)
PAYABLE_FROM = timedelta(hours=24)
LONGEST_AHEAD = timedelta(days=731)
MOST_ABSENCES = 200
MOST_COLLEAGUES = 11  # and the host
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
    off: frozenset[date] = frozenset()  # local dates of absences, and of public holidays that were not opened
    closed: list[slots.Span] = field(default_factory=list)  # what others say: booking/closed.py
    client_busy: list[slots.Span] = field(default_factory=list)  # the client's other appointments, anywhere
    taken_per_day: Counter = field(default_factory=Counter)  # local date -> appointments, for the cap


def bookable(
    diary: Diary, *, minutes: int, since: datetime, until: datetime, now: datetime, by_counsellor: bool = False
) -> list[datetime]:
    """The starts in [since, until) at which `minutes` can be booked. The list of free times and the booking ask here.

    What closes a calendar to clients does not bind the counsellor whose calendar it is: notice, cap, absences, public
    holidays, busy times elsewhere, a practice that takes nobody new. Hours, pauses and other appointments bind both.
    """
    if not (diary.accepting or by_counsellor):
        return []
    earliest = now if by_counsellor else now + diary.notice
    since, until = max(since, earliest), min(until, now + diary.horizon + timedelta.resolution)
    if since >= until:
        return []
    off = () if by_counsellor else diary.off
    opened = slots.windows(diary.weekly, diary.overrides, since, until, diary.zone, off)
    return slots.free_starts(
        opened if by_counsellor else [window for window in opened if not _is_full(diary, window)],
        diary.busy,
        length=timedelta(minutes=minutes),
        step=diary.step,
        before=diary.before,
        after=diary.after,
        since=since,
        until=until,
        closed=diary.client_busy if by_counsellor else [*diary.closed, *diary.client_busy],
        reach=opened,
    )


def _is_full(diary: Diary, window: slots.Span) -> bool:
    """A window belongs to one local date."""
    return diary.cap is not None and diary.taken_per_day[window[0].astimezone(diary.zone).date()] >= diary.cap


def is_closed(diary: Diary, start: datetime, *, minutes: int) -> bool:
    """Is it a day off, or are they busy elsewhere? Then only the counsellor books; pages say so beside the time."""
    end = start + timedelta(minutes=minutes)
    days = {at.astimezone(diary.zone).date() for at in (start, end - timedelta.resolution)}
    return bool(days & diary.off) or any(a < end and b > start for a, b in diary.closed)


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


def check_hours(spans: list[tuple[int, int]]):
    """Of one day, in wall minutes."""
    ordered = sorted(spans)
    for start, end in ordered:
        if not 0 <= start < end <= DAY_MINUTES or start % GRID or end % GRID:
            raise Denied("wrong_hours", _("These hours are not possible."), status=400)
    if any(end > following for (_a, end), (following, _b) in pairwise(ordered)):
        raise Denied("hours_overlap", _("These hours overlap."), status=400)


def check_day(on: date, *, today: date):
    """May this date get hours of its own?"""
    if not today <= on <= today + LONGEST_AHEAD:
        raise Denied("wrong_day", _("Please choose a day of the next two years."), status=400)


def check_absence(first_on: date, last_on: date, *, today: date, began_on: date | None, others: list):
    """`began_on`: the first day it had before, if it is changed; `others`: (first, last) of the other absences."""
    if last_on < first_on:
        raise Denied("away_span", _("The last day comes before the first."), status=400)
    if first_on < today and first_on != began_on:
        raise Denied("away_span", _("The first day is over already."), status=400)
    if last_on < today:
        raise Denied("away_span", _("The last day is over already."), status=400)
    if last_on > today + LONGEST_AHEAD:
        raise Denied("away_span", _("Please enter at most the next two years."), status=400)
    if len(others) >= MOST_ABSENCES:
        raise Denied("away_often", _("There are very many absences already. Please delete some."), status=409)
    if any(a <= last_on and b >= first_on for a, b in others):
        raise Denied("away_already", _("You are away on some of these days already."), status=409)


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


def check_may_invite(service, *, by, allowed: bool):
    """May `by` keep a time of `service` for somebody from outside, who comes by a link? `allowed`: by the plan."""
    if by != service.counsellor:
        raise Denied("not_yours", _("Only clients can book, or their counsellor for them."))
    if not allowed:
        raise Denied("plan", _("Inviting people from outside by link is not part of your plan."), status=403)


def check_takes_new(*, takes: bool, covered: bool, by_counsellor: bool):
    """Can there be new appointments of these two? `takes`: the counsellor's account is in order; `covered`: the plan
    has room for this client of theirs. What is booked stays booked either way."""
    if takes and covered:
        return
    if not by_counsellor:
        raise Denied("takes_nothing_new", _("No new appointments can be booked here at present."), status=409)
    if not takes:
        raise Denied(
            "suspended", _("An invoice is long overdue. As soon as it is paid you can book again."), status=409
        )
    raise Denied(
        "own_clients",
        _("Your plan has no room for new appointments with this own client. A larger one has."),
        status=403,
    )


def check_billed(billed: str, *, by, counsellor, external: bool):
    """Who settles a price outside of this site? Only counsellors, and only with people they brought along."""
    if billed == Billed.OUTSIDE and not (by == counsellor and external):
        raise Denied("billed", _("This client found you here and pays here."), status=409)


def check_may_accept(appointment, *, by, now: datetime):
    """May `by` take the place that was kept for a guest? The first who accepts has it."""
    if appointment.status != Status.BOOKED or now >= appointment.end or appointment.client_id not in (None, by.pk):
        raise Denied("link_over", _("This invitation is no longer good. Please ask for a new one."), status=410)
    if not by.is_client:
        raise Denied("not_a_client", _("Only clients can accept an invitation: log in as one, or sign up."))


def check_meeting(*, host, colleagues: list, start: datetime, by, now: datetime):
    if by != host or not host.is_counsellor:
        raise Denied("not_yours", _("Only counsellors can call a meeting."))
    if not colleagues:
        raise Denied("nobody", _("Please choose at least one colleague."), status=422)
    if len(colleagues) > MOST_COLLEAGUES:
        raise Denied(
            "too_many", _("Please choose at most %(count)s colleagues.") % {"count": MOST_COLLEAGUES}, status=422
        )
    if start <= now:
        raise Denied("past", _("This time is over. Please choose a later one."), status=422)


def check_may_answer(meeting, *, asked: bool, now: datetime):
    if not asked:
        raise Denied("not_asked", _("There is nothing here for you."), status=404)
    if meeting.cancelled_at or now >= meeting.end:
        raise Denied("over", _("This meeting is over or was called off."), status=409)


def check_may_call_off(meeting, *, by, now: datetime):
    if by != meeting.host:
        raise Denied("not_yours", _("Only the person who called the meeting can call it off."))
    if now >= meeting.end:
        raise Denied("over", _("This meeting is over or was called off."), status=409)


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
    if appointment.kind == Kind.MEETING:
        raise Denied("meeting", _("Answer the invitation to the meeting instead."), status=409)
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


def is_at_the_door(appointment, now: datetime) -> bool:
    """From a quarter of an hour before until the end, the door is open, and somebody may stand there."""
    return door_opens_at(appointment) <= now < appointment.end


def check_may_speak(appointment, *, by, now: datetime):
    """A line from the door to the counsellor."""
    if by != appointment.client:
        raise Denied("not_yours", _("Only the client who waits can send this."))
    if appointment.status != Status.BOOKED:
        raise Denied("not_booked", _("This appointment is not booked any more."), status=409)
    if not is_at_the_door(appointment, now):
        raise Denied("door_closed", _("The door is not open at the moment."), status=409)


def may_enter(appointment, person, *, now: datetime, settled: bool, trusted: bool = False) -> bool:
    """`settled`: the charge is paid; `trusted`: the transfer is declared and the counsellor trusts that."""
    if appointment.status != Status.BOOKED or not is_at_the_door(appointment, now):
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

"""What somebody can do with one appointment, and its state in words. Reads only."""

from dataclasses import dataclass
from datetime import datetime

from django import template
from django.utils.translation import gettext as _

from billing.queries import charges
from booking import changes, presence, rules
from booking.enums import Side, Status
from booking.queries import appointments
from booking.queries import series as series_queries
from lib import clock
from lib.denied import Denied

register = template.Library()


@dataclass(frozen=True)
class Chances:
    """For the person who looks."""

    can_cancel: bool
    can_move: bool
    why_not: str  # why it cannot be moved
    late: bool
    can_withdraw: bool
    can_correct: bool
    can_give_back: bool
    waits: object | None  # the place on the waiting list
    more_of_series: int  # other coming appointments of its series


@register.simple_tag(takes_context=True)
def chances(context, it) -> Chances:
    me, now = context["request"].user, clock.now()
    can_cancel = it.is_booked and now < it.end
    why_not = _why_not_move(it, me, now) if can_cancel else ""
    return Chances(
        can_cancel=can_cancel,
        can_move=can_cancel and not why_not,
        why_not=why_not,
        late=rules.is_late(it, now),
        can_withdraw=it.is_booked and changes.can_withdraw(it, by=me, now=now),
        can_correct=bool(presence.choices(it, by=me, now=now)) or (me == it.counsellor and it.refund_at is not None),
        can_give_back=me == it.counsellor and not it.is_booked and charges.refundable(it.charge)[1] > 0,
        waits=it.waiting.filter(client=me).first() if can_cancel else None,
        more_of_series=sum(other != it for other in series_queries.coming(it.series)) if it.series_id else 0,
    )


def _why_not_move(it, me, now) -> str:
    try:
        changes.check_movable(
            it, by=me, now=now, moves=0 if me == it.counsellor else appointments.moves_of_client(it, now=now)
        )
    except Denied as refused:
        return refused.message
    return ""


@register.simple_tag(takes_context=True)
def missed_words(context, it) -> str:
    """Who did not come, as the person who looks calls them."""
    mine = Side.COUNSELLOR if context["request"].user == it.counsellor else Side.CLIENT
    if it.status != Status.MISSED:
        return ""
    if it.missed_by == mine:
        return _("You did not come.")
    return _("Your client did not come.") if it.missed_by == Side.CLIENT else _("Your counsellor did not come.")


@register.filter
def moment_of(iso: str) -> datetime:
    """What the timeline keeps as text, as a moment."""
    return datetime.fromisoformat(iso)

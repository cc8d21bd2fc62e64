"""The door of an appointment: what is still missing, who waits, and the way in."""

import hashlib

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from accounts.queries import identities
from booking import rules
from booking.actions import appointments as actions
from booking.actions import door as door_actions
from booking.enums import Line, Mode
from booking.queries import appointments
from booking.views.appointment import find
from booking.views.pages import render_in
from lib import clock, ids
from lib.denied import Denied


@login_required
@require_GET
def door(request, uid):
    return _show(request, find(request, uid), "booking/door.html")


@login_required
@require_POST
def look(request, uid):
    """What the page at the door asks every few seconds: has anything changed? For a client it also says "I am here"."""
    found = find(request, uid)
    actions.wait(found, by=request.user)
    context = _context(request, found)
    if not request.htmx:
        return redirect("door", found.uid)
    if request.POST.get("state") == context["state"]:
        return HttpResponse(status=204)  # nothing changed: leave the page, and the focus in it, alone
    return render_in(request.user.time_zone, request, "booking/_door.html", context)


@login_required
@require_POST
def say(request, uid):
    """One of the sentences a client can send from the door."""
    found = find(request, uid)
    try:
        door_actions.say(found, request.POST.get("line", ""), by=request.user)
    except Denied as error:
        return _show(request, found, "booking/door.html", error=error, status=error.status)
    return redirect("door", found.uid)


@login_required
@require_POST
def let_in(request, uid):
    found = find(request, uid)
    try:
        actions.let_in(found, by=request.user)
    except Denied as error:
        return _show(request, found, "booking/door.html", error=error, status=error.status)
    return redirect("door", found.uid)


def _show(request, found, template, *, error=None, status=200):
    context = _context(request, found) | {"error": error}
    return render_in(request.user.time_zone, request, template, context, status=status)


def _context(request, found) -> dict:
    now, me, money = clock.now(), request.user, appointments.standing(found)
    opens_at, other = rules.door_opens_at(found), found.other(me)
    has_room_keys = identities.head(me) is not None
    may_enter = rules.may_enter(found, me, now=now, settled=money.settled, trusted=money.trusted)
    context = {
        "it": found,
        "me_counsels": me == found.counsellor,
        "whom": found.with_whom(me),
        "other_uid": ids.to_text(other.uid) if other else "",
        "money": money,
        "opens_at": opens_at,
        "in_time": rules.is_at_the_door(found, now),
        "early": now < opens_at,
        "begun": now >= found.start,
        "over": now >= found.end,
        "can_pay": found.charge is not None and found.charge.is_open and now >= found.start - rules.PAYABLE_FROM,
        "pay_from": found.start - rules.PAYABLE_FROM,
        "paid_enough": not money.due or money.trusted or found.let_in_at is not None,
        "has_room_keys": has_room_keys,
        "may_enter": may_enter,
        "lines": Line.choices,
        "needs_devices": found.mode != Mode.TEXT,
        "waits": me == found.counsellor and appointments.still_waiting(found, now),
    }
    return context | {"state": _digest(found, context)}


def _digest(found, context) -> str:
    """Changes exactly when the page at the door would look different."""
    seen = [found.status, context["money"].declared, context["money"].settled, found.let_in_at, found.line_at]
    names = ("in_time", "early", "begun", "over", "can_pay", "has_room_keys", "may_enter", "waits")
    seen += [context[name] for name in names]
    return hashlib.blake2b(repr(seen).encode(), digest_size=8).hexdigest()

"""Meetings of colleagues: calling one, answering, calling it off."""

from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import counsellors_only
from booking.actions import meetings as actions
from booking.forms.meetings import MeetingForm
from booking.queries import meetings
from booking.views.pages import render_in
from lib import clock, ratelimit
from lib.denied import Denied


@counsellors_only
@require_http_methods(["GET", "POST"])
def new(request):
    """Colleagues are looked for by name, as often as wanted; who was chosen stays chosen."""
    me, zone = request.user, ZoneInfo(request.user.time_zone)
    data = request.POST if request.method == "POST" else request.GET
    chosen = meetings.colleagues(data.getlist("with")[:50], me)
    calling = request.method == "POST" and "call" in request.POST
    form = MeetingForm(data if data else None, zone=zone) if calling else MeetingForm(initial=_kept(data), zone=zone)
    error = None
    if calling and form.is_valid():
        try:
            ratelimit.hit("meeting", str(me.pk), limit=30, seconds=3600)
            meeting = actions.call(host=me, colleagues=chosen, by=me, **form.meeting())
        except Denied as refused:
            error = refused
        else:
            messages.success(request, _("Your colleagues are asked."))
            return redirect("meeting", meeting.uid)
    words = data.get("q", "")[:80]
    found = [one for one in meetings.colleagues_by_name(words, me) if one not in chosen]
    context = {"form": form, "chosen": chosen, "found": found, "words": words, "error": error}
    status = error.status if error else 422 if calling and form.errors else 200
    return render_in(me.time_zone, request, "booking/meeting_new.html", context, status=status)


def _kept(data) -> dict:
    """What was typed before somebody looked for another name."""
    return {name: data[name] for name in ("on", "at", "minutes", "subject") if data.get(name)}


@counsellors_only
@require_GET
def meeting(request, uid):
    return _page(request, _find(request, uid))


def _page(request, found, *, error: Denied | None = None):
    me, now = request.user, clock.now()
    attendees = list(meetings.attendees_of(found))
    context = {
        "it": found,
        "attendees": attendees,
        "mine": next((one for one in attendees if one.counsellor_id == me.pk), None),
        "place": meetings.place_of(found, me),
        "hosts": me == found.host,
        "over": now >= found.end,
        "error": error,
    }
    return render_in(me.time_zone, request, "booking/meeting.html", context, status=error.status if error else 200)


@counsellors_only
@require_POST
def answer(request, uid):
    found = _find(request, uid)
    comes = request.POST.get("answer") == "yes"
    try:
        (actions.accept if comes else actions.decline)(found, by=request.user)
    except Denied as error:
        return _page(request, found, error=error)
    messages.success(request, _("You come.") if comes else _("You do not come."))
    return redirect("meeting", found.uid)


@counsellors_only
@require_http_methods(["GET", "POST"])
def cancel(request, uid):
    found = _find(request, uid)
    if found.host != request.user:
        raise Http404
    if request.method == "POST":
        try:
            actions.cancel(found, by=request.user)
        except Denied as error:
            return _page(request, found, error=error)
        messages.success(request, _("The meeting is called off. Your colleagues are told."))
        return redirect("meeting", found.uid)
    return render_in(request.user.time_zone, request, "booking/meeting_cancel.html", {"it": found})


def _find(request, uid):
    found = meetings.of_person(request.user).filter(uid=uid).first()
    if found is None:
        raise Http404
    return found

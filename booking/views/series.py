"""Many appointments at once: thought of, looked at one by one, booked with one press; and cancelled together."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from booking import changes, rules, weekly
from booking.actions import series as actions
from booking.forms.appointments import SeriesForm
from booking.queries import appointments, counsellors, diaries, services
from booking.queries import series as queries
from booking.views import free_times
from booking.views.book import cents_of, key_of
from booking.views.pages import render_in
from lib import clock, formats, ratelimit
from lib.denied import Denied


@dataclass(frozen=True)
class Row:
    """One date of the preview: what can be chosen for it."""

    name: str
    wanted: free_times.Time
    is_free: bool
    nearest: list[free_times.Time]


@login_required
@require_http_methods(["GET", "POST"])
def new_series(request, uid):
    me = request.user
    counsellor = counsellors.bookable_by(me, uid)
    if counsellor is None or not (me == counsellor or appointments.is_known(me, counsellor)):
        raise Http404
    own, booking_rules = me == counsellor, diaries.rules_of(counsellor)
    data = request.POST if request.method == "POST" else request.GET
    form = SeriesForm(
        data if "times" in data else None,
        offered=services.offered_to(me, counsellor),
        clients=counsellors.clients_of(counsellor) if own else None,
        zone=booking_rules.zone,
        initial={"service": data.get("service", ""), "client": data.get("client", "")}
        | SeriesForm.split(free_times.instant(data.get("start", "")), booking_rules.zone),
    )
    context = {"counsellor": counsellor, "own": own, "form": form, "rules": booking_rules}
    if not form.is_valid():
        return _render(request, context, status=422 if form.is_bound else 200)
    chosen = form.cleaned_data
    client = chosen["client"] if own else me
    if request.method == "POST":
        try:
            ratelimit.hit("book", str(me.pk), limit=20, seconds=600)
            starts = [start for name in data if name.startswith("pick_") and (start := free_times.instant(data[name]))]
            if not starts:
                raise Denied("nothing_chosen", _("Please choose at least one date."), status=422)
            made = actions.book(
                service=chosen["service"], client=client, starts=starts, every_weeks=chosen["every_weeks"], by=me,
                request_key=key_of(request), seen_cents=cents_of(data.get("price", "")), consent="consent" in data,
            )  # fmt: skip
        except Denied as error:
            return _render(request, context | _preview(form, client, own, me) | {"error": error}, status=error.status)
        _say(request, made, starts)
        return redirect("series", made.uid)
    return _render(request, context | _preview(form, client, own, me))


def _preview(form, client, own: bool, me) -> dict:
    chosen, zone, now = form.cleaned_data, form.zone, clock.now()
    service = chosen["service"]
    starts = weekly.starts(chosen["start"], every_weeks=chosen["every_weeks"], times=chosen["times"], zone=zone)
    proposals = queries.proposals(service, client=client, starts=starts, by_counsellor=own)
    show = lambda start: free_times.shown(start, me.time_zone, zone)
    rows = [
        Row(f"pick_{number}", show(p.start), p.is_free, [show(start) for start in p.nearest])
        for number, p in enumerate(proposals)
    ]
    withdrawal = diaries.rules_of(service.counsellor).withdrawal and service.price_cents > 0
    soon = [
        p.start
        for p in proposals
        if changes.needs_consent(withdrawal=withdrawal, booked_at=now, zone=zone, start=p.start)
    ]
    return {
        "rows": rows,
        "service": service,
        "client": client,
        "free": sum(row.is_free for row in rows),
        "shifts": len({start.astimezone(ZoneInfo(me.time_zone)).strftime("%H:%M") for start in starts}) > 1,
        "ask_consent": bool(soon) and not own,
        "request_key": secrets.token_urlsafe(16),
    }


def _say(request, made, starts: list[datetime]) -> None:
    booked = queries.appointments_of(made)
    lost = sorted(set(starts) - {a.start for a in booked})
    count = len(booked)
    messages.success(
        request,
        ngettext("%(count)s appointment is booked.", "%(count)s appointments are booked.", count) % {"count": count},
    )
    if lost:
        listed = "; ".join(formats.moment(start.astimezone(ZoneInfo(request.user.time_zone))) for start in lost)
        messages.warning(request, _("Taken meanwhile, and not booked: %(times)s.") % {"times": listed})


@login_required
@require_GET
def series(request, uid):
    return _page(request, _find(request, uid), "booking/series.html")


@login_required
@require_http_methods(["GET", "POST"])
def cancel_series(request, uid):
    found, error = _find(request, uid), None
    if request.method == "POST":
        try:
            gone = actions.cancel(found, by=request.user, seen=request.POST.get("seen") or None)
        except Denied as refused:
            error = refused
        else:
            count = len(gone)
            words = ngettext("%(n)s appointment is cancelled.", "%(n)s appointments are cancelled.", count)
            messages.success(request, words % {"n": count})
            return redirect("series", found.uid)
    return _page(request, found, "booking/series_cancel.html", error=error)


def _find(request, uid):
    found = queries.of_person(request.user).filter(uid=uid).first()
    if found is None:
        raise Http404
    return found


def _page(request, found, template, *, error: Denied | None = None):
    me = request.user
    coming = queries.coming(found)
    context = {
        "series": found,
        "whom": found.client.name if me == found.counsellor else found.counsellor.name,
        "by_counsellor": me == found.counsellor,
        "appointments": queries.appointments_of(found),
        "coming": coming,
        "loss": queries.loss(coming, by=me),
        "late": sum(rules.is_late(a, clock.now()) for a in coming) if me == found.client else 0,
        "error": error,
    }
    return render_in(me.time_zone, request, template, context, status=error.status if error else 200)


def _render(request, context, *, status: int = 200):
    return render_in(request.user.time_zone, request, "booking/series_new.html", context, status=status)

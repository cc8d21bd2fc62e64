"""The link by which somebody from outside comes to an appointment, and what its counsellor does with it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from booking import changes, rules
from booking.actions import guests as actions
from booking.queries import appointments, guests
from booking.views.appointment import find
from booking.views.pages import entrance, render_in, zone_of
from lib import clock, zones
from lib.denied import Denied


@never_cache
@require_http_methods(["GET", "POST"])
def guest(request, token):
    """Everybody who has the link sees when and with whom; the button makes one person the client."""
    link, me = guests.by_token(token), request.user
    found = link and link.appointment
    if found is None or not found.is_booked or clock.now() >= found.end:
        return render_in(zone_of(request)[0], request, "booking/guest_over.html", {}, status=410)
    if me.is_authenticated and me in (found.client, found.counsellor):
        return redirect("appointment", found.uid)
    if found.client_id:  # somebody has it: perhaps this person, who is not logged in
        where = None if me.is_authenticated else entrance("login", request.path)
        return render_in(zone_of(request)[0], request, "booking/guest_over.html", {"login": where}, status=410)
    if request.method == "POST":
        if not me.is_authenticated:
            return redirect(entrance(request.POST.get("go", ""), request.path))
        try:
            actions.accept(found, by=me, consent="consent" in request.POST)
        except Denied as error:
            return _page(request, found, error=error)
        messages.success(request, _("The appointment is yours."))
        return redirect("appointment", found.uid)
    return _page(request, found)


def _page(request, found, *, error: Denied | None = None):
    zone, known = zone_of(request)
    context = {
        "it": found,
        "error": error,
        "zone_is_known": known,
        "zones": zones.choices(),
        "deadline": rules.cancel_deadline(found),
        "ask_consent": request.user.is_authenticated
        and changes.needs_consent(withdrawal=found.withdrawal, booked_at=clock.now(), zone=found.tz, start=found.start),
        "consent_required": True,
        "outside": appointments.standing(found).outside,
    }
    return render_in(zone, request, "booking/guest.html", context, status=error.status if error else 200)


@login_required
@require_POST
def send(request, uid):
    return _done(request, find(request, uid), _("The invitation is on its way."), to=request.POST.get("to", "")[:254])


@login_required
@require_POST
def renew(request, uid):
    return _done(request, find(request, uid), _("This is the new link. The one before no longer works."))


def _done(request, found, words: str, to: str | None = None):
    try:
        if to is None:
            actions.renew(found, by=request.user)
        else:
            actions.send(found, to=to, by=request.user)
    except Denied as error:
        messages.error(request, error.message)
    else:
        messages.success(request, words)
    return redirect("appointment", found.uid)

"""The waiting list of a client: join, look, leave."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from booking.actions import waiting as actions
from booking.models import Service
from booking.queries import appointments, counsellors, waiting
from booking.views import free_times
from booking.views.pages import render_in
from lib import ids, ratelimit
from lib.denied import Denied


@login_required
@require_http_methods(["GET", "POST"])
def waiting_list(request):
    me, error = request.user, None
    if request.method == "POST":
        try:
            ratelimit.hit("waiting", str(me.pk), limit=20, seconds=600)
            actions.join(by=me, until=_until(request), **_what(request))
        except Denied as refused:
            error = refused
        else:
            messages.success(request, _("You are on the list. We write to you when a time becomes free."))
            return redirect("waiting")
    rows = [(row, row.until - timedelta(seconds=1), actions.link_of(row)) for row in waiting.of_person(me)]
    context = {"rows": rows, "error": error}
    return render_in(me.time_zone, request, "booking/waiting.html", context, status=error.status if error else 200)


@login_required
@require_POST
def leave(request, uid):
    row = waiting.of_person(request.user).filter(uid=uid).first()
    if row is None:
        raise Http404
    actions.leave(row, by=request.user)
    messages.success(request, _("You are off the list."))
    return redirect("waiting")


def _until(request) -> datetime:
    """The end of the day that was chosen, on the person's own clock."""
    day = free_times.date_of(request.POST.get("until", ""))
    if day is None or not 2000 <= day.year < 3000:
        raise Denied("until", _("Please choose until when you want to be told."), status=422)
    midnight = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(request.user.time_zone)) + timedelta(days=1)
    return midnight.astimezone(UTC)


def _what(request) -> dict:
    """An appointment of theirs, or a service they can see. Raises Http404."""
    if text := request.POST.get("appointment"):
        found = appointments.of_person(request.user).filter(uid=_uid(text)).first()
        if found is None or found.service is None:
            raise Http404
        return {"appointment": found}
    service = Service.objects.select_related("counsellor").filter(uid=_uid(request.POST.get("service", ""))).first()
    if service is None or counsellors.bookable_by(request.user, service.counsellor.uid) is None:
        raise Http404
    return {"service": service}


def _uid(text: str) -> bytes:
    try:
        return ids.from_text(text, ids.ID_SIZE)
    except ValueError:
        raise Http404 from None

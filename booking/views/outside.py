"""A counsellor's calendars elsewhere, whose busy times close booking."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import counsellors_only
from booking.actions import outside as actions
from booking.forms.calendars import OutsideForm, OutsideNameForm
from booking.models import OutsideCalendar
from booking.queries import outside
from booking.views.pages import render_in
from lib.denied import Denied

FIELDS = {"address": "address", "own_calendar": "address"}  # where a refusal is shown


@counsellors_only
@require_http_methods(["GET", "POST"])
def calendars(request):
    form, status = OutsideForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.add(request.user, **form.cleaned_data)
            except Denied as error:
                form.add_error(FIELDS.get(error.code), error.message)
                status = error.status
            else:
                messages.success(request, _("The calendar is connected. It is being read now."))
                return redirect("outside_calendars")
    found = list(outside.of_counsellor(request.user))
    context = {
        "form": form,
        "calendars": found,
        "waiting": any(calendar.is_waiting for calendar in found),
        "full": len(found) >= actions.MOST,
    }
    return render_in(request.user.time_zone, request, "booking/outside.html", context, status=status)


@counsellors_only
@require_http_methods(["GET", "POST"])
def rename(request, uid):
    calendar = _own(request, uid)
    name = calendar.name
    form = OutsideNameForm(request.POST or None, instance=calendar)
    if form.is_valid():
        actions.rename(calendar, name=form.cleaned_data["name"])
        messages.success(request, _("The new name is saved."))
        return redirect("outside_calendars")
    return render_in(
        request.user.time_zone,
        request,
        "booking/outside_rename.html",
        {"form": form, "name": name},
        status=422 if form.errors else 200,
    )


@counsellors_only
@require_POST
def read(request, uid):
    try:
        actions.read_soon(_own(request, uid))
    except Denied as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("The calendar is being read. Load this page again in a moment."))
    return redirect("outside_calendars")


@counsellors_only
@require_http_methods(["GET", "POST"])
def remove(request, uid):
    calendar = _own(request, uid)
    if request.method == "POST":
        actions.remove(calendar)
        messages.success(request, _("The calendar is removed. Its busy times are forgotten."))
        return redirect("outside_calendars")
    return render_in(request.user.time_zone, request, "booking/outside_remove.html", {"calendar": calendar})


def _own(request, uid) -> OutsideCalendar:
    calendar = outside.of_counsellor(request.user).filter(uid=uid).first()
    if calendar is None:
        raise Http404
    return calendar

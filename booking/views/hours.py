"""When a counsellor can be booked: the week and its rules, single days, absences, public holidays."""

from datetime import timedelta

from babel.core import get_global
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import counsellors_only
from booking.actions import absences as absence_actions
from booking.actions import hours as actions
from booking.forms.hours import AbsenceForm, DayForm, HolidayForm, HoursForm
from booking.models import Absence
from booking.queries import absences, counsellors, diaries, hours, services, times
from booking.views.free_times import date_of
from booking.views.pages import render_in, sent
from cms import public_holidays
from lib.denied import Denied

A_YEAR = timedelta(days=365)


@counsellors_only
@require_http_methods(["GET", "POST"])
def edit(request):
    me = request.user
    booking_rules, weekly = diaries.rules_of(me), hours.weekly(me)
    if "copy" in request.POST:
        form = HoursForm.with_mondays_hours(request.POST, instance=booking_rules, weekly=weekly)
        return _page(request, booking_rules, form, copied=True)
    form = HoursForm(sent(request), instance=booking_rules, weekly=weekly)
    if form.is_valid():
        actions.save(me, weekly=form.weekly, **form.cleaned_settings())
        return _saved(request, _("Your hours are saved."))
    return _page(request, booking_rules, form)


def _page(request, booking_rules, form, *, copied: bool = False):
    me = request.user
    stored = diaries.rules_of(me) if request.method == "POST" else booking_rules  # a form writes into its instance
    offered = list(services.public(me)[:1])
    special_days = hours.special_days(me, stored)
    context = {
        "form": form,
        "copied": copied,
        "rules": stored,
        "today": hours.today(stored),
        "absences": hours.away(me, stored),
        "special_days": special_days,
        "has_own_days": any(day.own for day in special_days),
        "holidays_ahead": sum(not day.own for day in special_days),
        "region": public_holidays.region_name(stored.holiday_region),
        "outside": hours.outside(me),
        "offered": offered,
        "suspended": not counsellors.takes_bookings(me),
        "has_hours": bool(hours.weekly(me)) or any(day.spans for day in special_days),
        "next_free": next(iter(times.next_free(offered[0])), None) if offered else None,
    }
    status = 422 if form.errors else 200
    return render_in(stored.zone, request, "booking/hours.html", context, status=status)


@counsellors_only
@require_http_methods(["GET", "POST"])
def edit_day(request):
    """One date: hours of its own, or closed. `?on=2027-03-05` begins with what that date has."""
    me = request.user
    booking_rules = diaries.rules_of(me)
    today = hours.today(booking_rules)
    on = date_of(request.GET.get("on", ""))
    spans, own = hours.on_day(me, on) if on else ([], False)
    form = DayForm(
        sent(request),
        prefix="day",
        today=today,
        spans=spans,
        initial={"on": on or today, "closed": own and not spans},
    )
    if form.is_valid():
        actions.set_day(me, form.cleaned_data["on"], spans=form.times)
        return _saved(request, _("The hours of this day are saved."))
    return render_in(
        booking_rules.zone,
        request,
        "booking/hours_day.html",
        {"form": form, "on": on},
        status=422 if form.errors else 200,
    )


@counsellors_only
@require_POST
def open_day(request, on):
    """A public holiday like any other day of its week."""
    try:
        actions.open_day(request.user, on)
    except Denied as refused:
        messages.error(request, refused.message)
        return redirect("hours")
    return _saved(request, _("Clients can book on this day."))


@counsellors_only
@require_POST
def reset_day(request, on):
    actions.reset_day(request.user, on)
    return _saved(request, _("This day has its usual hours again."))


@counsellors_only
@require_http_methods(["GET", "POST"])
def edit_absence(request, uid=None):
    me = request.user
    booking_rules = diaries.rules_of(me)
    absence = _own(me, uid) if uid else Absence(counsellor=me)
    form = AbsenceForm(
        sent(request),
        today=hours.today(booking_rules),
        began_on=absence.first_on,
        initial={"first_on": absence.first_on, "last_on": absence.last_on},
    )
    if form.is_valid():
        try:
            absence_actions.save(absence, **form.cleaned_data)
        except Denied as refused:
            form.add_error("first_on" if refused.code == "away_already" else "last_on", refused.message)
        else:
            return _saved(request, _("Your absence is saved."))
    return render_in(
        booking_rules.zone,
        request,
        "booking/hours_absence.html",
        {"form": form, "absence": absence if uid else None},
        status=422 if form.errors else 200,
    )


@counsellors_only
@require_POST
def end_absence(request, uid):
    absence_actions.end(_own(request.user, uid))
    return _saved(request, _("Welcome back. Clients can book again from today."))


@counsellors_only
@require_POST
def delete_absence(request, uid):
    absence_actions.delete(_own(request.user, uid))
    return _saved(request, _("The absence is deleted. Clients can book on these days again."))


@counsellors_only
@require_http_methods(["GET", "POST"])
def choose_holidays(request):
    """A country, a region, a look at the days, a button."""
    me = request.user
    booking_rules = diaries.rules_of(me)
    if request.POST.get("none"):
        actions.save(me, holiday_region="")
        return _saved(request, _("Public holidays are days like others again."))
    form = HolidayForm(request.POST if request.method == "POST" else _region_asked(request, booking_rules))
    if request.method == "POST" and form.is_valid():
        actions.save(me, holiday_region=form.code)
        return _saved(request, _("Public holidays are closed now."))
    today = hours.today(booking_rules)
    code = form.code if form.is_valid() else ""
    context = {
        "form": form,
        "code": code,
        "present": booking_rules.holiday_region,
        "region": public_holidays.region_name(code),
        "days": list(public_holidays.between(code, today, today + A_YEAR).items()),
    }
    status = 422 if request.method == "POST" else 200
    return render_in(booking_rules.zone, request, "booking/hours_holidays.html", context, status=status)


def _region_asked(request, booking_rules) -> dict:
    """What the address says, else what is stored, else the country of the counsellor's clock."""
    if "country" in request.GET:
        return request.GET
    country, _dash, region = booking_rules.holiday_region.partition("-")
    return {"country": country or get_global("zone_territories").get(booking_rules.zone, ""), "region": region}


def _own(counsellor, uid) -> Absence:
    absence = absences.own(counsellor, uid)
    if absence is None:
        raise Http404
    return absence


def _saved(request, words: str):
    """Back to the hours, which say themselves what is booked outside of them."""
    messages.success(request, words)
    return redirect("hours")

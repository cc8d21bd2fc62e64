"""A counsellor's practice: the start page, hours, services."""

from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import counsellors_only
from billing.queries import charges, payouts
from booking.actions import hours as hours_actions
from booking.actions import services as service_actions
from booking.forms import DayForm, HoursForm, ServiceForm
from booking.models import Service
from booking.queries import appointments, diaries, hours, practices, services
from booking.views.pages import render_in
from lib import clock
from lib.denied import Denied


@counsellors_only
@require_GET
def home(request):
    me = request.user
    coming = list(appointments.upcoming(me)[:3])
    return render_in(
        me.time_zone,
        request,
        "booking/practice.html",
        {
            "todos": practices.todos(me),
            "coming": coming,
            "standings": appointments.standings(coming),
            "transfers_to_check": charges.waiting_for_payee(me).count(),
            "refunds_to_send": charges.refunds_to_send(me).count(),
        },
    )


@counsellors_only
@require_http_methods(["GET", "POST"])
def edit_hours(request):
    me = request.user
    booking_rules = diaries.rules_of(me)
    form = HoursForm(request.POST or None, instance=booking_rules, weekly=hours.weekly(me))
    if form.is_valid():
        hours_actions.save(me, weekly=form.weekly, **form.cleaned_settings())
        messages.success(request, _("Your hours are saved."))
        _warn_about_outside(request)
        return redirect("hours")
    return _hours_page(request, booking_rules, form, _day_form(request, booking_rules))


@counsellors_only
@require_POST
def set_day(request):
    me = request.user
    booking_rules = diaries.rules_of(me)
    form = _day_form(request, booking_rules, request.POST)
    if form.is_valid():
        hours_actions.set_day(me, form.cleaned_data["on"], spans=form.times)
        messages.success(request, _("The hours of this day are saved."))
        _warn_about_outside(request)
        return redirect("hours")
    return _hours_page(request, booking_rules, HoursForm(instance=booking_rules, weekly=hours.weekly(me)), form)


@counsellors_only
@require_POST
def reset_day(request, on):
    hours_actions.reset_day(request.user, on)
    messages.success(request, _("This day has its usual hours again."))
    return redirect("hours")


def _day_form(request, booking_rules, data=None):
    return DayForm(data, prefix="day", today=clock.now().astimezone(ZoneInfo(booking_rules.zone)).date())


def _hours_page(request, booking_rules, form, day_form):
    wrong = form.errors or day_form.errors
    return render_in(
        request.user.time_zone,
        request,
        "booking/hours.html",
        {"form": form, "day_form": day_form, "special_days": hours.special_days(request.user, booking_rules)},
        status=422 if wrong else 200,
    )


def _warn_about_outside(request):
    if count := len(hours.outside(request.user)):
        messages.warning(
            request,
            ngettext(
                "%(count)s appointment lies outside your hours now. It stays as it is.",
                "%(count)s appointments lie outside your hours now. They stay as they are.",
                count,
            )
            % {"count": count},
        )


@counsellors_only
@require_GET
def list_services(request):
    return render_in(
        request.user.time_zone, request, "booking/services.html", {"services": services.of_counsellor(request.user)}
    )


@counsellors_only
@require_http_methods(["GET", "POST"])
def edit_service(request, uid=None):
    me = request.user
    service = _own_service(me, uid) if uid else Service(counsellor=me, order=services.of_counsellor(me).count())
    form = ServiceForm(request.POST or None, instance=service)
    if form.is_valid():
        service_actions.save(form.instance)
        messages.success(request, _("“%(name)s” is saved.") % {"name": service.name})
        return redirect("services")
    has_account = payouts.bank_account(me) is not None
    return render_in(
        me.time_zone,
        request,
        "booking/service.html",
        {"form": form, "service": service if uid else None, "has_account": has_account},
        status=422 if form.errors else 200,
    )


@counsellors_only
@require_http_methods(["GET", "POST"])
def delete_service(request, uid):
    service, error = _own_service(request.user, uid), None
    if request.method == "POST":
        try:
            service_actions.delete(service, by=request.user)
        except Denied as refused:
            error = refused
        else:
            messages.success(request, _("“%(name)s” is deleted.") % {"name": service.name})
            return redirect("services")
    return render_in(
        request.user.time_zone,
        request,
        "booking/service_delete.html",
        {"service": service, "error": error, "in_use": service.appointments.exists()},
        status=error.status if error else 200,
    )


def _own_service(counsellor, uid) -> Service:
    service = services.of_counsellor(counsellor).filter(uid=uid).first()
    if service is None:
        raise Http404
    return service

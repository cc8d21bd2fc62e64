"""What a counsellor offers."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import counsellors_only
from billing.queries import payouts
from booking.actions import services as actions
from booking.enums import Audience, Mode
from booking.forms.services import ServiceForm
from booking.models import Service
from booking.queries import services
from booking.views.pages import render_in, sent
from lib.denied import Denied
from lib.ids import to_text

SHORT_TALK = 15  # minutes: what counts as a talk to get to know each other


@counsellors_only
@require_GET
def index(request):
    found = list(services.of_counsellor(request.user))
    has_talk = any(service.is_free and service.minutes <= SHORT_TALK for service in found)
    return render_in(
        request.user.time_zone, request, "booking/services.html", {"services": found, "suggest_talk": not has_talk}
    )


@counsellors_only
@require_http_methods(["GET", "POST"])
def edit(request, uid=None):
    me = request.user
    service = _own(me, uid) if uid else Service(counsellor=me, order=services.of_counsellor(me).count())
    form = ServiceForm(sent(request), instance=service, initial={} if uid else _suggestion(request))
    if form.is_valid():
        actions.save(form.instance)
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


def _suggestion(request) -> dict:
    """A new service begins with these; `?talk=1` asks for the short one that is agreed on in messages."""
    if "talk" not in request.GET:
        return {"minutes": 50}
    return {
        "name": _("Getting to know each other"),
        "minutes": 10,
        "mode": Mode.SOUND,
        "price_cents": 0,
        "audience": Audience.ARRANGED,
    }


@counsellors_only
@require_POST
def move(request, uid):
    service = _own(request.user, uid)
    actions.move(service, up="up" in request.POST)
    return redirect(f"{reverse('services')}#{to_text(service.uid)}")


@counsellors_only
@require_POST
def offer(request, uid):
    service = _own(request.user, uid)
    actions.offer(service, on="on" in request.POST)
    words = _("“%(name)s” is on offer again.") if service.active else _("“%(name)s” is not on offer any more.")
    messages.success(request, words % {"name": service.name})
    return redirect(f"{reverse('services')}#{to_text(service.uid)}")


@counsellors_only
@require_http_methods(["GET", "POST"])
def delete(request, uid):
    service, error = _own(request.user, uid), None
    if request.method == "POST":
        try:
            actions.delete(service, by=request.user)
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


def _own(counsellor, uid) -> Service:
    service = services.of_counsellor(counsellor).filter(uid=uid).first()
    if service is None:
        raise Http404
    return service

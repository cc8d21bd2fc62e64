"""A counsellor's plan: the first choice right after sign-up, and every later one."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import counsellors_only
from billing import entitlements
from billing.actions import subscriptions as actions
from billing.enums import Step
from billing.forms import PlanChoiceForm
from billing.queries import plans
from lib import formats
from lib.denied import Denied

LONGEST_ADDRESS = 500


@counsellors_only
@require_http_methods(["GET", "POST"])
def plan(request) -> HttpResponse:
    """Posting a choice leads to the page that says what follows from it, unless nothing does."""
    me = request.user
    present, coming = plans.subscription_of(me), plans.coming_of(me)
    offers = plans.offers_beside(present)
    posted, status = request.POST if request.method == "POST" else None, 200
    form = PlanChoiceForm(posted, offers=offers, chosen=_slug_of(coming or present))
    if request.method == "POST":
        try:
            if form.is_valid():
                return _choose(request, form.cleaned_data["plan"])
            status = 422
        except Denied as refused:
            form.add_error(None, str(refused.message))
            status = refused.status
    context = {
        "form": form, "offers": offers, "present": present, "coming": coming, "terms": entitlements.terms_of(me),
        "can_cancel": present and not coming and not present.price.is_free,
        "period": plans.period_of(present) if present and not present.price.is_free else None,
        "default_plan": default.plan if (default := plans.default_price()) else None,
        "last_day": present.ends_on - timedelta(days=1) if present and present.ends_on else None,
    }  # fmt: skip
    return render(request, "billing/plan.html", context, status=status)


def _choose(request, slug: str) -> HttpResponse:
    me = request.user
    change = plans.change(me, slug)
    if change and change.step == Step.FIRST and change.offer.price.is_free:
        return _on_from(request, actions.choose(me, slug, by=me, seen=change.code), change)
    if change and change.step == Step.STAY:
        return _on_from(request, actions.choose(me, slug, by=me), change)
    return redirect("change_plan", slug)


@counsellors_only
@require_http_methods(["GET", "POST"])
def change(request, slug) -> HttpResponse:
    """What follows, to the cent and the day, and the button that makes it so."""
    me, status, error = request.user, 200, None
    found = plans.change(me, slug)
    if found is None:
        raise Http404
    onward = _onward(request)
    if request.method == "POST":
        try:
            return _on_from(request, actions.choose(me, slug, by=me, seen=request.POST.get("seen", "")[:80]), found)
        except Denied as refused:
            error, status, found = refused.message, refused.status, plans.change(me, slug)
            if found is None:  # it was offered a moment ago
                messages.error(request, error)
                return redirect("plan")
    elif found.is_so_already or found.step == Step.STAY:
        return redirect("plan")
    context = {
        "it": found, "price": found.offer.price, "error": error, "onward": onward,
        "plan_address": reverse("plan"),
    }  # fmt: skip
    return render(request, "billing/plan_change.html", context, status=status)


@counsellors_only
@require_POST
def cancel(request) -> HttpResponse:
    """One step: the button has said from which day on, and it can be taken back until then."""
    try:
        coming = actions.cancel(request.user, by=request.user)
    except Denied as refused:
        messages.error(request, refused.message)
    else:
        said = _("Your plan is cancelled. From %(day)s on you have “%(plan)s”.")
        messages.success(request, said % {"day": formats.day(coming.starts_on), "plan": coming.price.plan})
    return redirect("plan")


@counsellors_only
@require_POST
def keep(request) -> HttpResponse:
    try:
        actions.keep(request.user, by=request.user)
    except Denied as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("Your plan goes on as before."))
    return redirect("plan")


@counsellors_only
@require_GET
def activate(request) -> HttpResponse:
    """Where somebody comes who wants to bring more people along than the plan allows; what they were about to do is
    kept in `next`."""
    me = request.user
    present = plans.subscription_of(me)
    terms = entitlements.terms_of(me)
    wider = [
        offer
        for offer in plans.offers_beside(present)
        if offer.plan.own_clients is None and offer.plan.may_invite_guests
    ]
    context = {
        "offers": [offer for offer in wider if terms is None or offer.plan != terms.plan],
        "has_it": terms is not None and terms.plan.own_clients is None and terms.plan.may_invite_guests,
        "terms": terms, "onward": _onward(request),
    }  # fmt: skip
    return render(request, "billing/activate.html", context)


def _onward(request) -> str:
    """Where the person was about to go: an address of this site, or nothing."""
    data = request.POST if request.method == "POST" else request.GET
    path = data.get("next", "")[:LONGEST_ADDRESS]
    is_ours = path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return path if is_ours else ""


def _slug_of(subscription) -> str:
    if subscription:
        return subscription.price.plan.slug
    default = plans.default_price()
    return default.plan.slug if default else ""


def _on_from(request, chosen, change: plans.Change):
    onward = _onward(request) if change.step in (Step.FIRST, Step.NOW) else ""
    if onward:
        messages.success(request, _("Your plan is “%(plan)s” now. You can go on.") % {"plan": chosen.price.plan})
        return redirect(onward)
    if change.step == Step.FIRST:
        messages.success(request, _("Your plan is noted. Now your profile: tell people who you are."))
        return redirect("/practice/profile/")
    if change.step == Step.LATER:
        said = _("From %(day)s on your plan is “%(plan)s”.")
        messages.success(request, said % {"day": formats.day(chosen.starts_on), "plan": chosen.price.plan})
    elif change.step == Step.STAY:
        messages.success(request, _("Your plan goes on as before."))
    else:
        messages.success(request, _("Your plan is “%(plan)s” now.") % {"plan": chosen.price.plan})
    return redirect("plan")

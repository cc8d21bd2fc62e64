"""A counsellor's plan: the first choice right after sign-up, and every later one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import counsellors_only
from billing import rules
from billing.actions import plans as actions
from billing.entitlements import terms_of
from billing.forms import PlanChoiceForm
from billing.queries import plans
from lib.denied import Denied


@counsellors_only
@require_http_methods(["GET", "POST"])
def plan(request) -> HttpResponse:
    me = request.user
    present, coming = plans.subscription_of(me), plans.coming_of(me)
    offers = plans.offers_beside(present)
    posted, status = request.POST if request.method == "POST" else None, 200
    form = PlanChoiceForm(posted, offers=offers, chosen=_slug_of(coming or present))
    if request.method == "POST":
        try:
            if form.is_valid():
                chosen = actions.choose(me, form.cleaned_data["plan"], by=me)
                return _on_from(request, chosen, is_first=present is None)
            status = 422
        except Denied as refused:
            form.add_error(None, str(refused.message))
            status = refused.status
    context = {
        "form": form, "offers": offers, "present": present, "coming": coming, "terms": terms_of(me),
        "changes_on": rules.changes_on(present, plans.today()) if present else None,
    }  # fmt: skip
    return render(request, "billing/plan.html", context, status=status)


def _slug_of(subscription) -> str:
    if subscription:
        return subscription.price.plan.slug
    default = plans.default_price()
    return default.plan.slug if default else ""


def _on_from(request, chosen, *, is_first: bool):
    if is_first:
        messages.success(request, _("Your plan is noted. Now your profile: tell people who you are."))
        return redirect("/practice/profile/")
    messages.success(request, _("Your plan is noted."))
    return redirect("plan")

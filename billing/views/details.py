"""What a counsellor tells for invoices, and whether clients get receipts."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import counsellors_only
from billing.actions import parties
from billing.details_forms import DetailsForm, ReceiptsForm
from billing.documents import tax
from billing.models import TaxProfile
from billing.queries import operators, plans
from billing.queries import parties as queries
from billing.queries import receipts as written
from billing.views.pages import on_own_clock
from lib.denied import Denied


@counsellors_only
@require_http_methods(["GET", "POST"])
def details(request):
    profile, operator = queries.profile_of(request.user), operators.details()
    form = DetailsForm(_posted(request), instance=_copy(profile), reports=operator.reports_sellers)
    error = None
    if form.is_valid():
        try:
            parties.save_details(request.user, by=request.user, **form.cleaned_data)
        except Denied as refused:
            error = refused
        else:
            messages.success(request, _("Your billing details are saved. They count from the next invoice on."))
            return redirect("billing_details")
    is_abroad = profile is not None and profile.country in tax.EU and operator.country not in ("", profile.country)
    context = {"form": form, "profile": profile, "error": error, "is_abroad": is_abroad}
    return on_own_clock(request, "billing/details.html", context, status=422 if form.errors or error else 200)


@counsellors_only
@require_http_methods(["GET", "POST"])
def receipts(request):
    profile = queries.profile_of(request.user)
    missing = queries.missing_of_seller(profile)
    if request.method == "POST" and "stop" in request.POST:
        parties.stop_receipts(request.user, by=request.user)
        messages.success(request, _("No more receipts are written. Those your clients have stay as they are."))
        return redirect("receipts")
    form = ReceiptsForm(_posted(request), initial=_initial(profile))
    if not missing and form.is_valid():
        regime, rate_bps = form.cleaned_data["regime"], form.cleaned_data["rate_bps"]
        parties.write_receipts(request.user, regime=regime, rate_bps=rate_bps, by=request.user)
        messages.success(request, _("From now on your clients can get receipts."))
        return redirect("receipts")
    page = Paginator(written.of_counsellor(request.user), 24).get_page(request.GET.get("page"))
    context = {"form": form, "profile": profile, "missing": missing, "page": page}
    return on_own_clock(request, "billing/receipts.html", context, status=422 if form.errors else 200)


def _posted(request):
    return request.POST if request.method == "POST" else None


def _copy(profile: TaxProfile | None) -> TaxProfile:
    """A form writes into its instance: not into the one that the page shows."""
    if profile is None:
        return TaxProfile()
    return TaxProfile(**{field.attname: getattr(profile, field.attname) for field in TaxProfile._meta.fields})


def _initial(profile: TaxProfile | None) -> dict:
    if profile is None:
        return {}
    if profile.writes_receipts:
        return {"regime": profile.regime, "rate_bps": profile.rate_bps or None, "mandate": True}
    try:
        return {"rate_bps": tax.rate(profile.country, plans.today())}
    except Denied:
        return {}

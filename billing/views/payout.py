"""Where a counsellor is paid: the bank account, and accounts at payment providers."""

from urllib.parse import urlencode

from allauth.account.decorators import reauthentication_required
from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import counsellors_only
from billing import providers
from billing.actions import payouts
from billing.forms import BankAccountForm
from billing.providers import Unavailable
from billing.queries import payouts as payout_queries
from billing.views.pages import on_own_clock
from lib import ratelimit
from lib.denied import Denied


def _is_paid_already(request) -> bool:
    """Then a change wants the password once more: an open session somebody got hold of shall lead no money elsewhere."""
    return payout_queries.is_paid_somewhere(request.user)


proven = reauthentication_required(allow_get=True, enabled=_is_paid_already)


@counsellors_only
@require_http_methods(["GET", "POST"])
@proven
def payout(request):
    account = payout_queries.bank_account(request.user)
    initial = {"holder": account.holder, "iban": account.iban, "bic": account.bic} if account else {}
    form = BankAccountForm(request.POST or None, initial=initial)
    if form.is_valid():
        payouts.set_bank_account(request.user, **form.cleaned_data)
        messages.success(request, _("Your bank account is saved."))
        return redirect("payout")
    return _page(request, form, account, status=422 if form.errors else 200)


def _page(request, form, account, *, error=None, status=200):
    elsewhere = [
        {"provider": provider, "account": payout_queries.account_at(request.user, provider)}
        for provider in providers.that_can_be_joined()
    ]
    request.forms_lead_to = [host for it in elsewhere for host in it["provider"].hosts]
    context = {"form": form, "account": account, "elsewhere": elsewhere, "error": error}
    return on_own_clock(request, "billing/payout.html", context, status=status)


def _joinable(key: str):
    found = next((provider for provider in providers.that_can_be_joined() if provider.key == key), None)
    if found is None:
        raise Http404
    return found


@counsellors_only
@require_POST
def connect(request, provider):
    """It ends at the provider's pages, where the form that asks for the password may not lead: so it is pressed again."""
    back = settings.SITE_URL + reverse("payout_return", args=[_joinable(provider).key])
    try:
        proven(lambda request: None)(request)
    except ReauthenticationRequired:
        return redirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': reverse('payout')})}")
    try:
        ratelimit.hit("payout", str(request.user.pk), limit=10, seconds=3600)  # each may open an account over there
        goes_to = payouts.connect(request.user, provider, back)
    except Denied as error:
        account = payout_queries.bank_account(request.user)
        initial = {"holder": account.holder, "iban": account.iban, "bic": account.bic} if account else {}
        return _page(request, BankAccountForm(initial=initial), account, error=error, status=error.status)
    return redirect(goes_to or "payout")


@counsellors_only
@require_GET
def back(request, provider):
    """From the provider's pages. What they say about themselves is asked, never read from the address."""
    account = payout_queries.account_at(request.user, _joinable(provider))
    if account is None:
        return redirect("payout")
    try:
        account = payouts.refresh(account)
    except Unavailable:
        messages.warning(
            request, _("The provider does not answer just now. What it says appears here in some minutes.")
        )
    else:
        if account and account.state == "ready":
            messages.success(request, _("Your clients can pay you this way now."))
    return redirect("payout")


@counsellors_only
@require_http_methods(["GET", "POST"])
def disconnect(request, provider):
    found = _joinable(provider)
    account = payout_queries.account_at(request.user, found)
    if account is None:
        raise Http404
    if request.method == "POST":
        payouts.disconnect(request.user, found.key)
        messages.success(request, _("Your clients can no longer pay you this way."))
        return redirect("payout")
    return on_own_clock(request, "billing/disconnect.html", {"provider": found, "account": account})

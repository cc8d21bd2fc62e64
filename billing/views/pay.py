"""The payer's side of a charge."""

from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from billing import providers
from billing.actions import payments as actions
from billing.enums import PaymentState
from billing.providers import test as play_money
from billing.queries import charges, receipts
from lib import clock
from lib.denied import Denied

PLAYS = (*play_money.OUTCOMES, "charged_back")


def find(request, uid):
    charge = charges.of_payer(request.user).filter(uid=uid).first()
    if charge is None:
        raise Http404
    return charge


@login_required
@require_GET
def pay(request, uid):
    return _page(request, find(request, uid))


@login_required
@require_POST
def start(request, uid):
    charge = find(request, uid)
    try:
        payment = actions.start(charge, request.POST.get("provider", ""), by=request.user)
    except Denied as error:
        return _page(request, charge, error=error)
    goes_to = payment.request.get("goes_to", "")
    known = goes_to.startswith(tuple(f"{host}/" for host in providers.by_key(payment.provider).hosts))
    return redirect(goes_to if known and payment.is_open else reverse("pay", args=[charge.uid]))


@login_required
@require_POST
def declare(request, uid):
    return _act(request, uid, actions.declare)


@login_required
@require_POST
def play(request, uid):
    """The buttons of the test provider."""
    outcome = request.POST.get("outcome", "")
    if outcome not in PLAYS:
        raise Http404
    return _act(request, uid, lambda payment, by: actions.play(payment, outcome, by=by))


def _act(request, uid, action):
    charge = find(request, uid)
    payment = charges.live_payment(charge)
    if payment is not None:
        try:
            action(payment, by=request.user)
        except Denied as error:
            return _page(request, charge, error=error)
    return redirect("pay", charge.uid)


def _page(request, charge, *, error=None):
    payment = charges.live_payment(charge)
    last = charge.payments.order_by("-pk").first()
    ways = providers.for_charge(charge) if charge.is_open else []
    begun = charge.is_open and payment and payment.state in (PaymentState.CREATED, PaymentState.PENDING)
    step = next((way.template for way in providers.every() if begun and way.key == payment.provider), None)
    request.forms_lead_to = [host for way in ways for host in way.hosts]
    context = {
        "charge": charge,
        "payment": payment,
        "failed": last is not None and last.state == PaymentState.FAILED,
        "step": step,
        "ways": ways,
        "too_early": charge.payable_from is not None and clock.now() < charge.payable_from,
        "refunds": [r for p in charge.payments.all() for r in p.refunds.all()],
        "may_have_receipt": not charge.is_open and receipts.has_any(charge),
        "error": error,
    }
    with timezone.override(ZoneInfo(request.user.time_zone)):
        return render(request, "billing/pay.html", context, status=error.status if error else 200)

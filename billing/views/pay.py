"""The payer's side of a charge."""

from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from billing import providers
from billing.actions import payments as actions
from billing.enums import PaymentState
from billing.providers import Redirect
from billing.queries import charges
from lib import clock
from lib.denied import Denied


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
    step = providers.by_key(payment.provider).next_step(payment)
    return redirect(step.url) if isinstance(step, Redirect) else redirect("pay", charge.uid)


@login_required
@require_POST
def declare(request, uid):
    return _act(request, uid, actions.declare)


@login_required
@require_POST
def play(request, uid):
    """The buttons of the test provider."""
    succeed = request.POST.get("outcome") == "paid"
    return _act(request, uid, lambda payment, by: actions.pay_with_play_money(payment, by=by, succeed=succeed))


def _act(request, uid, action):
    charge = find(request, uid)
    payment = charges.live_payment(charge)
    if payment is not None and payment.state != PaymentState.CONFIRMED:
        try:
            action(payment, by=request.user)
        except Denied as error:
            return _page(request, charge, error=error)
    return redirect("pay", charge.uid)


def _page(request, charge, *, error=None):
    payment = charges.live_payment(charge)
    last = charge.payments.order_by("-pk").first()
    step = None
    if charge.is_open and payment and payment.state in (PaymentState.CREATED, PaymentState.PENDING):
        step = providers.by_key(payment.provider).next_step(payment)
    context = {
        "charge": charge,
        "payment": payment,
        "failed": last is not None and last.state == PaymentState.FAILED,
        "step": step,
        "ways": providers.for_charge(charge) if charge.is_open else (),
        "too_early": charge.payable_from is not None and clock.now() < charge.payable_from,
        "refunds": [r for p in charge.payments.all() for r in p.refunds.all()],
        "error": error,
    }
    with timezone.override(ZoneInfo(request.user.time_zone)):
        return render(request, "billing/pay.html", context, status=error.status if error else 200)

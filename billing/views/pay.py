"""The payer's side of a charge."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from billing import providers
from billing.actions import payments as actions
from billing.enums import PaymentState
from billing.providers import Unavailable
from billing.queries import charges, receipts
from billing.views.pages import on_own_clock
from lib import clock, ratelimit
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
        ratelimit.hit("pay", str(request.user.pk), limit=20, seconds=600)  # each asks over there, and leaves a row
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
    return _act(request, uid, lambda payment, by: actions.play(payment, outcome, by=by))


ASK_AGAIN = 4  # seconds between two looks
LOOKS = 20  # then the page stops by itself: it may take days


@login_required
@require_GET
def come_back(request, uid):
    """From the provider's page. Where somebody comes from proves nothing, so the provider is asked, some times over."""
    charge = find(request, uid)
    payment = charges.live_payment(charge)
    if payment is None or not payment.is_open or not providers.by_key(payment.provider).is_asked:
        return redirect("pay", charge.uid)
    try:
        ratelimit.hit("payment_return", str(request.user.pk), limit=30, seconds=60)
        payment = actions.refresh(payment)
    except (Unavailable, Denied):
        pass  # the next look asks again, and so does the worker
    if not payment.is_open:
        return redirect("pay", charge.uid)
    looks = min(int(request.GET.get("looks", "")[:3] or 0), LOOKS) if request.GET.get("looks", "").isdecimal() else 0
    response = on_own_clock(
        request, "billing/asking.html", {"charge": charge, "payment": payment, "goes_on": looks < LOOKS}
    )
    if looks < LOOKS:
        response["Refresh"] = f"{ASK_AGAIN};url={request.path}?looks={looks + 1}"
    return response


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
        "may_have_receipt": not charge.is_open and receipts.has_any(charge),
        "refunds": charges.returns_of(charge),
        "all_back": bool(payment and payment.refunded_cents == payment.amount_cents),
        "error": error,
    }
    return on_own_clock(request, "billing/pay.html", context, status=error.status if error else 200)

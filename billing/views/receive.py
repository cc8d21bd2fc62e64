"""The payee's side: which transfers to look for, what to send back, where the money goes."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import counsellors_only
from billing.actions import payments, refunds
from billing.queries import charges
from billing.queries import payouts as payout_queries
from billing.views.pages import on_own_clock
from lib.denied import Denied


@counsellors_only
@require_GET
def overview(request):
    me = request.user
    page = Paginator(charges.history_of_payee(me), 20).get_page(request.GET.get("page"))
    return on_own_clock(
        request,
        "billing/received.html",
        {
            "waiting": charges.waiting_for_payee(me),
            "refunds": charges.refunds_to_send(me),
            "troubles": charges.troubles_of_payee(me),
            "page": page,
            "account": payout_queries.bank_account(me),
        },
    )


ANSWERS = {"received": payments.confirm, "not-received": payments.question, "waived": payments.waive}


@counsellors_only
@require_http_methods(["GET", "POST"])
def answer(request, uid, said):
    """Received or not: asked once more on a page of its own, because it cannot be taken back."""
    payment = charges.payments_to_payee(request.user).filter(uid=uid).first()
    if payment is None:
        raise Http404
    error = None
    if request.method == "POST":
        try:
            ANSWERS[said](payment, by=request.user)
        except Denied as refused:
            error = refused
        else:
            messages.success(request, _said(said))
            return redirect("received")
    context = {"payment": payment, "said": said, "error": error}
    return on_own_clock(request, "billing/answer.html", context, status=error.status if error else 200)


def _said(said: str) -> str:
    if said == "received":
        return _("Thank you. It is noted as received.")
    if said == "waived":
        return _("It is noted: you do without this payment, and no share is due on it.")
    return _("Your client is asked to look again.")


@counsellors_only
@require_http_methods(["GET", "POST"])
def refund_sent(request, uid):
    refund = charges.refunds_of_payee(request.user).filter(uid=uid).first()
    if refund is None:
        raise Http404
    error = None
    if request.method == "POST":
        try:
            refunds.sent(refund, by=request.user)
        except Denied as refused:
            error = refused
        else:
            messages.success(request, _("Thank you. It is noted as sent back."))
            return redirect("received")
    context = {"refund": refund, "error": error}
    return on_own_clock(request, "billing/refund.html", context, status=error.status if error else 200)

"""Receipts: the client's page of one charge, and the files for both sides."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import counsellors_only
from billing.actions import receipts as actions
from billing.details_forms import ReceiptNameForm
from billing.documents import Party
from billing.queries import receipts
from billing.views.pay import find
from lib.denied import Denied


@login_required
@require_http_methods(["GET", "POST"])
def of_charge(request, uid):
    charge = find(request, uid)
    payment = receipts.payment_of(charge)
    present = receipts.valid(payment) if payment else None
    name = Party.read(present.buyer).legal_name if present else ""
    form = ReceiptNameForm(request.POST if request.method == "POST" else None, initial={"name": name})
    error = None
    if request.method == "POST" and payment is None:
        error = Denied("nothing_paid", _("There is no receipt as long as nothing is paid."), status=409)
    elif form.is_valid():
        try:
            actions.write(payment, by=request.user, name=form.cleaned_data["name"])
        except Denied as refused:
            error = refused
        else:
            return redirect("receipt", charge.uid)
    context = {
        "charge": charge,
        "form": form,
        "present": present,
        "error": error,
        "written": receipts.of_charge(charge) if charge.payee_id else (),
        "can_be_written": receipts.can_be_written(charge),
    }
    status = error.status if error else 422 if form.errors else 200
    return render(request, "billing/receipt.html", context, status=status)


@login_required
@require_GET
def file_for_client(request, uid, receipt):
    return _file(receipts.file_for_client(find(request, uid), receipt))


@counsellors_only
@require_GET
def file_for_counsellor(request, uid):
    return _file(receipts.file_for_counsellor(request.user, uid))


def _file(found):
    if found is None:
        raise Http404
    response = HttpResponse(found.pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{found.number}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response

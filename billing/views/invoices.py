"""A counsellor's invoices: the month so far, what is to pay, and every document with its files."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import counsellors_only
from billing import months
from billing.queries import charges, drafts, invoices, parties, plans

MEDIA = {"pdf": "application/pdf", "xml": "application/xml"}


@counsellors_only
@require_GET
def overview(request):
    me = request.user
    mine = invoices.of(me)
    context = {
        "to_pay": list(invoices.to_pay(mine).order_by("due_on", "pk")),
        "statements": drafts.of_month(months.of(plans.today()), counsellor=me),
        "page": Paginator(mine, 24).get_page(request.GET.get("page")),
        "missing": parties.missing_of_buyer(parties.profile_of(me)),
        "is_suspended": invoices.is_suspended(me),
        "today": plans.today(),
    }
    return render(request, "billing/invoices.html", context)


@counsellors_only
@require_GET
def statement(request):
    """What would be on the invoice if the month ended now, line by line, and why."""
    me, month = request.user, months.of(plans.today())
    context = {
        "statements": drafts.of_month(month, counsellor=me),
        "month": month,
        "written_on": months.following(month),
        "waiting": len(charges.waiting_for_payee(me)),
    }
    return render(request, "billing/statement.html", context)


@counsellors_only
@require_GET
def invoice(request, uid):
    found = invoices.of(request.user).prefetch_related("lines").filter(uid=uid).first()
    if found is None:
        raise Http404
    context = {
        "invoice": found,
        "totals": invoices.totals_of(found),
        "lines": invoices.lines_with_entries(found),
        "correction": found.corrections.filter(issuer=None).defer("xml", "pdf").first(),
        "today": plans.today(),
    }
    return render(request, "billing/invoice.html", context)


@counsellors_only
@require_GET
def file(request, uid, kind):
    """The document itself, as it was issued."""
    found = invoices.with_files().filter(recipient=request.user, uid=uid).first()
    if found is None:
        raise Http404
    response = HttpResponse(getattr(found, kind), content_type=MEDIA[kind])
    response["Content-Disposition"] = f'attachment; filename="{found.number}.{kind}"'
    response["Cache-Control"] = "private, no-store"
    return response

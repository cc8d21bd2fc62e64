"""In the CMS: one title with its evidence, and what the staff decide about it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from directory import queries, rules
from directory.actions import qualifications
from directory.evidence_form import DecisionForm
from lib.denied import Denied


@require_http_methods(["GET", "POST"])
def check_title(request, pk):
    if not rules.may_check(request.user):
        raise PermissionDenied
    found = queries.seen_qualifications(request.user).filter(pk=pk).first()
    if found is None:
        raise Http404
    form = DecisionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _decide(request, found, form):
        messages.success(request, _("Saved. The counsellor is told that there is news."))
        return redirect("titles_to_check")
    context = {
        "it": found,
        "form": form,
        "page_title": _("Check a title"),
        "header_icon": "clipboard-list",
        "others": queries.qualifications_of(found.counsellor).exclude(pk=found.pk),
        "profile": queries.page_of(found.counsellor),
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("titles_to_check"), "label": _("Titles to check")},
            {"url": "", "label": _("Check a title"), "sublabel": str(found)},
        ],
    }
    return render(request, "directory/staff/check.html", context, status=422 if form.errors else 200)


def _decide(request, found, form) -> bool:
    data = form.cleaned_data
    try:
        if "refuse" in request.POST:
            qualifications.refuse(found, note=data["note"], by=request.user)
        else:
            qualifications.check(found, valid_until=data["valid_until"], note=data["note"], by=request.user)
    except Denied as denied:
        form.add_error({"no_reason": "note", "over_already": "valid_until"}.get(denied.code), denied.message)
        return False
    return True

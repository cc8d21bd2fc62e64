"""VAT numbers of counsellors: somebody asks the register and says here what it said."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from billing.actions import vat_ids
from billing.models import TaxProfile
from billing.queries import attention
from billing.staff.pages import Entry, StaffPage
from cms import desk
from lib.denied import Denied

PERMISSION = "billing.change_taxprofile"
ENTRY = Entry(gettext_lazy("VAT numbers"), "billing_vat_ids", "form", PERMISSION)
SHOWN = 100
desk.place(gettext_lazy("VAT numbers of counsellors"), ENTRY.view, PERMISSION)


class VatIdsPage(StaffPage):
    permission = PERMISSION
    template_name = "billing/desk/vat_ids.html"
    page_title = ENTRY.words
    header_icon = "form"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            waiting=attention.vat_numbers()[:SHOWN], decided=attention.vat_numbers_decided()[:SHOWN], **kwargs
        )

    def post(self, request, *args, **kwargs):
        here, said = reverse(ENTRY.view), request.POST.get("said")
        pk = request.POST.get("profile", "")
        if said not in ("valid", "invalid") or not (pk.isascii() and pk.isdecimal() and len(pk) < 12):
            raise Http404
        profile = get_object_or_404(TaxProfile.objects.exclude(vat_id=""), pk=pk)
        number = request.POST.get("number", "")[:20]
        try:
            vat_ids.decide(profile, number=number, is_valid=said == "valid", by=request.user)
        except Denied as refusal:
            return self.refused(refusal, here)
        words = _("%(number)s is confirmed.") if said == "valid" else _("%(number)s is noted as refused.")
        return self.done(words % {"number": number}, here)

"""The ledger of a counsellor, and a correction by hand: written, looked at once more, then entered."""

import secrets

from django import forms
from django.core.paginator import Paginator
from django.db.models import Q, Sum
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.enums import Role
from accounts.models import User
from accounts.rules import login_key
from billing import money
from billing.actions import adjustments
from billing.forms import MoneyField
from billing.models import LedgerEntry
from billing.staff.pages import Entry, StaffPage
from cms import desk
from lib.denied import Denied

PERMISSION, MAY_ADJUST = "billing.view_ledgerentry", "billing.add_ledgerentry"
ENTRY = Entry(gettext_lazy("Ledger"), "billing_ledger", "list-ul", PERMISSION)
ON_A_PAGE = 50
desk.place(gettext_lazy("What a counsellor owes, line by line"), ENTRY.view, PERMISSION)
desk.place(gettext_lazy("A correction on a counsellor’s next invoice"), "billing_adjust", MAY_ADJUST)


class LedgerPage(StaffPage):
    permission = PERMISSION
    template_name = "billing/desk/ledger.html"
    page_title = ENTRY.words
    header_icon = "list-ul"

    def get_context_data(self, **kwargs):
        asked = self.request.GET.get("counsellor", "").strip()[:80]
        entries = LedgerEntry.objects.select_related("counsellor", "invoice").defer("invoice__xml", "invoice__pdf")
        if asked:
            entries = entries.filter(
                Q(counsellor__login_key=login_key(asked[:30])) | Q(counsellor__display_name__icontains=asked)
            )
        page = Paginator(entries.order_by("-on", "-pk"), ON_A_PAGE).get_page(self.request.GET.get("page"))
        open_sums = entries.filter(invoice=None).order_by().values_list("currency", "testmode")
        query = urlencode({"counsellor": asked})
        return super().get_context_data(
            page=page, asked=asked, query=query, may_adjust=self.request.user.has_perm(MAY_ADJUST),
            rows=[(entry, money.show(entry.net_cents, entry.currency)) for entry in page],
            sums=[(money.show(cents, currency), testmode)
                  for currency, testmode, cents in open_sums.annotate(cents=Sum("net_cents"))],
            **kwargs,
        )  # fmt: skip


class AdjustForm(forms.Form):
    """What is corrected. The second step has the same fields, hidden, and a key of its own."""

    counsellor = forms.CharField(
        label=gettext_lazy("User name of the counsellor"), max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    way = forms.ChoiceField(
        label=gettext_lazy("What happens"), widget=forms.RadioSelect,
        choices=[("credit", gettext_lazy("The counsellor owes less")), ("charge", gettext_lazy("The counsellor owes more"))],
    )  # fmt: skip
    amount = MoneyField(label=gettext_lazy("Amount excl. VAT"), help_text=gettext_lazy("Like 12.50."))
    currency = forms.ChoiceField(label=gettext_lazy("Currency"), choices=[(code, code) for code in money.CURRENCIES])
    text = forms.CharField(
        label=gettext_lazy("Words on the invoice"), max_length=200,
        help_text=gettext_lazy(
            "One line, in the counsellor’s language, that says what for. Never a client’s name, nor what a consultation was about."
        ),
    )  # fmt: skip

    def clean_counsellor(self):
        key = login_key(self.cleaned_data["counsellor"])
        self.person = User.objects.filter(login_key=key, role=Role.COUNSELLOR).first()
        if self.person is None:
            raise forms.ValidationError(_("No counsellor has this user name."))
        return self.person.username

    def clean_amount(self):
        if not self.cleaned_data["amount"]:
            raise forms.ValidationError(_("Please write an amount above 0."))
        return self.cleaned_data["amount"]

    @property
    def net_cents(self) -> int:
        amount = self.cleaned_data["amount"]
        return -amount if self.cleaned_data["way"] == "credit" else amount


class AdjustPage(StaffPage):
    permission = MAY_ADJUST
    template_name = "billing/desk/adjust.html"
    page_title = gettext_lazy("Correct a ledger")
    above = (ENTRY.view, ENTRY.words)
    header_icon = "list-ul"

    def get(self, request, *args, **kwargs):
        self.form, self.is_sure = AdjustForm(initial={"counsellor": request.GET.get("counsellor", "")[:30]}), False
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        self.form = AdjustForm(request.POST)
        self.is_sure = self.form.is_valid() and request.POST.get("do") != "back"
        key = request.POST.get("key", "")
        if not (self.is_sure and request.POST.get("do") == "enter" and len(key) == 22):
            return super().get(request, *args, **kwargs)
        given = self.form.cleaned_data
        back = f"{reverse(ENTRY.view)}?{urlencode({'counsellor': given['counsellor']})}"
        try:
            adjustments.adjust(
                self.form.person, net_cents=self.form.net_cents, currency=given["currency"], text=given["text"],
                key=key, by=request.user,
            )  # fmt: skip
        except Denied as refusal:
            return self.refused(refusal, back)
        return self.done(_("The correction is entered. It will be on the next invoice."), back)

    def get_context_data(self, **kwargs):
        sure = {"key": secrets.token_urlsafe(16), "given": self.form.cleaned_data} if self.is_sure else {}
        if self.is_sure:
            sure["person"] = self.form.person
            sure["amount"] = money.show(self.form.cleaned_data["amount"], self.form.cleaned_data["currency"])
        return super().get_context_data(form=self.form, is_sure=self.is_sure, **sure, **kwargs)

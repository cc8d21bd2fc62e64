"""The report "Who changed what" in the admin."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminDateInput

from accounts.models import User
from accounts.queries import changes
from lib import spreadsheets

ON_A_PAGE, IN_A_FILE = 50, 10_000


class AskForm(forms.Form):
    person = forms.ModelChoiceField(label=_("Who"), queryset=User.objects.none(), required=False)
    kind = forms.ChoiceField(
        label=_("What"), choices=[("", _("Everything but logins")), *changes.KINDS.items()], required=False
    )
    first = forms.DateField(label=_("From"), required=False, widget=AdminDateInput)
    last = forms.DateField(label=_("Until"), required=False, widget=AdminDateInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = changes.people_to_ask_for()

    @property
    def asked(self) -> changes.Asked:
        return changes.Asked(**self.cleaned_data) if self.is_valid() else changes.Asked()


class Changes(WagtailAdminTemplateMixin, TemplateView):
    template_name = "accounts/cms/changes.html"
    page_title = _("Who changed what")
    header_icon = "history"
    breadcrumbs_items = [{"url": "/cms/", "label": _("Home")}, {"url": "", "label": _("Who changed what")}]

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm("cms.see_changes"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, *args, **kwargs):
        self.form = AskForm(request.GET)
        if request.GET.get("as") == "csv":
            return as_csv(changes.newest(self.form.asked, skip=0, count=IN_A_FILE))
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        page = self.request.GET.get("page", "")
        page = min(int(page), 200) if page.isascii() and page.isdecimal() and int(page) else 1
        rows = changes.newest(self.form.asked, skip=(page - 1) * ON_A_PAGE, count=ON_A_PAGE + 1)
        query = self.request.GET.copy()
        query.pop("page", None)
        return super().get_context_data(
            form=self.form, rows=rows[:ON_A_PAGE], page=page, has_more=len(rows) > ON_A_PAGE,
            query=query.urlencode(), **kwargs,
        )  # fmt: skip


def as_csv(rows: list[changes.Change]) -> HttpResponse:
    heads = (_("When"), _("Who"), _("What"), _("On"), _("Details"))
    lines = (
        (localtime(row.at).isoformat(" ", "seconds"), row.who, row.what, row.about, "\n".join(row.details))
        for row in rows
    )
    return spreadsheets.download("who-changed-what.csv", heads, lines)

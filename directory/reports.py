"""What the staff look at regularly: titles to check, titles that end, profiles that are incomplete or old."""

from datetime import timedelta

import django_filters
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView

from directory import queries, rules
from directory.models import CounsellorPage, Qualification
from lib import clock

MONTHS = [(6, _("6 months")), (12, _("12 months")), (24, _("24 months"))]
OLD = 12


class StaffReport(ReportView):
    may_open = staticmethod(rules.may_check)
    none = ""  # what an empty report says

    @property
    def no_results_message(self):
        return self.none

    def dispatch(self, request, *args, **kwargs):
        if not self.may_open(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


def _check_address(row):
    return reverse("check_title", args=[row.pk])


def _edit_address(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


class TitlesToCheck(StaffReport):
    page_title = _("Titles to check")
    none = _("No title waits for a check.")
    header_icon = "clipboard-list"
    model = Qualification
    index_url_name = "titles_to_check"
    index_results_url_name = "titles_to_check_results"
    columns = [
        TitleColumn("counsellor", label=_("Counsellor"), get_url=_check_address),
        Column("title", label=_("Professional title")),
        Column("register_number", label=_("Register")),
        DateColumn("submitted_at", label=_("Sent in")),
    ]
    list_export = ["counsellor", "title", "register_number", "submitted_at"]

    def get_queryset(self):
        return queries.waiting_titles().select_related("counsellor", "title").order_by("submitted_at", "pk")


class TitlesEnding(StaffReport):
    """Those whose last day comes, has just come, or that were taken over without anybody having seen evidence."""

    page_title = _("Titles that end")
    none = _("No title ends soon.")
    header_icon = "time"
    model = Qualification
    index_url_name = "titles_ending"
    index_results_url_name = "titles_ending_results"
    columns = [
        TitleColumn("counsellor", label=_("Counsellor"), get_url=_check_address),
        Column("title", label=_("Professional title")),
        Column("get_state_display", label=_("State")),
        Column("valid_until", label=_("Valid until"), accessor=lambda row: row.valid_until or _("no end")),
        Column("evidence", label=_("Evidence"), accessor=lambda row: _("seen") if row.evidence else _("never seen")),
    ]
    list_export = ["counsellor", "title", "state", "valid_until", "taken_over"]

    def get_queryset(self):
        rows = queries.titles_to_look_at(clock.now().date())
        return rows.select_related("counsellor", "title").order_by("valid_until", "pk")


class IncompleteProfiles(StaffReport):
    page_title = _("Incomplete profiles")
    none = _("Every profile is complete.")
    header_icon = "form"
    model = CounsellorPage
    index_url_name = "incomplete_profiles"
    index_results_url_name = "incomplete_profiles_results"
    columns = [
        TitleColumn("title", label=_("Name"), accessor="get_admin_display_title", get_url=_edit_address),
        Column("steps_open", label=_("Steps open")),
        Column("status_string", label=_("Status")),
        DateColumn("latest_revision_created_at", label=_("Last changed")),
    ]
    list_export = ["title", "steps_open", "status_string", "latest_revision_created_at"]

    def get_queryset(self):
        return CounsellorPage.objects.filter(steps_open__gt=0).order_by("-steps_open", "pk")


class AgeFilter(WagtailFilterSet):
    months = django_filters.ChoiceFilter(
        label=_("Not changed for"), choices=MONTHS, empty_label=None, method="older", initial=OLD
    )

    class Meta:
        model = CounsellorPage
        fields = ["months"]

    def __init__(self, data=None, *args, **kwargs):
        data = data.copy() if data is not None else {}
        data.setdefault("months", str(OLD))
        super().__init__(data, *args, **kwargs)

    def older(self, rows, name, value):
        return rows.filter(latest_revision_created_at__lt=clock.now() - timedelta(days=int(value) * 365 / 12))


class AgeingProfiles(StaffReport):
    page_title = _("Ageing profiles")
    none = _("No published profile has been left alone for that long.")
    header_icon = "history"
    model = CounsellorPage
    filterset_class = AgeFilter
    index_url_name = "ageing_profiles"
    index_results_url_name = "ageing_profiles_results"
    columns = [
        TitleColumn("title", label=_("Name"), accessor="get_admin_display_title", get_url=_edit_address),
        DateColumn("latest_revision_created_at", label=_("Last changed")),
        DateColumn("last_published_at", label=_("Last published")),
    ]
    list_export = ["title", "latest_revision_created_at", "last_published_at"]

    def get_queryset(self):
        return self.filter_queryset(CounsellorPage.objects.live().order_by("latest_revision_created_at", "pk"))

    def get_filtered_queryset(self):
        return self.get_queryset()


REPORTS = {  # address below /cms/directory/ and the report
    "titles/": TitlesToCheck,
    "titles/ending/": TitlesEnding,
    "profiles/incomplete/": IncompleteProfiles,
    "profiles/ageing/": AgeingProfiles,
}

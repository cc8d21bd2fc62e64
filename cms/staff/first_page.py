"""The first page of the admin: what waits, and where each thing is changed."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.site_summary import SiteSummaryPanel
from wagtail.admin.ui.components import Component
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail_localize.views.report import TranslationsReportView

from cms import desk
from cms.models import PortalImage, PortalSettings


class Waiting(Component):
    order = 10
    template_name = "cms/admin/waiting.html"

    def get_context_data(self, parent_context):
        return {"waiting": desk.waiting_for(parent_context["request"].user)}


class Places(Component):
    order = 400
    template_name = "cms/admin/places.html"

    def get_context_data(self, parent_context):
        return {"places": desk.places_of(parent_context["request"].user)}


@hooks.register("construct_homepage_panels", order=-1)  # the guests' page (directory) replaces it
def what_waits_and_where(request, panels):
    panels[:] = [panel for panel in panels if not isinstance(panel, SiteSummaryPanel)]
    panels += [Waiting(), Places()]


@hooks.register("construct_homepage_summary_items", order=100)
def no_counts(request, items):
    """How many pages and pictures there are is nobody's question."""
    items.clear()


def writes_pages(user) -> bool:
    return policy_registry.get_by_type(Page).user_has_any_permission(user, {"add", "change", "publish"})


def keeps_pictures(user) -> bool:
    return policy_registry.get_by_type(PortalImage).user_has_any_permission(user, {"add", "change"})


def changes_portal(user) -> bool:
    return policy_registry.get_by_type(PortalSettings).user_has_permission(user, "change")


desk.place(_("The text of a page"), "wagtailadmin_explore_root", writes_pages)
desk.place(_("Pictures"), "wagtailimages:index", keeps_pictures)
for words in (
    _("Name, logo and colours of the portal"),
    _("Who runs this portal (imprint)"),
    _("Where quick exit leads"),
    _("How people reach support"),
):
    desk.place(words, "wagtailsettings:edit", changes_portal, args=("cms", "portalsettings"))


@hooks.register("construct_main_menu")
def words_people_know(request, items):
    for item in items:
        if item.name == "snippets":
            item.label = _("Lists and texts")


@hooks.register("construct_reports_menu")
def reports_somebody_reads(request, items):
    """How often which kind of page is used is a developer's question; translations matter to whoever translates."""
    translations = reverse("wagtail_localize:translations_report")
    unread = {
        *([] if request.user.is_superuser else [reverse("wagtailadmin_reports:page_types_usage")]),
        *([] if writes_pages(request.user) else [translations]),
    }
    items[:] = [item for item in items if item.url not in unread]


# its list names drafts, and the package asks nobody who they are
TranslationsReportView.permission_policy = property(lambda view: policy_registry.get_by_type(Page))
TranslationsReportView.any_permission_required = ["add", "change", "publish"]


@hooks.register("construct_help_menu")
def no_way_out(request, items):
    """What Wagtail offers here are pages of its makers, in English, for developers."""
    items.clear()

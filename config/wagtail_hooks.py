"""The health of the installation in the admin, and where things of all apps are changed."""

from django.core.exceptions import PermissionDenied
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms import desk
from config import doctor

ICONS = {"ok": "success", "note": "info-circle", "warning": "warning", "wrong": "cross"}


class Health(WagtailAdminTemplateMixin, TemplateView):
    template_name = "config/health.html"
    page_title = _("System health")
    header_icon = "cogs"
    breadcrumbs_items = [{"url": "/cms/", "label": _("Home")}, {"url": "", "label": _("System health")}]

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm("cms.see_health"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        found = [(finding, ICONS[finding.state]) for finding in doctor.findings()]
        troubles = sum(finding.is_trouble for finding, _icon in found)
        return super().get_context_data(found=found, troubles=troubles, **kwargs)


class HealthItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm("cms.see_health")


@hooks.register("register_admin_urls")
def addresses():
    return [path("health/", Health.as_view(), name="system_health")]


@hooks.register("register_reports_menu_item")
def health_item():
    return HealthItem(_("System health"), reverse("system_health"), name="system-health", icon_name="cogs", order=10)


@desk.waiting
def an_unwell_installation(user):
    if not user.has_perm("cms.see_health") or not (count := doctor.troubles()):
        return None
    words = ngettext(
        "The installation needs a look: one thing", "The installation needs a look: %(count)s things", count
    )
    return desk.Waiting(words % {"count": count}, reverse("system_health"), "warning")


desk.place(_("Is everything running?"), "system_health", "cms.see_health")
desk.place(_("Who works here, and closing an account"), "wagtailusers_users:index", "accounts.change_user")
desk.place(_("Who changed what, and when?"), "who_changed_what", "cms.see_changes")
desk.place(_("A new colleague"), "invite_staff", "cms.make_staff")

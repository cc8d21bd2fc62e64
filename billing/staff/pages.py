"""The frame of our own pages in the menu "Billing": who may open one, and where it lies."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from billing.queries import plans
from lib.denied import Denied

HOME = {"url": "/cms/", "label": _("Home")}


class StaffPage(WagtailAdminTemplateMixin, TemplateView):
    """A page for whoever has `permission`. `above` is the page it belongs to, as (name of its address, words)."""

    permission: str
    above: tuple[str, str] | None = None
    header_icon = "tag"

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm(self.permission):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        above = [{"url": reverse(self.above[0]), "label": self.above[1]}] if self.above else []
        return [HOME, *above, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs):
        return super().get_context_data(today=plans.today(), **kwargs)

    def done(self, words: str, to: str):
        messages.success(self.request, words)
        return redirect(to)

    def refused(self, refusal: Denied, to: str):
        messages.error(self.request, refusal.message)
        return redirect(to)


@dataclass(frozen=True)
class Entry:
    """A line of the menu."""

    words: str
    view: str
    icon: str
    permission: str

    def item(self, order: int) -> MenuItem:
        return _Item(self, order)


class _Item(MenuItem):
    def __init__(self, entry: Entry, order: int):
        super().__init__(entry.words, reverse(entry.view), name=entry.view, icon_name=entry.icon, order=order)
        self.permission = entry.permission

    def is_shown(self, request):
        return request.user.has_perm(self.permission)

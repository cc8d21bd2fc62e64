"""What the admin gets from us besides Wagtail's own pages about people. (Its bulk actions on people are closed in
config/urls.py: they list and change whom the page of one person would refuse.)"""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from accounts import wagtail_users
from accounts.views.changes import Changes

hooks.register("register_admin_urls", wagtail_users.more_addresses)


class ChangesItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm("cms.see_changes")


@hooks.register("register_admin_urls")
def addresses():
    return [path("changes/", Changes.as_view(), name="who_changed_what")]


@hooks.register("register_reports_menu_item")
def changes_item():
    return ChangesItem(
        _("Who changed what"), reverse("who_changed_what"), name="changes", icon_name="history", order=20
    )


@hooks.register("construct_reports_menu")
def one_history(request, items):
    """Wagtail's own history of the site is the smaller part of ours."""
    items[:] = [item for item in items if item.name != "site-history"]

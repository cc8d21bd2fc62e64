"""The admin in the portal's colours; crisis numbers as a list the staff can order."""

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.models import CrisisContact, Menu


class CrisisViewSet(SnippetViewSet):
    model = CrisisContact
    icon = "warning"
    menu_label = _("Crisis numbers")
    menu_order = 220
    add_to_admin_menu = True
    list_display = ["country", "name", "phone", "checked_on"]
    sort_order_field = "sort_order"


class MenuViewSet(SnippetViewSet):
    model = Menu
    icon = "list-ul"
    menu_label = _("Menus")
    menu_order = 215
    add_to_admin_menu = True
    list_display = ["__str__", "title"]


register_snippet(CrisisViewSet)
register_snippet(MenuViewSet)


@hooks.register("insert_global_admin_css")
def colours():
    return format_html('<link rel="stylesheet" href="{}">', static("cms/css/admin.css"))

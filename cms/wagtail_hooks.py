"""The admin in the portal's colours; crisis numbers as a list the staff can order."""

from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from cms import desk, queries
from cms.models import CrisisContact, Menu
from cms.staff import differences, first_page, legal_texts, mail_texts  # noqa: F401  (they register themselves)


class CrisisViewSet(SnippetViewSet):
    model = CrisisContact
    icon = "warning"
    menu_label = _("Crisis numbers")
    menu_order = 220
    add_to_admin_menu = True
    list_display = ["country", "name", "phone", "checked_on"]
    list_filter = {"checked_on": ["lt", "isnull"], "country": ["exact"]}
    sort_order_field = "sort_order"


class MenuViewSet(SnippetViewSet):
    model = Menu
    icon = "list-ul"
    menu_label = _("Menus")
    menu_order = 215
    add_to_admin_menu = True
    list_display = ["__str__", "title"]


@desk.waiting
def numbers_to_verify(user):
    count = queries.crisis_numbers_to_verify().count() if user.has_perm("cms.change_crisiscontact") else 0
    if not count:
        return None
    words = ngettext(
        "One crisis number was not verified for half a year",
        "%(count)s crisis numbers were not verified for half a year",
        count,
    )
    return desk.Waiting(words % {"count": count}, reverse("wagtailsnippets_cms_crisiscontact:list"), "warning")


desk.place(_("The numbers to call in a crisis"), "wagtailsnippets_cms_crisiscontact:list", "cms.change_crisiscontact")
desk.place(_("The links of header and footer"), "wagtailsnippets_cms_menu:list", "cms.change_menu")
register_snippet(CrisisViewSet)
register_snippet(MenuViewSet)


@hooks.register("insert_global_admin_css")
def colours():
    sheets = [static("cms/css/admin.css"), static("cms/css/staff.css")]
    return format_html_join("", '<link rel="stylesheet" href="{}">', ([sheet] for sheet in sheets))

"""The admin in the portal's colours; crisis numbers as a list the staff can order."""

from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from cms import desk, queries, views
from cms.columns import choice, yes_or_no
from cms.contact import desk as contact_desk
from cms.models import ContactTopic, CrisisContact, Menu
from cms.staff import differences, first_page, legal_texts, mail_texts, review  # noqa: F401  (they register themselves)


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


class TopicViewSet(SnippetViewSet):
    model = ContactTopic
    icon = "tag"
    menu_label = _("Topics of messages")
    list_display = ["name", choice(ContactTopic, "audience"), yes_or_no(ContactTopic, "urgent")]
    sort_order_field = "sort_order"


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
desk.place(
    _("Opening hours, holidays and when we answer"), "/cms/settings/cms/servicehours/", "cms.change_servicehours"
)
desk.place(_("What people may write to us about"), "wagtailsnippets_cms_contacttopic:list", "cms.change_contacttopic")
register_snippet(CrisisViewSet)
register_snippet(TopicViewSet)
register_snippet(MenuViewSet)


@hooks.register("insert_global_admin_css")
def colours():
    sheets = [static("cms/css/admin.css"), static("cms/css/staff.css")]
    return format_html_join("", '<link rel="stylesheet" href="{}">', ([sheet] for sheet in sheets))


@hooks.register("register_admin_viewset")
def messages():
    return contact_desk.MessageViewSet()


@hooks.register("register_admin_urls")
def message_addresses():
    return contact_desk.urls


@hooks.register("register_log_actions")
def what_happens_to_messages(actions):
    for name, label, sentence in (
        ("take", _("Take a message"), _("Took the message")),
        ("note", _("Note something on a message"), _("Wrote an internal note")),
        ("answer", _("Answer a message"), _("Answered the message")),
        ("finish", _("Finish a message"), _("Marked the message as done")),
        ("reopen", _("Open a message again"), _("Opened the message again")),
    ):
        actions.register_action(f"cms.contact.{name}", label, sentence)


@hooks.register("register_admin_urls")
def design_urls():
    return [path("design/", views.all_parts, name="design")]


@hooks.register("register_help_menu_item")
def design_item():
    return MenuItem(_("All parts of the design"), reverse("design"), name="design", icon_name="view", order=900)

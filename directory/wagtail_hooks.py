"""The CMS as a counsellor sees it: one menu entry, one panel, one's own pictures. Words of the directory as snippets."""

from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin.action_menu import ActionMenuItem, CancelWorkflowMenuItem
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from cms import desk, guests
from cms.columns import yes_or_no
from cms.guests import GuestItem, is_guest
from directory import queries, reports, rules, standing, steps
from directory.models import ProfessionalTitle, ProfileGuide, Speciality, SpokenLanguage
from directory.views import staff
from lib import clock


class SpecialityViewSet(SnippetViewSet):
    model = Speciality
    icon = "tag"
    list_display = ["name", "name_de", "name_fr"]
    sort_order_field = "sort_order"


class LanguageViewSet(SnippetViewSet):
    model = SpokenLanguage
    icon = "globe"
    list_display = ["name", "name_de", "name_fr"]
    sort_order_field = "sort_order"


class TitleViewSet(SnippetViewSet):
    model = ProfessionalTitle
    icon = "user"
    list_display = ["name", "name_de", "name_fr", yes_or_no(ProfessionalTitle, "may_be_listed")]
    sort_order_field = "sort_order"


class GuideViewSet(SnippetViewSet):
    model = ProfileGuide
    icon = "help"
    menu_label = _("How-to for profiles")
    list_display = ["title", "locale"]


class DirectoryWords(SnippetViewSetGroup):
    menu_label = _("Directory")
    menu_icon = "group"
    menu_order = 210
    items = (SpecialityViewSet, LanguageViewSet, TitleViewSet, GuideViewSet)


register_snippet(DirectoryWords)


@hooks.register("register_admin_menu_item")
def profile_item():
    return GuestItem(_("My profile"), reverse("edit_profile"), name="my-profile", icon_name="user", order=1)


@hooks.register("register_admin_menu_item")
def pictures_item():
    return GuestItem(_("My pictures"), reverse("wagtailimages:index"), name="my-pictures", icon_name="image", order=2)


@hooks.register("register_admin_menu_item")
def practice_item():
    return GuestItem(_("Back to the practice"), "/app/", name="practice", icon_name="arrow-left", order=3)


@hooks.register("construct_main_menu")
def only_what_is_theirs(request, items):
    if is_guest(request.user):
        items[:] = [item for item in items if isinstance(item, GuestItem)]


@hooks.register("construct_image_chooser_queryset")
@hooks.register("construct_explorer_page_queryset")
def only_own_rows(*arguments):
    """Images come as (images, request), pages as (parent, pages, request)."""
    *_, rows, request = arguments
    if not is_guest(request.user):
        return rows
    return rows.filter(owner=request.user) if len(arguments) == 3 else rows.filter(uploaded_by_user=request.user)


@hooks.register("before_create_page")
def nobody_makes_profiles_here(request, parent, page_class):
    """Profiles are made by actions.profiles. Other apps say what a counsellor may make (cms/guests.py)."""
    if is_guest(request.user) and not guests.may_create(request.user, page_class, parent.pk):
        rules.must_not_create_pages()


class SendForChecking(ActionMenuItem):
    """The staff's workflow in the counsellor's words, and where a thumb finds it."""

    name = "action-submit"
    label = _("Send for checking")
    icon_name = "resubmit"


class TakeBack(CancelWorkflowMenuItem):
    label = _("Take it back and go on writing")


THEIR_WORDS = {"action-submit": SendForChecking, "action-cancel-workflow": TakeBack}
NOT_THEIRS = ("action-delete", "action-move", "action-unpublish", "action-restart-workflow")


@hooks.register("construct_page_action_menu")
def only_what_they_may(items, request, context):
    """Sending in first, then saving; without moving, deleting or taking down."""
    if is_guest(request.user):
        kept = [item for item in items if item.name not in NOT_THEIRS]
        items[:] = [THEIR_WORDS[item.name](item.order) if item.name in THEIR_WORDS else item for item in kept]
        items.sort(key=lambda item: item.name != "action-submit")


class Welcome(Component):
    """What a counsellor may do next."""

    order = 1

    def __init__(self, user):
        self.user = user

    def render_html(self, parent_context=None):
        page = queries.page_of(self.user)
        found = standing.of(page) if page else None
        context = {"it": found, "steps": steps.rows(found.progress) if found else (), "name": self.user.name}
        return render_to_string("directory/cms_welcome.html", context)


@hooks.register("construct_homepage_panels")
def welcome(request, panels):
    if is_guest(request.user):
        panels[:] = [Welcome(request.user)]


@desk.waiting
def titles_wait(user):
    count = queries.waiting_titles().count() if rules.may_check(user) else 0
    words = ngettext("One title waits for a check", "%(count)s titles wait for a check", count) % {"count": count}
    return desk.Waiting(words, reverse("titles_to_check"), "clipboard-list") if count else None


@desk.waiting
def titles_end(user):
    count = queries.titles_to_look_at(clock.now().date()).count() if rules.may_check(user) else 0
    words = ngettext("One title ends soon", "%(count)s titles end soon", count) % {"count": count}
    return desk.Waiting(words, reverse("titles_ending"), "time") if count else None


for words, name in (
    (_("Professional titles, and which may be listed"), "professionaltitle"),
    (_("The topics of counselling"), "speciality"),
    (_("The languages of counselling"), "spokenlanguage"),
    (_("The how-to for counsellors' profiles"), "profileguide"),
):
    desk.place(words, f"wagtailsnippets_directory_{name}:list", f"directory.change_{name}")


@hooks.register("register_admin_urls")
def titles_and_reports():
    found = [path("directory/titles/<int:pk>/", staff.check_title, name="check_title")]
    for address, report in reports.REPORTS.items():
        found += [
            path(f"directory/{address}", report.as_view(), name=report.index_url_name),
            path(f"directory/{address}results/", report.as_view(results_only=True), name=report.index_results_url_name),
        ]
    return found


class ForCheckers(MenuItem):
    def is_shown(self, request):
        return rules.may_check(request.user)


def _report_item(report, order):
    return lambda: ForCheckers(
        report.page_title, reverse(report.index_url_name), name=report.index_url_name.replace("_", "-"),
        icon_name=report.header_icon, order=order,
    )  # fmt: skip


for number, report in enumerate(reports.REPORTS.values()):
    hooks.register("register_reports_menu_item", _report_item(report, 100 + number))


@hooks.register("insert_global_admin_css")
def look():
    return format_html('<link rel="stylesheet" href="{}">', static("directory/admin.css"))

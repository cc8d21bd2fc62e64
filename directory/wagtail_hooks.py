"""The CMS as a counsellor sees it: one menu entry, one panel, one's own pictures. Words of the directory as snippets."""

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from directory import queries, rules
from directory.models import ProfessionalTitle, Speciality, SpokenLanguage


class SpecialityViewSet(SnippetViewSet):
    model = Speciality
    icon = "tag"
    list_display = ["name", "slug"]
    sort_order_field = "sort_order"


class LanguageViewSet(SnippetViewSet):
    model = SpokenLanguage
    icon = "globe"
    list_display = ["name", "slug"]
    sort_order_field = "sort_order"


class TitleViewSet(SnippetViewSet):
    model = ProfessionalTitle
    icon = "user"
    list_display = ["name", "may_be_listed"]
    sort_order_field = "sort_order"


class DirectoryWords(SnippetViewSetGroup):
    menu_label = _("Directory")
    menu_icon = "group"
    menu_order = 210
    items = (SpecialityViewSet, LanguageViewSet, TitleViewSet)


register_snippet(DirectoryWords)


def is_guest(user) -> bool:
    """A counsellor is at home at the practice and a guest in the CMS."""
    return user.is_counsellor and not user.is_superuser


class ForCounsellors(MenuItem):
    def is_shown(self, request):
        return is_guest(request.user)


@hooks.register("register_admin_menu_item")
def profile_item():
    return ForCounsellors(_("My profile"), reverse("edit_profile"), name="my-profile", icon_name="user", order=1)


@hooks.register("register_admin_menu_item")
def pictures_item():
    return ForCounsellors(
        _("My pictures"), reverse("wagtailimages:index"), name="my-pictures", icon_name="image", order=2
    )


@hooks.register("register_admin_menu_item")
def practice_item():
    return ForCounsellors(_("Back to the practice"), "/app/", name="practice", icon_name="arrow-left", order=3)


@hooks.register("construct_main_menu")
def only_what_is_theirs(request, items):
    if is_guest(request.user):
        items[:] = [item for item in items if isinstance(item, ForCounsellors)]


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
    """Profiles are made by actions.profiles. (Wagtail already offers none: the class is not creatable.)"""
    if is_guest(request.user):
        rules.must_not_create_pages()


@hooks.register("construct_page_action_menu")
def only_what_they_may(items, request, context):
    """Saving and sending in, without moving, deleting or taking down."""
    if is_guest(request.user):
        items[:] = [item for item in items if item.name not in ("action-delete", "action-move", "action-unpublish")]


class Welcome(Component):
    """What a counsellor may do next."""

    order = 1

    def __init__(self, user):
        self.user = user

    def render_html(self, parent_context=None):
        page = queries.page_of(self.user)
        return render_to_string(
            "directory/cms_welcome.html",
            {
                "page": page,
                "draft": page.get_latest_revision_as_object() if page and page.latest_revision_id else page,
                "listed": queries.is_listed(self.user),
                "name": self.user.name,
                "waiting": bool(page and page.current_workflow_state),
            },
        )


@hooks.register("construct_homepage_panels")
def welcome(request, panels):
    if is_guest(request.user):
        panels[:] = [Welcome(request.user)]

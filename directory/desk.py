"""What a counsellor may open in the CMS: the own profile, the own pictures, what other apps name (cms/guests.py), and
nothing else.

Wagtail's permissions already refuse writing; this refuses looking, too: lists, choosers, reports and other people's
drafts look like missing pages. Deny by default: an address that is not named here does not exist for a counsellor.
"""

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.deprecation import MiddlewareMixin

from cms import guests
from directory import queries

OPEN = {
    "wagtailadmin_home",
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_sprite",
    "wagtailadmin_dismissibles",
    "wagtailadmin_login",
    "wagtailadmin_logout",
    "wagtailadmin_editing_sessions:ping",  # Wagtail asks for the permission to edit the page
    "wagtailadmin_editing_sessions:release",
    "wagtailadmin_block_preview",
    "wagtailimages:index",  # lists one's own
    "wagtailimages:index_results",
    "wagtailimages:add",
    "wagtailimages_chooser:choose",  # filtered in wagtail_hooks.py
    "wagtailimages_chooser:choose_results",
    "wagtailimages_chooser:create",
    "wagtailadmin_choose_page_external_link",
    "wagtailadmin_choose_page_email_link",
}
NEW_PAGE = {"wagtailadmin_pages:add", "wagtailadmin_pages:preview_on_add"}
OWN_PAGE = {
    f"wagtailadmin_pages:{name}"
    for name in (
        "edit", "preview_on_edit", "view_draft", "history", "history_results", "revisions_index", "revisions_view",
        "revisions_revert", "revisions_compare", "workflow_history", "workflow_history_detail",
        "confirm_workflow_cancellation", "workflow_preview", "lock", "unlock",
    )
}  # fmt: skip
OWN_IMAGE = {"wagtailimages:edit", "wagtailimages:delete", "wagtailimages:preview", "wagtailimages_chooser:chosen"}
ELSEWHERE = {
    "wagtailadmin_explore": "edit_profile",
    "wagtailadmin_explore_root": "edit_profile",
    "wagtailadmin_account": "/account/",
}
LINK_TO_A_PAGE = {"wagtailadmin_choose_page", "wagtailadmin_choose_page_child"}  # would list everybody's drafts


class CounsellorsDesk(MiddlewareMixin):
    def process_view(self, request, view, args, kwargs):
        match, user = request.resolver_match, request.user
        if not request.path.startswith("/cms/") or not user.is_authenticated or not user.is_counsellor:
            return None
        name = match.view_name
        if user.is_superuser or name in OPEN or guests.may_open(name):
            return None
        if name in ELSEWHERE:
            return redirect(guests.list_of(kwargs.get("parent_page_id")) or ELSEWHERE[name])
        if name in LINK_TO_A_PAGE:
            return redirect(f"{reverse('wagtailadmin_choose_page_external_link')}?{request.GET.urlencode()}")
        if name in NEW_PAGE and guests.may_create_named(user, *names_of_new_page(kwargs)):
            return None
        if name in OWN_PAGE and owns_page(user, kwargs.get("page_id", kwargs.get("pk")), name):
            return None
        if name in OWN_IMAGE and guests.owns_picture(user, kwargs.get("image_id", kwargs.get("pk"))):
            return None
        raise Http404


def names_of_new_page(kwargs) -> tuple:
    return kwargs["content_type_app_name"], kwargs["content_type_model_name"], kwargs["parent_page_id"]


def owns_page(user, pk, name: str) -> bool:
    page = queries.page_of(user)
    return (page is not None and str(page.pk) == str(pk)) or guests.may_open_page(user, pk, name)

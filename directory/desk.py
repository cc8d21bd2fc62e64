"""What a counsellor may open in the CMS: the own profile, the own pictures, and nothing else.

Wagtail's permissions already refuse writing; this refuses looking, too: lists, choosers, reports and other people's
drafts look like missing pages. Deny by default: an address that is not named here does not exist for a counsellor.
"""

from django.http import Http404
from django.shortcuts import redirect
from django.utils.deprecation import MiddlewareMixin

from cms.models import PortalImage
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
}
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


class CounsellorsDesk(MiddlewareMixin):
    def process_view(self, request, view, args, kwargs):
        match, user = request.resolver_match, request.user
        if not request.path.startswith("/cms/") or not user.is_authenticated or not user.is_counsellor:
            return None
        name = match.view_name
        if user.is_superuser or name in OPEN:
            return None
        if name in ELSEWHERE:
            return redirect(ELSEWHERE[name])
        if name in OWN_PAGE and owns_page(user, kwargs.get("page_id", kwargs.get("pk"))):
            return None
        if name in OWN_IMAGE and owns_image(user, kwargs.get("image_id", kwargs.get("pk"))):
            return None
        raise Http404


def owns_page(user, pk) -> bool:
    page = queries.page_of(user)
    return page is not None and str(page.pk) == str(pk)


def owns_image(user, pk) -> bool:
    return str(pk).isdecimal() and PortalImage.objects.filter(pk=int(pk), uploaded_by_user=user).exists()

"""The profile a counsellor owns: made once, empty and unpublished; everything after happens in the CMS."""

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from directory import queries, rules
from directory.actions import roles
from directory.models import CounsellorPage
from lib import ids
from lib.denied import Denied


@transaction.atomic
def create_for(user) -> CounsellorPage:
    """The user's profile: the one there is, or a new draft with the name filled in."""
    rules.must_have_practice(user)
    if page := queries.page_of(user):
        return page
    parent = queries.directory_page()
    if parent is None:
        raise Denied("no_directory", _("There is no directory page yet. Please ask the staff."), status=409)
    roles.grant(user)
    page = CounsellorPage(title=user.name, slug=_free_slug(parent, user), owner=user, live=False)
    parent.add_child(instance=page)
    page.save_revision(user=user, log_action=False, clean=False)  # still empty
    return page


def _free_slug(parent, user) -> str:
    slug = slugify(user.name)[:60] or "profile"
    if parent.get_children().filter(slug=slug).exists():
        slug = f"{slug}-{ids.to_text(user.uid)[:6].lower().strip('-_')}"
    return slug

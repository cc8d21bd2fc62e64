"""Who may appear in the directory, and who may have a profile."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from lib.denied import Denied


def can_be_listed(page) -> bool:
    """A published profile whose title the law protects, of a counsellor who can log in."""
    title = page.professional_title
    return bool(page.live and title and title.may_be_listed and page.owner and has_practice(page.owner))


def has_practice(user) -> bool:
    return user.is_active and user.is_counsellor


def must_have_practice(user) -> None:
    if not has_practice(user):
        raise Denied("not_a_counsellor", _("Only counsellors have a public profile."), status=403)


def must_not_create_pages() -> None:
    raise PermissionDenied

"""Where people arrive after coming in."""

from django.urls import reverse

from accounts.enums import Role
from accounts.models import User


def home_of(user: User) -> str:
    """Where somebody lands who did not want to go anywhere in particular."""
    if user.role == Role.STAFF:
        cms = reverse("wagtailadmin_home")
        return cms if may_enter(user, cms) else reverse("account_settings")
    return "/app/"


def may_enter(user: User, path: str) -> bool:
    return not path.startswith(reverse("wagtailadmin_home")) or user.has_perm("wagtailadmin.access_admin")

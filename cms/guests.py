"""Counsellors are guests in the CMS: they open what is theirs, and nothing else exists for them (directory/desk.py).

Every app that keeps something of theirs there says so in its `ready()`:

    guests.opens("my_articles")                     # an address without anybody's things in it
    guests.pages.append(rules.may_open)             # (user, pk of a page, name of the address) -> bool
    guests.creations.append(rules.may_create)       # (user, page class, pk of the parent) -> bool
    guests.lists.append(rules.list_of)              # (pk of a page) -> the address that stands for its list, or ""
"""

from collections.abc import Callable

from django.apps import apps
from wagtail.admin.menu import MenuItem

from cms.models import PortalImage

pages: list[Callable[..., bool]] = []
creations: list[Callable[..., bool]] = []
lists: list[Callable[[int], str]] = []
_open: set[str] = set()


def is_guest(user) -> bool:
    """A counsellor is at home at the practice and a guest in the CMS."""
    return user.is_authenticated and user.is_counsellor and not user.is_superuser


class GuestItem(MenuItem):
    """An entry of the menu that counsellors see, and nobody else."""

    def is_shown(self, request):
        return is_guest(request.user)


def opens(*names: str) -> None:
    _open.update(names)


def may_open(name: str) -> bool:
    return name in _open


def may_open_page(user, pk, name: str) -> bool:
    return str(pk).isdecimal() and any(ask(user, int(pk), name) for ask in pages)


def may_create(user, page_class, parent_pk) -> bool:
    return str(parent_pk).isdecimal() and any(ask(user, page_class, int(parent_pk)) for ask in creations)


def may_create_named(user, app: str, model: str, parent_pk) -> bool:
    """`may_create`, as an address of the admin names the class."""
    try:
        return may_create(user, apps.get_model(app, model), parent_pk)
    except LookupError:
        return False


def list_of(pk) -> str:
    """Wagtail's list of the pages below this one is closed to counsellors; here is where their own ones are."""
    return next(filter(None, (ask(int(pk)) for ask in lists)), "") if str(pk).isdecimal() else ""


def own_pictures(user):
    return PortalImage.objects.filter(uploaded_by_user=user)


def owns_picture(user, pk) -> bool:
    return str(pk).isdecimal() and own_pictures(user).filter(pk=int(pk)).exists()

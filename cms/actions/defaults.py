"""What an empty database needs before anybody has edited anything: site, pages, crisis numbers, the staff's groups.

Runs after every `migrate` and changes nothing that is there: a page is given once, and stays away when deleted.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.images.models import Image  # the permissions of any image model hang on this one
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Locale, Page, Site

from cms import worded
from cms.actions import groups
from cms.actions.default_crisis import CRISIS_NUMBERS
from cms.actions.default_menus import MENUS
from cms.actions.default_pages import HOME, PAGES
from cms.models import ContentPage, CrisisContact, HomePage, Menu, MenuEntry, PortalSettings


@transaction.atomic
def ensure() -> HomePage:
    """The home page of the default site, with everything under it that was never given before."""
    ContentType.objects.clear_cache()  # a test that emptied the database leaves a stale one
    Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    if Collection.get_first_root_node() is None:
        Collection.add_root(name="Root")
    home = HomePage.objects.first() or _make_home()
    portal = PortalSettings.objects.get_or_create(site=Site.objects.get(is_default_site=True))[0]
    for key, make in _shipments(home).items():
        if key not in portal.shipped:
            make()
            portal.shipped.append(key)
    groups.ensure(portal.shipped)
    portal.save(update_fields=["shipped"])
    return home


def _make_home() -> HomePage:
    root = Page.get_first_root_node() or Page.add_root(title="Root", slug="root")
    home = HomePage(title="Home", slug="portal", **HOME)
    root.add_child(instance=home)
    home.save_revision(log_action=False).publish(log_action=False)
    address = urlsplit(settings.SITE_URL)
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    welcome = site.root_page if site.pk else None
    site.root_page, site.site_name = home, settings.SITE_NAME
    site.hostname = address.hostname or "localhost"
    site.port = address.port or (443 if address.scheme == "https" else 80)
    site.save()
    if welcome and welcome.specific_class is Page:
        welcome.delete()
    return home


def _shipments(home: HomePage) -> dict:
    pages = {
        f"page:{path}": lambda path=path, fields=fields: _page(home, path, fields) for path, fields in PAGES.items()
    }
    return pages | {"crisis": _crisis_numbers, "menus": _menus, "groups": _staff_groups}


def _page(home: HomePage, path: str, fields: dict) -> None:
    parent = home
    *above, slug = path.split("/")
    for step in above:
        parent = parent.get_children().filter(slug=step).first() or parent
    if not parent.get_children().filter(slug=slug).exists():
        page = parent.add_child(instance=ContentPage(slug=slug, **fields))
        page.save_revision(log_action=False).publish(log_action=False)


def _crisis_numbers() -> None:
    if not CrisisContact.objects.exists():
        CrisisContact.objects.bulk_create(
            CrisisContact(
                phone=phone,
                sort_order=order,
                **_worded("country", country),
                **_worded("name", name),
                **_worded("note", note),
            )
            for order, (country, name, phone, note) in enumerate(CRISIS_NUMBERS)
        )


def _menus() -> None:
    for slot, given in MENUS.items():
        menu = Menu(slot=slot, **_worded("title", given["title"]))
        menu.entries = [
            MenuEntry(address=address, sort_order=order, **_worded("label", words))
            for order, (address, *words) in enumerate(given["entries"])
        ]
        menu.save()


def _worded(field: str, words) -> dict[str, str]:
    """Words in the order of worded.columns; what is missing, or the same as the first, stays empty."""
    first = next(iter(words), "")
    return {
        column: word
        for place, (column, word) in enumerate(zip(worded.columns(field), words, strict=False))
        if place == 0 or word != first
    }


def _staff_groups() -> None:
    """Everybody of the staff gets into the admin; editors write all pages. What else, the apps grant themselves."""
    root, collection = Page.get_first_root_node(), Collection.get_first_root_node()
    for name in groups.ALL:
        group = Group.objects.get_or_create(name=name)[0]
        group.permissions.add(groups.admin_access())
        images = groups.of_model(Image) if name == groups.EDITORS else groups.of_model(Image, ("choose",))
        for permission in images:
            GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=permission)
    editors = Group.objects.get(name=groups.EDITORS)
    for action in ("add", "change", "publish", "bulk_delete", "lock", "unlock"):
        GroupPagePermission.objects.get_or_create(group=editors, page=root, permission=groups.of_pages(action))

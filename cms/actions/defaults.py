"""What an empty database needs before anybody has edited anything: site, pages, crisis numbers, the staff's group.

Runs after every `migrate` and changes nothing that is there: a page is given once, and stays away when deleted.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.images.models import Image  # the permissions of any image model hang on this one
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Locale, Page, Site

from cms.actions.default_crisis import CRISIS_NUMBERS
from cms.actions.default_pages import HOME, PAGES
from cms.models import ContentPage, CrisisContact, HomePage, PortalSettings

STAFF_GROUP = "Staff"


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
    return pages | {"crisis": _crisis_numbers, "staff": _staff_group}


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
            CrisisContact(country=country, name=name, phone=phone, note=note, sort_order=order)
            for order, (country, name, phone, note) in enumerate(CRISIS_NUMBERS)
        )


def _staff_group() -> None:
    """Everything in the CMS: pages, pictures, texts, settings. Nothing outside it."""
    group = Group.objects.get_or_create(name=STAFF_GROUP)[0]
    group.permissions.add(admin_access(), *model_permissions(CrisisContact, PortalSettings))
    root, collection = Page.get_first_root_node(), Collection.get_first_root_node()
    for action in ("add", "change", "publish", "bulk_delete", "lock", "unlock"):
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=page_permission(action))
    for permission in model_permissions(Image):
        GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=permission)


def admin_access() -> Permission:
    kind = ContentType.objects.get_or_create(app_label="wagtailadmin", model="admin")[0]
    return Permission.objects.get_or_create(
        content_type=kind, codename="access_admin", defaults={"name": "Can access Wagtail admin"}
    )[0]


def page_permission(action: str) -> Permission:
    return _permission(Page, f"{action}_page")


def model_permissions(*models) -> list[Permission]:
    """Add, change, delete, view and the model's own. Made here if `migrate` has not come to it yet."""
    return [
        _permission(model, codename)
        for model in models
        for codename in (
            *(f"{action}_{model._meta.model_name}" for action in model._meta.default_permissions),
            *(codename for codename, _ in model._meta.permissions),
        )
    ]


def _permission(model, codename: str) -> Permission:
    return Permission.objects.get_or_create(
        content_type=ContentType.objects.get_for_model(model),
        codename=codename,
        defaults={"name": codename.replace("_", " ").capitalize()},
    )[0]

"""What an empty database needs before anybody has edited anything: site, pages, crisis numbers, the staff's groups.

Runs after every `migrate` and changes nothing that is there: a page is given once, and stays away when deleted. The
pages of the default language come first; those of the others are their translations, in trees of their own.
"""

import re
from functools import partial
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.images.models import Image  # the permissions of any image model hang on this one
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Site,
    Workflow,
    WorkflowPage,
)

from cms import worded
from cms.actions import default_contact, default_legal, default_pages, groups, legal
from cms.actions.default_crisis import CRISIS_NUMBERS
from cms.actions.default_menus import MENUS
from cms.languages import CODES, OTHERS, prefixed
from cms.models import (
    ContactPage,
    ContentPage,
    CrisisContact,
    HelpPage,
    HomePage,
    LegalText,
    Menu,
    MenuEntry,
    PortalSettings,
)
from lib import clock

OWN_PAGES = "|".join([*default_pages.pages(settings.LANGUAGE_CODE), "counsellors", "blog"])
PAGE_ADDRESS = re.compile(rf"/(?:(?:{OWN_PAGES})/[^\"]*)?")
LINK = re.compile(rf"(href=\")({PAGE_ADDRESS.pattern})(?=\")")
CONTACT = dict.fromkeys(["contact", "accessibility/report"], ContactPage)
KINDS = dict.fromkeys(default_pages.HELP, HelpPage) | CONTACT  # all others are ContentPages


@transaction.atomic
def ensure() -> HomePage:
    """The home page of the default site, with everything under it that was never given before."""
    ContentType.objects.clear_cache()  # a test that emptied the database leaves a stale one
    for language in CODES:
        Locale.objects.get_or_create(language_code=language)
    if Collection.get_first_root_node() is None:
        Collection.add_root(name="Root")
    home = home_page() or _make_home()
    portal = give_once(_shipments(home))
    groups.ensure(portal.shipped)
    portal.save(update_fields=["shipped"])
    return home


def home_page() -> HomePage | None:
    """The one of the default language: the others are its translations."""
    return HomePage.objects.filter(locale__language_code=settings.LANGUAGE_CODE).first()


def give_once(gifts: dict) -> PortalSettings:
    """Make each of the `gifts`, unless what goes by its key was given to this portal before: deleted stays deleted."""
    site = Site.objects.get(is_default_site=True)
    portal = PortalSettings.objects.get_or_create(site=site)[0]
    for key, make in gifts.items():
        if key not in portal.shipped:
            make()
            portal.shipped.append(key)
    portal.save(update_fields=["shipped"])
    return portal


def translate_once(key: str, page: Page, words: dict[str, dict]) -> None:
    """Give `page` its shipped translations: `words` has the fields for each language that is not the default one."""
    give_once({f"{key}:{code}": partial(translate, page, code, words[code]) for code in OTHERS})


def translate(page: Page, language: str, fields: dict) -> Page | None:
    """The published translation of `page`, under the translation of the page above. None if it cannot be there."""
    locale = Locale.objects.get(language_code=language)
    parent = page.get_parent().specific.get_translation_or_none(locale)
    if parent is None or page.has_translation(locale):
        return None
    return _publish(parent, type(page)(slug=page.slug, **_as_translation(page, locale, fields)))


def _as_translation(page: Page, locale: Locale, fields: dict) -> dict:
    return {"locale": locale, "translation_key": page.translation_key, **_linked(fields, locale.language_code)}


def _linked(value, language: str):
    """Shipped words with their links to other shipped pages leading to those of the same language."""
    if isinstance(value, dict):
        return {key: _linked(item, language) for key, item in value.items()}
    if isinstance(value, list):
        return [_linked(item, language) for item in value]
    if not isinstance(value, str):
        return value
    if PAGE_ADDRESS.fullmatch(value):
        return prefixed(value, language)
    return LINK.sub(lambda link: link[1] + prefixed(link[2], language), value)


def _publish(parent: Page, page: Page) -> Page:
    """Without a first revision: the page as shipped is in default_pages, and dozens of them would make `migrate` slow."""
    page.first_published_at = page.last_published_at = clock.now()
    parent.add_child(instance=page)
    return page


def _make_home() -> HomePage:
    root = Page.get_first_root_node() or Page.add_root(title="Root", slug="root")
    home = _publish(root, HomePage(title="Home", slug="portal", **default_pages.of(settings.LANGUAGE_CODE).HOME))
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


def _translate_home(home: HomePage, language: str) -> None:
    locale = Locale.objects.get(language_code=language)
    if not home.has_translation(locale):
        fields = {"title": "Home", **default_pages.of(language).HOME}
        _publish(home.get_parent(), HomePage(slug=f"portal-{language}", **_as_translation(home, locale, fields)))
        Site.clear_site_root_paths_cache()


def _shipments(home: HomePage) -> dict:
    gifts = {
        f"page:{path}": partial(_page, home, path, fields)
        for path, fields in default_pages.pages(settings.LANGUAGE_CODE).items()
    }
    for code in OTHERS:
        gifts[f"home:{code}"] = partial(_translate_home, home, code)
        for path, fields in default_pages.pages(code).items():
            gifts[f"page:{path}:{code}"] = partial(_translated_page, home, path, code, fields)
    for code in CODES:
        for key, (title, body) in default_legal.of(code).items():
            gifts[f"legal:{key}:{code}"] = partial(_legal_text, key, code, title, body)
    contact = {
        "hours": default_contact.give_hours,
        "topics": default_contact.give_topics,
        "barrier": default_contact.give_barrier_its_topic,
    }
    staff = {"groups": _staff_groups, "editors publish": _editors_publish, "logo": _operators_bring_a_logo}
    return gifts | contact | staff | {"crisis": _crisis_numbers, "menus": _menus}


def _page(home: HomePage, path: str, fields: dict) -> None:
    above, _, slug = path.rpartition("/")
    parent = _at(home, above) or home
    if not parent.get_children().filter(slug=slug).exists():
        _publish(parent, KINDS.get(path, ContentPage)(slug=slug, **fields))


def _translated_page(home: HomePage, path: str, language: str, fields: dict) -> None:
    if source := _at(home, path):  # what was deleted is not brought back in another language
        translate(source.specific, language, fields)


def _at(home: HomePage, path: str) -> Page | None:
    page = home
    for step in filter(None, path.split("/")):
        page = page and page.get_children().filter(slug=step).first()
    return page


def _legal_text(key: str, language: str, title: str, body: str) -> None:
    """Version 1, marked as ours: the health page asks until the operator has published another."""
    if not LegalText.objects.filter(key=key, language=language).exists():
        text = LegalText.objects.create(key=key, language=language, title=title, body=_linked(body, language))
        legal.publish(text, shipped=True)


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
        # Wagtail brings groups of two of these names along, which may do more
        group.permissions.clear()
        GroupPagePermission.objects.filter(group=group).delete()
        GroupCollectionPermission.objects.filter(group=group).delete()
        group.permissions.add(groups.admin_access())
        images = groups.of_model(Image) if name == groups.EDITORS else groups.of_model(Image, ("choose",))
        for permission in images:
            GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=permission)
    editors = Group.objects.get(name=groups.EDITORS)
    for action in ("add", "change", "publish", "bulk_delete", "lock", "unlock"):
        GroupPagePermission.objects.get_or_create(group=editors, page=root, permission=groups.of_pages(action))


def _editors_publish() -> None:
    """Wagtail brings a workflow along in which its group of the name "Moderators" approves every page of the site."""
    for workflow in Workflow.objects.filter(name="Moderators approval", active=True):
        WorkflowPage.objects.filter(workflow=workflow).delete()
        workflow.active = False
        workflow.save(update_fields=["active"])


def _operators_bring_a_logo() -> None:
    operators, collection = Group.objects.get(name=groups.OPERATORS), Collection.get_first_root_node()
    for permission in groups.of_model(Image, ("add",)):
        GroupCollectionPermission.objects.get_or_create(group=operators, collection=collection, permission=permission)

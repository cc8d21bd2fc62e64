"""The links of header and footer, ready to draw: one list for each place, in the reader's language.

An entry names a page or an address. An address that is the address of a page ("/counsellors/") counts as that page, so
that it has a title and an address in every language. What leads nowhere, or has no words, is not shown.
"""

from dataclasses import dataclass, field

from django.conf import settings
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from cms import languages, page_cache, worded
from cms.models import Menu, MenuSlot
from cms.routing import site_of

SIGN_UP = "/account/signup/"  # of no use to somebody who is logged in
ROOTS = ["/", *(f"/{code}/" for code, _name in settings.LANGUAGES)]


@dataclass
class Link:
    words: str
    url: str
    page: Page | None = None
    is_elsewhere: bool = False  # an address of this site that is no page of the CMS, as /account/signup/


@dataclass
class Drawn:
    title: str = ""
    links: list[Link] = field(default_factory=list)


def menus(request=None) -> dict[str, Drawn]:
    """{slot: its heading and links}. Four queries now and then, however many entries there are."""
    if request is None:  # an error page, drawn without the database
        return {MenuSlot.HEADER: Drawn(links=[Link(_("Counsellors"), "/counsellors/"), Link(_("Help"), "/help/")])}
    if not hasattr(request, "_menus"):
        site, knows = (
            site_of(request),
            languages.is_known(request),
        )
        key = ("menus", site and site.pk, languages.present(), knows)
        request._menus = page_cache.remembered(key, lambda: _menus(request))
    return request._menus


def _menus(request) -> dict[str, Drawn]:
    site = site_of(request)
    root = site.root_page.url_path if site else "/"
    rows = list(Menu.objects.prefetch_related("entries__page"))
    pages = _pages(rows, root)
    drawn = {}
    for menu in rows:
        links = (_link(entry, pages, root, request) for entry in menu.entries.all())
        drawn[menu.slot] = Drawn(worded.in_language(menu, "title"), [link for link in links if link])
    return drawn


def _pages(rows, root: str) -> dict[str, Page]:
    """Every page some entry means, by its address in the default language; in the reader's language if it exists."""
    meant = {entry.page.url_path: entry.page for menu in rows for entry in menu.entries.all() if entry.page}
    addresses = {root + entry.address.lstrip("/") for menu in rows for entry in menu.entries.all() if entry.address}
    meant |= {page.url_path: page for page in Page.objects.filter(url_path__in=addresses)}
    language = languages.present()
    locales = {locale.pk: locale.language_code for locale in Locale.objects.all()}
    foreign = [page for page in meant.values() if locales.get(page.locale_id) != language]
    if foreign:
        translated = {
            page.translation_key: page
            for page in Page.objects.filter(
                translation_key__in=[page.translation_key for page in foreign],
                locale__language_code=language,
                live=True,
            )
        }
        meant = {path: translated.get(page.translation_key, page) for path, page in meant.items()}
    return meant


def _link(entry, pages, root, request) -> Link | None:
    page = pages.get(entry.page.url_path if entry.page else root + entry.address.lstrip("/"))
    words = worded.in_language(entry, "label")
    if page is None:
        if entry.address.startswith(SIGN_UP) and languages.is_known(request):
            return None
        if not words:
            return None  # of a page that is gone
        return Link(words, entry.address, is_elsewhere=entry.address.startswith("/"))
    if not page.live:
        return None
    return Link(words or page.title, url_of(page, request) or entry.address, page)


def url_of(page: Page, request=None) -> str:
    """The address of `page`, in the present language if the page is one for all of them."""
    url = page.get_url(request) or ""
    return languages.prefixed(url) if url and getattr(page.specific_class, "is_once", False) else url


def current(path: str, address: str) -> str:
    """What `aria-current` says of a link to `address` on the page at `path`: "page", "true" for the part of the site
    the page belongs to, or nothing."""
    address = address.partition("?")[0]
    is_root = address.count("/") < 2 or address in ROOTS  # every page would belong to it
    if not (path == address if is_root else path.startswith(address)):
        return ""
    return "page" if path == address else "true"


def current_links(request) -> tuple[tuple[str, str], ...]:
    """All that `current` says of the menus on this page: few pages differ in it."""
    links = (link for drawn in menus(request).values() for link in drawn.links)
    return tuple((link.url, said) for link in links if (said := current(request.path, link.url)))

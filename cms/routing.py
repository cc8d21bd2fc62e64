"""From an address to its page in two queries, however deep it lies; Wagtail's own way takes two for each level.

A page that exists once (`languages.OncePage`) is found under every language's address. What is not plain, such as an
address a page answers by itself, is left to Wagtail.
"""

from django.conf import settings
from wagtail.models import Locale, Page, PageViewRestriction, Site
from wagtail.url_routing import RouteResult

from cms import languages
from cms.page_cache import remembered


class PublicPages:
    """Middleware: says which site and which page a request is for, before Wagtail asks the database."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        match = request.resolver_match
        if match.url_name == "wagtail_serve":
            path = match.kwargs.get("path") or "".join(match.args)
            if page := page_at(site_of(request), path):
                request._wagtail_route_for_request = RouteResult(page)


def site_of(request) -> Site | None:
    """As `Site.find_for_request`, which from now on says the same of this request without asking."""
    if not hasattr(request, "_wagtail_site"):
        key = ("site", request._get_raw_host(), request.get_port())
        request._wagtail_site = remembered(key, lambda: Site._find_for_request(request))
    return request._wagtail_site


def page_at(site: Site | None, path: str) -> Page | None:
    """The published page at an address of the present language; None if that takes more than looking it up."""
    if site is None:
        return None
    steps = tuple(step for step in path.split("/") if step)
    asked = [
        "/".join([home_path(site, language).rstrip("/"), *steps, ""])
        for language in dict.fromkeys((languages.present(), settings.LANGUAGE_CODE))
    ]
    if found := remembered(("page at", *asked), lambda: _find(asked)):
        kind, pk = found
        pages = kind.objects.live().select_related(*getattr(kind, "drawn_with", ()))
        return pages.filter(pk=pk, url_path__in=asked).first()
    return None


def _find(asked: list[str]) -> tuple[type[Page], int] | None:
    """Of which kind the page is that stands at the first of these paths, or for all languages at another; its key."""
    slugs = {place.rstrip("/").rpartition("/")[2] for place in asked}  # which have an index; whole paths have none
    found = {page.url_path: page for page in Page.objects.live().filter(slug__in=slugs, url_path__in=asked)}
    for place, page in ((place, found.get(place)) for place in asked):
        if page and (place == asked[0] or getattr(page.specific_class, "is_once", False)):
            return page.specific_class, page.pk
    return None


def home_path(site: Site, language: str) -> str:
    """The path in the tree of the home page of a language."""

    def look() -> str:
        home, locale = site.root_page, Locale.objects.filter(language_code=language).first()
        if language != settings.LANGUAGE_CODE and locale and (translated := home.get_translation_or_none(locale)):
            return translated.url_path
        return home.url_path

    return remembered(("home", site.pk, language), look)


def any_restricted() -> bool:
    """Does any page want a login? (Ordinarily none does.)"""
    return remembered("restricted", PageViewRestriction.objects.exists)


def open_to_all(pages):
    """Those of `pages` that want no login."""
    return pages.public() if any_restricted() else pages


class PublicPage:
    """A mixin for every kind of page: no query about restrictions where there are none.

    `drawn_with` names what is always shown with a page of the kind, to be read together with it.
    """

    drawn_with: tuple[str, ...] = ()

    def get_view_restrictions(self):
        return super().get_view_restrictions() if any_restricted() else PageViewRestriction.objects.none()

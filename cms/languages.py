"""Addresses in several languages: "/help/" in the default language, "/de/help/" and "/fr/help/" in the others.

Only pages of the CMS have a language in their address. Everything else speaks the language of the person
(config/language.py).
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import get_language
from wagtail.models import Page

from cms import page_cache

COOKIE = "lang"  # the choice of somebody who is not logged in, for pages without a language in their address
PARAMETER = "lang"
CODES = tuple(code for code, _name in settings.LANGUAGES)
OTHERS = tuple(code for code in CODES if code != settings.LANGUAGE_CODE)


def present() -> str:
    """The language being spoken, one of settings.LANGUAGES."""
    language = get_language()
    return language if language in CODES else settings.LANGUAGE_CODE


def in_address(path: str) -> str:
    """The language an address names: "de" for "/de/help/", "" for "/help/"."""
    first = path[1:].partition("/")[0]
    return first if first in OTHERS else ""


def prefixed(path: str, language: str | None = None) -> str:
    """The address of a CMS page in `language`, or in the present one: "/de/help/" for "/help/" or "/fr/help/"."""
    language = language or present()
    bare = path[len(named) + 1 :] if (named := in_address(path)) else path
    return bare if language == settings.LANGUAGE_CODE else f"/{language}{bare or '/'}"


class OncePage:
    """A mixin for pages that exist once, in the default language's tree, and are shown in every language.

    Its address is the one in the present language; the page above it must say so too (`route`).
    """

    is_once = True

    def get_url_parts(self, request=None):
        parts = super().get_url_parts(request)
        if parts and parts[2]:
            return parts[0], parts[1], prefixed(parts[2])
        return parts


def translations(page: Page, request=None) -> dict[str, tuple[str, bool]]:
    """Where to read `page` in each language: its address, and whether it is this very page there.

    Where there is no published translation, the nearest page above that has one takes its place. One query, now and
    then.
    """
    return page_cache.remembered(("translations", page.pk, present()), lambda: _translations(page, request))


def _translations(page: Page, request) -> dict[str, tuple[str, bool]]:
    found: dict[str, tuple[int, Page]] = {}
    for other in _family(page):
        language = other.locale.language_code
        if language in CODES and (language not in found or other.depth > found[language][0]):
            found[language] = (other.depth, other)
    above = page.depth - 1
    answer = {}
    for language in CODES:
        depth, nearest = found.get(language, (0, None))
        if nearest is None:
            continue
        if getattr(page, "is_once", False) and depth >= above:
            answer[language] = (prefixed(page.get_url(request) or "/", language), True)
        elif address := nearest.get_url(request):
            answer[language] = (address, nearest.translation_key == page.translation_key)
    return answer


def above(page: Page):
    """The pages above `page`, from the top. Of a page that exists once: those of the present language."""
    pages = page.get_ancestors()
    if getattr(page, "is_once", False) and present() != settings.LANGUAGE_CODE:
        keys = pages.values("translation_key")
        pages = Page.objects.filter(translation_key__in=keys, locale__language_code=present()).order_by("depth")
    return pages


def choices(request, page=None) -> list[dict]:
    """What the language switch offers: for each language its code, its own name, and the address of this page in it.

    On the CMS's pages the language is a part of the address. Elsewhere it is a parameter, which a cookie remembers;
    of somebody who is logged in it is a setting.
    """
    if request is None:
        return []
    if not hasattr(request, "_language_choices"):
        found = _addresses(request, page)
        request._language_choices = [
            {"code": code, "name": name, "address": found[code], "is_present": code == present()}
            for code, name in settings.LANGUAGES
            if code in found
        ]
    return request._language_choices


def _addresses(request, page) -> dict[str, str]:
    if isinstance(page, Page) and page.path:
        return {code: _with_query(where, request) for code, (where, _is_same) in translations(page, request).items()}
    if is_unprefixed(request):
        return {code: _with_query(_own_path(request), request, code) for code in CODES}
    return {code: prefixed("/", code) for code in CODES}  # nothing is here: the front door is everywhere


def _own_path(request) -> str:
    """The address to come back to. What was sent by a form is shown again by the page the form stood on."""
    if request.method in ("GET", "HEAD"):
        return request.path
    before = urlsplit(request.headers.get("Referer", ""))
    return before.path if before.netloc == request._get_raw_host() and before.path else request.path


def onward(path: str, request=None) -> str:
    """An address outside the CMS's pages, for a link on one of them. Whoever reads a page whose address names a
    language, and is not logged in, goes on in that language.
    """
    is_foreign = not path.startswith("/") or in_address(path)
    if is_foreign or request is None or not in_address(request.path_info) or is_known(request):
        return path
    return f"{path}{'&' if '?' in path else '?'}{PARAMETER}={present()}"


def is_unprefixed(request) -> bool:
    """Does this address speak the language of the person? (The middleware knows.)"""
    return getattr(request, "speaks_to_person", False)


def is_known(request) -> bool:
    """Is somebody logged in? (A refusal may be drawn before that was asked.)"""
    user = getattr(request, "user", None)
    return user is not None and user.is_authenticated


def _with_query(path: str, request, choice: str = "") -> str:
    query = request.GET.copy()
    query.pop(PARAMETER, None)
    if choice and not is_known(request):
        query[PARAMETER] = choice
    return f"{path}?{query.urlencode()}" if query else path


def _family(page: Page):
    """The published pages among `page`, the pages above it, and the translations of all of them."""
    paths = [page.path[: step * Page.steplen] for step in range(2, page.depth + 1)]
    keys = Page.objects.filter(path__in=paths).values("translation_key")
    return Page.objects.live().filter(translation_key__in=keys).select_related("locale")

"""Which language an answer is in.

A public page of the CMS speaks the language its address names, whoever asks: /de/help/ German, /help/ the default one.
Every other address speaks the language of the person: what somebody who is logged in has chosen; else `?lang=de`,
which a cookie keeps until the browser is closed; else that cookie; else what the browser asks for.

Django's LocaleMiddleware would let cookies and headers decide about public pages too, and their bytes would no longer
be the same for everybody.
"""

from functools import cache

from django.conf import settings
from django.contrib.auth.middleware import get_user
from django.urls import get_resolver
from django.urls.resolvers import LocalePrefixPattern
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

from cms import queries
from cms.languages import CODES, COOKIE, PARAMETER, in_address
from lib import address


class LanguageMiddleware:
    """Stands after the session's middleware and before everything that says words."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        public = is_public_page(request.path_info)
        language = (in_address(request.path_info) or settings.LANGUAGE_CODE) if public else language_of(request)
        request.LANGUAGE_CODE = language
        request.speaks_to_person = not public
        if language == address.LANGUAGE and not request.path_info.startswith("/api/"):
            address.speak(informally=queries.portal(request).is_informal)  # the page's frame asks for the portal anyway
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        if not public and not request.path_info.startswith(settings.STATIC_URL):
            patch_vary_headers(response, ["Accept-Language", "Cookie"])
            keep_choice(request, response)
        return response


def language_of(request) -> str:
    """The language of the person who asks."""
    user = get_user(request)
    if user.is_authenticated and user.language in CODES:
        return user.language
    for choice in (request.GET.get(PARAMETER), request.COOKIES.get(COOKIE)):
        if choice in CODES:
            return choice
    for wanted, _quality in parse_accept_lang_header(request.headers.get("Accept-Language", "")[:200]):
        if (code := wanted.partition("-")[0]) in CODES:
            return code
    return settings.LANGUAGE_CODE


def keep_choice(request, response) -> None:
    choice = request.GET.get(PARAMETER)
    if choice in CODES and choice != request.COOKIES.get(COOKIE):
        response.set_cookie(COOKIE, choice, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)


def is_public_page(path: str) -> bool:
    """Is this an address of the CMS's pages? (Or of nothing at all: that is said in the language of the address.)"""
    return path[1:].partition("/")[0] not in own_segments()


@cache
def own_segments() -> frozenset[str]:
    """The first parts of all addresses that are not Wagtail's: "account", "app", "appointments", …"""
    return frozenset(_segments(get_resolver().url_patterns))


def _segments(patterns):
    for entry in patterns:
        if isinstance(entry.pattern, LocalePrefixPattern):
            continue
        route = str(entry.pattern)
        if route:
            yield route.removeprefix("^").partition("/")[0]
        else:
            yield from _segments(getattr(entry, "url_patterns", []))

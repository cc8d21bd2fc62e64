"""Pieces of pages that are the same for every visitor, remembered as HTML until something on public pages changes.

Whoever is logged in, and whoever looks at a draft, gets everything drawn for them. `page_cache.remembered` says how long
a piece is kept.
"""

from collections.abc import Callable, Hashable

from django.utils import timezone
from django.utils.translation import get_language

from cms import languages, page_cache
from cms.routing import site_of

LONGEST_VALUE = 100  # a visitor may have written it


def surroundings(request) -> tuple | None:
    """What every piece depends on besides its own values; None where nothing may be remembered."""
    if request is None or languages.is_known(request) or getattr(request, "is_preview", False):
        return None
    site = site_of(request)
    # the language of the words, and of the address: links out of a page with a language in its address lead on in it
    return site and site.pk, get_language(), languages.in_address(request.path_info), zone()


def zone() -> str:
    return timezone.get_current_timezone_name()


def remembered(request, key: Hashable, draw: Callable[[], str]) -> str:
    """What `draw()` gave for this key, a tuple that begins with the piece's name."""
    around = surroundings(request)
    if around is None or any(isinstance(value, str) and len(value) > LONGEST_VALUE for value in key):
        return draw()
    return page_cache.remembered(("piece", around, key), draw)

"""Pages that are the same for every visitor are kept, until something they show changes.

Who keeps them is `config/page_door.py`, in front of Django; here is what the apps say about it: `forget()` after a
change of anything public pages show, and `MarkPublicPages`, which decides what may be kept.
"""

import secrets
import time
from collections.abc import Callable, Hashable, Iterable
from threading import Lock
from typing import TypeVar

from django.core.cache import caches
from django.db import transaction

SECONDS = 60  # free times and prices on a kept page are at most this old; booking asks again anyway
MARK = "X-Keep-For"
GENERATION = "page-generation"

MOST_REMEMBERED = 4000
MOST_LETTERS = 16_000_000  # of all remembered pieces of pages together

T = TypeVar("T")
_listeners: list[Callable[[], None]] = []
_remembered: dict[Hashable, tuple[float, object]] = {}  # until when, what; the oldest first
_letters = 0
_era = 0  # changes whenever everything is forgotten
_lock = Lock()


def forget() -> None:
    """Something that public pages show has changed: after the commit, no kept page is shown any more.

    At once in this process, within a second or two in the others that serve pages.
    """
    forget_here()
    transaction.on_commit(_renew)


def forget_here() -> None:
    """Only in this process."""
    global _era, _letters
    with _lock:
        _era += 1
        _remembered.clear()
        _letters = 0


def remembered(key: Hashable, make: Callable[[], T]) -> T:
    """What `make()` gave for this key, until something on public pages changes or a minute is over.

    For the frame around every page: the operator's settings, menus, addresses; and for pieces of pages, ready to be
    sent. Nothing about a person, and nothing that a request may change. None is made anew each time. When there is too
    much, the oldest goes.
    """
    era = _era
    until, value = _remembered.get(key, (0.0, None))
    if time.monotonic() < until:
        return value
    value = make()
    _remember(key, value, era)
    return value


def remembered_each(keys: Iterable[Hashable], make: Callable[[list], Iterable[T]]) -> list[T]:
    """As `remembered`, for many keys at once: `make(missing)` gets those it has to make, and answers in their order."""
    now, era, keys = time.monotonic(), _era, list(keys)
    found = {key: kept[1] for key in keys if (kept := _remembered.get(key)) and now < kept[0]}
    if missing := [key for key in dict.fromkeys(keys) if key not in found]:
        for key, value in zip(missing, make(missing), strict=True):
            found[key] = value
            _remember(key, value, era)
    return [found[key] for key in keys]


def _remember(key: Hashable, value: object, era: int) -> None:
    global _letters
    with _lock:
        if era != _era or value is None:  # something has changed while it was made; nothing was found
            return
        _letters += _length(value) - _length(_remembered.pop(key, (0.0, None))[1])
        _remembered[key] = (time.monotonic() + SECONDS, value)
        while len(_remembered) > MOST_REMEMBERED or _letters > MOST_LETTERS:
            _letters -= _length(_remembered.pop(next(iter(_remembered)))[1])


def _length(value: object) -> int:
    return len(value) if isinstance(value, str) else 0


def forget_after(sender, **kwargs) -> None:
    """`forget` as a receiver of signals."""
    forget()


def on_forget(listener: Callable[[], None]) -> None:
    """Have `listener` called, in any thread, when this process forgets."""
    _listeners.append(listener)


def generation() -> str:
    """What changes with every `forget`, in whichever process it was called."""
    return caches["shared"].get(GENERATION, "")


def _renew() -> None:
    forget_here()
    caches["shared"].set(GENERATION, secrets.token_hex(8), timeout=None)
    for listener in _listeners:
        listener()


class MarkPublicPages:
    """Marks answers that are the same bytes for every visitor. Everything else is private by default."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if may_be_kept(request, response):
            response.headers[MARK] = str(SECONDS)
        return response


def may_be_kept(request, response) -> bool:
    match = request.resolver_match
    return (
        request.method == "GET"
        and response.status_code == 200
        and match is not None
        and match.url_name == "wagtail_serve"
        and not request.user.is_authenticated
        and not response.cookies
        and not response.streaming
        and not request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
        and not getattr(request, "is_private", False)
    )

"""Limits that count attempts in fixed windows of time, shared by all processes."""

import hashlib

from django.core.cache import caches
from django.db import transaction

from lib import clock
from lib.denied import Denied


def _key(name: str, who: str, seconds: int) -> str:
    window = int(clock.now().timestamp()) // seconds
    digest = hashlib.blake2b(who.encode(), digest_size=12, person=b"ratelimit").hexdigest()
    return f"limit:{name}:{digest}:{window}"


def hit(name: str, who: str, *, limit: int, seconds: int) -> None:
    """Count one attempt of `who` at `name`; raises Denied("slow_down") above `limit` in the running window.

    Nothing about `who` (an address, a login name) is stored but a short hash.
    """
    cache, key = caches["limits"], _key(name, who, seconds)
    with transaction.atomic():  # the database cache reads and writes; a transaction makes that one step
        cache.add(key, 0, timeout=seconds * 2)
        count = cache.incr(key)
    if count > limit:
        wait = seconds - int(clock.now().timestamp()) % seconds
        raise Denied(
            "slow_down", "That was a little too often. Please wait a moment and try again.", status=429, wait=wait
        )


def take_back(name: str, who: str, *, seconds: int) -> None:
    """Uncount one attempt that turned out to be honest (a right password after all)."""
    cache, key = caches["limits"], _key(name, who, seconds)
    with transaction.atomic():
        if cache.get(key, 0) > 0:
            cache.decr(key)


def forget(name: str, who: str, *, seconds: int) -> None:
    """Start the running window anew."""
    caches["limits"].delete(_key(name, who, seconds))


def once(name: str, what: str, *, seconds: int) -> bool:
    """True the first time within `seconds`, False ever after: for codes that are good for one use."""
    digest = hashlib.blake2b(what.encode(), digest_size=12, person=b"ratelimit").hexdigest()
    with transaction.atomic():
        return caches["limits"].add(f"once:{name}:{digest}", 1, timeout=seconds)


def address(request) -> str:
    """The network a request comes from: what a limit per visitor counts."""
    return request.META.get("REMOTE_ADDR", "")

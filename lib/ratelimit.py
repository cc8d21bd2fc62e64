"""Limits that count attempts in fixed windows of time, shared by all processes."""

import hashlib

from django.core.cache import caches
from django.db import transaction

from lib import clock
from lib.denied import Denied


def hit(name: str, who: str, *, limit: int, seconds: int) -> None:
    """Count one attempt of `who` at `name`; raises Denied("slow_down") above `limit` in the running window.

    Nothing about `who` (an address, a login name) is stored but a short hash.
    """
    window = int(clock.now().timestamp()) // seconds
    digest = hashlib.blake2b(who.encode(), digest_size=12, person=b"ratelimit").hexdigest()
    key = f"limit:{name}:{digest}:{window}"
    cache = caches["limits"]
    with transaction.atomic():  # the database cache reads and writes; a transaction makes that one step
        cache.add(key, 0, timeout=seconds * 2)
        count = cache.incr(key)
    if count > limit:
        wait = seconds - int(clock.now().timestamp()) % seconds
        raise Denied(
            "slow_down", "That was a little too often. Please wait a moment and try again.", status=429, wait=wait
        )


def address(request) -> str:
    """The network a request comes from: what a limit per visitor counts."""
    return request.META.get("REMOTE_ADDR", "")

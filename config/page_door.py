"""Answers visitors from memory: public pages, kept as bytes in front of Django until something on them changes.

Only a plain GET of somebody without a session is answered here, and only with what `cms.page_cache` has marked as the
same for everybody. Nothing that was asked for in a query is kept, except the number of a page of a list.
"""

import asyncio
import gzip
import hashlib
import re
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from channels.db import database_sync_to_async

from cms import page_cache

MOST_PAGES = 2000
LARGEST_PAGE = 512 * 1024
LONGEST_PATH = 200
LOOK_SECONDS = 1.0  # how often this process asks whether another one has forgotten
COOKIES = {"theme", "lang", "csrf"}  # a visitor with any other one is no mere visitor
QUERY = re.compile(rb"(page=[1-9]\d{0,3})?")
MARK = page_cache.MARK.lower().encode()

Key = tuple
Headers = list[tuple[bytes, bytes]]


@dataclass(frozen=True)
class Kept:
    headers: Headers
    body: bytes
    zipped: bytes
    etag: bytes
    until: float  # on the monotonic clock


class PageDoor:
    """An ASGI application in front of `app`, which gets everything that is not kept."""

    def __init__(self, app: Callable):
        self.app = app
        self.pages: OrderedDict[Key, Kept] = OrderedDict()
        self.making: dict[Key, asyncio.Event] = {}  # pages being made, so that a crowd waits for one of them
        self.era = 0  # changes whenever everything is forgotten
        self.generation: str | None = None
        self.looked_at = float("-inf")
        self.looking: asyncio.Task | None = None
        page_cache.on_forget(self.forget)

    def forget(self) -> None:
        self.era += 1
        self.pages.clear()

    async def __call__(self, scope, receive, send) -> None:
        key = key_of(scope)
        if key is None:
            await self.app(scope, receive, unmarked(send))
            return
        if self.generation is None:
            await self._look()
        self.look()
        kept = self.fresh(key)
        if kept is None and scope["method"] == "GET":
            if making := self.making.get(key):
                await making.wait()
                kept = self.fresh(key)
            else:
                await self.make(key, scope, receive, send)
                return
        if kept is None:
            await self.app(scope, receive, unmarked(send))
            return
        await answer(kept, scope, send)

    def fresh(self, key: Key) -> Kept | None:
        kept = self.pages.get(key)
        return kept if kept is not None and time.monotonic() < kept.until else None

    def look(self) -> None:
        """Ask now and then, without making anybody wait, whether another process has forgotten."""
        now = time.monotonic()
        if now - self.looked_at >= LOOK_SECONDS:
            self.looked_at = now
            self.looking = asyncio.create_task(self._look())

    async def _look(self) -> None:
        generation = await database_sync_to_async(page_cache.generation)()
        if generation != self.generation:
            self.generation = generation
            page_cache.forget_here()
            self.forget()

    async def make(self, key: Key, scope, receive, send) -> None:
        """Have `app` answer, and keep the answer if it may be kept."""
        done = self.making[key] = asyncio.Event()
        era = self.era
        recorder = Recorder(scope, send)
        try:
            await self.app(scope, receive, recorder)
            kept = recorder.kept()
            if kept and era == self.era:
                self.pages[key] = kept
                while len(self.pages) > MOST_PAGES:
                    self.pages.popitem(last=False)
        finally:
            del self.making[key]
            done.set()


class Recorder:
    """A `send` that holds back a marked answer until it is whole, and lets every other one pass."""

    def __init__(self, scope, send):
        self.scope, self.send = scope, send
        self.start: dict | None = None  # of a marked answer
        self.parts: list[bytes] = []
        self.seconds = 0
        self.result: Kept | None = None

    async def __call__(self, message) -> None:
        if message["type"] == "http.response.start":
            marks = [value for name, value in message["headers"] if name.lower() == MARK]
            if not marks:
                await self.send(message)
                return
            self.start, self.seconds = message, int(marks[0])
            return
        if self.start is None:
            await self.send(message)
            return
        self.parts.append(message.get("body", b""))
        if not message.get("more_body"):
            self.result = keep(self.start["headers"], b"".join(self.parts), self.seconds)
            await answer(self.result, self.scope, self.send)

    def kept(self) -> Kept | None:
        return self.result if self.result and len(self.result.body) <= LARGEST_PAGE else None


def keep(headers: Headers, body: bytes, seconds: int) -> Kept:
    left_out = {MARK, b"content-length", b"cache-control", b"etag", b"vary"}
    return Kept(
        headers=[
            *((name, value) for name, value in headers if name.lower() not in left_out),
            (b"cache-control", b"no-cache"),  # ask again each time; an unchanged page costs nothing
            (b"vary", b"Accept-Encoding, Cookie, HX-Request"),
        ],
        body=body,
        zipped=gzip.compress(body, 6, mtime=0),
        etag=b'W/"' + hashlib.sha256(body).hexdigest()[:24].encode() + b'"',
        until=time.monotonic() + seconds,
    )


async def answer(kept: Kept, scope, send) -> None:
    asked = dict(scope["headers"])
    headers = [*kept.headers, (b"etag", kept.etag)]
    if kept.etag in asked.get(b"if-none-match", b""):
        await send({"type": "http.response.start", "status": 304, "headers": headers})
        await send({"type": "http.response.body", "body": b""})
        return
    body = kept.body
    if b"gzip" in asked.get(b"accept-encoding", b""):
        body = kept.zipped
        headers.append((b"content-encoding", b"gzip"))
    headers.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})


def key_of(scope) -> Key | None:
    """Under what a page is kept; None for a request whose answer is never kept."""
    if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
        return None
    path, query = scope["path"], scope["query_string"]
    if len(path) > LONGEST_PATH or not QUERY.fullmatch(query):
        return None
    host, forwarded, theme = b"", b"", b""
    for name, value in scope["headers"]:
        if name == b"host":
            host = value
        elif name == b"x-forwarded-proto":
            forwarded = value
        elif name in (b"authorization", b"range", b"hx-request"):
            return None
        elif name == b"cookie":
            for part in value.split(b";"):
                cookie, _, content = part.strip().partition(b"=")
                if cookie.decode("latin-1") not in COOKIES:
                    return None
                if cookie == b"theme":
                    theme = content if content in (b"light", b"dark") else b""
    return scope["scheme"], forwarded, host, path, query, theme


def unmarked(send):
    """The mark is between us and Django; nobody outside sees it."""

    async def sending(message) -> None:
        if message["type"] == "http.response.start":
            headers = [(name, value) for name, value in message["headers"] if name.lower() != MARK]
            message = message | {"headers": headers}
        await send(message)

    return sending

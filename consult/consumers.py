"""`/ws`: tells a logged-in browser what happened in its rooms, and passes on that somebody is typing."""

import asyncio
import json
import time
from urllib.parse import urlsplit

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer
from django.conf import settings

from consult import live, sessions
from consult.hub import hub
from consult.queries import rooms
from lib import ids

LOGIN_REQUIRED, NO_ACCESS, SLOW_DOWN, TOO_BIG = 4401, 4403, 4429, 1009
LONGEST_FRAME = 4096
MOST_QUEUED = 1024 * 1024  # characters waiting for one slow browser
MOST_SOCKETS = 16  # of one person in one process
FRAMES_PER_SECOND, FRAMES_AT_ONCE = 5, 30
TYPING_EVERY = 3.0


class LiveConsumer(AsyncWebsocketConsumer):
    """One socket. `put` is the hub's side, `receive` the browser's; a task of its own sends, so nobody waits."""

    async def connect(self):
        if not same_origin(self.scope):
            await self.close()  # before accepting: the handshake is answered with 403
            return
        user = self.scope["user"]
        if not user.is_authenticated:
            await self.turn_away(LOGIN_REQUIRED)
            return
        self.uid, self.user_id, self.session_key = user.uid, user.pk, self.scope["session"].session_key
        if not await database_sync_to_async(sessions.lets_in)(user, self.session_key):
            await self.turn_away(NO_ACCESS)
            return
        if len(hub.sockets.get(self.uid, ())) >= MOST_SOCKETS:
            await self.turn_away(SLOW_DOWN)
            return
        self.waiting: list[str] = []
        self.waiting_size = 0
        self.wake = asyncio.Event()
        self.allowance, self.counted_at = float(FRAMES_AT_ONCE), time.monotonic()
        self.typed: dict[bytes, float] = {}
        await self.accept()
        self.sender = asyncio.create_task(self.send_waiting())
        hub.join(self)
        sessions.watch.start()

    async def turn_away(self, code: int):
        await self.accept()  # a close code reaches a browser only after the handshake
        await self.close(code)

    async def disconnect(self, code):
        if hasattr(self, "sender"):
            hub.leave(self)
            self.sender.cancel()

    # --- to the browser

    def put(self, text: str) -> None:
        self.waiting_size += len(text)
        if self.waiting_size > MOST_QUEUED:
            self.end(SLOW_DOWN)
            return
        self.waiting.append(text)
        self.wake.set()

    async def send_waiting(self):
        while True:
            await self.wake.wait()
            self.wake.clear()
            batch, self.waiting, self.waiting_size = self.waiting, [], 0
            for text in batch:
                await self.send(text)

    def end(self, code: int) -> None:
        """Close from outside, at once; a browser that does not read is not waited for."""
        hub.leave(self)
        self.sender.cancel()
        self.closing = asyncio.create_task(self.close(code))

    # --- from the browser

    async def receive(self, text_data=None, bytes_data=None):
        if not hasattr(self, "sender"):
            return
        if text_data is None or len(text_data) > LONGEST_FRAME:
            await self.close(TOO_BIG)
        elif not self.is_patient():
            await self.close(SLOW_DOWN)
        else:
            await self.answer(text_data)

    def is_patient(self) -> bool:
        now = time.monotonic()
        self.allowance = min(FRAMES_AT_ONCE, self.allowance + (now - self.counted_at) * FRAMES_PER_SECOND)
        self.counted_at = now
        self.allowance -= 1
        return self.allowance >= 0

    async def answer(self, text: str):
        try:
            frame = json.loads(text)
            kind = frame["t"]
            room_id = ids.from_text(frame["room"], ids.ID_SIZE) if kind == "typing" else None
        except (ValueError, KeyError, TypeError, RecursionError):
            self.put('{"t":"error","error":"bad_frame"}')
            return
        if kind == "ping":
            self.put('{"t":"pong"}')
        elif kind == "typing":
            await self.typing(room_id)
        else:
            self.put('{"t":"error","error":"bad_frame"}')

    async def typing(self, room_id: bytes):
        """Pass it on to the other members, rarely. A foreign room is silent, like one that does not exist."""
        now = time.monotonic()
        if now - self.typed.get(room_id, -TYPING_EVERY) < TYPING_EVERY:
            return
        if len(self.typed) > 100:
            self.typed.clear()
        self.typed[room_id] = now
        uids = await database_sync_to_async(rooms.uids_of)(room_id, self.scope["user"])
        others = [uid for uid in uids if uid != self.uid]
        if others:
            await hub.apublish([(others, live.typing_frame(room_id, self.uid))])


def same_origin(scope) -> bool:
    """Whether the page that opens the socket is ours: the Origin must be there and name the host that was asked."""
    headers = dict(scope["headers"])
    origin = headers.get(b"origin", b"").decode("latin-1")
    if origin in settings.CSRF_TRUSTED_ORIGINS:
        return True
    parts = urlsplit(origin)
    return parts.scheme in ("http", "https") and parts.netloc == headers.get(b"host", b"").decode("latin-1")

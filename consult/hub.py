"""Carries frames to the sockets of people: a dict in this process, Redis publish/subscribe between processes.

Nothing here is durable. A person whose socket is slow, gone or in another network catches up from the log.
"""

import asyncio
import json
import logging
import os
from collections import defaultdict
from collections.abc import Iterable
from typing import Protocol

import redis
import redis.asyncio
from django.conf import settings

from lib import ids

log = logging.getLogger(__name__)
RETRY_SECONDS = 2

Frame = dict
Message = tuple[list[bytes], Frame]  # to whom, what


def channel() -> str:
    """One for each database of a Redis server: publish/subscribe itself does not keep them apart."""
    return f"sprechraum:live:{redis.connection.parse_url(settings.REDIS_URL).get('db', 0)}"


class Socket(Protocol):
    uid: bytes

    def put(self, text: str) -> None:
        """Queue a frame for sending; never waits."""


class Hub:
    """The sockets of one process, by person. `publish` may be called from any thread; the rest runs on the loop."""

    def __init__(self):
        self.sockets: dict[bytes, set[Socket]] = defaultdict(set)
        self.loop: asyncio.AbstractEventLoop | None = None
        self._listener: asyncio.Task | None = None
        self.name = os.urandom(8).hex()  # tells our own messages apart when Redis brings them back
        self._client: redis.Redis | None = None
        self.is_listening = False  # to other processes

    # --- on the event loop

    def join(self, socket: Socket) -> None:
        loop = asyncio.get_running_loop()
        if loop is not self.loop:
            self.sockets.clear()  # a new loop, so whatever was connected to the old one is gone
            self.loop, self._listener = loop, None
        self.sockets[socket.uid].add(socket)
        if settings.REDIS_URL and (self._listener is None or self._listener.done()):
            self._listener = loop.create_task(self._listen())

    def leave(self, socket: Socket) -> None:
        mine = self.sockets.get(socket.uid)
        if mine is not None:
            mine.discard(socket)
            if not mine:
                del self.sockets[socket.uid]
        if not self.sockets and self._listener is not None:
            self._listener.cancel()
            self._listener = None

    def everyone(self) -> list[Socket]:
        return [socket for mine in self.sockets.values() for socket in mine]

    def deliver(self, messages: Iterable[tuple[list[bytes], str]]) -> None:
        for uids, text in messages:
            for uid in uids:
                for socket in tuple(self.sockets.get(uid, ())):
                    socket.put(text)

    async def apublish(self, messages: list[Message]) -> None:
        """`publish` for callers on the loop, which must not wait for Redis."""
        if settings.REDIS_URL:
            await asyncio.to_thread(self.publish, messages)
        else:
            self.publish(messages)

    # --- from anywhere

    def publish(self, messages: list[Message]) -> None:
        """Send frames to people, wherever they are connected. Blocks for one round trip to Redis at most."""
        ready = [(uids, json.dumps(frame, separators=(",", ":"))) for uids, frame in messages]
        loop = self.loop
        if loop is not None and self.sockets:
            try:
                loop.call_soon_threadsafe(self.deliver, ready)
            except RuntimeError:  # the loop ended between the two lines: nobody is connected any more
                self.loop = None
        if settings.REDIS_URL and ready:
            self._relay(ready)

    def _relay(self, ready: list[tuple[list[bytes], str]]) -> None:
        message = json.dumps([self.name, [[[ids.to_text(uid) for uid in uids], text] for uids, text in ready]])
        try:
            if self._client is None:
                self._client = redis.Redis.from_url(settings.REDIS_URL, socket_timeout=1, socket_connect_timeout=1)
            self._client.publish(channel(), message)
        except redis.RedisError as error:
            log.warning("other processes were not told about new records: %s", type(error).__name__)

    async def _listen(self) -> None:
        """Deliver what other processes publish. After a gap everybody is asked to look at the log.

        It asks now and then whether it is still wanted, because redis.asyncio can swallow a cancellation.
        """
        me, first = asyncio.current_task(), True
        while self._listener is me:
            try:
                async with redis.asyncio.Redis.from_url(settings.REDIS_URL) as client, client.pubsub() as subscription:
                    await subscription.subscribe(channel())
                    self.is_listening = True
                    if not first:
                        self.deliver([([uid], '{"t":"rooms"}') for uid in list(self.sockets)])
                    first = False
                    while self._listener is me:
                        event = await subscription.get_message(ignore_subscribe_messages=True, timeout=1)
                        if event is not None:
                            self._received(event["data"])
            except (redis.RedisError, OSError) as error:
                log.warning("the live channel is interrupted: %s", type(error).__name__)
                first = self.is_listening = False
                await asyncio.sleep(RETRY_SECONDS)

    def _received(self, data: bytes) -> None:
        origin, messages = json.loads(data)
        if origin != self.name:
            self.deliver([([ids.from_text(uid) for uid in uids], text) for uids, text in messages])


hub = Hub()

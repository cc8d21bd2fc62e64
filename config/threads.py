"""Django behind ASGI in a few threads that stay, each with its connection to the database.

Django's own handler makes a thread, and in it a connection, for every request, and goes back to the event loop several
times on the way. Here a request is answered in one go, by one thread of a few; when all are busy, it waits its turn.
Pages for visitors have threads of their own: a crowd of visitors holds up no conversation, and a payment provider that
takes its time holds up no page.
"""

import asyncio
from concurrent.futures import Executor, ThreadPoolExecutor

from asgiref.sync import ThreadSensitiveContext, sync_to_async
from django.conf import settings
from django.core import signals
from django.core.exceptions import RequestAborted
from django.core.handlers.asgi import ASGIHandler, get_script_prefix
from django.core.handlers.base import BaseHandler
from django.http import FileResponse
from django.urls import set_script_prefix

from config.language import is_public_page

DRAWING = 2  # drawing a page is work for the processor: more threads would only take turns
OTHERS = 16


class Django(ASGIHandler):
    def __init__(self):
        BaseHandler.__init__(self)
        self.load_middleware(is_async=False)
        self.drawing = ThreadPoolExecutor(DRAWING, "drawing")
        self.others = ThreadPoolExecutor(OTHERS, "others")

    async def __call__(self, scope, receive, send):
        """Holds a thread only while there is something to work out, not while somebody's network is slow."""
        try:
            body = await self.read_body(receive)
        except RequestAborted:
            return
        turn = Turn(receive)
        response = await self.run(self.threads_for(scope), self.answer, scope, body, turn)
        turn.end()
        if response is None:
            pass
        elif response.streaming:
            async with ThreadSensitiveContext():
                await self.send_response(response, send)
                await sync_to_async(response.close)()
        else:
            await self.send_response(response, send)
        body.close()

    def threads_for(self, scope) -> Executor:
        is_read = scope["method"] in ("GET", "HEAD") and not scope["path"].startswith(settings.STATIC_URL)
        return self.drawing if is_read and is_public_page(scope["path"]) else self.others

    @staticmethod
    async def run(threads: Executor, call, *args):
        return await sync_to_async(call, thread_sensitive=False, executor=threads)(*args)

    def answer(self, scope, body, turn):
        """The response, from the first signal to the last; None if nobody waits for it any more."""
        if turn.is_given_up:
            return None
        set_script_prefix(get_script_prefix(scope))
        signals.request_started.send(sender=type(self), scope=scope)
        request, response = self.create_request(scope, body)
        if request is not None:
            response = self.get_response(request)
        response._handler_class = type(self)
        if isinstance(response, FileResponse):
            response.block_size = self.chunk_size
        if not response.streaming:
            response.close()
        return response


class Turn:
    """Somebody's place in the line, given up when they close the connection."""

    def __init__(self, receive):
        self.is_given_up = False
        self.gone = asyncio.create_task(self._wait(receive))

    async def _wait(self, receive) -> None:
        await receive()  # after the body there is nothing to come but the end
        self.is_given_up = True

    def end(self) -> None:
        self.gone.cancel()

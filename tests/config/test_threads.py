"""Requests are answered by a few threads that stay; nobody's slow network, and no crowd, holds the others up."""

import asyncio
import threading
import time

import pytest
from asgiref.sync import async_to_sync
from asgiref.testing import ApplicationCommunicator
from django.core import signals
from django.http import HttpResponse, StreamingHttpResponse

from config import threads


class Site(threads.Django):
    """Answers as `view` says, and notes who answered, when."""

    def __init__(self, view=lambda request: HttpResponse("read")):
        super().__init__()
        self.view, self.working, self.most, self.names = view, 0, 0, []
        self.lock = threading.Lock()

    def get_response(self, request):
        with self.lock:
            self.working += 1
            self.most = max(self.most, self.working)
            self.names.append(threading.current_thread().name)
        try:
            return self.view(request)
        finally:
            with self.lock:
                self.working -= 1


def call(app, path="/", method="GET"):
    scope = {
        **{"type": "http", "method": method, "path": path, "raw_path": path.encode(), "query_string": b""},
        **{"http_version": "1.1", "scheme": "http", "server": ("testserver", 80), "client": ("127.0.0.1", 1)},
        "headers": [(b"host", b"testserver")],
    }
    return ApplicationCommunicator(app, scope)


async def get(app, path="/", method="GET"):
    server = call(app, path, method)
    await server.send_input({"type": "http.request", "body": b""})
    start, body = await server.receive_output(timeout=10), b""
    while (part := await server.receive_output(timeout=10)).get("more_body"):
        body += part["body"]
    await server.wait()
    return start["status"], body + part.get("body", b"")


def test_pages_are_drawn_a_few_at_a_time_and_the_rest_wait_their_turn():
    site = Site(lambda request: time.sleep(0.01) or HttpResponse("read"))

    async def test():
        assert set(await asyncio.gather(*(get(site) for _ in range(12)))) == {(200, b"read")}

    async_to_sync(test)()
    assert site.most == threads.DRAWING
    assert len(set(site.names)) == threads.DRAWING


@pytest.mark.parametrize(("path", "method"), [("/api/v1/me", "GET"), ("/account/login/", "GET"), ("/help/", "POST")])
def test_a_crowd_of_visitors_holds_nobody_else_up(path, method):
    gate = threading.Event()
    site = Site(lambda request: (request.path == path or gate.wait(10)) and HttpResponse("read"))

    async def test():
        crowd = [asyncio.create_task(get(site)) for _ in range(threads.DRAWING + 3)]
        assert await get(site, path, method) == (200, b"read")
        assert not any(visitor.done() for visitor in crowd)
        gate.set()
        await asyncio.gather(*crowd)

    async_to_sync(test)()


def test_who_sends_or_reads_slowly_holds_no_thread():
    site = Site()

    async def test():
        slow = [call(site) for _ in range(threads.DRAWING + 1)]
        for server in slow:  # their requests do not end
            await server.send_input({"type": "http.request", "body": b"", "more_body": True})
        assert await get(site) == (200, b"read")
        for server in slow:
            await server.send_input({"type": "http.disconnect"})
            await server.wait()

        gate, scope = asyncio.Event(), call(site).scope

        async def send(message):
            await gate.wait()  # their networks take nothing

        readers = [asyncio.create_task(site(scope, each(), send)) for _ in range(threads.DRAWING + 1)]
        assert await get(site) == (200, b"read")
        gate.set()
        await asyncio.gather(*readers)

    def each():
        """A request without a body, and nothing after it."""
        messages = [{"type": "http.request", "body": b""}]

        async def receive():
            return messages.pop() if messages else await asyncio.Event().wait()

        return receive

    async_to_sync(test)()


def test_nothing_is_drawn_for_somebody_who_has_gone():
    gate = threading.Event()
    site = Site(lambda request: gate.wait(10) and HttpResponse("read"))

    async def test():
        crowd = [asyncio.create_task(get(site)) for _ in range(threads.DRAWING)]
        while site.working < threads.DRAWING:
            await asyncio.sleep(0)
        gone = call(site, "/gone/")
        await gone.send_input({"type": "http.request", "body": b""})
        await gone.send_input({"type": "http.disconnect"})
        await asyncio.sleep(0.01)
        gate.set()
        await asyncio.gather(*crowd, gone.wait())

    async_to_sync(test)()
    assert len(site.names) == threads.DRAWING


async def in_parts():
    yield b"a"
    yield b"b"


def test_signals_frame_a_request_and_a_stream_is_sent_to_its_end():
    told = []
    begun, ended = lambda **kwargs: told.append("begun"), lambda **kwargs: told.append("ended")
    signals.request_started.connect(begun)
    signals.request_finished.connect(ended)
    try:
        for answer in (HttpResponse("ab"), StreamingHttpResponse(in_parts())):
            assert async_to_sync(get)(Site(lambda request: answer)) == (200, b"ab")  # noqa: B023 (called at once)
    finally:
        signals.request_started.disconnect(begun)
        signals.request_finished.disconnect(ended)
    assert told == ["begun", "ended"] * 2

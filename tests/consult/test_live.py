"""The socket: who gets in, what they are told, when it ends."""

import asyncio
import json
import os
import sys

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from asgiref.testing import ApplicationCommunicator
from django.conf import settings
from django.db import transaction
from django.test import TestCase

from config.asgi import application
from consult import consumers, journal, live, sessions
from consult.actions import engagements, reading
from consult.consumers import LOGIN_REQUIRED, SLOW_DOWN, TOO_BIG
from consult.hub import Hub, hub
from consult.journal import Submission
from consult.models import Room
from consult.queries import rooms
from lib import ids
from tests.consult import cast

pytestmark = pytest.mark.django_db
ORIGIN = b"http://testserver"


@pytest.fixture(autouse=True)
def one_connection(monkeypatch):
    """Channels closes the thread's connection around each look-up, which here would end the test's transaction."""
    monkeypatch.setattr("channels.db.close_old_connections", lambda: None)


class Browser(ApplicationCommunicator):
    """A socket with the cookies of a test client."""

    def __init__(self, client=None, origin: bytes | None = ORIGIN):
        headers = [(b"host", b"testserver")]
        if origin is not None:
            headers.append((b"origin", origin))
        if client is not None:
            headers.append((b"cookie", f"{settings.SESSION_COOKIE_NAME}={client.session.session_key}".encode()))
        super().__init__(
            application,
            {"type": "websocket", "path": "/ws", "query_string": b"", "headers": headers, "subprotocols": []},
        )

    async def connect(self) -> bool:
        """Whether the handshake was accepted."""
        await self.send_input({"type": "websocket.connect"})
        return (await self.receive_output(timeout=5))["type"] == "websocket.accept"

    async def frames(self) -> list[dict]:
        """Everything that was sent so far: what the server had to say before it answers a ping."""
        await self.send_to(text='{"t":"ping"}')
        found = []
        while True:
            frame = json.loads((await self.receive_output(timeout=5))["text"])
            if frame["t"] == "pong":
                return found
            found.append(frame)

    async def send_to(self, text):
        await self.send_input({"type": "websocket.receive", "text": text})

    async def close_code(self) -> int:
        while True:
            message = await self.receive_output(timeout=5)
            if message["type"] == "websocket.close":
                return message["code"]


def committed(action):
    """The action as a coroutine, with what it announces after its commit (tests stay inside one transaction)."""

    def run(*args):
        with TestCase.captureOnCommitCallbacks(execute=True):
            return action(*args)

    return sync_to_async(run)


def on_the_loop(test):
    """The body of a test that talks to sockets; hub and watch start empty."""

    async def run():
        await test()
        for socket in hub.everyone():
            hub.leave(socket)
        if sessions.watch.task:
            sessions.watch.task.cancel()

    async_to_sync(run)()


@pytest.mark.parametrize(
    "origin",
    [
        None,
        b"null",
        b"http://evil.example",
        b"http://testserver.evil.example",
        b"http://testserver:81",
        b"file://",
        b"",
    ],
)
def test_a_page_of_another_origin_cannot_open_a_socket(origin, clara, as_):
    client = as_(clara)

    async def test():
        browser = Browser(client, origin)
        assert not await browser.connect()  # refused before accepting, which the server answers with 403

    on_the_loop(test)


def test_whoever_is_not_logged_in_is_told_so(db):
    async def test():
        browser = Browser()
        assert await browser.connect()
        assert await browser.close_code() == LOGIN_REQUIRED

    on_the_loop(test)


def test_members_are_told_of_a_record_and_strangers_are_not(clara, doro, stranger, head, other_room, as_):
    clients = [as_(who) for who in (clara, clara, doro, stranger)]
    record = head.message("hello", by=clara)

    async def test():
        browsers = [Browser(client) for client in clients]
        for browser in browsers:
            assert await browser.connect()
        await committed(journal.append)(Submission(clara.user, head.room, record))
        *members, foreign = [await browser.frames() for browser in browsers]
        for (frame,) in members:  # both tabs of the sender, and the other person
            assert (frame["t"], frame["room"], frame["seq"]) == ("record", ids.to_text(head.room), 2)
            assert (frame["h"], frame["s"]) == (ids.to_text(record.header), ids.to_text(record.sig))
        assert foreign == []

    on_the_loop(test)


@pytest.mark.django_db(transaction=True)
def test_nothing_is_told_before_the_commit_or_after_a_rollback(clara, doro, head, as_):
    client = as_(doro)
    first, second = head.message("rolled back", by=clara), head.message("kept", by=clara)

    def write_and_roll_back():
        with transaction.atomic():
            journal.append(Submission(clara.user, head.room, first))
            transaction.set_rollback(True)

    async def test():
        browser = Browser(client)
        await browser.connect()
        await sync_to_async(write_and_roll_back)()
        assert await browser.frames() == []
        await sync_to_async(journal.append)(Submission(clara.user, head.room, second))
        (frame,) = await browser.frames()
        assert frame["h"] == ids.to_text(second.header)

    on_the_loop(test)


def test_a_long_record_is_announced_without_its_bytes(clara, doro, head, as_):
    client = as_(doro)

    async def test():
        browser = Browser(client)
        await browser.connect()
        submission = Submission(clara.user, head.room, head.message("x" * live.LONGEST_BODY, by=clara))
        await committed(journal.append)(submission)
        (frame,) = await browser.frames()
        assert (frame["seq"], "b" in frame) == (2, False)

    on_the_loop(test)


def test_read_markers_and_new_conversations_are_told(clara, doro, stranger, head, as_):
    client = as_(doro)

    def read():
        room, members = rooms.get(head.room, clara.user)
        reading.mark(room, members, seq=1, by=clara.user)
        engagements.begin(counsellor=doro.user, client=stranger.user, by=stranger.user)

    async def test():
        browser = Browser(client)
        await browser.connect()
        await committed(read)()
        assert await browser.frames() == [
            {"t": "read", "room": ids.to_text(head.room), "uid": clara.uid, "seq": 1},
            {"t": "rooms"},
        ]

    on_the_loop(test)


def test_typing_reaches_the_other_members_only_and_rarely(clara, doro, stranger, head, other_room, as_):
    clients = {who.user.username: as_(who) for who in (clara, doro, stranger)}
    typing = json.dumps({"t": "typing", "room": ids.to_text(head.room)})
    foreign = json.dumps({"t": "typing", "room": ids.to_text(other_room.room)})
    missing = json.dumps({"t": "typing", "room": ids.to_text(bytes(16))})

    async def test():
        browsers = {name: Browser(client) for name, client in clients.items()}
        for browser in browsers.values():
            await browser.connect()
        for _ in range(3):
            await browsers["clara"].send_to(typing)
        await browsers["clara"].send_to(foreign)
        await browsers["clara"].send_to(missing)
        assert await browsers["clara"].frames() == []
        assert await browsers["doro"].frames() == [{"t": "typing", "room": ids.to_text(head.room), "uid": clara.uid}]
        assert await browsers["stranger"].frames() == []

    on_the_loop(test)


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '"x"', '{"t":1}', '{"t":"typing"}', '{"t":"typing","room":3}', '{"t":"record"}', "[" * 4000]
)
def test_a_malformed_frame_is_answered_and_changes_nothing(text, clara, as_):
    client = as_(clara)

    async def test():
        browser = Browser(client)
        await browser.connect()
        await browser.send_to(text)
        assert await browser.frames() == [{"t": "error", "error": "bad_frame"}]

    on_the_loop(test)


def test_long_and_binary_frames_end_the_socket(clara, as_):
    client = as_(clara)

    async def test():
        for message in ({"text": "x" * 4097}, {"bytes": b"x"}):
            browser = Browser(client)
            await browser.connect()
            await browser.send_input({"type": "websocket.receive", **message})
            assert await browser.close_code() == TOO_BIG

    on_the_loop(test)


def test_a_flood_ends_the_socket(clara, as_):
    client = as_(clara)

    async def test():
        browser = Browser(client)
        await browser.connect()
        for _ in range(consumers.FRAMES_AT_ONCE + 5):
            await browser.send_to('{"t":"ping"}')
        assert await browser.close_code() == SLOW_DOWN

    on_the_loop(test)


def test_one_person_cannot_open_sockets_without_end(clara, as_):
    client = as_(clara)

    async def test():
        for _ in range(consumers.MOST_SOCKETS):
            assert await Browser(client).connect()
        surplus = Browser(client)
        await surplus.connect()
        assert await surplus.close_code() == SLOW_DOWN

    on_the_loop(test)


def test_a_browser_that_does_not_read_is_dropped_and_the_rest_go_on(clara, doro, as_, monkeypatch):
    monkeypatch.setattr(consumers, "MOST_QUEUED", 1000)
    slow, quick = as_(clara), as_(doro)

    async def test():
        browsers = [Browser(slow), Browser(quick)]
        for browser in browsers:
            await browser.connect()
        for _ in range(20):  # in one go: no time to send in between
            hub.deliver([([clara.user.uid], '{"t":"' + "x" * 100 + '"}')])
        assert clara.user.uid not in hub.sockets
        assert doro.user.uid in hub.sockets
        assert await browsers[0].close_code() == SLOW_DOWN
        assert await browsers[1].frames() == []

    on_the_loop(test)


def log_out(client, user):
    client.logout()


def change_password(client, user):
    user.set_password("another derived key")
    user.save()


def deactivate(client, user):
    user.is_active = False
    user.save()


@pytest.mark.parametrize("ending", [log_out, change_password, deactivate])
def test_a_socket_ends_soon_after_its_session(ending, clara, doro, as_, monkeypatch):
    monkeypatch.setattr(sessions, "EVERY_SECONDS", 0.05)
    client, other = as_(clara), as_(doro)

    async def test():
        ended, stays = Browser(client), Browser(other)
        await ended.connect()
        await stays.connect()
        await asyncio.wait_for(sessions.watch.look(), 5)
        await sync_to_async(ending)(client, clara.user)
        assert await ended.close_code() == LOGIN_REQUIRED
        assert await stays.frames() == []

    on_the_loop(test)


def test_sockets_are_looked_at_often_enough():
    assert sessions.EVERY_SECONDS <= 4


def test_who_was_removed_hears_nothing_more(clara, doro, head, as_):
    from e2ee import registry

    colleague = cast.person("colleague", "counsellor")
    trio = [(doro, registry.OWNER), (clara, registry.CLIENT), (colleague, registry.PROFESSIONAL)]
    add = head.epoch_record(trio, by=doro, reason=registry.ADD)
    journal.append(Submission(doro.user, head.room, add))
    head = head.moved(add)
    client = as_(colleague)
    remove = head.epoch_record(trio[:2], by=doro, reason=registry.REMOVE)
    after = head.moved(remove)

    async def test():
        browser = Browser(client)
        await browser.connect()
        await committed(journal.append)(Submission(doro.user, head.room, remove))
        assert await browser.frames() == [{"t": "rooms"}]  # the list changed, nothing else is said
        await committed(journal.append)(Submission(clara.user, head.room, after.message("alone", by=clara)))
        assert await browser.frames() == []

    on_the_loop(test)
    assert Room.objects.get(public_id=head.room).members.count() == 2
    assert client.get(f"{cast.API}/rooms/{ids.to_text(head.room)}/log").status_code == 404


# --- several processes --------------------------------------------------------------------------------------------

needs_redis = pytest.mark.skipif(not settings.REDIS_URL, reason="REDIS_URL is not set")


class Recorder:
    """Stands for a socket: keeps what it is given."""

    def __init__(self, uid: bytes):
        self.uid, self.given = uid, []

    def put(self, text: str) -> None:
        self.given.append(json.loads(text))


async def until(condition, seconds=5.0):
    for _ in range(int(seconds / 0.02)):
        if condition():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it did not happen")


@needs_redis
def test_what_one_process_publishes_reaches_people_connected_to_another():
    async def test():
        here, there = Hub(), Hub()
        anna, ben = Recorder(b"a" * 16), Recorder(b"b" * 16)
        here.join(anna)
        there.join(ben)
        await until(lambda: here.is_listening and there.is_listening)
        await asyncio.to_thread(here.publish, [([b"b" * 16], {"t": "rooms"})])
        await until(lambda: ben.given == [{"t": "rooms"}])
        await asyncio.to_thread(here.publish, [([b"a" * 16], {"t": "mine"})])
        await asyncio.to_thread(there.publish, [([b"a" * 16], {"t": "theirs"})])
        await until(lambda: {"t": "theirs"} in anna.given)
        assert anna.given == [{"t": "mine"}, {"t": "theirs"}]  # our own only once
        for one, socket in ((here, anna), (there, ben)):
            one.leave(socket)

    async_to_sync(test)()


@needs_redis
def test_a_script_without_sockets_reaches_them_too():
    async def test():
        anna = Recorder(b"a" * 16)
        there = Hub()
        there.join(anna)
        await until(lambda: there.is_listening)
        code = (
            "import django; django.setup(); from consult.hub import hub; hub.publish([([b'a' * 16], {'t': 'rooms'})])"
        )
        environment = os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings.test"}
        script = await asyncio.create_subprocess_exec(sys.executable, "-c", code, env=environment)
        assert await script.wait() == 0
        await until(lambda: anna.given == [{"t": "rooms"}])
        there.leave(anna)

    async_to_sync(test)()


@needs_redis
def test_another_installation_on_the_same_redis_server_is_not_heard(settings):
    async def test():
        here, there, anna = Hub(), Hub(), Recorder(b"a" * 16)
        here.join(anna)
        await until(lambda: here.is_listening)
        ours = settings.REDIS_URL
        settings.REDIS_URL = ours.rsplit("/", 1)[0] + "/15"
        await asyncio.to_thread(there.publish, [([b"a" * 16], {"t": "theirs"})])
        settings.REDIS_URL = ours
        await asyncio.to_thread(Hub().publish, [([b"a" * 16], {"t": "ours"})])
        await until(lambda: {"t": "ours"} in anna.given)
        assert anna.given == [{"t": "ours"}]
        here.leave(anna)

    async_to_sync(test)()


def test_without_redis_in_reach_this_process_is_served_all_the_same(settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"  # nobody listens there

    async def test():
        here, anna = Hub(), Recorder(b"a" * 16)
        here.join(anna)
        await asyncio.to_thread(here.publish, [([b"a" * 16], {"t": "rooms"})])
        await until(lambda: anna.given == [{"t": "rooms"}])
        here.leave(anna)

    async_to_sync(test)()

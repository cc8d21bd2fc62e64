"""Public pages are answered from memory: the same for every visitor, never to anybody else, never after a change."""

import asyncio
import gzip

import pytest
from asgiref.sync import async_to_sync
from asgiref.testing import ApplicationCommunicator
from django.conf import settings
from django.http import HttpResponse

from cms import page_cache
from cms.models import CrisisContact, HomePage
from config import page_door
from config.page_door import PageDoor


async def get(door, path="/", *, method="GET", query="", **headers):
    """One request as ASGI: the status, the headers, the body."""
    scope = {
        **{"type": "http", "method": method, "path": path, "raw_path": path.encode(), "query_string": query.encode()},
        **{"http_version": "1.1", "scheme": "http", "server": ("testserver", 80), "client": ("127.0.0.1", 1)},
        "headers": [(b"host", b"testserver")]
        + [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()],
    }
    server = ApplicationCommunicator(door, scope)
    await server.send_input({"type": "http.request", "body": b""})
    start = await server.receive_output(timeout=10)
    body = b""
    while True:
        part = await server.receive_output(timeout=10)
        body += part.get("body", b"")
        if not part.get("more_body"):
            break
    await server.wait()
    return start["status"], {k.decode().lower(): v.decode() for k, v in start["headers"]}, body


class Site:
    """Stands for Django: counts what it is asked, and marks its answers unless told otherwise."""

    def __init__(self, marked=True, status=200):
        self.asked, self.marked, self.status = [], marked, status
        self.gate: asyncio.Event | None = None

    async def __call__(self, scope, receive, send):
        self.asked.append(scope["path"])
        if self.gate:
            await self.gate.wait()
        mark = [(page_cache.MARK.encode(), b"60")] if self.marked else []
        await send({"type": "http.response.start", "status": self.status, "headers": [(b"x-own", b"1"), *mark]})
        await send({"type": "http.response.body", "body": b"first ", "more_body": True})
        await send({"type": "http.response.body", "body": str(len(self.asked)).encode()})


@pytest.fixture
def site():
    return Site()


@pytest.fixture
def door(site, monkeypatch):
    monkeypatch.setattr(page_cache, "_listeners", [])
    monkeypatch.setattr(page_cache, "generation", lambda: "")
    monkeypatch.setattr("channels.db.close_old_connections", lambda: None)
    return PageDoor(site)


def test_a_page_is_made_once_and_then_answered_from_memory(site, door):
    async def test():
        first, again = await get(door), await get(door)
        assert first[2] == again[2] == b"first 1"
        assert first[1] == again[1]
        assert first[1]["x-own"] == "1"
        assert page_cache.MARK.lower() not in first[1]
        assert (await get(door, method="HEAD"))[2] == b""
        assert len(site.asked) == 1

    async_to_sync(test)()


def test_it_is_sent_small_where_the_browser_can_unpack_it_and_not_at_all_where_it_has_it(door):
    async def test():
        _, headers, body = await get(door, accept_encoding="gzip, br")
        assert (headers["content-encoding"], gzip.decompress(body)) == ("gzip", b"first 1")
        assert headers["content-length"] == str(len(body))
        status, _, body = await get(door, if_none_match=headers["etag"])
        assert (status, body) == (304, b"")

    async_to_sync(test)()


@pytest.mark.parametrize(
    "request_",
    [
        {"cookie": f"{settings.SESSION_COOKIE_NAME}=x"},
        {"cookie": "theme=dark; messages=y"},
        {"authorization": "Basic eDp5"},
        {"range": "bytes=0-3"},
        {"hx_request": "true"},
        {"method": "POST"},
        {"query": "q=grief"},
        {"query": "page=1&postcode=1010"},
        {"path": "/" + "x" * 300 + "/"},
    ],
    ids=str,
)
def test_what_is_more_than_a_plain_visit_is_not_answered_from_memory(site, door, request_):
    async def test():
        for _ in range(2):
            await get(door, **{"path": "/", **request_})
        assert len(site.asked) == 2
        assert not door.pages

    async_to_sync(test)()


def test_visitors_with_another_theme_page_host_or_scheme_get_a_page_of_their_own(site, door):
    async def test():
        for headers in (
            {},
            {"cookie": "theme=dark"},
            {"cookie": "theme=light"},
            {"query": "page=2"},
            {"x_forwarded_proto": "https"},
        ):
            await get(door, **headers)
        assert len(site.asked) == 5
        await get(door, cookie="theme=<script>")  # no theme at all
        await get(door, cookie="csrf=abc; lang=de")
        assert len(site.asked) == 5

    async_to_sync(test)()


@pytest.mark.parametrize("site", [Site(marked=False), Site(marked=False, status=404)])
def test_what_is_not_marked_is_not_kept(site, door):
    async def test():
        assert (await get(door))[2] == b"first 1"
        assert (await get(door))[2] == b"first 2"

    async_to_sync(test)()


def test_a_crowd_waits_for_one_making(site, door):
    async def test():
        site.gate = asyncio.Event()
        crowd = [asyncio.create_task(get(door)) for _ in range(10)]
        while not site.asked:
            await asyncio.sleep(0)
        site.gate.set()
        assert {answer[2] for answer in await asyncio.gather(*crowd)} == {b"first 1"}
        assert len(site.asked) == 1

    async_to_sync(test)()


def test_a_page_that_was_being_made_while_something_changed_is_not_kept(site, door):
    async def test():
        site.gate = asyncio.Event()
        slow = asyncio.create_task(get(door))
        while not site.asked:
            await asyncio.sleep(0)
        door.forget()
        site.gate.set()
        await slow
        assert not door.pages

    async_to_sync(test)()


def test_pages_end_by_themselves_and_are_no_more_than_fit(site, door, monkeypatch):
    async def test():
        now = [1000.0]
        monkeypatch.setattr(page_door.time, "monotonic", lambda: now[0])
        await get(door)
        now[0] += page_cache.SECONDS
        await get(door)
        assert len(site.asked) == 2
        monkeypatch.setattr(page_door, "MOST_PAGES", 3)
        for number in range(9):
            await get(door, f"/{number}/")
        assert len(door.pages) == 3

    async_to_sync(test)()


def test_a_change_in_another_process_is_seen_soon(site, door, monkeypatch):
    async def test():
        now = [1000.0]
        monkeypatch.setattr(page_door.time, "monotonic", lambda: now[0])
        await get(door)
        await door.looking
        monkeypatch.setattr(page_cache, "generation", lambda: "another")
        now[0] += page_door.LOOK_SECONDS
        await get(door)
        await door.looking
        assert not door.pages

    async_to_sync(test)()


# --- what may be kept ---------------------------------------------------------------------------------------------


@pytest.fixture
def forgotten(monkeypatch):
    """Becomes true when this process is told to forget."""
    told = []
    monkeypatch.setattr(page_cache, "_listeners", [lambda: told.append(True)])
    return told


def test_publishing_is_a_change(db, forgotten, django_capture_on_commit_callbacks):
    home = HomePage.objects.get(locale__language_code="en")
    with django_capture_on_commit_callbacks(execute=True):
        home.save_revision()
    assert not forgotten, "a draft changes nothing for visitors"
    with django_capture_on_commit_callbacks(execute=True):
        home.save_revision().publish()
    assert forgotten


def test_a_changed_row_that_pages_show_is_a_change_for_every_process(db, django_capture_on_commit_callbacks):
    before = page_cache.generation()
    with django_capture_on_commit_callbacks(execute=True):
        CrisisContact.objects.first().save()
    assert page_cache.generation() != before


@pytest.mark.parametrize("path", ["/", "/help/", "/counsellors/", "/blog/"])
def test_pages_of_the_cms_are_marked_for_visitors_only(db, client, django_user_model, path):
    assert page_cache.MARK in client.get(path)
    client.force_login(django_user_model.objects.create(username="marlene", uid=b"m" * 16, role="client"))
    assert page_cache.MARK not in client.get(path)


@pytest.mark.parametrize("path", ["/account/login/", "/account/signup/", "/nothing/", "/robots.txt", "/app/", "/cms/"])
def test_nothing_else_is_marked(db, client, path):
    assert page_cache.MARK not in client.get(path)


def test_a_page_that_says_it_is_private_is_not_marked(db, client, monkeypatch):
    def serve(page, request):
        request.is_private = True
        return HttpResponse("yours")

    monkeypatch.setattr(HomePage, "serve", serve)
    assert page_cache.MARK not in client.get("/")


def test_a_page_that_sets_a_cookie_is_not_marked(db, client, monkeypatch):
    def serve(page, request):
        response = HttpResponse("yours")
        response.set_cookie("mine", "1")
        return response

    monkeypatch.setattr(HomePage, "serve", serve)
    assert page_cache.MARK not in client.get("/")

"""The short way of a record answers exactly like the long one, and leaves to Django whatever is not ordinary."""

import json

import pytest
from asgiref.sync import async_to_sync
from asgiref.testing import ApplicationCommunicator
from django.conf import settings
from django.test import Client

from config import asgi
from consult import door, limits
from e2ee.records import to_json
from lib import ids
from tests.consult import cast

pytestmark = pytest.mark.django_db
TOKEN = "c" * 32


@pytest.fixture(autouse=True)
def fresh(monkeypatch):
    monkeypatch.setattr("channels.db.close_old_connections", lambda: None)
    door.forget()
    limits._allowances.clear()


def post(application, head, body: bytes, *, session=None, token=TOKEN, kind="application/json", host="testserver"):
    """One POST to the room's log as ASGI; the status, the headers, the JSON."""
    cookies = f"{settings.CSRF_COOKIE_NAME}={TOKEN}"
    if session:
        cookies += f"; {settings.SESSION_COOKIE_NAME}={session}"
    headers = {"host": host, "cookie": cookies, "content-type": kind, "content-length": str(len(body))}
    if token:
        headers["x-csrftoken"] = token
    path = f"/api/v1/rooms/{ids.to_text(head.room)}/log"
    scope = {
        **{"type": "http", "method": "POST", "path": path, "raw_path": path.encode(), "query_string": b""},
        **{"http_version": "1.1", "scheme": "http", "server": (host, 80), "client": ("127.0.0.1", 1)},
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }

    async def ask():
        server = ApplicationCommunicator(application, scope)
        middle = len(body) // 2
        await server.send_input({"type": "http.request", "body": body[:middle], "more_body": True})
        await server.send_input({"type": "http.request", "body": body[middle:]})
        start = await server.receive_output(timeout=10)
        content = b""
        while True:
            part = await server.receive_output(timeout=10)
            content += part.get("body", b"")
            if not part.get("more_body"):
                break
        await server.wait()
        return start["status"], {k.decode().lower(): v.decode() for k, v in start["headers"]}, content

    return async_to_sync(ask)()


@pytest.fixture
def django_saw(monkeypatch):
    """The requests that were left to Django."""
    seen = []
    real = asgi.django_application

    async def watching(scope, receive, send):
        seen.append(scope["path"])
        await real(scope, receive, send)

    gate = asgi.application.application_mapping["http"].app  # behind the pages kept in memory
    monkeypatch.setattr(gate, "django", watching)
    return seen


def test_an_ordinary_record_does_not_need_django(clara, head, as_, django_saw):
    session = as_(clara).session.session_key
    for number in range(3):
        record = head.message(str(number), by=clara)
        status, headers, content = post(asgi.application, head, json.dumps(to_json(record)).encode(), session=session)
        assert (status, json.loads(content)["link"]) == (201, ids.to_text(record.link))
        assert headers["cache-control"].startswith("no-store")
        head = head.moved(record)
    assert django_saw == []


@pytest.mark.django_db(transaction=True)  # Django answers in a thread of its own
def test_both_ways_answer_alike(clara, doro, head, as_):
    session = as_(clara).session.session_key
    stored = head.message("stored", by=clara)
    bodies = {
        "stored": stored,
        "again": stored,
        "head": head.message("too late", by=clara),
        "conflict": head.moved(stored).message("x", by=clara, message_id=stored.head.message_id),
        "wrong_sender": head.message("x", by=doro),
        "bad_signature": cast.replace(head.message("x", by=clara), sig=bytes(64)),
        "clock_skew": head.message("x", by=clara, time_ms=1),
    }
    for name, record in bodies.items():
        raw = json.dumps(to_json(record)).encode()
        if name == "stored":
            post(asgi.application, head, raw, session=session)
            continue
        short = post(asgi.application, head, raw, session=session)
        long = post(asgi.django_application, head, raw, session=session)
        assert short[0] == long[0], name
        assert json.loads(short[2]) == json.loads(long[2]), name
        incidental = {"vary", "content-language"}  # what Django adds because it looked at cookies and languages
        assert {k: v for k, v in short[1].items() if k not in incidental} == {
            k: v for k, v in long[1].items() if k not in incidental
        }, name


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"session": None}, 401, "login_required"),
        ({"session": "x" * 32}, 401, "login_required"),
        ({"token": None}, 403, "csrf"),
        ({"token": "d" * 32}, 403, "csrf"),
        ({"kind": "text/plain"}, 415, "not_json"),
    ],
)
def test_what_is_not_ordinary_is_refused_by_django(change, status, code, clara, head, as_, django_saw):
    body = json.dumps(to_json(head.message("hello", by=clara))).encode()
    answer = post(asgi.application, head, body, **{"session": as_(clara).session.session_key} | change)
    assert (answer[0], json.loads(answer[2])["error"]) == (status, code)
    assert len(django_saw) == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"h":"","b":"","s":"","x":1}', b"x" * 140_000], ids=len)
def test_bodies_that_are_no_record_are_refused_by_django(body, clara, head, as_, django_saw):
    answer = post(asgi.application, head, body, session=as_(clara).session.session_key)
    assert answer[0] in (413, 415, 422, 400)
    assert len(django_saw) == 1


def test_a_foreign_host_is_refused(clara, head, as_, settings, django_saw):
    settings.ALLOWED_HOSTS = ["testserver"]
    body = json.dumps(to_json(head.message("hello", by=clara))).encode()
    session = as_(clara).session.session_key
    assert post(asgi.application, head, body, session=session, host="evil.example")[0] == 400


def test_plain_http_is_sent_to_https_where_it_must(clara, head, as_, settings, django_saw, monkeypatch):
    monkeypatch.setattr(door._security, "redirect", True)
    body = json.dumps(to_json(head.message("hello", by=clara))).encode()
    post(asgi.application, head, body, session=as_(clara).session.session_key)
    assert len(django_saw) == 1


@pytest.mark.parametrize("ending", ["log out", "password", "deactivated"])
def test_a_session_that_ended_lets_nobody_in(ending, clara, head, as_, monkeypatch):
    client = as_(clara)
    session = client.session.session_key
    first = head.message("hello", by=clara)
    assert post(asgi.application, head, json.dumps(to_json(first)).encode(), session=session)[0] == 201
    if ending == "log out":
        client.logout()
    elif ending == "password":
        clara.user.set_password("another")
        clara.user.save()
    else:
        type(clara.user).objects.filter(pk=clara.user.pk).update(is_active=False)
    monkeypatch.setattr(door, "REMEMBER_SECONDS", -1)  # the seconds a look-up is believed have passed
    head = head.moved(first)
    body = json.dumps(to_json(head.message("again", by=clara))).encode()
    assert post(asgi.application, head, body, session=session)[0] == 401


def test_a_look_up_is_not_believed_longer_than_the_promise():
    assert door.REMEMBER_SECONDS <= 5


def test_an_ended_session_is_forgotten_at_once_in_this_process(clara, head, as_, django_capture_on_commit_callbacks):
    from accounts.signals import session_ended

    session = as_(clara).session.session_key
    first = head.message("hello", by=clara)
    post(asgi.application, head, json.dumps(to_json(first)).encode(), session=session)
    assert session in door._people
    with django_capture_on_commit_callbacks(execute=True):
        session_ended.send(sender=None, user=clara.user, session_key=session)
    assert door._people == {}


def test_the_long_way_works_without_the_door(clara, head):
    client = Client()
    client.force_login(clara.user)
    assert cast.send(client, head, head.message("hello", by=clara)).status_code == 201

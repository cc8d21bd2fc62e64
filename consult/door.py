"""The short way of a record through ASGI: `POST /api/v1/rooms/<id>/log` without Django's chain of middleware.

The chain costs some ten times what checking and committing a record costs. So here the ordinary case is answered
directly, with the same guard (CSRF, size, kind), the same session, the same action and the same headers; whatever is
not ordinary, and every refusal that is not the journal's own, is left to Django, which gets the request untouched.
"""

import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

from channels.db import database_sync_to_async
from django.conf import settings
from django.contrib.auth import get_user
from django.core.exceptions import DisallowedHost
from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, HttpResponse
from django.middleware.security import SecurityMiddleware
from django.utils.module_loading import import_string

from accounts.middleware import PersonMiddleware
from consult import groupcommit, limits
from consult.answers import stored_answer
from consult.journal import Submission
from lib import ids
from lib.denied import Denied

PATH = re.compile(r"/api/v1/rooms/([A-Za-z0-9_-]{22})/log")
LONGEST_BODY = 128 * 1024
REMEMBER_SECONDS = 4.0  # a session that ended elsewhere is believed this long at most
MOST_REMEMBERED = 20_000


@dataclass
class Door:
    """An ASGI application in front of `django`, which also gets everything that is not for here.

    `refuses(request)` is what holds for every API request; `with_headers(request, response)` what every response
    carries; `denied(request, error)` how a refusal is written.
    """

    django: Callable
    refuses: Callable[[HttpRequest], HttpResponse | None]
    with_headers: Callable[[HttpRequest, HttpResponse], HttpResponse]
    denied: Callable[[HttpRequest, Denied], HttpResponse]

    async def __call__(self, scope, receive, send):
        match = scope["type"] == "http" and scope["method"] == "POST" and PATH.fullmatch(scope["path"])
        if not match:
            await self.django(scope, receive, send)
            return
        messages, body = await read(receive)
        response = await self.answer(ASGIRequest(scope, BytesIO(body)), body, match[1]) if body else None
        if response is None:
            await self.django(scope, replay(messages, receive), send)
            return
        headers = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in response.items()]
        await send({"type": "http.response.start", "status": response.status_code, "headers": headers})
        await send({"type": "http.response.body", "body": response.content})

    async def answer(self, request: ASGIRequest, body: bytes, room: str) -> HttpResponse | None:
        """The response, or None for what Django shall answer."""
        data = strictly(body)
        if data is None or not is_ordinary(request) or self.refuses(request):
            return None
        user = await person_of(request)
        if user is None:
            return None
        request.user = user
        try:
            room_id = ids.from_text(room, ids.ID_SIZE)
            limits.spend(user.pk)
            submission = Submission.from_json(data, room_id=room_id, by=user)
            response = stored_answer(await groupcommit.append(submission))
        except ValueError:
            return None
        except Denied as error:
            response = self.denied(request, error)
        response["Content-Length"] = str(len(response.content))
        return self.with_headers(request, response)


async def read(receive) -> tuple[list[dict], bytes]:
    """The messages that carry the body, and the body; no body if it is too long or broke off."""
    messages, parts, size = [], [], 0
    while True:
        message = await receive()
        messages.append(message)
        if message["type"] != "http.request":
            return messages, b""
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > LONGEST_BODY:
            return messages, b""
        if not message.get("more_body"):
            return messages, b"".join(parts)


def replay(messages: list[dict], receive):
    """`receive` as it was before `read`."""
    waiting = iter(messages)

    async def again():
        return next(waiting, None) or await receive()

    return again


def strictly(body: bytes) -> dict | None:
    """The three strings of a record, if the body is exactly that."""
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        return None
    is_record = isinstance(data, dict) and data.keys() == {"h", "b", "s"}
    return data if is_record and all(isinstance(value, str) for value in data.values()) else None


_security = SecurityMiddleware(lambda request: None)


def is_ordinary(request: ASGIRequest) -> bool:
    """Whether the host is ours and the connection as secure as it must be."""
    try:
        request.get_host()
    except DisallowedHost:
        return False
    return _security.process_request(request) is None


# --- whose session it is --------------------------------------------------------------------------------------------

_people: dict[str, tuple[float, object]] = {}  # session key -> when it was looked up, the person


async def person_of(request: ASGIRequest):
    """Whoever is logged in with the request's session; None for nobody."""
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    if not key:
        return None
    found = _people.get(key)
    if found is None or time.monotonic() - found[0] > REMEMBER_SECONDS:
        before = time.monotonic()
        user = await database_sync_to_async(look_up)(request, key)
        if user is None:
            _people.pop(key, None)
            return None
        if len(_people) > MOST_REMEMBERED:
            _people.clear()
        found = _people[key] = before, user
    return found[1]


def look_up(request: ASGIRequest, key: str):
    """The person of this session, if whatever holds for people who are logged in lets them through."""
    request.session = import_string(f"{settings.SESSION_ENGINE}.SessionStore")(key)
    request.user = get_user(request)
    let_through = HttpResponse()
    if PersonMiddleware(lambda request: let_through)(request) is not let_through:
        return None
    return request.user if request.user.is_authenticated else None


def forget(**kwargs) -> None:
    """A session of somebody ended: look all of them up again."""
    _people.clear()

"""The rooms' API in memory, to the letter of docs/protocol, with faults one can switch on.

For tests of the room application that want bad luck on purpose: lost answers, altered records, somebody who was
faster. What the real server does is tested against the real server (test_real.py).
"""

import asyncio
import contextlib
import json
import mimetypes
import threading
import time
from datetime import UTC, datetime
from http.cookies import SimpleCookie
from urllib.parse import parse_qs

import uvicorn
from django.conf import settings
from django.contrib.staticfiles import finders

from config.headers import as_header, policy_for
from consult.views import document
from e2ee.primitives import b64u, unb64u
from e2ee.records import from_json
from tests.app.person import Person

API = "/api/v1/"


class Refused(Exception):
    def __init__(self, status: int, code: str, **extra):
        self.status, self.body = status, {"error": code, "message": f"refused: {code}", **extra}


class Room:
    def __init__(self, members: list[str]):
        self.members, self.records, self.read = members, [], dict.fromkeys(members, 0)

    @property
    def head(self) -> dict:
        return {"seq": len(self.records), "link": b64u(from_json(self.records[-1]).link)}


class Fake:
    """`people` by login, `rooms` by id. Faults: `lose_answers` (store, then hang up), `before_append` (called once),
    `delay` (seconds before every answer), `refuse_sockets`. `language` is that of the
    document."""

    def __init__(self):
        self.people: dict[str, Person] = {}
        self.rooms: dict[str, Room] = {}
        self.pairs: list[tuple[str, str]] = []
        self.appointments: list[dict] = []
        self.requests: list[tuple[str, str, str]] = []
        self.sockets: dict = {}
        self.lose_answers = 0
        self.before_append = None
        self.delay = 0.0
        self.refuse_sockets = False
        self.language = "en"
        self.listable: set[str] = set()

    # --- filling it

    def add(self, person: Person) -> Person:
        self.people[person.login] = person
        return person

    def engage(self, counsellor: Person, client: Person) -> None:
        self.pairs.append((counsellor.id, client.id))

    def open_room(self, a: Person, b: Person, *messages: tuple[Person, str]) -> str:
        genesis = a.genesis(b)
        room = b64u(from_json(genesis).head.room)
        self.rooms[room] = Room([a.id, b.id])
        self.store(room, genesis)
        for who, text in messages:
            self.write(room, who, b if who is a else a, text)
        return room

    def write(self, room: str, who: Person, other: Person, text: str, *, time_ms=None, at=None) -> dict:
        verifier = who.verifier(unb64u(room), self.rooms[room].records, other)
        return self.store(room, who.message(verifier, text, time_ms=time_ms), at=at)

    def store(self, room: str, record: dict, *, at: str | None = None) -> dict:
        kept = {**record, "seq": len(self.rooms[room].records) + 1, "at": at or instant()}
        self.rooms[room].records.append(kept)
        self.tell(self.rooms[room].members, {"t": "record", "room": room, **kept})
        return kept

    # --- live

    def tell(self, uids: list[str], frame: dict) -> None:
        for queue, (uid, loop) in list(self.sockets.items()):
            if uid in uids:
                loop.call_soon_threadsafe(queue.put_nowait, frame)

    def drop_sockets(self, code: int = 1012) -> None:
        """Whoever is connected no longer is; a page whose socket is still on its way is waited for."""
        until = time.monotonic() + 20
        while not (self.sockets or self.refuse_sockets):
            assert time.monotonic() < until, "nobody has connected"
            time.sleep(0.02)
        for queue, (_, loop) in list(self.sockets.items()):
            loop.call_soon_threadsafe(queue.put_nowait, code)

    # --- ASGI

    async def __call__(self, scope, receive, send):
        if scope["type"] == "lifespan":
            return
        who = self.who(scope)
        if scope["type"] == "websocket":
            return await self.socket(who, receive, send)
        body = b""
        while True:
            part = await receive()
            body += part.get("body", b"")
            if not part.get("more_body"):
                break
        method, path = scope["method"], scope["path"]
        self.requests.append((method, path, body.decode("utf-8", "replace")))
        if path.startswith(API):
            await asyncio.sleep(self.delay)
            query = {k: v[0] for k, v in parse_qs(scope["query_string"].decode()).items()}
            try:
                status, answer = self.answer(who, scope, method, path[len(API) :], query, json.loads(body or b"null"))
            except Refused as refused:
                status, answer = refused.status, refused.body
            if status == 201 and path.endswith("/log") and self.lose_answers:
                self.lose_answers -= 1
                with contextlib.suppress(Exception):
                    await send(
                        {"type": "http.response.start", "status": 201, "headers": [(b"content-length", b"9999")]}
                    )
                    await send({"type": "http.response.body", "body": b"{", "more_body": False})
                return
            return await self.reply(send, path, status, json.dumps(answer).encode(), "application/json", csrf=True)
        await self.page(scope, path, send)

    def who(self, scope) -> Person | None:
        cookie = SimpleCookie(dict(scope["headers"]).get(b"cookie", b"").decode())
        return self.people.get(cookie["sid"].value) if "sid" in cookie else None

    async def page(self, scope, path, send):
        if path.startswith("/app"):
            return await self.reply(send, path, 200, document(self.language)[0], "text/html")
        if path.startswith(settings.STATIC_URL):
            found = finders.find(path[len(settings.STATIC_URL) :])
            if found:
                with open(found, "rb") as file:
                    kind = mimetypes.guess_type(found)[0] or "application/octet-stream"
                    return await self.reply(
                        send, path, 200, file.read(), kind.replace("application/javascript", "text/javascript")
                    )
            return await self.reply(send, path, 404, b"missing", "text/plain")
        text = b"<!doctype html><html lang=en><title>elsewhere</title><p>elsewhere"
        await self.reply(send, path, 200, text, "text/html")

    async def reply(self, send, path, status, body, kind, csrf=False):
        headers = {
            "content-type": kind,
            "content-length": str(len(body)),
            "content-security-policy": as_header(policy_for(path)),
            "cross-origin-resource-policy": "same-origin",
            "x-content-type-options": "nosniff",
            "cache-control": "no-store",
        }
        if csrf:
            headers["set-cookie"] = "csrf=fake; Path=/; SameSite=Lax"
        raw = [(name.encode(), value.encode()) for name, value in headers.items()]
        await send({"type": "http.response.start", "status": status, "headers": raw})
        await send({"type": "http.response.body", "body": body})

    async def socket(self, who, receive, send):
        await receive()
        if self.refuse_sockets:
            return await send({"type": "websocket.close", "code": 1013})
        await send({"type": "websocket.accept"})
        if who is None:
            return await send({"type": "websocket.close", "code": 4401})
        queue: asyncio.Queue = asyncio.Queue()
        self.sockets[queue] = who.id, asyncio.get_running_loop()

        async def outward():
            while True:
                frame = await queue.get()
                if isinstance(frame, int):
                    return await send({"type": "websocket.close", "code": frame})
                await send({"type": "websocket.send", "text": json.dumps(frame)})

        sender = asyncio.create_task(outward())
        try:
            while (event := await receive())["type"] == "websocket.receive":
                frame = json.loads(event["text"])
                if frame["t"] == "ping":
                    queue.put_nowait({"t": "pong"})
                elif frame["t"] == "typing" and frame["room"] in self.rooms:
                    members = self.rooms[frame["room"]].members
                    self.tell(
                        [m for m in members if m != who.id], {"t": "typing", "room": frame["room"], "uid": who.id}
                    )
        finally:
            self.sockets.pop(queue, None)
            sender.cancel()

    # --- the API

    def answer(self, who, scope, method, path, query, data) -> tuple[int, dict]:
        if path == "auth/csrf":
            return 200, {"token": "fake"}
        if who is None:
            raise Refused(401, "login_required")
        if method != "GET" and dict(scope["headers"]).get(b"x-csrftoken") != b"fake":
            raise Refused(403, "csrf")
        parts = path.split("/")
        match method, parts:
            case "GET", ["me"]:
                return 200, self.about(who)
            case "GET", ["me", "keys"]:
                return self.keys(who)
            case "PUT", ["me", "keys"]:
                return self.put_keys(who, data)
            case "GET", ["me", "rooms"]:
                return 200, {"conversations": self.conversations(who)}
            case "GET", ["me", "appointments"]:
                return 200, self.appointments
            case "GET", ["identities", uid]:
                return self.identity(who, uid)
            case "POST", ["rooms"]:
                return self.create(who, data)
            case _, ["rooms", room, *rest] if room in self.rooms and who.id in self.rooms[room].members:
                return self.in_room(who, method, room, rest, query, data)
        raise Refused(404, "not_found")

    def about(self, who) -> dict:
        return {"uid": who.id, "login": who.login, "name": who.name, "role": who.role, "email": False,
                "has_keys": who.keyset is not None, "zone": who.zone, "language": "en"}  # fmt: skip

    def keys(self, who):
        if who.keyset is None:
            raise Refused(404, "no_keys")
        return 200, {"uid": who.id, "gen": 1, **who.keyset, "chain": [], "ir": who.identities[0]["ir"]}

    def put_keys(self, who, data):
        version = who.keyset["version"] if who.keyset else 0
        if data["version"] != version:
            raise Refused(409, "stale", version=version)
        wraps = [{"gen": 1, **wrap} for wrap in data["wraps"]]
        kinds = {wrap["kind"] for wrap in wraps}
        kept = [wrap for wrap in (who.keyset or {"wraps": []})["wraps"] if wrap["kind"] not in kinds]
        who.keyset = {"version": version + 1, "seed_room": data["seed_room"], "wraps": kept + wraps}
        if version == 0:
            who.identities = [Person.published(unb64u(data["ir"]), unb64u(data["sig_self"]))]
        return 200, {"version": version + 1, "gen": 1}

    def by_uid(self, uid):
        return next((person for person in self.people.values() if person.id == uid), None)

    def identity(self, who, uid):
        person = self.by_uid(uid)
        related = person and (person is who or uid in self.listable or any({who.id, uid} == set(p) for p in self.pairs))
        if not related:
            raise Refused(404, "not_found")
        return 200, {"uid": uid, "name": person.name, "role": person.role, "identities": person.identities}

    def room_between(self, a, b):
        return next((id for id, room in self.rooms.items() if set(room.members) == {a, b}), None)

    def conversations(self, who) -> list[dict]:
        result = []
        for pair in self.pairs:
            if who.id not in pair:
                continue
            peer = self.by_uid(pair[0] if pair[1] == who.id else pair[1])
            id = self.room_between(*pair)
            room = self.rooms.get(id)
            result.append({
                "engagement": b64u(bytes(16)),
                "peer": {"uid": peer.id, "name": peer.name, "role": peer.role, "has_keys": bool(peer.identities)},
                "room": id, "head": room and room.head, "epoch": room and 1,
                "read": room.read[who.id] if room else 0, "peer_read": room.read[peer.id] if room else 0,
                "at": room and room.records[-1]["at"],
            })  # fmt: skip
        return result

    def create(self, who, data):
        peer = self.by_uid(data["peer"])
        if existing := self.room_between(who.id, peer.id):
            raise Refused(409, "room_exists", room=existing)
        record = {key: data[key] for key in "hbs"}
        id = b64u(from_json(record).head.room)
        self.rooms[id] = Room([who.id, peer.id])
        if not any({who.id, peer.id} == set(pair) for pair in self.pairs):
            self.pairs.append((who.id, peer.id))
        kept = self.store(id, record)
        self.tell([who.id, peer.id], {"t": "rooms"})
        return 201, {"room": id, **self.receipt(kept)}

    def in_room(self, who, method, id, rest, query, data):
        room = self.rooms[id]
        match method, rest:
            case "GET", []:
                return 200, {"room": id, "head": room.head}
            case "GET", ["log"]:
                after, limit = int(query.get("after", 0)), int(query.get("limit", 100))
                return 200, {"records": room.records[after : after + limit], "head": room.head}
            case "POST", ["log"]:
                return self.append(id, room, data)
            case "PUT", ["read"]:
                room.read[who.id] = max(room.read[who.id], data["seq"])
                self.tell(room.members, {"t": "read", "room": id, "uid": who.id, "seq": room.read[who.id]})
                return 200, {"seq": room.read[who.id]}
        raise Refused(404, "not_found")

    def append(self, id, room, data):
        if self.before_append:
            hook, self.before_append = self.before_append, None
            hook()
        record = from_json(data)
        for kept in room.records:
            known = from_json(kept)
            if (known.head.message_id, known.head.sender) == (record.head.message_id, record.head.sender):
                if known.header == record.header and known.sig == record.sig:
                    return 200, self.receipt(kept)
                raise Refused(409, "conflict")
        if record.head.seq != room.head["seq"] + 1 or b64u(record.head.prev) != room.head["link"]:
            raise Refused(409, "head", head=room.head)
        return 201, self.receipt(self.store(id, data))

    @staticmethod
    def receipt(kept) -> dict:
        return {"seq": kept["seq"], "link": b64u(from_json(kept).link), "at": kept["at"]}

    # --- running

    @contextlib.contextmanager
    def running(self, port: int = 0):
        config = uvicorn.Config(
            self, host="127.0.0.1", port=port, log_level="critical", ws="websockets-sansio", lifespan="off"
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        self.url = f"http://localhost:{server.servers[0].sockets[0].getsockname()[1]}"
        try:
            yield self
        finally:
            server.should_exit = server.force_exit = True
            thread.join(timeout=10)


def instant(at: datetime | None = None) -> str:
    return (at or datetime.now(UTC)).isoformat(timespec="milliseconds").replace("+00:00", "Z")

"""Accepted records a second: through the API, in the process, and what the machine could do at most.

    .venv/bin/python bench/journal.py [--senders 64] [--records 40]

Figures are ratios to limits taken in the same run, on the database of the settings (a temporary SQLite file unless
DATABASE_URL is set): a bare HTTP echo with the same bytes, and rows written in batches with nothing around them.
"""

import argparse
import asyncio
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
FOLDER = tempfile.TemporaryDirectory(prefix="bench-")
os.environ |= {
    "DATA_DIR": FOLDER.name,
    "DJANGO_SETTINGS_MODULE": "config.settings.dev",
    "IGNORE_DOTENV": "1",
    **{name: secrets.token_urlsafe(48) for name in ("SECRET_KEY", "PRELOGIN_SECRET", "PEPPER")},
    "RECORDS_AT_ONCE": "1000000",
    "ALLOWED_HOSTS": "127.0.0.1",
}
WARM_UP = 3
ECHO = """
async def app(scope, receive, send):
    body, more = b"", True
    while more:
        message = await receive()
        body, more = body + message.get("body", b""), message.get("more_body")
    await send({"type": "http.response.start", "status": 201, "headers": [(b"content-length", b"100")]})
    await send({"type": "http.response.body", "body": body[:100]})
"""


def prepare(senders: int, records: int):
    """People with sessions, rooms, and all records signed beforehand: signing is not what is measured."""
    from django.test import Client

    from tests.consult import cast

    counsellor = cast.person("counsellor", "counsellor")
    work = []
    for number in range(senders):
        client = cast.person(f"client{number}")
        head = cast.open_room(client, counsellor)
        browser = Client()
        browser.force_login(client.user)
        chain = []
        for _ in range(records):
            record = head.message("a message of ordinary length, as people write them", by=client)
            chain.append(record)
            head = head.moved(record)
        work.append((client.user, browser.session.session_key, head.room, chain))
    return work


# --- limits of the machine ----------------------------------------------------------------------------------------


def bare_commits(work, at_once: int = 64) -> float:
    """Rows of the same size, `at_once` in a transaction, with nothing checked."""
    from django.db import connection, transaction

    rows = [(r.header, r.body, r.sig, r.link) for _, _, _, chain in work for r in chain]
    kind = "bytea" if connection.vendor == "postgresql" else "blob"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE bare (h {kind}, b {kind}, s {kind}, l {kind})")
        start = time.perf_counter()
        for place in range(0, len(rows), at_once):
            with transaction.atomic():
                cursor.executemany("INSERT INTO bare VALUES (%s, %s, %s, %s)", rows[place : place + at_once])
        took = time.perf_counter() - start
        cursor.execute("DROP TABLE bare")
    return len(rows) / took


def checks_alone(work) -> float:
    """Reading JSON, hashing, verifying signatures on one core."""
    import json

    from consult import journal
    from consult.journal import Submission
    from e2ee.records import to_json

    texts = [(u, room, json.dumps(to_json(r))) for u, _, room, chain in work for r in chain][:1000]
    start = time.perf_counter()
    for user, room, text in texts:
        journal.examine(Submission.from_json(json.loads(text), room_id=room, by=user))
    return len(texts) / (time.perf_counter() - start)


# --- what we do -----------------------------------------------------------------------------------------------------


def in_process(work) -> float:
    from consult import groupcommit
    from consult.journal import Submission

    async def sender(user, room, chain):
        for record in chain:
            await groupcommit.append(Submission(user, room, record))

    async def everybody():
        await asyncio.gather(*(sender(user, room, chain) for user, _, room, chain in work))

    start = time.perf_counter()
    asyncio.run(everybody())
    return sum(len(chain) for *_, chain in work) / (time.perf_counter() - start)


def requests_of(work) -> list[list[bytes]]:
    """For each sender the bytes of its HTTP requests."""
    import json

    from django.conf import settings

    from e2ee.records import to_json
    from lib import ids

    token = "c" * 32
    found = []
    for _, session, room, chain in work:
        mine = []
        for record in chain:
            body = json.dumps(to_json(record)).encode()
            mine.append(
                (
                    f"POST /api/v1/rooms/{ids.to_text(room)}/log HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                    f"Cookie: {settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={token}\r\n"
                    f"X-CSRFToken: {token}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
                ).encode()
                + body
            )
        found.append(mine)
    return found


async def post_all(port: int, requests: list[list[bytes]]) -> tuple[float, list[float]]:
    """Every sender posts its requests one after the other on one connection. Returns (per second, waiting times).

    The first few of each are not counted: a server that runs has seen its people before.
    """
    connections = [await asyncio.open_connection("127.0.0.1", port) for _ in requests]

    async def sender(reader, writer, mine, waits):
        for request in mine:
            start = time.perf_counter()
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
            body = await reader.readexactly(length)
            if not head.startswith(b"HTTP/1.1 201"):
                raise RuntimeError((head + body).decode())
            waits.append(time.perf_counter() - start)

    async def everybody(part) -> tuple[float, list[float]]:
        start, waits = time.perf_counter(), []
        pairs = zip(connections, requests, strict=True)
        await asyncio.gather(*(sender(*connection, mine[part], waits) for connection, mine in pairs))
        return len(waits) / (time.perf_counter() - start), sorted(waits)

    await everybody(slice(0, WARM_UP))
    return await everybody(slice(WARM_UP, None))


def over_http(target: str, requests, folder: Path) -> tuple[float, list[float]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "uvicorn", target, "--port", str(port), "--log-level", "warning"]
    server = subprocess.Popen(command, cwd=folder, env=os.environ | {"PYTHONPATH": str(folder)})
    try:
        for _ in range(300):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            if server.poll() is not None:
                raise SystemExit("the server did not start; it says why above")
            time.sleep(0.1)
        return asyncio.run(post_all(port, requests))
    finally:
        server.terminate()
        server.wait()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--senders", type=int, default=64)
    parser.add_argument("--records", type=int, default=40, help="of each sender")
    options = parser.parse_args()

    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    half = prepare(options.senders, options.records * 2)
    first = [(u, s, room, chain[: options.records]) for u, s, room, chain in half]
    second = [(u, s, room, chain[options.records :]) for u, s, room, chain in half]

    commits = bare_commits(half)
    checks = checks_alone(half)
    process = in_process(first)
    Path(FOLDER.name, "bare_echo.py").write_text(ECHO)
    requests = requests_of(second)
    echo, _ = over_http("bare_echo:app", requests, Path(FOLDER.name))
    connection.close()
    served, waits = over_http("config.asgi:application", requests, ROOT)
    bound = 1 / (1 / echo + 1 / commits)

    print(f"{connection.vendor}, {options.senders} senders, {os.cpu_count()} cores, client on the same machine")
    print(f"{'bare commits, 64 rows each':34} {commits:8.0f} a second")
    print(f"{'checks alone, one core':34} {checks:8.0f}")
    print(f"{'bare HTTP echo':34} {echo:8.0f}")
    print(f"{'echo and commit one after another':34} {bound:8.0f}")
    print(f"{'journal in the process':34} {process:8.0f}   {commits / process:.1f} x slower than bare commits")
    print(f"{'journal over HTTP':34} {served:8.0f}   {bound / served:.1f} x slower than echo and commit")
    at = lambda share: waits[int(share * (len(waits) - 1))] * 1000
    print(f"{'answer after commit':34} p50 {at(0.5):.0f} ms, p95 {at(0.95):.0f} ms, p99 {at(0.99):.0f} ms")


if __name__ == "__main__":
    main()

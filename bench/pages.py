"""Public pages a second: from memory, drawn anew, and what the machine could do at most; with the queries of each.

    .venv/bin/python bench/pages.py [--seconds 4] [--connections 16]

The demo practice in a temporary database (SQLite unless DATABASE_URL is set), DEBUG off, two web processes, as on two
cores. A figure of ours stands beside a bare server's that sends the same bytes, taken in the same run.
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
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
FOLDER = tempfile.TemporaryDirectory(prefix="bench-")
os.environ |= {
    "DATA_DIR": FOLDER.name,
    "DJANGO_SETTINGS_MODULE": "config.settings.dev",
    "IGNORE_DOTENV": "1",
    **{name: secrets.token_urlsafe(48) for name in ("SECRET_KEY", "PRELOGIN_SECRET", "PEPPER")},
    "ALLOWED_HOSTS": "127.0.0.1",
}
WITHOUT_DEBUG = "from config.settings.dev import *\nDEBUG = False\nALLOWED_HOSTS = ['127.0.0.1', 'testserver']\n"
BARE = """
BODY = open({path!r}, "rb").read()
async def app(scope, receive, send):
    await send({{"type": "http.response.start", "status": 200, "headers": [(b"content-length", str(len(BODY)).encode())]}})
    await send({{"type": "http.response.body", "body": BODY}})
"""
PAST_MEMORY = "Cookie: seen=1\r\n"  # a visitor with any cookie of ours that is not known gets the page drawn


@contextmanager
def serving(target: str, folder: Path, settings: str, workers: int = 2):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "uvicorn", target, "--port", str(port), "--log-level", "error", "--workers", str(workers)]  # fmt: skip
    environment = os.environ | {"PYTHONPATH": f"{folder}{os.pathsep}{ROOT}", "DJANGO_SETTINGS_MODULE": settings}
    server = subprocess.Popen(command, cwd=folder, env=environment)
    try:
        for _ in range(600):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            if server.poll() is not None:
                raise SystemExit("the server did not start; it says why above")
            time.sleep(0.1)
        yield port
    finally:
        server.terminate()
        server.wait()


async def ask(port: int, path: str, extra: str, seconds: float, connections: int) -> tuple[float, list[float]]:
    """Answers a second, and the sorted waiting times."""
    request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\n{extra}\r\n".encode()
    waits: list[float] = []
    end = time.perf_counter() + seconds

    async def visitor():
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while (start := time.perf_counter()) < end:
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            if not head.startswith(b"HTTP/1.1 200"):
                raise RuntimeError(head.decode())
            await reader.readexactly(int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0]))
            waits.append(time.perf_counter() - start)
        writer.close()

    start = time.perf_counter()
    await asyncio.gather(*(visitor() for _ in range(connections)))
    return len(waits) / (time.perf_counter() - start), sorted(waits)


def queries_of(path: str) -> int:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(HTTP_HOST="127.0.0.1", HTTP_COOKIE="seen=1")
    client.get(path)
    connection.queries_log.clear()
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    return len(queries)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=4)
    parser.add_argument("--connections", type=int, default=16)
    options = parser.parse_args()
    folder = Path(FOLDER.name)
    (folder / "without_debug.py").write_text(WITHOUT_DEBUG)

    import django

    django.setup()
    from django.core import signals
    from django.core.management import call_command
    from django.db import close_old_connections, connection, reset_queries
    from django.test import Client

    call_command("migrate", verbosity=0)
    with open(os.devnull, "w") as nowhere:
        call_command("demo", stdout=nowhere)
    from blog.models import ArticlePage
    from directory.models import CounsellorPage

    paths = {
        "home": "/",
        "directory": "/counsellors/",
        "search": "/counsellors/?q=grief",
        "profile": CounsellorPage.objects.live().first().url,
        "article": ArticlePage.objects.live().first().url,
    }
    for signal in (signals.request_started, signals.request_finished):
        signal.disconnect(close_old_connections)
    signals.request_started.disconnect(reset_queries)
    queries = {name: queries_of(path) for name, path in paths.items()}
    (folder / "page.html").write_bytes(Client(HTTP_HOST="127.0.0.1").get("/").content)
    (folder / "bare.py").write_text(BARE.format(path=str(folder / "page.html")))
    vendor = connection.vendor
    connection.close()

    run = lambda port, path, extra="": asyncio.run(ask(port, path, extra, options.seconds, options.connections))
    with serving("bare:app", folder, "without_debug") as port:
        bare, _ = run(port, "/")
    print(f"{vendor}, {os.cpu_count()} cores, two processes, {options.connections} visitors on the same machine")
    print(f"{'a bare server, same bytes':28} {bare:8.0f} a second")
    with serving("config.asgi:application", folder, "without_debug") as port:
        for path in paths.values():  # templates compiled, what frames a page remembered
            run(port, path, PAST_MEMORY)
        for name, path in paths.items():
            run_in = lambda extra: run(port, path, extra)  # noqa: B023 (called at once)
            drawn, waits = run_in(PAST_MEMORY)
            kept = "" if "?" in path else f"   from memory {run_in('')[0]:8.0f} a second"
            p95 = waits[int(0.95 * (len(waits) - 1))] * 1000
            print(f"{name:10} {queries[name]:3} queries   drawn {drawn:6.0f} a second, p95 {p95:4.0f} ms{kept}")


if __name__ == "__main__":
    main()

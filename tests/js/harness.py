"""Runs modules of JavaScript tests in Chromium, under the policy headers of the room application.

    def test_the_calendar_counts_right(js):        # mark the module: pytestmark = pytest.mark.browser
        js.run("booking/calendar.js")              # tests/js/booking/calendar.js

A test module imports `test`, `equal`, `throws` and `run` from "../check.js" and ends with `run()`. It finds our static
files under /static/test/ ("/static/test/e2ee/primitives.js"), the files of tests/js under /tests/js/, and the vectors
under /vectors/.
"""

import json
import mimetypes
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from config.headers import ROOM, WITH_CRYPTO, as_header

ROOT = Path(__file__).resolve().parents[2]
PAGE = (
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>test</title><script type="module" src="{}"></script>'
)
TYPES = {".js": "text/javascript", ".json": "application/json", ".txt": "text/plain; charset=utf-8"}


@pytest.fixture(scope="session")
def js(browser):
    with ThreadingHTTPServer(("127.0.0.1", 0), Files) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield Modules(browser, f"http://localhost:{server.server_port}")
        server.shutdown()


class Modules:
    def __init__(self, browser, url: str):
        self.browser, self.url = browser, url

    def run(self, module: str, *, seconds: int = 60) -> list[str]:
        """The names of the tests in tests/js/<module>; fails with what they say if one of them failed."""
        results, said = self.read(module, seconds=seconds)
        assert results, f"no tests in {module}"
        failed = [f"{one['name']}: {one['error']}" for one in results if one["error"]]
        assert not failed, "\n".join([f"{len(failed)} of {len(results)} in {module} failed", *failed, *said])
        return [one["name"] for one in results]

    def read(self, module: str, *, seconds: int = 60):
        """What tests/js/<module> writes into <pre id="results">, as JSON, and what it said on the console."""
        context = self.browser.new_context()
        said = []
        try:
            page = context.new_page()
            page.on("console", lambda message: said.append(message.text))
            page.on("pageerror", lambda error: said.append(str(error)))
            page.goto(f"{self.url}/app/test?module=/tests/js/{module}")
            try:
                # the policy forbids eval, which Playwright's wait_for_function would need: the page writes it down
                page.wait_for_selector("pre#results", state="attached", timeout=seconds * 1000)
            except Exception as error:
                raise AssertionError(f"{module} did not finish: {said}") from error
            return json.loads(page.locator("pre#results").text_content()), said
        finally:
            context.close()


class Files(BaseHTTPRequestHandler):
    def do_GET(self):
        address = urlsplit(self.path)
        if address.path.startswith("/app/"):
            module = parse_qs(address.query)["module"][0]
            return self._answer(PAGE.format(module).encode(), "text/html; charset=utf-8", ROOM)
        path = find(address.path)
        if path is None:
            return self.send_error(404)
        kind = TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        return self._answer(path.read_bytes(), kind, WITH_CRYPTO)

    def _answer(self, body: bytes, kind: str, policy: dict) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", as_header(policy))
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cross-Origin-Opener-Policy", "same-origin")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def find(path: str) -> Path | None:
    """The file behind an address of this little server."""
    if path.startswith("/static/test/"):
        places = [folder / path.removeprefix("/static/test/") for folder in ROOT.glob("*/static")]
    elif path.startswith("/tests/js/"):
        places = [ROOT / path[1:]]
    elif path.startswith("/vectors/"):
        places = [ROOT / "e2ee" / path[1:]]
    else:
        return None
    return next((place for place in places if place.is_file() and ROOT in place.resolve().parents), None)

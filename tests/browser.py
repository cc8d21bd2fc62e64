"""A real Chromium for tests marked `browser`: the fixture `browser` (one for the whole run) and the rules around it."""

import os
import shutil

import pytest

NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"]


def find_chromium() -> str | None:
    """The program in $CHROMIUM, or the first known name on the path."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


@pytest.fixture(scope="session")
def browser():
    """Playwright's Browser. Make a context of your own per test: `context = browser.new_context()`."""
    from playwright.sync_api import sync_playwright

    chromium = find_chromium()
    if chromium is None:
        pytest.skip("no Chromium found; set CHROMIUM to its path")
    # Playwright keeps an event loop in this thread; Django would take every query for one from inside it
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        # --no-sandbox: containers often run as root, where Chromium's sandbox refuses to start
        running = playwright.chromium.launch(
            executable_path=chromium,
            args=[
                "--no-sandbox",
                "--use-fake-ui-for-media-stream",
                "--use-fake-device-for-media-stream",
                "--disable-features=WebRtcHideLocalIpsWithMdns",
            ],
        )
        yield running
        running.close()


def last(items: list) -> None:
    """Moves the browser tests behind all others: after them an event loop runs in this thread, see above.

    Files that need no database come first: it is still being made (database.py).
    """
    waiting = {item.path for item in items if {"db", "live_server"} & {*item.fixturenames} or has(item, "django_db")}
    items.sort(key=lambda item: (is_late(item), item.path in waiting, "site" not in item.fixturenames))


def is_late(item) -> bool:
    """With the journeys comes what lies beside them: all of that folder is one process's."""
    return has(item, "browser") or item.nodeid.startswith("tests/journeys/")


def has(item, mark: str) -> bool:
    return item.get_closest_marker(mark) is not None

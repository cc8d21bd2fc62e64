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
    """Moves the browser tests behind all others: after them an event loop runs in this thread, see above."""
    items.sort(key=lambda item: (item.get_closest_marker("browser") is not None, "site" not in item.fixturenames))

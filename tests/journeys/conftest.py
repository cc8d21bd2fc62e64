import os
import re
from pathlib import Path

import pytest

FAILED = pytest.StashKey[bool]()
PICTURES = os.environ.get("PICTURES")  # a folder for screenshots of failed journeys


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    item.stash.setdefault(FAILED, False)
    item.stash[FAILED] |= report.failed
    return report


@pytest.fixture
def visit(browser, site, request):
    """Opens a browser of its own (a context): `page = visit()`. Errors on the console and foreign requests fail the test."""
    contexts, complaints = [], []

    def open_page(**options):
        context = browser.new_context(base_url=site.url, timezone_id="Europe/Vienna", locale="en-GB", **options)
        contexts.append(context)
        context.set_default_timeout(20_000)
        context.on("request", lambda r: foreign(r.url))
        context.on("weberror", lambda e: complaints.append(str(e.error)))
        context.on("console", lambda m: complaints.append(m.text) if m.type in ("error", "warning") else None)
        return context.new_page()

    def foreign(url: str):
        if not url.startswith((site.url, site.url.replace("http", "ws", 1), "blob:", "data:")):
            complaints.append(f"request to {url}")

    open_page.expected = []  # patterns of complaints that a journey causes on purpose
    yield open_page
    for number, context in enumerate(contexts):
        if request.node.stash.get(FAILED, False) and PICTURES:
            for page in context.pages:
                page.screenshot(path=Path(PICTURES) / f"{request.node.name}-{number}.png", full_page=True)
        context.close()
    assert [c for c in complaints if not any(re.search(pattern, c) for pattern in open_page.expected)] == []

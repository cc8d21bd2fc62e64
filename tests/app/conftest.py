"""The cast of the room's tests, and tabs that watch themselves."""

import re

import pytest
from playwright.sync_api import expect

from tests.app.fake_server import Fake
from tests.app.person import PASSWORD, Person

expect.set_options(timeout=20_000)  # machines that run everything at once are slow


@pytest.fixture(scope="session")
def counsellor_made():
    return Person("anna.keller", "Dr. Anna Keller", "counsellor").set_up()


@pytest.fixture(scope="session")
def client_made():
    return Person("quiet-river", "quiet-river", "client").set_up()


@pytest.fixture
def fake():
    with Fake().running() as server:
        yield server


@pytest.fixture
def anna(fake, counsellor_made):
    """A counsellor whose room is set up."""
    return fake.add(counsellor_made)


@pytest.fixture
def mira(fake, anna, client_made):
    """Her client, set up too; they have not written yet."""
    fake.engage(anna, client_made)
    return fake.add(client_made)


class Tab:
    """A browser tab of somebody. `trouble` collects what must never happen: script errors, violations, foreign requests."""

    def __init__(self, context, url: str):
        self.context, self.url = context, url
        self.trouble: list[str] = []
        self.page = context.new_page()
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.trouble.append(f"error: {error}"))
        self.page.on("request", self._asked)

    def _said(self, message):
        # a refused or lost request shows up in the console by itself; what the page makes of it is asserted elsewhere
        if message.type in ("error", "warning") and not re.match(
            r"Failed to load resource|WebSocket connection", message.text
        ):
            self.trouble.append(f"console: {message.text}")

    def _asked(self, request):
        if not request.url.startswith((self.url, self.url.replace("http", "ws", 1), "blob:")):
            self.trouble.append(f"foreign request: {request.url}")

    def open(self, path: str = "/app/", *, password: str | None = PASSWORD):
        self.page.goto(self.url + path)
        if password is not None:
            self.unlock(password)
        return self

    def unlock(self, password: str = PASSWORD):
        self.page.get_by_label("Room password", exact=True).fill(password)
        self.page.get_by_role("button", name="Open", exact=True).click()

    def expect_no_worker(self):
        for _ in range(400):
            if not self.page.workers:
                return
            self.page.wait_for_timeout(50)
        raise AssertionError("the Worker is still there")

    def write(self, text: str, *, send: bool = True):
        self.written = text
        self.box.fill(text)
        if send:
            self.box.press("Control+Enter")

    @property
    def box(self):
        return self.page.get_by_label(re.compile("^Message to "))

    @property
    def messages(self):
        return self.page.locator(".msg__text")

    @property
    def status(self):
        """Of what was written last."""
        return self.page.locator(".msg--mine", has_text=self.written).locator(".status")


@pytest.fixture
def tab(browser, fake):
    """tab(person) opens a browser of its own for somebody; tab(person, beside=other) another tab of the same browser."""
    tabs = []

    def make(person, *, beside=None, **options):
        if beside:
            context = beside.context
        else:
            context = browser.new_context(**({"viewport": {"width": 1280, "height": 900}} | options))
            if person:
                context.add_cookies([{"name": "sid", "value": person.login, "url": fake.url}])
        made = Tab(context, fake.url)
        tabs.append(made)
        return made

    yield make
    for one in tabs:
        assert one.trouble == []
    for context in {one.context for one in tabs}:
        context.close()

"""The room application against the real server: the same journey as with the fake one, and both agree on the API."""

import re
import secrets
import shutil
import tempfile
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.app.conftest import Tab
from tests.app.test_setup import GOOD, shown_code, type_back
from tests.journeys import canary
from tests.journeys.site import Site, private_database

pytestmark = pytest.mark.browser
LOGINS = {"anna": "Long-Login-Word-1", "mira": "Long-Login-Word-2"}
PEOPLE = f"""
from accounts.actions import people
from accounts.enums import Role
from consult.actions import engagements
anna = people.create(role=Role.COUNSELLOR, login="anna", password={LOGINS["anna"]!r}, display_name="Dr. Anna Keller")
mira = people.create(role=Role.CLIENT, login="mira", password={LOGINS["mira"]!r})
engagements.begin(counsellor=anna, client=mira, by=mira)
"""


@pytest.fixture(scope="module")
def site():
    """A server with two people who have to do with each other, and nothing else."""
    data = Path(tempfile.mkdtemp(prefix="sprechraum-room-"))
    own = {"DATA_DIR": str(data), "DJANGO_SETTINGS_MODULE": "config.settings.dev", "IGNORE_DOTENV": "1"}
    own |= {name: secrets.token_urlsafe(48) for name in ("SECRET_KEY", "PRELOGIN_SECRET", "PEPPER")}
    with private_database() as database_url:
        made = Site(data, environment(own, database_url))
        try:
            made.manage("migrate", "--verbosity=0")
            made.manage("shell", "-c", PEOPLE)
            made.start_web()
            yield made
        finally:
            made.stop()
            shutil.rmtree(data, ignore_errors=True)


def environment(own: dict, database_url: str | None) -> dict:
    import os

    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
    return kept | own | ({"DATABASE_URL": database_url} if database_url else {})


def log_in(one: Tab, login: str):
    one.page.goto(one.url + "/app/")
    one.page.get_by_role("link", name="Log in").click()
    one.page.locator("input[autocomplete^=username]").first.fill(login)
    one.page.locator("input[type=password]").first.fill(LOGINS[login])
    one.page.locator("input[type=password]").first.press("Enter")
    expect(one.page.get_by_role("heading", name="Choose a room password")).to_be_visible()


def set_up(one: Tab) -> str:
    one.page.get_by_label("Room password", exact=True).fill(GOOD)
    one.page.get_by_label("The same password again").fill(GOOD)
    one.page.get_by_role("button", name="Continue", exact=True).click()
    code = shown_code(one.page)
    type_back(one.page, code)
    one.page.get_by_role("button", name="Finish").click()
    one.page.get_by_role("button", name="Go to your messages").click()
    return code


def test_two_people_set_up_write_read_and_print_and_the_server_knows_nothing(browser, site):
    anna, mira = (Tab(browser.new_context(), site.url) for _ in range(2))
    codes = []
    for one, login in [(anna, "anna"), (mira, "mira")]:
        log_in(one, login)
        codes.append(set_up(one))
    mira.page.get_by_role("link", name=re.compile("Dr. Anna Keller")).click()
    mira.write("The canary sings before dawn.")
    expect(mira.status).to_have_text("Stored")
    anna.page.get_by_role("link", name=re.compile("mira")).click()
    expect(anna.messages).to_have_text(["The canary sings before dawn."])
    expect(mira.status).to_have_text("Seen")
    anna.box.press_sequentially("The raven")
    expect(mira.page.get_by_text("Dr. Anna Keller is writing")).to_be_visible()
    anna.write("The raven answers at noon.")
    expect(mira.messages.last).to_have_text("The raven answers at noon.")

    mira.page.reload()
    mira.unlock(GOOD)
    expect(mira.messages).to_have_count(2)
    mira.page.get_by_role("link", name="Print the conversation").click()
    expect(mira.page.get_by_text("All 3 signatures valid")).to_be_visible()

    second = Tab(mira.context, site.url).open("/app/", password=GOOD)
    second.page.get_by_role("link", name=re.compile("Dr. Anna Keller")).click()
    second.write("From a second tab.")
    expect(anna.messages.last).to_have_text("From a second tab.")
    for one in (anna, mira, second):
        assert one.trouble == []
    for context in (anna.context, mira.context):
        context.close()

    needles = [
        "The canary sings before dawn.",
        "The raven answers at noon.",
        "From a second tab.",
        GOOD,
        *codes,
        *LOGINS.values(),
    ]
    assert canary.scan({needle: needle.encode() for needle in needles}, canary.everything(site)) == []

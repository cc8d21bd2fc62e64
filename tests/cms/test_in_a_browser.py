"""The public pages in a Chromium: readable for every aid, usable without scripts, quick to leave."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import override_settings

from accounts.models import User
from blog import demo as articles
from cms.models import PortalSettings
from directory import demo as counsellors
from directory.actions import roles

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = ["/", "/counsellors/", "/counsellors/anna-lindner/", "/blog/", "/blog/the-first-message/", "/crisis/", "/help/", "/contact/",
         "/counsellors/?q=nobody", "/nowhere/"]  # fmt: skip


@pytest.fixture(scope="module")
def media(begin_with, tmp_path_factory):
    """The folder of the pictures of a directory and a blog, which are filled once."""
    folder = tmp_path_factory.mktemp("media")

    def fill():
        anna = User.objects.create(username="anna", role="counsellor", display_name="Anna Lindner")
        roles.grant(anna)
        with override_settings(MEDIA_ROOT=folder):
            counsellors.fill({"anna": anna})
            articles.fill({"anna": anna})

    begin_with(fill)
    return folder


@pytest.fixture
def filled(media, live_server, settings):
    settings.MEDIA_ROOT = media
    return live_server.url


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_and_nothing_overflows(browser, filled, theme, width):
    context = browser.new_context(
        viewport={"width": width, "height": 844}, color_scheme=theme, bypass_csp=True, reduced_motion="reduce"
    )
    page = context.new_page()
    for address in PAGES:
        page.goto(filled + address)
        found = Axe().run(page).response["violations"]
        assert [(address, row["id"], row["nodes"][0]["html"][:120]) for row in found] == []
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), address
    context.close()


def test_without_scripts_one_can_search_read_and_leave(browser, filled):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(filled + "/counsellors/")
    page.get_by_label("Topic").select_option("sleep")
    page.get_by_role("button", name="Search").click()
    assert "speciality=sleep" in page.url
    page.get_by_role("link", name="Anna Lindner").click()
    assert page.get_by_role("link", name="Book a time").is_visible()
    assert page.get_by_role("link", name="Leave quickly").first.get_attribute("href") == "/exit/"
    context.close()


def test_filters_swap_the_results_and_keep_the_address(browser, filled):
    context = browser.new_context()
    page = context.new_page()
    problems = []
    page.on("console", lambda said: problems.append(said.text) if said.type == "error" else None)
    page.goto(filled + "/counsellors/")
    page.evaluate("window.still = true")
    page.get_by_label("Search").fill("zzz")
    page.get_by_text("Nobody fits all of this").wait_for()
    assert "q=zzz" in page.url
    page.get_by_role("link", name="Start over").click()
    page.get_by_role("link", name="Anna Lindner").wait_for()
    page.get_by_label("Topic").select_option("sleep")
    page.get_by_text("1 counsellor fits your search").wait_for()
    assert page.evaluate("sessionStorage.getItem('htmx-history-cache')") is None, "no page may be kept on the device"
    assert problems == []
    context.close()


def test_three_times_shift_leaves_at_once(browser, filled):
    context = browser.new_context()
    PortalSettings.objects.update(exit_target=filled + "/prices/")
    page = context.new_page()
    page.goto(filled + "/help/")
    page.goto(filled + "/counsellors/anna-lindner/")
    page.wait_for_function("!!customElements.get('x-theme')")
    page.keyboard.press("Shift")
    page.keyboard.press("Shift")
    assert page.locator(".exit-dots i.on").count() == 2
    page.keyboard.press("a")
    assert page.locator(".exit-dots").count() == 0
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url(filled + "/prices/")
    page.go_back()
    assert "anna-lindner" not in page.url
    context.close()


def test_the_appearance_goes_round_and_is_remembered(browser, filled):
    context = browser.new_context(color_scheme="light")
    page = context.new_page()
    page.goto(filled + "/help/")
    button = page.get_by_role("button", name="Appearance")
    button.click()
    button.click()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    page.goto(filled + "/crisis/")
    assert page.locator("html").get_attribute("data-theme") == "dark"
    page.get_by_role("button", name="Appearance: dark").click()
    assert page.locator("html").get_attribute("data-theme") is None
    assert context.cookies() == []
    context.close()


def test_the_keyboard_alone_is_enough(browser, filled):
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(filled + "/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent").strip() == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    menu = page.locator("summary[aria-label=Menu]")
    menu.focus()
    page.keyboard.press("Enter")
    link = page.get_by_role("link", name="Create an account")
    assert link.is_visible()
    assert 0 <= link.bounding_box()["x"] < 390 - link.bounding_box()["width"]
    page.keyboard.press("Escape")
    assert not page.get_by_role("link", name="Create an account").is_visible()
    assert menu.evaluate("element => element === document.activeElement")
    context.close()

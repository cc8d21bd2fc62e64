"""How the room can be used: by keyboard, by screen reader, on a phone, and left in a hurry."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.app.person import Person

pytestmark = pytest.mark.browser
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
SMALLEST = {"viewport": {"width": 320, "height": 560}}


@pytest.fixture
def room(fake, anna, mira):
    return fake.open_room(
        anna, mira, (mira, "I cannot sleep."), (anna, "Since when? " + "Tell me more about it. " * 12)
    )


def problems(page) -> list[str]:
    found = Axe().run(
        page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    )
    return [f"{v['id']}: {[n['target'] for n in v['nodes']]}" for v in found.response["violations"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_screen_has_accessibility_problems(tab, fake, anna, mira, room, scheme):
    newcomer = fake.add(Person("new-here", "new-here", "client"))
    found = {}
    one = tab(newcomer, color_scheme=scheme).open(password=None)
    expect(one.page.get_by_role("heading", name="Choose a room password")).to_be_visible()
    one.page.get_by_role("button", name="Suggest a password").click()
    one.page.get_by_label("Room password", exact=True).fill("half")
    found["setup"] = problems(one.page)

    one = tab(mira, color_scheme=scheme).open(f"/app/rooms/{room}", password="Wrong-Password-1!")
    expect(one.page.get_by_text("That is not the room password")).to_be_visible()
    found["unlock"] = problems(one.page)
    one.unlock()
    expect(one.messages).to_have_count(2)
    found["room"] = problems(one.page)
    one.page.get_by_role("button", name="How this conversation is protected").click()
    expect(one.page.locator(".number")).to_be_visible()
    found["details"] = problems(one.page)
    one.page.keyboard.press("Escape")
    one.page.get_by_role("link", name="Print the conversation").click()
    expect(one.page.get_by_role("table")).to_be_visible()
    found["transcript"] = problems(one.page)
    one.page.get_by_role("link", name="Messages", exact=True).click()
    expect(one.page.get_by_role("heading", name="Conversations")).to_be_visible()
    found["list"] = problems(one.page)
    assert found == {screen: [] for screen in found}


@pytest.mark.parametrize("size", [PHONE, SMALLEST, {"viewport": {"width": 844, "height": 390}}])
def test_nothing_is_cut_off_on_small_screens(tab, mira, room, size):
    one = tab(mira, **size).open(f"/app/rooms/{room}")
    expect(one.messages).to_have_count(2)
    width = size["viewport"]["width"]
    assert one.page.evaluate("document.documentElement.scrollWidth") <= width
    for needed in [
        one.box,
        one.page.get_by_role("button", name="Lock"),
        one.page.get_by_role("link", name=re.compile("^Leave$|Leave quickly")).last,
    ]:
        box = needed.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["y"] + box["height"] <= size["viewport"]["height"]


def test_on_a_phone_list_and_conversation_take_turns(tab, anna, mira, room):
    one = tab(mira, **PHONE).open()
    expect(one.page.get_by_role("log")).to_have_count(0)
    one.page.get_by_role("link", name=re.compile("Dr. Anna Keller")).click()
    expect(one.messages).to_have_count(2)
    expect(one.page.get_by_role("heading", name="Conversations")).to_be_hidden()
    one.page.get_by_role("link", name="All conversations").click()
    expect(one.page.get_by_role("heading", name="Conversations")).to_be_visible()
    expect(one.messages).to_have_count(0)
    one.page.go_back()
    expect(one.messages).to_have_count(2)


def test_on_a_desk_both_stand_side_by_side(tab, mira, room):
    one = tab(mira).open(f"/app/rooms/{room}")
    expect(one.messages).to_have_count(2)
    expect(one.page.get_by_role("heading", name="Conversations")).to_be_visible()
    expect(one.page.get_by_role("link", name=re.compile("Dr. Anna Keller"))).to_have_attribute("aria-current", "page")


def test_the_keyboard_alone_is_enough(tab, mira, room):
    one = tab(mira).open(password=None)
    page = one.page
    expect(page.get_by_label("Room password", exact=True)).to_be_focused()
    page.keyboard.type("Quiet-Harbour-57!")
    page.keyboard.press("Enter")
    link = page.get_by_role("link", name=re.compile("Dr. Anna Keller"))
    expect(link).to_be_visible()
    for _ in range(12):
        page.keyboard.press("Tab")
        if link.evaluate("link => link === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(one.box).to_be_focused()
    page.keyboard.type("By keyboard")
    page.keyboard.press("Enter")
    expect(one.messages.last).to_have_text("By keyboard")
    expect(one.box).to_be_focused()
    for _ in range(8):
        page.keyboard.press("Shift+Tab")
        if page.get_by_role("log").evaluate("log => log === document.activeElement"):
            break
    else:
        pytest.fail("the conversation cannot be reached to scroll it")


def test_new_messages_are_in_a_polite_log_and_old_ones_are_not_announced(tab, fake, anna, mira, room):
    one = tab(mira).open(f"/app/rooms/{room}")
    expect(one.page.get_by_role("log")).to_have_attribute("aria-live", "polite")
    fake.write(room, anna, mira, "Hello again")
    expect(one.page.get_by_role("log").get_by_text("Hello again")).to_be_visible()
    expect(one.box).to_be_focused()  # news never moves the focus


def test_leaving_covers_ends_and_replaces(tab, mira, room):
    one = tab(mira).open(f"/app/rooms/{room}")
    expect(one.messages).to_have_count(2)
    one.page.get_by_role("link", name="Leave quickly", exact=True).click()
    one.page.wait_for_url("**/exit/")
    one.expect_no_worker()
    one.page.go_back()
    expect(one.messages).to_have_count(0)


def test_three_presses_of_shift_leave_too_but_capitals_do_not(tab, mira, room):
    one = tab(mira).open(f"/app/rooms/{room}")
    expect(one.messages).to_have_count(2)
    one.box.focus()
    one.page.keyboard.type("ABC")
    for letter in "DEFG":
        one.page.keyboard.press(f"Shift+{letter}")
    expect(one.box).to_have_value("ABCDEFG")
    for _ in range(3):
        one.page.keyboard.press("Shift")
    one.page.wait_for_url("**/exit/")


def test_counsellors_have_no_quick_exit_on_their_desk(tab, anna, mira, room):
    one = tab(anna).open(f"/app/rooms/{room}")
    expect(one.messages).to_have_count(2)
    expect(one.page.locator("[data-exit]")).to_have_count(0)
    for _ in range(3):
        one.page.keyboard.press("Shift")
    expect(one.messages).to_have_count(2)


def test_the_theme_chosen_on_the_site_holds_here(tab, fake, mira, room):
    one = tab(mira, color_scheme="light")
    one.context.add_cookies([{"name": "theme", "value": "dark", "url": fake.url}])
    one.open(password=None)
    assert one.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(18, 24, 25)"

"""The printable conversation: complete, verified, on paper, and nowhere else."""

import io
import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.app.fake_server import instant
from tests.app.test_verification import alter_body

pytestmark = pytest.mark.browser


@pytest.fixture
def room(fake, anna, mira):
    return fake.open_room(anna, mira, (mira, "I cannot sleep."), (anna, "Since when?\nTell me more."))


def path(room):
    return f"/app/rooms/{room}/transcript"


def printed(page) -> str:
    reader = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    width, height = reader.pages[0].mediabox[2:]
    assert (round(width), round(height)) == (595, 842)  # A4
    return "\n".join(page.extract_text() for page in reader.pages)


def test_paper_carries_who_what_when_and_the_proof(tab, anna, mira, fake, room):
    page = tab(mira).open(path(room)).page
    expect(page.get_by_role("table")).to_be_visible()
    expect(page.get_by_text("is no longer encrypted")).to_be_visible()
    text = " ".join(printed(page).split())
    for needed in [
        "Dr. Anna Keller",
        "quiet-river",
        "I cannot sleep.",
        "Since when?",
        "Tell me more.",
        "All 3 signatures valid",
    ]:
        assert needed in text
    solid = text.replace(" ", "")
    assert anna.identity.fp.hex() in solid
    assert mira.identity.fp.hex() in solid
    assert room in solid
    assert fake.rooms[room].head["link"] in solid
    for chrome in ["Lock", "Leave", "no longer encrypted", "Without names", "Settings"]:
        assert chrome not in text


def test_long_conversations_fill_several_numbered_pages(tab, anna, mira, fake, room):
    for i in range(60):
        fake.write(room, anna if i % 2 else mira, mira if i % 2 else anna, f"Message {i}")
    page = tab(mira).open(path(room)).page
    expect(page.get_by_text("All 63 signatures valid")).to_be_visible()
    text = printed(page)
    assert re.search(r"2 / \d", text)
    assert "Message 59" in text


def test_names_can_be_left_out_and_the_period_chosen(tab, anna, mira, fake, room):
    then = datetime.now(UTC) - timedelta(days=10)
    fake.rooms[room].records[1]["at"] = instant(then)
    page = tab(mira).open(path(room)).page
    page.get_by_label("Without names").check()
    expect(page.locator(".transcript")).not_to_contain_text("Keller")
    expect(page.locator(".transcript")).not_to_contain_text("quiet-river")
    expect(page.locator(".c-author").nth(2)).to_have_text("Client")
    page.get_by_label("From").fill((then + timedelta(days=3)).date().isoformat())
    expect(page.locator(".transcript")).not_to_contain_text("I cannot sleep.")
    expect(page.locator(".transcript")).to_contain_text("Since when?")
    expect(page.locator(".transcript")).to_contain_text("1 of 2")


def test_clocks_that_disagree_are_pointed_out(tab, anna, mira, fake, room):
    now = datetime.now(UTC)
    fake.write(room, anna, mira, "an hour off", time_ms=int((now + timedelta(hours=1)).timestamp() * 1000))
    fake.write(room, anna, mira, "backwards")
    page = tab(mira).open(path(room)).page
    row = page.get_by_role("row").filter(has_text="an hour off")
    expect(row).to_contain_text("differs by more than five minutes")
    expect(page.get_by_role("row").filter(has_text="backwards")).to_contain_text("runs backwards")
    expect(page.get_by_role("row").filter(has_text="I cannot sleep")).not_to_contain_text("signed time")


def test_an_altered_record_is_never_called_valid(tab, anna, mira, fake, room):
    alter_body(fake.rooms[room].records)
    page = tab(mira).open(path(room)).page
    expect(page.locator(".transcript").get_by_role("alert")).to_contain_text("NOT COMPLETE")
    text = printed(page)
    assert "signatures valid" not in text
    assert "Since when?" not in text
    assert "NOT COMPLETE" in text


def test_it_is_reached_from_the_conversation_and_leads_back(tab, anna, mira, room):
    one = tab(mira).open(f"/app/rooms/{room}")
    one.page.get_by_role("link", name="Print the conversation").click()
    expect(one.page.get_by_role("table")).to_be_visible()
    one.page.get_by_role("link", name="Back to the conversation").click()
    expect(one.messages).to_have_count(2)


def test_the_print_button_prints(tab, anna, mira, room):
    page = tab(mira).open(path(room)).page
    page.evaluate("window.print = () => { document.body.dataset.printed = 'yes' }")
    page.get_by_role("button", name="Print", exact=True).click()
    assert page.evaluate("document.body.dataset.printed") == "yes"

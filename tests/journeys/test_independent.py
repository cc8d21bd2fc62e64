"""A client written from docs/protocol/ alone talks with a browser."""

import re
import urllib.request

import pytest
from playwright.sync_api import expect

from tests.independent.client import Client, unb64u
from tests.journeys.people import log_in, messages, unlock, write

pytestmark = pytest.mark.browser


def test_an_independent_client_and_a_browser_understand_each_other(site, visit):
    with urllib.request.urlopen(f"{site.url}/counsellors/leyla-demir/") as page:
        leyla = unb64u(re.search(r"/app/new/([\w-]{22})", page.read().decode())[1])
    stranger = Client(site.url)
    stranger.register("written-elsewhere", "another program entirely")
    stranger.set_up_keys("Another-Program-7!")
    room = stranger.open_room(leyla)
    room.send("Grüße from another program")

    page = visit()
    log_in(page, "leyla")
    page.goto("/app/")
    unlock(page)
    page.get_by_role("link", name=re.compile("written-elsewhere")).click()
    expect(messages(page)).to_have_text(["Grüße from another program"])
    write(page, "And greetings from a browser")
    expect(page.locator(".msg--mine .status")).to_contain_text("Stored")
    assert room.read() == [(stranger.uid, "Grüße from another program"), (leyla, "And greetings from a browser")]
    room.mark_read()
    expect(page.locator(".msg--mine .status")).to_contain_text("Seen")

    again = Client(site.url)
    again.log_in("written-elsewhere", "another program entirely")
    again.unlock("Another-Program-7!")
    assert again.room(room.room_id).read() == room.texts

"""The web server is killed in the middle, and nothing that was acknowledged is lost."""

import http.client
import threading

import pytest
from playwright.sync_api import expect

from tests.independent.client import Client, Refused, unb64u
from tests.journeys.people import DEMO_PASSWORD, DEMO_ROOM_PASSWORD, log_in, messages, status_of, unlock, write

pytestmark = pytest.mark.browser


def test_a_message_written_while_the_server_is_dead_arrives_once(site, visit):
    page, other = visit(), visit()
    visit.expected.append("Failed to load resource|WebSocket connection")  # the browser's own words for a dead server
    for somebody, login, name in [(page, "nightowl", "Anna Lindner"), (other, "anna", "nightowl")]:
        log_in(somebody, login)
        somebody.goto("/app/")
        unlock(somebody)
        somebody.get_by_role("link", name=name).first.click()
        expect(messages(somebody).last).to_be_visible()
    write(page, "before the crash")
    expect(status_of(page, "before the crash")).to_contain_text("Seen")
    site.kill_web()
    write(page, "while it is dead")
    expect(status_of(page, "while it is dead")).to_contain_text("Waiting")
    site.start_web()
    expect(status_of(page, "while it is dead")).to_contain_text("Seen", timeout=60_000)
    write(other, "after the crash")
    expect(messages(page).last).to_have_text("after the crash")
    for somebody in (page, other):
        texts = messages(somebody).all_inner_texts()
        assert texts[-3:] == ["before the crash", "while it is dead", "after the crash"]
        assert texts.count("while it is dead") == 1


def test_every_acknowledged_record_is_there_once_after_three_kills(site):
    writer = Client(site.url)
    writer.log_in("nightowl", DEMO_PASSWORD)
    writer.unlock(DEMO_ROOM_PASSWORD)
    (conversation,) = [c for c in writer.conversations() if c["room"]]
    room = writer.room(unb64u(conversation["room"]))
    acknowledged, stop = [], threading.Event()

    def patiently(ask, *arguments):
        while True:
            try:
                return ask(*arguments)
            except (OSError, http.client.HTTPException):  # the server is dead; ask the same again
                stop.wait(0.05)
            except Refused as refusal:
                if refusal.code != "slow_down":
                    raise
                stop.wait(0.5)

    def write_on():
        while not stop.is_set():
            text = f"number {len(acknowledged)}"
            record = room.message_record({"t": "text", "b": text})
            _, answer = patiently(room.post, record)
            acknowledged.append((answer["seq"], text))
            patiently(room.read)

    writing = threading.Thread(target=write_on)
    writing.start()
    for kill in range(1, 4):
        while len(acknowledged) < kill * 7:
            assert writing.is_alive()
            stop.wait(0.02)
        site.kill_web()
        site.start_web()
    count = len(acknowledged)
    while len(acknowledged) < count + 3:
        assert writing.is_alive()
        stop.wait(0.02)
    stop.set()
    writing.join()

    reader = Client(site.url)
    reader.log_in("nightowl", DEMO_PASSWORD)
    reader.unlock(DEMO_ROOM_PASSWORD)
    stored = [text for _, text in reader.room(room.room_id).texts if text.startswith("number ")]
    assert stored == [text for _, text in acknowledged]
    assert [seq for seq, _ in acknowledged] == sorted({seq for seq, _ in acknowledged})

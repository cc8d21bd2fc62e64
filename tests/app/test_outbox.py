"""What is written is delivered once, whatever happens on the way."""

import json

import pytest
from playwright.sync_api import expect

from e2ee.primitives import unb64u
from e2ee.records import from_json
from tests.app.person import texts

pytestmark = pytest.mark.browser


@pytest.fixture
def room(fake, anna, mira):
    return fake.open_room(anna, mira, (mira, "I cannot sleep."))


@pytest.fixture
def record(fake, anna, mira, room):
    """The texts in the room's log as the other side verifies them."""
    return lambda: texts(anna.verifier(unb64u(room), fake.rooms[room].records, mira))


def go_offline(one, fake):
    one.context.set_offline(True)
    fake.drop_sockets()
    expect(one.page.locator(".banner")).to_be_visible()


def test_written_offline_is_shown_as_waiting_and_delivered_once(tab, fake, mira, room, record):
    one = tab(mira).open(f"/app/rooms/{room}")
    expect(one.messages).to_have_count(1)
    go_offline(one, fake)
    one.write("first")
    one.write("second")
    expect(one.status).to_have_text("Waiting for connection")
    assert record() == ["I cannot sleep."]
    one.context.set_offline(False)
    expect(one.status).to_have_text("Stored", timeout=40_000)
    assert record() == ["I cannot sleep.", "first", "second"]


def test_written_offline_survives_a_reload(tab, fake, mira, room, record):
    one = tab(mira).open(f"/app/rooms/{room}")
    expect(one.messages).to_have_count(1)
    go_offline(one, fake)
    one.write("kept over night")
    expect(one.status).to_have_text("Waiting for connection")
    one.context.set_offline(False)
    fake.delay = 0.2
    one.page.reload()
    one.unlock()
    expect(one.status).to_have_text("Stored")
    expect(one.messages).to_have_count(2)
    assert record() == ["I cannot sleep.", "kept over night"]


def test_a_lost_answer_does_not_make_two_messages(tab, fake, mira, room, record):
    one = tab(mira).open(f"/app/rooms/{room}")
    fake.lose_answers = 2
    one.write("only once")
    expect(one.status).to_have_text("Stored", timeout=20_000)
    assert record() == ["I cannot sleep.", "only once"]
    expect(one.messages).to_have_count(2)


def test_a_lost_answer_and_a_reload_do_not_make_two_messages(tab, fake, mira, room, record):
    one = tab(mira).open(f"/app/rooms/{room}")
    expect(one.messages).to_have_count(1)
    fake.refuse_sockets = True
    fake.drop_sockets()
    fake.lose_answers = 1
    one.write("only once")
    expect(one.messages).to_have_count(2)
    one.page.wait_for_timeout(300)
    fake.refuse_sockets = False
    one.page.reload()
    one.unlock()
    expect(one.status).to_have_text("Stored")
    assert record() == ["I cannot sleep.", "only once"]


def test_the_same_bytes_are_sent_again_after_a_lost_answer(tab, fake, mira, room):
    one = tab(mira).open(f"/app/rooms/{room}")
    expect(one.messages).to_have_count(1)
    fake.refuse_sockets = True  # no hint about the stored record either
    fake.drop_sockets()
    fake.lose_answers = 1
    one.write("identical")
    expect(one.status).to_have_text("Stored", timeout=20_000)
    bodies = [body for method, path, body in fake.requests if method == "POST" and path.endswith("/log")]
    assert len(bodies) == 2
    assert len(set(bodies)) == 1


def test_somebody_who_was_faster_is_read_first_and_the_message_sealed_anew(tab, fake, anna, mira, room, record):
    one = tab(mira).open(f"/app/rooms/{room}")
    expect(one.messages).to_have_count(1)
    fake.before_append = lambda: fake.write(room, anna, mira, "I was faster.")
    one.write("me too")
    expect(one.status).to_have_text("Stored")
    expect(one.messages).to_have_text(["I cannot sleep.", "I was faster.", "me too"])
    assert record() == ["I cannot sleep.", "I was faster.", "me too"]
    sent = [
        from_json(json.loads(body)).head
        for method, path, body in fake.requests
        if method == "POST" and path.endswith("/log")
    ]
    assert [head.seq for head in sent] == [3, 4]
    assert sent[0].message_id == sent[1].message_id
    assert sent[0].nonce != sent[1].nonce


def test_both_write_at_the_same_moment_many_times(tab, fake, anna, mira, room, record):
    one, other = tab(mira).open(f"/app/rooms/{room}"), tab(anna).open(f"/app/rooms/{room}")
    expect(other.messages).to_have_count(1)
    for i in range(5):
        one.write(f"m{i}")
        other.write(f"a{i}")
    for each in (one, other):
        expect(each.messages).to_have_count(11, timeout=20_000)
        expect(each.page.locator(".status--waiting, .status--sending, .status--failed")).to_have_count(0)
    assert sorted(record()) == sorted(["I cannot sleep.", *(f"{who}{i}" for who in "ma" for i in range(5))])
    assert [text for text in record() if text.startswith("m")] == [f"m{i}" for i in range(5)]


def test_two_tabs_with_the_same_waiting_message_deliver_it_once(tab, fake, mira, room, record):
    one = tab(mira).open(f"/app/rooms/{room}")
    two = tab(mira, beside=one).open(f"/app/rooms/{room}")
    for each in (one, two):
        expect(each.messages).to_have_count(1)
    go_offline(one, fake)
    one.write("from one tab")
    expect(one.status).to_have_text("Waiting for connection")
    one.context.set_offline(False)
    two.written = "from one tab"
    two.page.reload()
    two.unlock()
    for each in (one, two):
        expect(each.status).to_have_text("Stored", timeout=40_000)
        expect(each.messages).to_have_count(2)
    assert record() == ["I cannot sleep.", "from one tab"]


def test_a_waiting_message_can_be_taken_back(tab, fake, mira, room, record):
    one = tab(mira).open(f"/app/rooms/{room}")
    expect(one.messages).to_have_count(1)
    go_offline(one, fake)
    one.write("better not")
    expect(one.status).to_have_text("Waiting for connection")
    one.page.get_by_role("button", name="Take back").click()
    expect(one.box).to_have_value("better not")
    expect(one.messages).to_have_count(1)
    one.context.set_offline(False)
    expect(one.page.locator(".banner")).to_be_hidden(timeout=40_000)
    assert record() == ["I cannot sleep."]


def test_what_the_server_refuses_stays_and_says_so(tab, fake, mira, room, monkeypatch):
    from tests.app.fake_server import Refused

    one = tab(mira).open(f"/app/rooms/{room}")
    expect(one.messages).to_have_count(1)
    real = fake.append

    def refuse(*_):
        raise Refused(400, "clock_skew")

    monkeypatch.setattr(fake, "append", refuse)
    one.write("at the wrong time")
    expect(one.status).to_have_text("Not sent")
    expect(one.page.get_by_text("refused: clock_skew")).to_be_visible()
    monkeypatch.setattr(fake, "append", real)
    one.page.get_by_role("button", name="Send again").click()
    expect(one.status).to_have_text("Stored")


def test_one_can_write_while_the_room_is_still_opening(tab, fake, mira, room, record):
    fake.delay = 0.5
    one = tab(mira).open(f"/app/rooms/{room}")
    one.write("before it is open")
    expect(one.status).to_have_text("Stored")
    expect(one.messages).to_have_text(["I cannot sleep.", "before it is open"])
    assert record() == ["I cannot sleep.", "before it is open"]

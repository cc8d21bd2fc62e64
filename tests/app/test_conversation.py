"""Writing to each other: live, across tabs and devices, with history, drafts and read marks."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from e2ee.primitives import unb64u
from tests.app.fake_server import instant
from tests.app.person import Person, texts

pytestmark = pytest.mark.browser


@pytest.fixture
def room(fake, anna, mira):
    return fake.open_room(anna, mira, (mira, "I cannot sleep."), (anna, "Since when?"))


def path(room):
    return f"/app/rooms/{room}"


def test_both_write_and_read_each_other_at_once(tab, fake, anna, mira):
    """From nothing: the client opens the room with the first message, the counsellor answers."""
    one = tab(mira).open(f"/app/with/{anna.id}")
    one.write("Hello, I am new here.")
    expect(one.status).to_have_text("Stored")
    room = next(iter(fake.rooms))
    expect(one.page).to_have_url(re.compile(path(room) + "$"))

    other = tab(anna).open()
    other.page.get_by_role("link", name=re.compile("quiet-river")).click()
    expect(other.messages).to_have_text(["Hello, I am new here."])
    expect(one.status).to_have_text("Seen")
    other.write("Welcome.")
    expect(one.messages).to_have_text(["Hello, I am new here.", "Welcome."])
    verifier = anna.verifier(unb64u(room), fake.rooms[room].records, mira)
    assert texts(verifier) == ["Hello, I am new here.", "Welcome."]


def test_somebody_who_may_be_written_to_can_be_met_by_address(tab, fake, anna):
    stranger = fake.add(Person("first-time", "first-time", "client").set_up())
    fake.listable.add(anna.id)
    one = tab(stranger).open(f"/app/new/{anna.id}")
    one.write("May I ask something before I book?")
    expect(one.status).to_have_text("Stored")
    assert len(fake.rooms) == 1


def test_who_has_not_set_up_the_room_cannot_be_written_to_yet(tab, fake, mira):
    later = fake.add(Person("clara", "Clara Berg", "counsellor"))
    fake.engage(later, mira)
    one = tab(mira).open(f"/app/with/{later.id}")
    expect(one.page.get_by_text("Clara Berg has not set up the room yet")).to_be_visible()
    expect(one.box).to_be_hidden()


def test_an_address_of_nobody_and_a_foreign_room_look_the_same(tab, fake, anna, mira):
    other = fake.add(Person("other", "other", "client").set_up())
    fake.engage(anna, other)
    foreign = fake.open_room(anna, other, (other, "secret"))
    one = tab(mira).open(path(foreign))
    expect(one.page.get_by_role("heading", name="There is nothing here")).to_be_visible()
    one.page.goto(f"{fake.url}/app/with/{Person('x', 'x', 'client').id}")
    one.unlock()
    expect(one.page.get_by_role("heading", name="There is nothing here")).to_be_visible()


def test_without_conversations_there_is_a_way_to_the_directory(tab, fake):
    alone = fake.add(Person("alone", "alone", "client").set_up())
    page = tab(alone).open().page
    expect(page.get_by_role("link", name="Find a counsellor")).to_have_attribute("href", "/counsellors/")


def test_typing_is_shown_to_the_other_side_and_fades(tab, anna, mira, room):
    one, other = tab(mira).open(path(room)), tab(anna).open(path(room))
    expect(other.messages).to_have_count(2)
    one.box.press_sequentially("Well")
    expect(other.page.get_by_text("quiet-river is writing …")).to_be_visible()
    one.write("Well, since May.")
    expect(other.messages).to_have_count(3)
    expect(other.page.locator(".typing--on")).to_have_count(0)


def test_two_tabs_of_one_person_stay_in_step(tab, fake, anna, mira, room):
    one = tab(mira).open(path(room))
    two = tab(mira, beside=one).open(path(room))
    expect(two.messages).to_have_count(2)
    one.write("From the first tab.")
    expect(two.messages.last).to_have_text("From the first tab.")
    two.write("From the second tab.")
    expect(one.messages.last).to_have_text("From the second tab.")
    fake.rooms[room].read[anna.id] = 5
    fake.tell([mira.id], {"t": "read", "room": room, "uid": anna.id, "seq": 5})
    for each in (one, two):
        each.written = "From the second tab."
        expect(each.status).to_have_text("Seen")


def test_two_devices_stay_in_step_and_share_what_was_read(tab, fake, anna, mira, room):
    phone = tab(mira, viewport={"width": 390, "height": 844}).open()
    expect(phone.page.get_by_text("New", exact=True)).to_be_visible()
    desk = tab(mira).open(path(room))
    expect(desk.messages).to_have_count(2)
    expect(phone.page.get_by_text("New", exact=True)).to_be_hidden()


def test_what_was_missed_while_the_socket_was_down_is_fetched(tab, fake, anna, mira, room):
    one = tab(mira).open(path(room))
    expect(one.messages).to_have_count(2)
    fake.refuse_sockets = True
    fake.drop_sockets()
    expect(one.page.get_by_text("Connection lost")).to_be_visible()
    fake.write(room, anna, mira, "Are you still there?")
    fake.refuse_sockets = False
    one.page.evaluate("dispatchEvent(new Event('online'))")
    expect(one.messages.last).to_have_text("Are you still there?")
    expect(one.page.get_by_text("Connection lost")).to_be_hidden()


def test_new_messages_are_marked_and_the_mark_goes_with_the_answer(tab, fake, anna, mira, room):
    fake.rooms[room].read[mira.id] = 2
    fake.write(room, anna, mira, "One more thing.")
    one = tab(mira).open(path(room))
    rows = one.page.locator(".log__list > li")
    expect(rows).to_have_text(
        [
            re.compile("Today"),
            re.compile("I cannot sleep"),
            "New messages",
            re.compile("Since when"),
            re.compile("One more"),
        ]
    )
    one.write("Since May.")
    expect(one.page.get_by_text("New messages")).to_be_hidden()


def test_reading_is_told_only_when_the_page_is_looked_at(tab, fake, anna, mira, room):
    one = tab(mira).open(path(room))
    expect(one.messages).to_have_count(2)
    expect(one.page.locator(".talk--news")).to_have_count(0)
    assert fake.rooms[room].read[mira.id] == 3
    one.page.evaluate("document.hasFocus = () => false")
    fake.write(room, anna, mira, "Hello?")
    expect(one.messages).to_have_count(3)
    assert fake.rooms[room].read[mira.id] == 3


def test_days_are_separated_and_old_messages_come_on_demand_without_a_jump(tab, fake, anna, mira, room):
    long_ago = datetime.now(UTC) - timedelta(days=40)
    for i in range(150):
        at = long_ago + timedelta(hours=5 * i)
        who, other = (anna, mira) if i % 2 else (mira, anna)
        fake.write(room, who, other, f"Message {i}", at=instant(at), time_ms=int(at.timestamp() * 1000))
    fake.rooms[room].read[mira.id] = 500
    one = tab(mira).open(path(room))
    expect(one.messages.last).to_have_text("Message 149")
    expect(one.messages).to_have_count(60)
    expect(one.messages.last).to_be_in_viewport()
    log = one.page.get_by_role("log")
    top = one.messages.nth(2)
    assert top.inner_text() == "Message 92"
    log.evaluate("log => log.scrollTop = 60")
    before = top.bounding_box()["y"]
    # a click of Playwright's would scroll to the button first, and coming near the top loads by itself
    one.page.get_by_role("button", name="Earlier messages").evaluate("button => button.click()")
    kept = one.page.get_by_text("Message 92", exact=True)
    expect(one.messages).to_have_count(120)
    assert abs(kept.bounding_box()["y"] - before) < 60
    assert one.page.locator(".mark--day").count() > 10


def test_the_note_about_data_security_begins_every_conversation_and_is_no_message(tab, fake, anna, mira, room):
    one = tab(mira).open(path(room))
    expect(one.page.get_by_role("complementary", name="About this conversation")).to_contain_text("Only the two of you")
    expect(one.messages).to_have_count(2)


def test_a_draft_survives_lock_and_reload_and_esc(tab, mira, room):
    one = tab(mira).open(path(room))
    one.write("Half a thought", send=False)
    one.box.press("Escape")
    expect(one.box).to_have_value("Half a thought")
    one.page.get_by_role("button", name="Lock").click()
    one.unlock()
    expect(one.box).to_have_value("Half a thought")
    one.page.wait_for_timeout(600)  # the draft is sealed a moment after the last key
    one.page.reload()
    one.unlock()
    expect(one.box).to_have_value("Half a thought")
    one.box.press("Control+Enter")
    expect(one.messages.last).to_have_text("Half a thought")
    one.page.reload()
    one.unlock()
    expect(one.messages).to_have_count(3)
    expect(one.box).to_have_value("")


def test_enter_sends_or_breaks_the_line_as_one_likes(tab, mira, room):
    one = tab(mira).open(path(room))
    one.box.fill("first line")
    one.box.press("Shift+Enter")
    one.box.press_sequentially("second")
    one.box.press("Enter")
    expect(one.messages.last).to_have_text("first line\nsecond")
    one.page.get_by_role("button", name="Settings").click()
    one.page.get_by_label("Send with the Enter key").uncheck()
    one.page.get_by_role("button", name="Close").click()
    one.box.fill("a")
    one.box.press("Enter")
    expect(one.box).to_have_value("a\n")
    one.box.press("Control+Enter")
    expect(one.messages.last).to_have_text("a")


def test_a_message_that_is_too_long_is_kept_and_said_so(tab, mira, room):
    one = tab(mira).open(path(room))
    one.write("x" * 66_000)
    expect(one.page.get_by_text(re.compile("too long. Please send it in parts"))).to_be_visible()
    expect(one.messages).to_have_count(2)


def test_markup_and_hidden_direction_marks_are_inert(tab, fake, anna, mira, room):
    evil = '<img src=x onerror=alert(1)> javascript:alert(1) \u202etxt.exe\u202c https://example.org/?q="><b>'
    fake.write(room, anna, mira, evil)
    one = tab(mira).open(path(room))
    expect(one.messages.last).to_have_text(
        '<img src=x onerror=alert(1)> javascript:alert(1) txt.exe https://example.org/?q="><b>'
    )
    assert one.messages.last.locator("img, b, script").count() == 0
    link = one.messages.last.get_by_role("link")
    expect(link).to_have_attribute("href", "https://example.org/?q=")
    expect(link).to_have_attribute("rel", "noopener noreferrer")


def test_the_next_appointment_stands_in_the_header(tab, fake, anna, mira, room):
    start = datetime.now(UTC) + timedelta(days=2)
    fake.appointments = [
        {"id": "1", "start": instant(start), "end": instant(start + timedelta(hours=1)), "peer": anna.id,
         "peer_name": anna.name, "status": "booked", "door": "/appointments/1/door/"}
    ]  # fmt: skip
    page = tab(mira).open(path(room)).page
    expect(page.locator(".talkhead__next")).to_contain_text("Next appointment")
    expect(page.get_by_role("link", name="Details")).to_have_attribute("href", "/appointments/1/door/")


def test_the_title_is_neutral_everywhere(tab, anna, mira, room):
    page = tab(mira).open(path(room)).page
    expect(page.get_by_role("heading", name="Dr. Anna Keller")).to_be_visible()
    assert page.title() == "Messages"


def test_what_arrives_while_the_room_opens_is_there_when_it_is_open(tab, fake, anna, mira, room):
    one = tab(mira)

    def overtaken(route):
        answer = route.fetch()
        fake.write(room, anna, mira, "Faster than the log")
        route.fulfill(response=answer)

    one.page.route("**/log?*", overtaken, times=1)
    one.open(f"/app/rooms/{room}")
    expect(one.messages.last).to_have_text("Faster than the log")

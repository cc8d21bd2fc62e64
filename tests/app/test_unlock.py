"""Opening the room, locking it, and what remains when it is locked."""

import re

import pytest
from playwright.sync_api import expect

from tests.app.person import PASSWORD, Person

pytestmark = pytest.mark.browser
NEW = "Andere-Worte-88?"


@pytest.fixture
def room(fake, anna, mira):
    return fake.open_room(anna, mira, (mira, "I cannot sleep."))


def test_a_wrong_password_is_told_kindly_and_the_right_one_opens(tab, mira, room):
    one = tab(mira).open(f"/app/rooms/{room}", password="Wrong-Password-1!")
    expect(one.page.get_by_text("That is not the room password")).to_be_visible()
    expect(one.page.get_by_label("Room password", exact=True)).to_be_focused()
    one.unlock()
    expect(one.messages).to_have_text(["I cannot sleep."])


def test_the_lock_button_ends_the_worker_and_shows_nothing_more(tab, mira, room):
    one = tab(mira).open(f"/app/rooms/{room}")
    expect(one.messages).to_have_text(["I cannot sleep."])
    assert len(one.page.workers) == 1
    one.page.get_by_role("button", name="Lock").click()
    expect(one.page.get_by_role("heading", name="The room is locked")).to_be_visible()
    expect(one.messages).to_have_count(0)
    one.expect_no_worker()
    assert "I cannot sleep." not in one.page.content()
    one.unlock()
    expect(one.messages).to_have_text(["I cannot sleep."])


def test_locking_in_one_tab_locks_the_other(tab, mira, room):
    one = tab(mira).open(f"/app/rooms/{room}")
    other = tab(mira, beside=one).open(f"/app/rooms/{room}")
    expect(other.messages).to_have_count(1)
    one.page.get_by_role("button", name="Lock").click()
    expect(other.page.get_by_role("heading", name="The room is locked")).to_be_visible()
    other.expect_no_worker()


def test_nobody_there_for_twelve_minutes_locks_after_a_warning(tab, mira, room):
    one = tab(mira)
    one.page.clock.install()
    one.open(f"/app/rooms/{room}")
    expect(one.messages).to_have_count(1)
    one.page.clock.run_for(11 * 60_000 + 10_000)
    expect(one.page.get_by_text("The room locks in a minute")).to_be_visible()
    one.page.clock.run_for(60_000)
    expect(one.page.get_by_role("heading", name="The room is locked")).to_be_visible()
    one.expect_no_worker()


def test_a_touch_in_time_keeps_the_room_open(tab, mira, room):
    one = tab(mira)
    one.page.clock.install()
    one.open(f"/app/rooms/{room}")
    expect(one.messages).to_have_count(1)
    for _ in range(3):
        one.page.clock.run_for(11 * 60_000)
        one.page.keyboard.press("Control")
    expect(one.messages).to_have_count(1)


def test_a_sleeping_computer_locks_on_waking(tab, mira, room):
    one = tab(mira)
    one.page.clock.install()
    one.open(f"/app/rooms/{room}")
    expect(one.messages).to_have_count(1)
    one.page.clock.fast_forward("03:00:00")
    expect(one.page.get_by_role("heading", name="The room is locked")).to_be_visible()


def test_the_recovery_code_opens_and_a_new_password_takes_over(tab, fake, anna):
    person = fake.add(Person("forgetful", "forgetful", "client").set_up())
    fake.engage(anna, person)
    room = fake.open_room(anna, person, (person, "Still here?"))
    one = tab(person).open(f"/app/rooms/{room}", password=None)
    one.page.get_by_role("button", name="I have the recovery code").click()
    one.page.get_by_label("Recovery code", exact=True).fill("ABCDE-12345")
    one.page.get_by_role("button", name="Continue", exact=True).click()
    expect(one.page.get_by_text("The code has 34 characters")).to_be_visible()
    one.page.get_by_label("Recovery code", exact=True).fill(person.recovery_code.replace("-", " ").lower())
    one.page.get_by_role("button", name="Continue", exact=True).click()
    one.page.get_by_label("Room password", exact=True).fill(NEW)
    one.page.get_by_label("The same password again").fill(NEW)
    one.page.get_by_role("button", name="Continue", exact=True).click()
    one.page.get_by_role("button", name="Go to your messages").click()
    expect(one.messages).to_have_text(["Still here?"])
    one.page.reload()
    one.unlock(PASSWORD)
    expect(one.page.get_by_text("That is not the room password")).to_be_visible()
    one.unlock(NEW)
    expect(one.messages).to_have_text(["Still here?"])


def test_a_code_of_somebody_else_does_not_open(tab, anna, mira, room):
    page = tab(mira).open(f"/app/rooms/{room}", password=None).page
    page.get_by_role("button", name="I have the recovery code").click()
    page.get_by_label("Recovery code", exact=True).fill(anna.recovery_code)
    page.get_by_role("button", name="Continue", exact=True).click()
    expect(page.get_by_text("does not belong to this room")).to_be_visible()


def test_the_room_password_can_be_changed_from_the_settings(tab, fake, anna):
    person = fake.add(Person("careful", "careful", "client").set_up())
    fake.engage(anna, person)
    page = tab(person).open().page
    page.get_by_role("button", name="Settings").click()
    page.get_by_role("link", name="Change the room password").click()
    page.get_by_label("Room password", exact=True).fill(NEW)
    page.get_by_label("The same password again").fill(NEW)
    page.get_by_role("button", name="Continue", exact=True).click()
    expect(page.get_by_text("The new room password is set")).to_be_visible()
    assert {wrap["kind"] for wrap in person.keyset["wraps"]} == {1, 2}
    page.get_by_role("link", name="Go to your messages").click()
    expect(page.get_by_role("heading", name="Conversations")).to_be_visible()


def test_keys_of_somebody_else_under_my_name_open_nothing(tab, fake, anna, mira):
    """The server wraps an account key of its own under my password's seed: the published identity gives it away."""
    impostor = Person(mira.login, mira.name, "client", uid=mira.uid).set_up()
    victim = Person("victim", "victim", "client", uid=mira.uid).set_up()
    victim.keyset = impostor.keyset
    fake.people = {"victim": victim}
    page = tab(victim).open().page
    expect(page.get_by_text("For your safety nothing was opened")).to_be_visible()


def test_without_login_there_is_a_way_to_log_in_and_back(tab, fake, mira, room):
    page = tab(None).open(f"/app/rooms/{room}", password=None).page
    link = page.get_by_role("link", name="Log in")
    expect(link).to_have_attribute("href", re.compile(rf"^/account/login/\?next=%2Fapp%2Frooms%2F{room}$"))


def test_a_session_that_ends_closes_the_room(tab, fake, mira, room):
    one = tab(mira).open(f"/app/rooms/{room}")
    expect(one.messages).to_have_count(1)
    del fake.people[mira.login]
    fake.drop_sockets(4401)
    expect(one.page.get_by_role("heading", name="You are logged out")).to_be_visible()
    expect(one.messages).to_have_count(0)
    one.expect_no_worker()


def test_a_server_that_cannot_be_reached_is_said_so_and_can_be_tried_again(tab, mira, room):
    one = tab(mira)
    one.page.route("**/api/v1/me", lambda route: route.abort())
    one.open(f"/app/rooms/{room}", password=None)
    expect(one.page.get_by_role("heading", name="We could not reach the server")).to_be_visible()
    one.page.unroute("**/api/v1/me")
    one.page.get_by_role("button", name="Try again").click()
    one.unlock()
    expect(one.messages).to_have_count(1)


def test_somebody_else_logging_in_beside_closes_the_room(tab, fake, anna, mira, room):
    one = tab(mira).open(f"/app/rooms/{room}")
    expect(one.messages).to_have_count(1)
    one.context.add_cookies([{"name": "sid", "value": anna.login, "url": fake.url}])
    fake.drop_sockets()
    expect(one.page.get_by_role("heading", name="You are logged out")).to_be_visible(timeout=20_000)
    expect(one.messages).to_have_count(0)

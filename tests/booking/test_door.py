"""Who may go in, when, and how the page at the door says so."""

import itertools
from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import Identity
from billing.actions import payments
from booking import rules
from booking.actions import appointments
from booking.models import BookingRules
from lib import clock
from lib.denied import Denied
from lib.ids import to_text
from tests.booking.conftest import NINE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]
MINUTE = timedelta(minutes=1)
IN_TIME = NINE - 10 * MINUTE


@pytest.fixture
def look(client):
    """What somebody sees at the door, at a moment."""

    def seen(appointment, person, at=IN_TIME):
        with clock.frozen(at):
            client.force_login(person)
            return client.get(reverse("door", args=[appointment.uid])).content.decode()

    return seen


@pytest.fixture
def with_keys(karl, vera):
    """Both have set up their rooms."""
    for person in (karl, vera):
        Identity.objects.create(user=person, gen=1, ir=bytes(157), sig_self=bytes(64), sig_prev=bytes(64))


@pytest.mark.parametrize(
    ("minutes", "open_"), [(-16, False), (-15, True), (-1, True), (0, True), (49, True), (50, False), (600, False)]
)
def test_the_door_opens_fifteen_minutes_before_and_closes_at_the_end(minutes, open_, booked_free, karl, vera):
    booked_free.end = NINE + 50 * MINUTE
    for person in (karl, vera):
        assert rules.may_enter(booked_free, person, now=NINE + minutes * MINUTE, settled=False) is open_


@pytest.mark.parametrize("status", ["booked", "cancelled", "completed", "missed"])
@pytest.mark.parametrize("who", ["karl", "vera", "finn", "ada"])
def test_the_whole_table(who, status, booked, request):
    person, yes_no = request.getfixturevalue(who), (True, False)
    for let_in, trusted, settled, free in itertools.product(yes_no, yes_no, yes_no, yes_no):
        booked.status, booked.price_cents = status, 0 if free else 8000
        booked.let_in_at = NINE if let_in else None
        allowed = status == "booked" and (who == "vera" or (who == "karl" and (free or settled or trusted or let_in)))
        assert rules.may_enter(booked, person, now=IN_TIME, settled=settled, trusted=trusted) is allowed


ENTER = "Enter the room"


def test_a_free_appointment_opens_by_itself(look, booked_free, karl, vera, with_keys):
    assert ENTER in look(booked_free, karl)
    assert ENTER in look(booked_free, vera)


def test_too_early_says_when(look, booked_free, karl, with_keys):
    page = look(booked_free, karl, NINE - 20 * MINUTE)
    assert "The door opens on Tuesday, 2 March, 08:45" in page
    assert "Enter the room" not in page


def test_without_a_room_one_is_sent_to_set_it_up(look, booked_free, karl):
    page = look(booked_free, karl)
    assert 'href="/app/setup"' in page
    assert "Enter the room" not in page


def test_what_costs_is_paid_first(look, booked, karl, vera, with_keys):
    page = look(booked, karl)
    assert reverse("pay", args=[booked.charge.uid]) in page
    assert "Enter the room" not in page
    with clock.frozen(IN_TIME):
        payments.play(payments.start(booked.charge, "test", by=karl), "paid", by=karl)
    assert ENTER in look(booked, karl)
    assert "are paid" in look(booked, vera)
    assert [e.kind for e in booked.events.all()] == ["booked", "paid"]


def test_payment_is_offered_from_a_day_before(look, booked, karl):
    pay = reverse("pay", args=[booked.charge.uid])
    assert pay not in look(booked, karl, NINE - timedelta(hours=25))
    assert pay in look(booked, karl, NINE - timedelta(hours=24))


def test_a_declared_transfer_opens_only_where_the_counsellor_trusts(look, booked, karl, vera, with_keys):
    vera.payout_accounts.create(holder="Vera", iban="AT611904300234573201")
    with clock.frozen(IN_TIME):
        payments.declare(payments.start(booked.charge, "transfer", by=karl), by=karl)
    assert "Enter the room" not in look(booked, karl)
    assert "your client says that the transfer is sent" in look(booked, vera)
    BookingRules.objects.filter(counsellor=vera).update(trust_transfers=True)
    assert ENTER in look(booked, karl)


def test_the_counsellor_can_always_let_in(client, look, booked, karl, vera, with_keys):
    assert "Let in without payment" in look(booked, vera)
    with clock.frozen(IN_TIME):
        assert client.post(reverse("let_in", args=[booked.uid])).status_code == 302
    assert ENTER in look(booked, karl)
    assert [e.kind for e in booked.events.all()] == ["booked", "let_in"]


def test_letting_in_twice_is_letting_in_once(booked, vera):
    first = appointments.let_in(booked, by=vera).let_in_at
    assert appointments.let_in(booked, by=vera).let_in_at == first


@pytest.mark.parametrize("who", ["karl", "finn", "ada"])
def test_only_the_counsellor_lets_in(who, booked, request):
    with pytest.raises(Denied, match="not_yours"):
        appointments.let_in(booked, by=request.getfixturevalue(who))


def test_nobody_is_let_into_what_is_over_or_cancelled(booked, vera):
    with clock.frozen(booked.end), pytest.raises(Denied, match="over"):
        appointments.let_in(booked, by=vera)
    appointments.cancel(booked, by=vera)
    with pytest.raises(Denied, match="not_booked"):
        appointments.let_in(booked, by=vera)


def ask(client, appointment, person, state=""):
    client.force_login(person)
    return client.post(
        reverse("look_at_door", args=[appointment.uid]), {"state": state}, headers={"HX-Request": "true"}
    )


def state_of(response):
    return response.content.decode().split('name="state" value="')[1].split('"')[0]


def test_the_page_changes_by_itself_and_only_when_something_changed(client, booked, karl, vera, with_keys):
    with clock.frozen(IN_TIME):
        first = ask(client, booked, karl)
        assert ask(client, booked, karl, state_of(first)).status_code == 204
        appointments.let_in(booked, by=vera)
        changed = ask(client, booked, karl, state_of(first))
        assert "lets you in" in changed.content.decode()
        assert "<html" not in changed.content.decode()


def test_the_counsellor_sees_who_waits(client, look, booked, karl, vera):
    assert "is not at the door" in look(booked, vera)
    with clock.frozen(IN_TIME):
        ask(client, booked, karl)
    assert "karl has been waiting at the door" in look(booked, vera)
    assert "is not at the door" in look(booked, vera, IN_TIME + MINUTE)  # and went away


def test_looking_too_early_is_not_waiting(client, booked, karl):
    with clock.frozen(NINE - timedelta(hours=2)):
        ask(client, booked, karl)
    booked.refresh_from_db()
    assert booked.waiting_at is None


def test_without_scripts_the_button_leads_back_to_the_door(client, booked, karl):
    client.force_login(karl)
    answer = client.post(reverse("look_at_door", args=[booked.uid]))
    assert answer.url == reverse("door", args=[booked.uid])


def test_after_the_end_only_the_conversation_is_left(look, booked, karl):
    page = look(booked, karl, booked.end)
    assert "This appointment is over" in page
    assert "Enter the room" not in page


def say(client, appointment, person, line, at=IN_TIME):
    with clock.frozen(at):
        client.force_login(person)
        return client.post(reverse("say_at_door", args=[appointment.uid]), {"line": line})


def test_a_line_reaches_the_counsellor_everywhere(client, look, booked, karl, vera):
    assert say(client, booked, karl, "late").status_code == 302
    assert "Since 08:50 your counsellor sees: “I am a few minutes late.”" in look(booked, karl)
    assert "I am a few minutes late." in look(booked, vera)
    for page in ("/appointments/", "/practice/"):
        with clock.frozen(IN_TIME):
            assert "I am a few minutes late." in client.get(page).content.decode()
    say(client, booked, karl, "here")
    assert "I am a few minutes late." not in look(booked, vera)  # the newest counts


@pytest.mark.parametrize(
    ("who", "line", "at", "status"),
    [
        ("karl", "late", NINE - 16 * MINUTE, 409),
        ("karl", "late", NINE - 15 * MINUTE, 302),
        ("karl", "late", NINE + 49 * MINUTE, 302),
        ("karl", "late", NINE + 50 * MINUTE, 409),
        ("karl", "words of my own", IN_TIME, 422),
        ("karl", "", IN_TIME, 422),
        ("vera", "late", IN_TIME, 403),
        ("finn", "late", IN_TIME, 404),
        ("ada", "late", IN_TIME, 404),
    ],
)
def test_only_constant_sentences_only_at_the_door_only_by_who_waits(who, line, at, status, client, booked, request):
    assert say(client, booked, request.getfixturevalue(who), line, at).status_code == status
    booked.refresh_from_db()
    assert (booked.line == "late") is (status == 302)


def test_nobody_presses_without_end(client, booked, karl):
    answers = [say(client, booked, karl, "late").status_code for _ in range(8)]
    assert answers == [302] * 6 + [429] * 2


def test_a_cancelled_appointment_has_no_lines(client, booked, karl, vera):
    appointments.cancel(booked, by=vera)
    assert say(client, booked, karl, "late").status_code == 409


def test_a_line_changes_the_other_page(client, booked, karl, vera, with_keys):
    with clock.frozen(IN_TIME):
        first = ask(client, booked, vera)
    say(client, booked, karl, "paying")
    with clock.frozen(IN_TIME):
        assert "The payment does not work." in ask(client, booked, vera, state_of(first)).content.decode()


def test_who_comes_late_can_go_in_until_the_end(look, booked_free, karl, vera, with_keys):
    page = look(booked_free, karl, NINE + 5 * MINUTE)
    assert "It began at 09:00. You can still go in until 09:10." in page
    assert "Enter the room" in page


def test_the_door_tells_the_time_on_both_clocks(look, booked, karl):
    karl.zone = "America/New_York"
    karl.save()
    page = look(booked, karl, NINE - timedelta(days=1))
    assert "The door opens on Tuesday, 2 March, 02:45" in page
    assert "09:00 in Vienna" in page


@pytest.mark.parametrize(("mode", "asks"), [("text", False), ("sound", True), ("picture", True)])
def test_only_what_needs_devices_asks_for_them(mode, asks, look, booked, karl):
    booked.mode = mode
    booked.save()
    page = look(booked, karl)
    assert ("it takes a minute" in page) is asks
    assert f"{reverse('devices')}?for={to_text(booked.uid)}" in page


def test_devices_may_be_used_on_their_page_alone(client, booked, karl):
    page = client.get(reverse("devices"), {"for": to_text(booked.uid)})
    assert page.headers["Permissions-Policy"].startswith("camera=(self), microphone=(self), ")
    assert reverse("door", args=[booked.uid]) in page.content.decode()
    client.force_login(karl)
    assert client.get(reverse("door", args=[booked.uid])).headers["Permissions-Policy"].startswith("camera=(), ")


@pytest.mark.parametrize("junk", ["x", "//evil.example", "A" * 500, "\0"])
def test_the_way_back_leads_nowhere_else(client, junk):
    page = client.get(reverse("devices"), {"for": junk})
    assert page.status_code == 200
    assert "evil" not in page.content.decode().partition("<main")[2].partition("</main>")[0]


def test_a_door_without_a_client_says_whom_it_waits_for(look, booked, vera):
    booked.charge = None
    booked.client = None
    booked.save()
    page = look(booked, vera)
    assert "A guest who has not come yet" in page
    assert "Enter the room" not in page


def test_a_price_settled_outside_is_not_asked_for_here(look, booked, karl, vera, with_keys):
    booked.charge, booked.billed = None, "outside"
    booked.save()
    for person in (karl, vera):
        page = look(booked, person)
        assert "€80 incl. VAT are settled between the two of you, outside of this site." in page
        assert "You can pay from" not in page
        assert "not paid yet" not in page
        assert "Enter the room" in page

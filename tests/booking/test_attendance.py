"""Past appointments took place or were missed; what nobody knows is taken kindly, and people correct it."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from billing.actions import payments, payouts
from billing.models import Refund
from booking import presence, tasks
from booking.actions import attendance
from booking.models import Appointment
from booking.queries import appointments
from lib import clock
from lib.denied import Denied
from lib.ids import to_text
from tests.booking.conftest import NINE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
END = NINE + 50 * MINUTE
LATER = END + HOUR


def fresh(thing):
    return Appointment.objects.get(pk=thing.pk)


def conclude(at=END + 5 * MINUTE):
    with clock.frozen(at):
        tasks.conclude_appointments()


def correct(it, missed_by, by, at=LATER):
    with clock.frozen(at):
        return attendance.correct(it, missed_by=missed_by, by=by)


# --- what the server concludes


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        ({}, ("completed", "")),
        ({"client": True}, ("completed", "")),
        ({"client_at_door": True}, ("completed", "")),
        ({"counsellor": True, "client": True}, ("completed", "")),
        ({"counsellor": True, "client_at_door": True}, ("completed", "")),
        ({"counsellor": True}, ("missed", "client")),
        ({"invited": False}, ("missed", "client")),
    ],
)
def test_only_a_client_of_whom_nothing_was_seen_is_taken_to_have_stayed_away(seen, expected):
    assert presence.conclusion(presence.Seen(**seen)) == expected


def test_what_is_over_is_concluded_five_minutes_after_its_end_and_once(booked_free):
    end = booked_free.end
    conclude(end + 5 * MINUTE - timedelta(seconds=1))
    assert fresh(booked_free).status == "booked"
    conclude(end + 5 * MINUTE)
    conclude(end + HOUR)
    assert fresh(booked_free).status == "completed"
    assert booked_free.events.filter(kind="completed", actor=None).count() == 1


def test_silence_about_a_transfer_counts_from_the_end_and_never_where_somebody_stayed_away(booked, vera):
    conclude()
    assert fresh(booked).charge.performed_at == fresh(booked).end
    correct(booked, "client", vera)
    assert fresh(booked).charge.performed_at is None


def test_both_are_told_only_where_something_may_be_wrong(booked, booked_free_later, django_capture_on_commit_callbacks):
    Appointment.objects.filter(pk=booked.pk).update(counsellor_came_at=NINE)
    with django_capture_on_commit_callbacks(execute=True):
        conclude(NINE + DAY)
    assert fresh(booked).missed_by == "client"
    assert fresh(booked_free_later).status == "completed"
    assert {message.to[0] for message in mail.outbox} == {"karl@example.org", "vera@example.org"}
    assert len(mail.outbox) == 2


@pytest.fixture
def booked_free_later(intro, karl):
    from booking.actions import appointments

    return appointments.book(service=intro, client=karl, start=NINE + 2 * HOUR, by=karl)


def test_the_door_notes_who_goes_in_the_first_time(client, booked_free, karl, vera):
    url = reverse("enter", args=[booked_free.uid])
    for person, other, at in ((karl, vera, NINE), (vera, karl, NINE + MINUTE), (karl, vera, NINE + 2 * MINUTE)):
        with clock.frozen(at):
            client.force_login(person)
            assert client.post(url).url == f"/app/with/{to_text(other.uid)}"
    it = fresh(booked_free)
    assert (it.client_came_at, it.counsellor_came_at) == (NINE, NINE + MINUTE)


def test_a_door_that_is_not_open_lets_nobody_in(client, booked, karl):
    with clock.frozen(NINE):
        client.force_login(karl)
        answer = client.post(reverse("enter", args=[booked.uid]))
    assert answer.url == reverse("door", args=[booked.uid])  # not paid
    assert fresh(booked).client_came_at is None


def test_whoever_wrote_in_the_room_was_there(monkeypatch, booked):
    monkeypatch.setattr("consult.queries.log.who_wrote", lambda *people, since, until: {booked.counsellor_id})
    conclude()
    assert fresh(booked).missed_by == "client"


# --- what people say


def test_nobody_came_can_be_said_ten_minutes_after_the_start(booked_free, karl):
    with pytest.raises(Denied, match="too_early_to_say"):
        correct(booked_free, "counsellor", karl, NINE + 10 * MINUTE - timedelta(seconds=1))
    it = correct(booked_free, "counsellor", karl, NINE + 10 * MINUTE)
    assert (it.status, it.missed_by) == ("missed", "counsellor")


def test_the_money_goes_back_after_a_day_if_nobody_objects(paid, karl, django_capture_on_commit_callbacks):
    it = correct(paid, "counsellor", karl)
    assert it.refund_at == LATER + DAY
    conclude(LATER + DAY - timedelta(seconds=1))
    assert not paid.charge.payments.get().refunds.exists()
    with django_capture_on_commit_callbacks(execute=True):
        conclude(LATER + DAY)
        conclude(LATER + DAY)
    assert paid.charge.payments.get().refunded_cents == 8000
    assert fresh(paid).refund_at is None
    assert paid.events.filter(kind="refund").count() == 1


@pytest.fixture
def sent(booked, karl, vera):
    """Karl says that his transfer is on its way."""
    payouts.set_bank_account(vera, holder="Vera Weiss", iban="AT611904300234573201")
    with clock.frozen(NINE):
        payments.declare(payments.start(booked.charge, "transfer", by=karl), by=karl)
    return booked


def test_a_client_alone_does_not_undo_what_they_owe(sent, karl, vera):
    """Said to be sent, let in on trust, and then "nobody came": the counsellor can object, and the money may still come."""
    assert correct(sent, "counsellor", karl).refund_at == LATER + DAY
    it = correct(sent, "", vera)
    assert (it.refund_at, fresh(it).charge.state) == (None, "open")
    with clock.frozen(LATER):
        assert payments.confirm(sent.charge.payments.get(), by=vera).state == "confirmed"
    assert not Refund.objects.exists()
    assert fresh(it).charge.state == "settled"


def test_a_transfer_on_its_way_goes_back_when_it_arrives_if_nobody_objects(sent, karl, vera):
    correct(sent, "counsellor", karl)
    conclude(LATER + DAY)
    assert (fresh(sent).refund_at, fresh(sent).charge.state) == (None, "cancelled")
    payments.confirm(sent.charge.payments.get(), by=vera)
    assert Refund.objects.get().amount_cents == 8000


def test_an_objection_keeps_the_money_and_a_second_claim_does_not_start_it_again(paid, karl, vera):
    correct(paid, "counsellor", karl)
    assert correct(paid, "", vera).refund_at is None
    it = correct(paid, "counsellor", karl)
    assert (it.missed_by, it.refund_at) == ("counsellor", None)
    conclude(LATER + 2 * DAY)
    assert paid.charge.payments.get().refunded_cents == 0


def test_a_counsellor_who_blames_the_client_first_does_not_keep_the_money_by_that(paid, karl, vera):
    correct(paid, "client", vera)
    assert correct(paid, "counsellor", karl).refund_at == LATER + DAY


def test_a_counsellor_who_agrees_gives_it_back_at_once(paid, karl, vera, django_capture_on_commit_callbacks):
    correct(paid, "counsellor", karl)
    with django_capture_on_commit_callbacks(execute=True):
        assert correct(paid, "counsellor", vera).refund_at is None
    assert paid.charge.payments.get().refunded_cents == 8000


def test_a_client_who_did_not_come_loses_what_was_paid_unless_the_counsellor_is_kind(paid, vera):
    correct(paid, "client", vera)
    assert paid.charge.payments.get().refunded_cents == 0
    attendance.give_back(paid, 8000, by=vera, seen_rest=8000)
    assert paid.charge.payments.get().refunds.get().amount_cents == 8000


def test_nobody_is_charged_for_not_having_come_but_what_took_place_is_owed_again(booked, vera):
    correct(booked, "client", vera)
    assert fresh(booked).charge.state == "cancelled"
    it = correct(booked, "", vera)
    assert (it.charge.state, it.charge.amount_cents) == ("open", 8000)
    assert it.charge != booked.charge


def test_both_correct_for_seven_days_and_three_times(booked_free, karl, vera):
    end = booked_free.end
    with pytest.raises(Denied, match="too_late_to_correct"):
        correct(booked_free, "client", vera, end + 7 * DAY + timedelta(seconds=1))
    for missed_by in ("client", "", "client"):
        correct(booked_free, missed_by, vera, end + 7 * DAY)
    with pytest.raises(Denied, match="corrected_enough"):
        correct(booked_free, "", vera, end + 7 * DAY)
    assert correct(booked_free, "", karl, end + 7 * DAY).status == "completed"


def test_the_same_form_again_changes_nothing(booked_free, karl):
    for _time in range(2):
        correct(booked_free, "counsellor", karl)
    assert booked_free.events.filter(kind="missed").count() == 1


@pytest.mark.parametrize("who", ["finn", "ada"])
def test_strangers_have_nothing_to_say(who, booked, request):
    with pytest.raises(Denied, match="not_found"):
        correct(booked, "client", request.getfixturevalue(who))


def test_what_was_cancelled_did_not_happen(booked, karl):
    from booking.actions import appointments as actions

    actions.cancel(booked, by=karl)
    with pytest.raises(Denied, match="not_correctable"):
        correct(booked, "counsellor", karl)


def test_who_missed_it_is_not_known_and_who_came_is(booked_free, karl, vera):
    conclude(LATER)
    with clock.frozen(LATER):
        assert appointments.is_known(karl, vera)
        correct(booked_free, "client", vera)
        assert not appointments.is_known(karl, vera)


def test_the_page_says_what_follows_and_both_see_when(client, paid, karl, vera):
    conclude(LATER)
    url, page = (reverse(name, args=[paid.uid]) for name in ("attendance", "appointment"))
    with clock.frozen(LATER):
        client.force_login(karl)
        assert "€80 go back to you after 24 hours, unless your counsellor objects." in client.get(url).content.decode()
        assert client.post(url, {"said": "anything"}).status_code == 422
        assert client.post(url, {"said": "counsellor"}).url == page
        assert "€80 go back to you on Wednesday, 3 March, 10:50" in client.get(page).content.decode()
        client.force_login(vera)
        text = client.get(page).content.decode()
        assert "Your client says that nobody came. €80 go back on Wednesday, 3 March, 10:50" in text
        assert "You object: the money stays with you." in client.get(url).content.decode()

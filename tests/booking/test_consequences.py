"""The button that cancels says what becomes of the money, and that is what happens."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from billing.actions import payments
from booking.actions import appointments, attendance
from booking.models import Appointment
from lib import clock
from lib.denied import Denied
from tests.booking.conftest import NINE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]
DEADLINE = NINE - timedelta(hours=24)
AFTER = DEADLINE + timedelta(seconds=1)
BEFORE = DEADLINE - timedelta(seconds=1)


@pytest.fixture
def declared(booked, vera, karl):
    vera.payout_accounts.create(holder="Vera", iban="AT611904300234573201")
    with clock.frozen(DEADLINE):
        payments.declare(payments.start(booked.charge, "transfer", by=karl), by=karl)
    return booked


@pytest.mark.parametrize(
    ("what", "who", "at", "says"),
    [
        ("paid", "karl", BEFORE, "Cancel – €80 go back to you"),
        ("paid", "karl", DEADLINE, "Cancel – €80 go back to you"),
        ("paid", "karl", AFTER, "Cancel late – the €80 stay with Vera Weiss"),
        ("paid", "vera", AFTER, "Cancel – your client gets €80 back"),
        ("booked", "karl", DEADLINE, "Cancel – nothing was paid, nothing is owed"),
        ("booked", "karl", AFTER, "Cancel late – nothing was paid, nothing is owed"),
        ("booked", "vera", AFTER, "Cancel – nothing was paid, nothing is owed"),
        ("booked_free", "karl", AFTER, "Cancel – it costs nothing"),
        ("declared", "karl", AFTER, "Cancel late – your transfer of €80 comes back"),
        ("declared", "vera", AFTER, "Cancel – a transfer of €80 has to go back"),
    ],
)
def test_the_button(what, who, at, says, client, request):
    it, person = request.getfixturevalue(what), request.getfixturevalue(who)
    with clock.frozen(at):
        client.force_login(person)
        text = client.get(reverse("cancel_appointment", args=[it.uid])).content.decode()
    assert re.search(f'<button class="btn btn--danger">{says}\\s*</button>', text)


@pytest.mark.parametrize(
    ("cents", "who", "at", "says"),
    [
        (3000, "karl", BEFORE, "Cancel – €50 go back to you"), (3000, "karl", AFTER, "Cancel late – the €50 stay with Vera Weiss"),
        (3000, "vera", AFTER, "Cancel – your client gets €50 back"), (8000, "karl", BEFORE, "Cancel – it costs nothing"),
    ],
)  # fmt: skip
def test_what_went_back_before_is_not_promised_again(cents, who, at, says, paid, vera, client, request):
    attendance.give_back(paid, cents, by=vera, seen_rest=8000)
    with clock.frozen(at):
        client.force_login(request.getfixturevalue(who))
        button = client.get(reverse("cancel_appointment", args=[paid.uid])).content.decode()
        page = client.get(reverse("appointment", args=[paid.uid])).content.decode()
    assert re.search(f'<button class="btn btn--danger">{says}\\s*</button>', button)
    assert f"€{cents // 100} sent back" in page


def test_nobody_cancels_with_other_consequences_than_those_they_saw(client, paid, karl):
    url = reverse("cancel_appointment", args=[paid.uid])
    with clock.frozen(AFTER):
        client.force_login(karl)
        answer = client.post(url, {"seen": "back"})
    assert answer.status_code == 409
    assert "Cancel late – the €80 stay with Vera Weiss" in answer.content.decode()
    assert Appointment.objects.get().is_booked
    with clock.frozen(AFTER):
        assert client.post(url, {"seen": "kept"}).status_code == 302


def test_what_was_kept_can_be_given_back_in_parts_once_for_each_form(paid, karl, vera):
    with clock.frozen(AFTER):
        appointments.cancel(paid, by=karl)
    attendance.give_back(paid, 3000, by=vera, seen_rest=8000)
    with pytest.raises(Denied, match="rest_changed"):
        attendance.give_back(paid, 3000, by=vera, seen_rest=8000)
    attendance.give_back(paid, 5000, by=vera, seen_rest=5000)
    assert [refund.amount_cents for refund in paid.charge.payments.get().refunds.order_by("pk")] == [3000, 5000]
    with pytest.raises(Denied, match="rest_changed"):
        attendance.give_back(paid, 1, by=vera, seen_rest=5000)
    with pytest.raises(Denied, match="not_found"):
        attendance.give_back(paid, 1, by=karl, seen_rest=0)


def test_the_page_for_giving_back_is_the_counsellors(client, paid, karl, vera):
    with clock.frozen(AFTER):
        appointments.cancel(paid, by=karl)
    url = reverse("give_back", args=[paid.uid])
    client.force_login(karl)
    assert client.get(url).status_code == 404
    client.force_login(vera)
    assert "€80 of what karl paid are with you" in client.get(url).content.decode()
    assert client.post(url, {"cents": "90", "rest": "8000"}).status_code == 409
    assert client.post(url, {"cents": "20,50", "rest": "8000"}).status_code == 302
    assert paid.charge.payments.get().refunds.get().amount_cents == 2050
    assert "€20.50 go back" in client.get(reverse("appointment", args=[paid.uid])).content.decode()


def test_a_consultation_is_not_given_back_cent_by_cent(client, paid, vera):
    """Each part is a line on an invoice that has to be written."""
    client.force_login(vera)
    url, form = (
        reverse("give_back", args=[paid.uid]),
        {"cents": "0,01", "rest": "1"},
    )  # refused, and counted all the same
    assert [client.post(url, form).status_code for _time in range(61)] == [409] * 60 + [429]

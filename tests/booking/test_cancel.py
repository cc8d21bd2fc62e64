"""Either side cancels; the time is free at once; money goes back unless the client was late."""

from datetime import timedelta

import pytest

from billing.actions import payments
from billing.models import Refund
from booking.actions import appointments
from booking.queries import times
from lib import clock
from lib.denied import Denied
from tests.booking.conftest import NINE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]
DAY = timedelta(hours=24)


def fresh(thing):
    thing.refresh_from_db()
    return thing


@pytest.mark.parametrize(
    ("who", "before", "late"),
    [
        ("karl", DAY, False),  # the moment itself is in time
        ("karl", DAY - timedelta(seconds=1), True),
        ("karl", timedelta(0), True),
        ("vera", DAY, False),
        ("vera", timedelta(minutes=1), False),
    ],
)
def test_late_is_after_the_deadline_and_only_the_clients(who, before, late, booked, karl, vera):
    with clock.frozen(NINE - before):
        gone = appointments.cancel(booked, by={"karl": karl, "vera": vera}[who])
    assert (gone.status, gone.cancelled_late, gone.sequence) == ("cancelled", late, 1)


@pytest.mark.parametrize(
    ("who", "before", "goes_back"), [("karl", DAY, 8000), ("karl", DAY / 2, 0), ("vera", DAY / 2, 8000)]
)
def test_what_was_paid_goes_back_unless_the_client_is_late(
    who, before, goes_back, paid, karl, vera, django_capture_on_commit_callbacks
):
    with clock.frozen(NINE - before), django_capture_on_commit_callbacks(execute=True):
        appointments.cancel(paid, by={"karl": karl, "vera": vera}[who])
    assert paid.charge.payments.get().refunded_cents == goes_back
    assert paid.events.filter(kind="refund").exists() == bool(goes_back)


def test_a_transfer_that_was_received_becomes_a_task(booked, karl, vera, django_capture_on_commit_callbacks):
    vera.payout_accounts.create(holder="Vera", iban="AT611904300234573201")
    with clock.frozen(NINE - DAY), django_capture_on_commit_callbacks(execute=True):
        payment = payments.declare(payments.start(booked.charge, "transfer", by=karl), by=karl)
        payments.confirm(payment, by=vera)
        appointments.cancel(booked, by=vera)
    assert (Refund.objects.get().amount_cents, Refund.objects.get().state) == (8000, "pending")


def test_an_unpaid_charge_is_cancelled_too(booked, karl):
    appointments.cancel(booked, by=karl)
    assert fresh(booked.charge).state == "cancelled"


def test_the_time_is_free_again(booked, talk, karl, finn):
    appointments.cancel(booked, by=karl)
    assert NINE in times.free(talk, since=NINE, until=NINE + timedelta(hours=1))
    appointments.book(service=talk, client=finn, start=NINE, by=finn)


def test_pressing_twice_cancels_once(booked, karl, vera):
    appointments.cancel(booked, by=karl)
    appointments.cancel(booked, by=karl)
    assert booked.events.filter(kind="cancelled").count() == 1
    with pytest.raises(Denied, match="not_booked"):
        appointments.cancel(booked, by=vera)


@pytest.mark.parametrize("who", ["finn", "ada"])
def test_nobody_else_can(who, booked, request):
    with pytest.raises(Denied, match="not_found"):
        appointments.cancel(booked, by=request.getfixturevalue(who))
    assert fresh(booked).is_booked


def test_what_is_over_stays(booked, karl):
    with clock.frozen(booked.end), pytest.raises(Denied, match="over"):
        appointments.cancel(booked, by=karl)

"""Silence about a declared transfer counts as received, a week after the consultation. Otherwise "never confirm" would be
the free plan."""

from datetime import timedelta

import pytest

from billing.actions import charges, payments
from billing.models import LedgerEntry, Payment, Refund
from billing.queries import waiting
from billing.tasks import count_silence
from lib import clock
from lib.denied import Denied

pytestmark = pytest.mark.django_db

WEEK = timedelta(days=7)


def state() -> str:
    return Payment.objects.get().state


def performed(payment, *, ago=timedelta()):
    charges.performed(payment.charge, clock.now() - ago)


def test_a_week_of_silence_after_the_consultation_counts_as_received(declared, now):
    performed(declared)
    now(WEEK - timedelta(seconds=1))
    count_silence()
    assert state() == "declared"
    now(timedelta(seconds=1))
    for _time in range(2):
        count_silence()
    assert state() == "confirmed"
    assert Payment.objects.get().confirmed_by is None
    assert sum(entry.net_cents for entry in LedgerEntry.objects.all()) == 1200


def test_before_the_consultation_silence_says_nothing(declared, now):
    now(timedelta(days=60))
    count_silence()
    assert state() == "declared"


def test_the_week_begins_when_the_payer_said_so_if_that_was_later(charge, karl, now):
    charges.performed(charge, clock.now())
    now(timedelta(days=5))
    payments.declare(payments.start(charge, "transfer", by=karl), by=karl)
    now(timedelta(days=6))
    count_silence()
    assert state() == "declared"
    now(timedelta(days=1))
    count_silence()
    assert state() == "confirmed"


def test_whoever_said_not_received_was_not_silent(declared, vera, karl, now):
    performed(declared)
    payments.question(declared, by=vera)
    now(WEEK)
    count_silence()
    assert state() == "pending"
    payments.declare(Payment.objects.get(), by=karl)  # said anew: the week begins anew
    count_silence()
    assert state() == "declared"


@pytest.mark.parametrize("say", [payments.question, payments.waive])
def test_whoever_speaks_while_the_worker_looks_was_not_silent(say, declared, vera, now):
    performed(declared)
    now(WEEK)
    read_before = waiting.silent().get()
    say(declared, by=vera)
    said = state()
    assert payments.count_silence(read_before).state == said == state()
    assert said != "confirmed"


def test_of_what_was_missed_or_cancelled_silence_says_nothing(declared, vera, now):
    performed(declared)
    charges.performed(declared.charge, None)
    now(WEEK)
    count_silence()
    assert state() == "declared"
    performed(declared, ago=WEEK)
    charges.cancel(declared.charge, by=vera)
    count_silence()
    assert state() == "declared"


def test_what_is_owed_to_the_operator_is_never_counted_by_silence(vera, now):
    owed = charges.open(
        payer=vera, payee=None, amount_cents=1900, currency="EUR", text="Invoice", return_path="/", by=vera,
        commissioned=False,
    )  # fmt: skip
    Payment.objects.create(
        charge=owed, provider="transfer", state="declared", amount_cents=1900, currency="EUR", declared_at=clock.now()
    )
    charges.performed(owed, clock.now())
    now(WEEK)
    count_silence()
    assert state() == "declared"


def test_doing_without_the_money_ends_the_debt_and_owes_no_share(declared, vera, charge, now):
    performed(declared)
    payments.waive(declared, by=vera)
    charge.refresh_from_db()
    assert (state(), charge.state) == ("cancelled", "cancelled")
    now(WEEK)
    count_silence()
    assert not LedgerEntry.objects.exists()


def test_only_the_payee_does_without_it_and_only_while_it_is_declared(declared, karl, finn, vera):
    for person in (karl, finn):
        with pytest.raises(Denied, match="not_yours"):
            payments.waive(declared, by=person)
    payments.confirm(declared, by=vera)
    with pytest.raises(Denied, match="wrong_state"):
        payments.waive(Payment.objects.get(), by=vera)


def test_money_that_comes_although_it_was_waived_is_a_task(declared, vera):
    payments.waive(declared, by=vera)
    payments.confirm(Payment.objects.get(), by=vera)
    assert (Refund.objects.get().amount_cents, Refund.objects.get().reason) == (8000, "cancelled")


def test_the_worker_does_what_stands_in_the_table():
    from django_q.models import Schedule

    from billing import receivers, tasks

    assert {"ask_providers", "count_silence", "look_at_accounts"} <= set(receivers.EVERY)
    for name, minutes in receivers.EVERY.items():
        schedule = Schedule.objects.get(name=f"billing.{name}")
        assert (schedule.func, schedule.minutes) == (f"billing.tasks.{name}", minutes)
        assert callable(getattr(tasks, name))

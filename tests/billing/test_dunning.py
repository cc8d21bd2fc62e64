"""Reminders, and when nothing new can be booked any more. Clients are locked out of nothing."""

from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.models import AuditEvent, NoticeLedger, User
from billing import tasks
from billing.actions import dunning, invoices, payments, refunds, runs
from billing.models import Refund
from billing.queries import invoices as queries
from lib import clock
from lib.denied import Denied
from tests.billing import books

pytestmark = pytest.mark.django_db

DUE = datetime(2026, 12, 15, 11, tzinfo=UTC)  # the last day in time


@pytest.fixture(autouse=True)
def written(monkeypatch):
    return books.cheap(monkeypatch)


@pytest.fixture
def vera(people):
    books.operator()
    books.address(people["vera"])
    return people["vera"]


@pytest.fixture
def bruno(db):
    return User.objects.create(username="bruno", role="staff", is_superuser=True)


def issued(who, *, testmode=False):
    books.owes(who, 1000, on=date(2026, 11, 20), testmode=testmode)
    with clock.frozen(datetime(2026, 12, 1, 11, tzinfo=UTC)):
        (invoice,) = runs.close(date(2026, 11, 1)).issued
    return invoice


@pytest.fixture
def invoice(vera):
    return issued(vera)


def late(days: int):
    return clock.frozen(DUE + timedelta(days=days))


def told(user) -> list[str]:
    rows = NoticeLedger.objects.filter(user=user).exclude(kind="billing.invoice").order_by("pk")
    return [row.kind.removeprefix("billing.") for row in rows]


def refused(code, action, *args, **kwargs):
    with pytest.raises(Denied) as info:
        action(*args, **kwargs)
    assert info.value.code == code


def test_each_step_is_said_once_on_its_day(invoice, vera):
    heard = {}
    for day in range(-3, 40):
        with late(day):
            before = len(told(vera))
            dunning.run()
            dunning.run()
            if new := told(vera)[before:]:
                heard[day] = new
    assert heard == {3: ["invoice_due"], 10: ["reminder"], 20: ["reminder"], 30: ["paused"]}
    invoice.refresh_from_db()
    assert invoice.reminders == 4


def test_after_a_pause_of_the_worker_only_the_last_step_is_said(invoice, vera):
    with late(25):
        assert dunning.run() == 1
    assert told(vera) == ["reminder"]
    with late(29):
        assert dunning.run() == 0


@pytest.mark.parametrize(("day", "suspended"), [(0, False), (1, False), (29, False), (30, True), (90, True)])
def test_after_thirty_days_nothing_new_can_be_booked(day, suspended, invoice, vera, people):
    with late(day):
        assert queries.is_suspended(vera) is suspended
        assert not queries.is_suspended(people["ada"])


def test_thirty_days_end_at_midnight_in_vienna(invoice, vera):
    with clock.frozen(datetime(2027, 1, 13, 22, 59, tzinfo=UTC)):
        assert not queries.is_suspended(vera)
    with clock.frozen(datetime(2027, 1, 13, 23, 0, tzinfo=UTC)):
        assert queries.is_suspended(vera)


def test_asking_who_is_suspended_costs_one_query(invoice, vera, django_assert_num_queries):
    with late(40), django_assert_num_queries(1):
        assert queries.is_suspended(vera)


def test_whoever_pays_can_be_booked_again_at_once_and_hears_no_more(invoice, vera, bruno):
    with late(40):
        payment = payments.start(invoice.charge, "transfer", by=vera)
        assert queries.is_suspended(vera)
        payments.confirm(payment, by=bruno)
        assert not queries.is_suspended(vera)
        assert dunning.run() == 0


def test_a_transfer_that_was_sent_is_no_delay_until_it_is_not_found(invoice, vera, bruno):
    with late(31):
        payment = payments.declare(payments.start(invoice.charge, "transfer", by=vera), by=vera)
        assert (dunning.run(), queries.is_suspended(vera)) == (0, False)
        payments.question(payment, by=bruno)
        assert (dunning.run(), queries.is_suspended(vera)) == (1, True)


def test_play_money_suspends_and_reminds_nobody(vera, bruno):
    play = issued(vera, testmode=True)
    with late(60):
        assert not queries.is_suspended(vera)
        assert dunning.run() == 0
        refused("nothing_due", dunning.remind, play, by=bruno)
    assert told(vera) == []


def test_an_invoice_taken_back_reminds_nobody(invoice, vera, bruno):
    books.address(vera, street="New Street")
    with late(31):
        successor = invoices.correct(invoice, by=bruno)
        assert not queries.is_suspended(vera)
        assert dunning.run() == 0
        invoice.refresh_from_db()
        refused("nothing_due", dunning.remind, invoice, by=bruno)
        assert successor.to_pay_until == date(2027, 1, 29)


def test_what_a_bank_took_back_leaves_time_again(invoice, vera, bruno):
    with late(5):
        payment = payments.confirm(payments.start(invoice.charge, "transfer", by=vera), by=bruno)
    with late(60):
        refund = Refund.objects.create(payment=payment, amount_cents=1200, origin="external")
        refunds.apply(refund, "done")
        tasks.look_after_invoices()
        assert told(vera) == ["owed_again"]
        assert not queries.is_suspended(vera)
    with late(60 + 14 + 30):
        assert queries.is_suspended(vera)
        dunning.run()
    assert told(vera) == ["owed_again", "paused"]


def test_staff_remind_by_hand_once_a_day(invoice, vera, bruno):
    with late(0):
        refused("not_late", dunning.remind, invoice, by=bruno)
    with late(1):
        assert dunning.remind(invoice, by=bruno).reminders == 1
        refused("reminded_today", dunning.remind, invoice, by=bruno)
    with late(2):
        dunning.remind(invoice, by=bruno)
    assert told(vera) == ["reminder", "reminder"]
    assert AuditEvent.objects.filter(kind="billing.reminded", actor=bruno).count() == 2
    with late(3):
        assert dunning.run() == 1  # what is automatic goes on


@pytest.mark.parametrize(
    ("moment", "says"), [("2026-11-25T11:00", 0), ("2026-11-26T11:00", 1), ("2026-11-30T11:00", 1)]
)
def test_five_days_before_the_month_ends_its_list_is_announced(moment, says, vera, people):
    with clock.frozen(datetime.fromisoformat(moment).replace(tzinfo=UTC)):
        books.owes(vera, 1000)
        books.owes(vera, 500)
        books.owes(people["ada"], 500, testmode=True)
        dunning.announce_statements()
        dunning.announce_statements()
    assert told(vera) == ["statement"] * says
    assert told(people["ada"]) == []


def test_nobody_is_reminded_at_night(invoice, vera):
    for hour in (6, 19):  # 7:00 and 20:00 in Vienna
        with clock.frozen(datetime(2027, 1, 14, hour, 30, tzinfo=UTC)):
            assert dunning.is_time() is False
            tasks.look_after_invoices()
    assert told(vera) == []
    with clock.frozen(datetime(2027, 1, 14, 7, 0, tzinfo=UTC)):
        tasks.look_after_invoices()
    assert told(vera) == ["paused"]


def test_the_worker_closes_the_month_by_itself(vera):
    with clock.frozen(datetime(2026, 11, 20, 11, tzinfo=UTC)):
        books.owes(vera, 1000)
    for moment, count in (("2026-12-01T04:30", 0), ("2026-12-01T05:30", 1), ("2026-12-01T06:30", 1)):
        with clock.frozen(datetime.fromisoformat(moment).replace(tzinfo=UTC)):
            tasks.close_last_month()
        assert vera.invoices.count() == count


def test_mails_say_no_amount_and_no_number(invoice, vera, mailoutbox, django_capture_on_commit_callbacks):
    vera.email = "vera@example.org"
    vera.save()
    with late(3), django_capture_on_commit_callbacks(execute=True):
        dunning.run()
    (mail,) = mailoutbox
    assert (mail.subject, mail.attachments) == ("Your invoices", [])
    assert "/practice/invoices/" in mail.body
    for secret in ("12", "2026-00001"):
        assert secret not in mail.body

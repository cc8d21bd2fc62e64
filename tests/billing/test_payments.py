"""From a charge to money received, and back."""

import itertools

import pytest
from django.db import IntegrityError, transaction
from django.test import override_settings

from accounts.models import AuditEvent
from billing import references
from billing.actions import charges, payments, payouts, refunds
from billing.enums import PAYMENT_STEPS, PaymentState
from billing.models import Charge, Payment, PayoutAccount, Refund
from billing.providers import Snapshot, transfer
from billing.signals import charge_settled
from lib.denied import Denied
from tests.billing.conftest import IBAN

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


def refused(code, action, *args, **kwargs):
    with pytest.raises(Denied) as info:
        action(*args, **kwargs)
    assert info.value.code == code


@pytest.fixture
def settled():
    """Collects the charges that were announced as settled."""
    seen = []

    def receive(sender, charge, **kwargs):
        seen.append(charge)

    charge_settled.connect(receive)
    yield seen
    charge_settled.disconnect(receive)


def fresh(thing):
    thing.refresh_from_db()
    return thing


def test_a_transfer_is_declared_by_one_and_confirmed_by_the_other(charge, karl, vera, settled):
    payment = payments.start(charge, "transfer", by=karl)
    assert (payment.state, payment.request["iban"]) == ("pending", IBAN)
    payment = payments.declare(payment, by=karl)
    assert payment.state == "declared"
    assert fresh(charge).is_open
    payment = payments.confirm(payment, by=vera)
    assert (payment.state, payment.confirmed_by) == ("confirmed", vera)
    assert fresh(charge).is_settled
    assert settled == [charge]


def test_confirming_twice_settles_once(declared, vera, settled):
    payments.confirm(declared, by=vera)
    payments.confirm(declared, by=vera)
    assert len(settled) == 1


def test_not_received_asks_the_payer_again_with_the_same_reference(declared, karl, vera):
    asked = payments.question(declared, by=vera)
    assert asked.state == "pending"
    assert asked.questioned_at
    again = payments.start(asked.charge, "transfer", by=karl)
    assert (again.pk, again.reference) == (declared.pk, declared.reference)
    payments.confirm(payments.declare(again, by=karl), by=vera)


def test_money_may_arrive_before_anybody_says_so(charge, karl, vera):
    payment = payments.start(charge, "transfer", by=karl)
    assert payments.confirm(payment, by=vera).state == "confirmed"


@pytest.mark.parametrize(
    ("action", "allowed"),
    [("start", "karl"), ("declare", "karl"), ("confirm", "vera"), ("question", "vera"), ("play", "karl")],
)
def test_who_may_do_what(action, allowed, charge, people, vera):
    for name, person in people.items():
        Payment.objects.all().delete()
        charge = fresh(charge)
        payment = None
        if action != "start":
            payment = payments.start(charge, "test" if action == "play" else "transfer", by=people["karl"])
        if action == "question":
            payment = payments.declare(payment, by=people["karl"])
        call = {
            "start": lambda: payments.start(charge, "transfer", by=person),  # noqa: B023
            "declare": lambda: payments.declare(payment, by=person),  # noqa: B023
            "confirm": lambda: payments.confirm(payment, by=person),  # noqa: B023
            "question": lambda: payments.question(payment, by=person),  # noqa: B023
            "play": lambda: payments.play(payment, "failed", by=person),  # noqa: B023
        }[action]
        if name == allowed:
            with transaction.atomic():
                call()
                transaction.set_rollback(True)
        else:
            refused("not_yours", call)


def test_two_tabs_go_on_with_one_payment(charge, karl):
    first, second = (payments.start(charge, "transfer", by=karl) for _tab in range(2))
    assert first == second
    assert Payment.objects.count() == 1


def test_the_database_itself_refuses_a_second_live_payment(charge, karl):
    payments.start(charge, "transfer", by=karl)
    with pytest.raises(IntegrityError), transaction.atomic():
        Payment.objects.create(charge=charge, provider="test", amount_cents=8000, currency="EUR")


def test_another_way_to_pay_replaces_the_one_begun(charge, karl):
    first = payments.start(charge, "transfer", by=karl)
    second = payments.start(charge, "test", by=karl)
    assert fresh(first).state == "cancelled"
    assert second.state == "pending"


def test_a_declared_transfer_is_not_replaced(declared, karl):
    refused("declared", payments.start, declared.charge, "test", by=karl)
    assert fresh(declared).state == "declared"


def test_after_a_failure_one_tries_again(charge, karl):
    failed = payments.play(payments.start(charge, "test", by=karl), "failed", by=karl)
    again = payments.start(charge, "test", by=karl)
    assert (failed.state, again.state) == ("failed", "pending")
    payments.play(again, "paid", by=karl)
    assert fresh(charge).is_settled


def test_a_paid_charge_is_not_paid_again(received, karl):
    refused("already_paid", payments.start, fresh(received.charge), "transfer", by=karl)


def test_money_arriving_late_on_a_cancelled_try_still_counts(charge, karl, vera):
    old = payments.start(charge, "transfer", by=karl)
    new = payments.start(charge, "test", by=karl)
    payments.confirm(old, by=vera)
    assert fresh(charge).is_settled
    assert fresh(new).state == "cancelled"


def test_too_early_is_said(charge, karl, now):
    from datetime import timedelta

    Charge.objects.filter(pk=charge.pk).update(payable_from=charge.created_at + timedelta(hours=1))
    refused("too_early", payments.start, fresh(charge), "test", by=karl)
    now(timedelta(hours=1))
    payments.start(fresh(charge), "test", by=karl)


def test_without_a_bank_account_there_is_no_transfer(charge, karl, vera):
    vera.payout_accounts.all().delete()
    refused("no_provider", payments.start, charge, "transfer", by=karl)


def test_a_running_payment_keeps_the_account_it_showed(charge, karl, vera):
    payment = payments.start(charge, "transfer", by=karl)
    payouts.set_bank_account(vera, holder="New", iban="DE89370400440532013000")
    assert fresh(payment).request["iban"] == IBAN


@override_settings(PAYMENTS_TEST=False)
def test_play_money_does_not_exist_in_earnest(charge, karl):
    refused("no_provider", payments.start, charge, "test", by=karl)


def test_play_money_begun_before_it_was_switched_off_pays_nothing(charge, karl):
    payment = payments.start(charge, "test", by=karl)
    with override_settings(PAYMENTS_TEST=False):
        refused("no_provider", payments.play, payment, "paid", by=karl)
    assert fresh(charge).is_open


def test_play_money_buttons_do_not_touch_transfers(charge, karl):
    payment = payments.start(charge, "transfer", by=karl)
    refused("wrong_state", payments.play, payment, "paid", by=karl)


def test_cancelling_an_unpaid_charge_ends_what_was_begun(charge, karl, django_capture_on_commit_callbacks):
    payment = payments.start(charge, "transfer", by=karl)
    with django_capture_on_commit_callbacks(execute=True):
        charges.cancel(charge, by=karl)
    assert fresh(payment).state == "cancelled"
    refused("nothing_due", payments.start, fresh(charge), "transfer", by=karl)


def test_cancelling_a_paid_charge_makes_a_task_of_the_transfer(
    received, vera, karl, finn, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        charges.cancel(received.charge, by=vera)
    refund = Refund.objects.get()
    assert (refund.amount_cents, refund.state) == (8000, "pending")
    assert fresh(received).refunded_cents == 0
    for stranger in (karl, finn):
        refused("not_yours", refunds.sent, refund, by=stranger)
    refunds.sent(refund, by=vera)
    refunds.sent(refund, by=vera)
    assert fresh(received).refunded_cents == 8000
    assert fresh(refund).state == "done"


def test_play_money_goes_back_by_itself(charge, karl, vera, django_capture_on_commit_callbacks):
    payment = payments.play(payments.start(charge, "test", by=karl), "paid", by=karl)
    with django_capture_on_commit_callbacks(execute=True):
        charges.cancel(charge, by=vera)
    assert fresh(payment).refunded_cents == 8000


def test_a_late_cancellation_keeps_what_was_paid(received, karl):
    charges.cancel(received.charge, by=karl, refund=False)
    assert fresh(received.charge).is_settled
    assert not Refund.objects.exists()


def test_money_for_a_cancelled_charge_goes_back(declared, karl, vera, settled, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        charges.cancel(declared.charge, by=karl)
    assert fresh(declared).state == "declared"  # it may be under way
    payments.confirm(declared, by=vera)
    assert Refund.objects.get().amount_cents == 8000
    assert settled == []


def test_of_a_cancelled_charge_nothing_is_said_to_be_under_way(charge, karl):
    payment = payments.start(charge, "transfer", by=karl)
    charges.cancel(charge, by=karl)
    refused("nothing_due", payments.declare, payment, by=karl)  # the worker has not closed it yet
    assert fresh(payment).state == "pending"


def test_a_transfer_that_never_came_for_a_cancelled_charge_is_closed(declared, karl, vera):
    charges.cancel(declared.charge, by=karl)
    assert payments.question(Payment.objects.get(), by=vera).state == "cancelled"


def test_refunds_never_exceed_what_came(received, vera):
    refunds.request(received, 3000, by=vera)
    refused("refund_amount", refunds.request, received, 5001, by=vera)
    refused("refund_amount", refunds.request, received, 0, by=vera)
    assert refunds.request_rest(received, by=vera).amount_cents == 5000
    assert refunds.request_rest(received, by=vera) is None


@pytest.mark.parametrize(("before", "to"), list(itertools.product(PaymentState, PaymentState)))
def test_only_the_steps_of_the_table_are_taken(before, to, charge, vera):
    from lib import clock

    payment = Payment.objects.create(
        charge=charge,
        provider="transfer",
        amount_cents=8000,
        currency="EUR",
        state=before,
        confirmed_at=clock.now() if before == PaymentState.CONFIRMED else None,
    )
    if to == before:
        assert payments.apply(payment, Snapshot(state=to)).state == before
    elif to in PAYMENT_STEPS[before]:
        assert payments.apply(payment, Snapshot(state=to), by=vera).state == to
    else:
        refused("wrong_state", payments.apply, payment, Snapshot(state=to))
        assert fresh(payment).state == before


def test_the_qr_code_says_what_the_page_says(charge, karl, monkeypatch):
    made = {}
    monkeypatch.setattr(references.helpers, "make_epc_qr", lambda **kwargs: made.update(kwargs) or _Svg())
    payment = payments.start(charge, "transfer", by=karl)
    transfer.qr_svg(payment)
    assert (made["iban"], str(made["amount"]), made["reference"]) == (IBAN, "80", payment.reference)


class _Svg:
    def svg_inline(self, **kwargs):
        return ""


def test_the_qr_code_carries_no_inline_style(charge, karl):
    svg = transfer.qr_svg(payments.start(charge, "transfer", by=karl))
    assert svg.startswith("<svg")
    assert "style" not in svg


@pytest.mark.parametrize(
    "holder",
    ["Vera\nDE89370400440532013000\nEUR999", "Vera\x1dWeiss", "\U0001f33b" * 70],
    ids=["lines", "control", "long"],
)
def test_a_name_writes_over_nothing_else_in_the_qr_code(holder, charge, karl, vera, monkeypatch):
    made, real = {}, references.helpers.make_epc_qr
    monkeypatch.setattr(references.helpers, "make_epc_qr", lambda **kwargs: made.update(kwargs) or real(**kwargs))
    payouts.set_bank_account(vera, holder=holder, iban=IBAN)
    assert transfer.qr_svg(payments.start(charge, "transfer", by=karl)).startswith("<svg")
    assert made["name"].isprintable()
    assert len(made["name"].encode()) <= 200


def test_other_currencies_have_no_qr_code(charge, karl):
    payment = payments.start(charge, "transfer", by=karl)
    payment.currency = "CHF"
    assert transfer.qr_svg(payment) == ""


def test_a_transfer_declared_at_the_same_moment_is_not_cancelled_unseen(charge, karl):
    """Whoever stops it had read the payment before the payer said that the money is under way."""
    read_before = payments.start(charge, "transfer", by=karl)
    payments.declare(Payment.objects.get(pk=read_before.pk), by=karl)
    assert payments.stop(read_before).state == "declared"
    assert Payment.objects.get().state == "declared"


def test_another_bank_account_is_told_to_its_owner(vera, mailoutbox, django_capture_on_commit_callbacks):
    first, other = ({"holder": "Vera", "iban": iban} for iban in ("DE89370400440532013000", "AT611904300234573201"))
    PayoutAccount.objects.all().delete()
    earlier = AuditEvent.objects.count()
    vera.email = "vera@example.org"
    vera.save()
    with django_capture_on_commit_callbacks(execute=True):
        payouts.set_bank_account(vera, **first)
        payouts.set_bank_account(vera, **first)
    assert not mailoutbox
    with django_capture_on_commit_callbacks(execute=True):
        payouts.set_bank_account(vera, **other)
    assert [message.to for message in mailoutbox] == [[vera.email]]
    assert "AT61" not in mailoutbox[0].body
    assert AuditEvent.objects.filter(kind="billing.payout_changed", actor=vera).count() == earlier + 2

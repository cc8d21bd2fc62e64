"""Real threads with connections of their own, on the configured database, and the stand-in for Stripe over HTTP."""

import threading
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection

from billing.actions import charges, payments, refunds
from billing.models import Charge, LedgerEntry, Payment, Refund
from billing.signals import charge_settled
from lib import clock
from lib.denied import Denied

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*jobs) -> Counter:
    """Run them at the same moment; how they ended."""
    ends, gate = [], threading.Barrier(len(jobs))

    def run(job):
        gate.wait()
        try:
            job()
            ends.append("done")
        except Denied as refused:
            ends.append(refused.code)
        except Exception as error:  # a racer tells everything: the test decides what is allowed
            ends.append(f"{type(error).__name__}: {error}")
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return Counter(ends)


def test_who_pays_by_everything_at_once_pays_once(charge, karl, vera, stripe, veras_account):
    """Six tabs begin; then it is paid at Stripe while a transfer is confirmed and everybody asks."""

    def begin(way):
        return lambda: payments.start(Charge.objects.get(pk=charge.pk), way, by=karl)

    ends = at_once(*[begin("stripe")] * 4, *[begin("transfer")] * 2)
    assert set(ends) <= {"done", "under_way", "wrong_state"}, ends
    assert Payment.objects.filter(state__in=["created", "pending"]).count() <= 1
    payment = payments.start(Charge.objects.get(pk=charge.pk), "stripe", by=karl)
    open_ones = [it for it in stripe.objects.values() if it.get("status") == "open"]
    assert [it["id"] for it in open_ones] == [payment.provider_ref]

    settled = []

    def hear(sender, charge, **kwargs):
        settled.append(charge.pk)

    charge_settled.connect(hear)
    stripe.pay(veras_account, payment.provider_ref)
    other = Payment.objects.create(
        charge=charge, provider="transfer", state="cancelled", amount_cents=8000, currency="EUR", fee_bps=1500
    )
    asks = [lambda: payments.refresh(Payment.objects.select_related("charge__payee").get(pk=payment.pk))] * 4
    ends = at_once(*asks, lambda: payments.confirm(Payment.objects.get(pk=other.pk), by=vera))
    charge_settled.disconnect(hear)
    assert ends == {"done": 5}
    assert settled == [charge.pk]
    kept = Payment.objects.get(state="confirmed")
    assert Refund.objects.get().payment_id == ({payment.pk, other.pk} - {kept.pk}).pop()  # what came twice goes back
    assert sum(entry.net_cents for entry in LedgerEntry.objects.all()) == 1200


@pytest.mark.parametrize("first", ["cancel", "confirm"])
def test_what_is_cancelled_and_paid_at_once_goes_back_once(first, charge, karl, vera):
    """Payer and payee press their buttons in the same second, twice, and the worker counts silence."""
    payment = payments.declare(payments.start(charge, "transfer", by=karl), by=karl)
    charges.performed(charge, clock.now() - timedelta(days=8))
    Payment.objects.update(declared_at=clock.now() - timedelta(days=8))

    def seen():
        return Payment.objects.select_related("charge").get(pk=payment.pk)

    jobs = {
        "cancel": lambda: charges.cancel(Charge.objects.get(pk=charge.pk), by=karl),
        "confirm": lambda: payments.confirm(seen(), by=vera),
        "silence": lambda: payments.count_silence(seen()),
    }
    ends = at_once(jobs[first], *jobs.values(), *jobs.values())
    assert set(ends) <= {"done", "wrong_state"}, ends  # of a second cancelling
    charge.refresh_from_db()
    assert (charge.state, Payment.objects.get().state) == ("cancelled", "confirmed")
    assert Refund.objects.get().amount_cents == 8000
    refunds.sent(Refund.objects.get(), by=vera)
    assert sum(entry.net_cents for entry in LedgerEntry.objects.all()) == 0


def test_workers_that_send_the_same_refund_send_it_once(charge, karl, vera, stripe, veras_account):
    payment = payments.start(charge, "stripe", by=karl)
    stripe.pay(veras_account, payment.provider_ref)
    payment = payments.refresh(payment)
    refund = Refund.objects.create(payment=payment, amount_cents=3000, requested_by=vera)

    def send():
        refunds.carry_out(Refund.objects.select_related("payment__charge__payee").get(pk=refund.pk))

    def look():
        payments.refresh(Payment.objects.select_related("charge__payee").get(pk=payment.pk))

    assert at_once(send, send, send, look, look) == {"done": 5}
    assert len([it for it in stripe.objects.values() if it["object"] == "refund"]) == 1
    payment.refresh_from_db()
    assert (Refund.objects.count(), payment.refunded_cents) == (1, 3000)
    assert sum(entry.net_cents for entry in LedgerEntry.objects.all()) == 750

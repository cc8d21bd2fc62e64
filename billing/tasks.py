"""Run later, possibly twice. A provider that does not answer is asked again by `ask_providers`."""

import logging
from datetime import timedelta
from functools import wraps

from billing.actions import dunning, invoices, payments, payouts, receipts, refunds, runs, subscriptions
from billing.actions import rings as ring_actions
from billing.enums import OPEN_PAYMENT, PaymentState
from billing.models import Invoice, Payment, ProviderEvent, Refund
from billing.providers import Unavailable
from billing.queries import payouts as payout_queries
from billing.queries import waiting
from lib import tasks
from lib.denied import Denied

log = logging.getLogger(__name__)

AT_ONCE = 100
SOON = timedelta(minutes=5)  # by then what was given to the worker is done, or was lost


def patient(task):
    @wraps(task)
    def run(*args):
        try:
            return task(*args)
        except (Unavailable, Denied) as error:
            log.warning("%s%s: not done yet (%s)", task.__name__, args, error)

    return run


def close_payments(charge_pk: int) -> None:
    """A cancelled charge: nothing that is under way may be paid any more, as far as its provider can see to that."""
    for payment in Payment.objects.filter(charge_id=charge_pk, state__in=OPEN_PAYMENT).exclude(
        state=PaymentState.DECLARED
    ):
        close_payment(payment.pk)


@patient
def close_payment(payment_pk: int) -> None:
    payments.stop(_payment(payment_pk))


@patient
def carry_out_refund(refund_pk: int) -> None:
    refunds.carry_out(Refund.objects.select_related("payment__charge__payee").get(pk=refund_pk))


@patient
def ask(payment_pk: int) -> None:
    payments.ask(_payment(payment_pk))


@patient
def answer_ring(event_pk: int) -> None:
    ring_actions.answer(ProviderEvent.objects.get(pk=event_pk))


def ask_providers() -> None:
    """Every few minutes: whatever nobody rang about, and what an earlier run could not finish. Each is a task of its own,
    so that one that hangs keeps nobody waiting."""
    for name, rows in (
        ("ask", waiting.to_ask()),
        ("close_payment", waiting.to_close()),
        ("carry_out_refund", waiting.to_carry_out(older_than=SOON)),
        ("answer_ring", waiting.to_answer(older_than=SOON)),
    ):
        for pk in rows.values_list("pk", flat=True)[:AT_ONCE]:
            tasks.later(f"billing.tasks.{name}", pk)


@patient
def look_at_accounts_of(counsellor_pk: int) -> None:
    for account in payout_queries.elsewhere().filter(counsellor=counsellor_pk):
        payouts.refresh(account)


def look_at_accounts() -> None:
    """Every day: nobody may have rung about an account that is restricted, or ready."""
    for pk in payout_queries.elsewhere().values_list("counsellor", flat=True).distinct():
        tasks.later("billing.tasks.look_at_accounts_of", pk)


def count_silence() -> None:
    """Every hour."""
    for payment in waiting.silent()[:AT_ONCE]:
        payments.count_silence(payment)


def _payment(pk: int) -> Payment:
    return Payment.objects.select_related("charge__payer", "charge__payee").get(pk=pk)


def renew_plans() -> None:
    """Every hour, because days begin at the portal's own midnight: what has fallen due since, and who is to be told."""
    subscriptions.renew_due()
    subscriptions.remind_of_renewals()


def close_last_month() -> None:
    """Every hour: from the first of a month, at six, what the last one came to is invoiced. It goes on where it stopped."""
    closed = runs.close_if_due()
    if closed and closed.left:
        tasks.later("billing.tasks.close_last_month")


def look_after_invoices() -> None:
    """Every hour: money that went back is owed again, people are reminded, and told of the month that ends."""
    for invoice in invoices.returned():
        invoices.owe_again(invoice)
    if dunning.is_time():
        dunning.run()
        dunning.announce_statements()


def converge_receipt(payment_pk: int) -> None:
    """After money went back."""
    receipts.converge(_payment(payment_pk))


def owe_again(invoice_pk: int) -> None:
    invoices.owe_again(Invoice.objects.defer("xml", "pdf").get(pk=invoice_pk))

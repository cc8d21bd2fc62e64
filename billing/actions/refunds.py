"""Sending money back the way it came, and noting what went back over there without us."""

from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from accounts.actions import notices
from billing import providers, rules, signals
from billing.actions import ledger, locks
from billing.enums import CLOSED_PAYMENT, ChargeState, RefundOrigin, RefundState
from billing.models import Payment, Refund
from billing.providers import Return
from lib import clock, formats, ids, tasks


def request(payment: Payment, amount_cents: int, *, by, reason: str = "") -> Refund:
    """Some of a received payment goes back. The provider does it after the commit; `transfer` leaves it as a task."""
    with transaction.atomic():
        payment = locks.payment(payment)
        rules.check_refundable(payment, amount_cents, already=_on_its_way(payment))
        refund = Refund.objects.create(payment=payment, amount_cents=amount_cents, reason=reason, requested_by=by)
        tasks.later("billing.tasks.carry_out_refund", refund.pk)
    return refund


def sendable(payment: Payment) -> int:
    """What has not gone back, is not on its way, and no bank asks for."""
    return payment.amount_cents - _on_its_way(payment)


def request_rest(payment: Payment, *, by, reason: str = "") -> Refund | None:
    """All that has not gone back yet. Asking twice sends once."""
    rest = sendable(payment)
    return request(payment, rest, by=by, reason=reason) if rest > 0 else None


def _on_its_way(payment: Payment) -> int:
    return payment.refunds.filter(state__in=rules.OPEN_REFUND).aggregate(sum=Sum("amount_cents", default=0))["sum"]


def carry_out(refund: Refund) -> Refund:
    """Ask the provider. Runs outside of any transaction and may run twice. Raises Unavailable."""
    if refund.state != RefundState.PENDING or refund.origin != RefundOrigin.US:
        return refund
    answer = providers.by_key(refund.payment.provider).refund(refund)
    return apply(refund, answer.state, ref=answer.ref)


def sent(refund: Refund, *, by) -> Refund:
    """The payee says: I have sent it back."""
    rules.check_is_payee(refund.payment.charge, by=by)
    providers.check_by_hand(refund.payment)
    return apply(refund, RefundState.DONE)


def apply(refund: Refund, state: str, *, ref: str = "") -> Refund:
    with transaction.atomic():
        payment = locks.payment(refund.payment)
        refund = Refund.objects.select_for_update().get(pk=refund.pk)
        refund.payment = payment
        if state != refund.state:
            rules.check_step(refund, state)
        _set(refund, state, ref)
        _sum_up(payment)
        payment.save(update_fields=["refunded_cents", "disputed_at"])
        ledger.accrue(payment)
    return refund


def converge(payment: Payment, returns: tuple[Return, ...]) -> None:
    """Called by `payments.apply` under the locks: have a row for everything that goes back over there.

    What is not named stays, and no row goes a step back: an answer may be older than what is known meanwhile.
    """
    won = False
    for it in returns:
        row = _row_of(payment, it)
        if row is None and it.state != RefundState.FAILED:
            row = Refund(payment=payment, amount_cents=it.amount_cents, origin=RefundOrigin.EXTERNAL, reason=it.reason)
            _set(row, it.state, it.ref)
            _tell_of_dispute(row, it)
        elif row is not None and (it.state == row.state or rules.can_step(rules.REFUND_STEPS, row.state, it.state)):
            row.payment = payment
            won = won or (row.reason == "dispute" and it.state == RefundState.FAILED != row.state)
            _set(row, it.state, it.ref)
    if returns:
        _sum_up(payment)
    if won and (payment.charge.state == ChargeState.CANCELLED or payment.state in CLOSED_PAYMENT):
        request_rest(payment, by=None, reason="cancelled")  # while the bank wanted it, we could not send it back


def _row_of(payment: Payment, it: Return) -> Refund | None:
    """What is marked as ours over there was perhaps marked by the payee: it is, if it sends what we asked for, once."""
    rows = payment.refunds.select_for_update()
    known = rows.filter(provider_ref=it.ref).first() if it.ref else None
    if known is None and it.ours:
        known = rows.filter(uid=it.ours, amount_cents=it.amount_cents, provider_ref="").first()
    return known


def _set(refund: Refund, state: str, ref: str) -> None:
    is_new, before = refund.pk is None, refund.state
    refund.state, refund.provider_ref = state, ref or refund.provider_ref
    refund.done_at = (refund.done_at or clock.now()) if state == RefundState.DONE else None
    refund.save()
    if state == RefundState.DONE and (is_new or before != RefundState.DONE):
        signals.money_returned.send(Refund, charge=refund.payment.charge, payment=refund.payment, refund=refund)
    if state != RefundState.DONE and before == RefundState.DONE:
        signals.money_kept.send(Refund, charge=refund.payment.charge, payment=refund.payment, refund=refund)
    if state == RefundState.FAILED and before != RefundState.FAILED and refund.reason != "dispute":
        _tell_of_failure(refund)


def _sum_up(payment: Payment) -> None:
    """Banks may take back more than was left, after a refund of ours: what was received is the limit."""
    gone = payment.refunds.filter(state=RefundState.DONE).aggregate(sum=Sum("amount_cents", default=0))["sum"]
    payment.refunded_cents = min(gone, payment.amount_cents)
    dispute = payment.refunds.filter(reason="dispute", state__in=rules.OPEN_REFUND).order_by("pk").first()
    payment.disputed_at = dispute.created_at if dispute else None


def _tell_of_dispute(refund: Refund, it: Return) -> None:
    """The payee is told by when to answer; of a loss there is nothing to answer any more."""
    payee = refund.payment.charge.payee
    if payee and it.reason == "dispute" and it.state == RefundState.PENDING and it.until:
        with timezone.override(ZoneInfo(payee.time_zone)):
            day = formats.full_day(it.until, payee.language)
        notices.tell(payee, "billing.disputed", key=f"disputed:{ids.to_text(refund.uid)}", context={"day": day})


def _tell_of_failure(refund: Refund) -> None:
    if payee := refund.payment.charge.payee:
        notices.tell(payee, "billing.refund_failed", key=f"refund_failed:{ids.to_text(refund.uid)}")

"""What the worker looks for: everything that is not finished and has nobody waiting in front of a page. Oldest first."""

from datetime import timedelta

from billing import rules
from billing.enums import ChargeState, PaymentState, RefundOrigin, RefundState
from billing.models import Payment, ProviderEvent, Refund
from lib import clock

KEEP_TRYING = timedelta(days=30)  # then people have to look


def to_ask():
    """Payments it is time to ask their provider about."""
    return Payment.objects.filter(ask_at__lte=clock.now()).order_by("ask_at")


def to_close():
    """Begun and not paid, of charges that are cancelled."""
    return Payment.objects.filter(
        charge__state=ChargeState.CANCELLED,
        state__in=[PaymentState.CREATED, PaymentState.PENDING],
        created_at__gt=clock.now() - KEEP_TRYING,
    ).order_by("pk")


def to_carry_out(*, older_than: timedelta):
    """Refunds the provider has not finished. Those of `transfer` are for people."""
    now = clock.now()
    return (
        Refund.objects.filter(
            state=RefundState.PENDING,
            origin=RefundOrigin.US,
            created_at__lte=now - older_than,
            created_at__gt=now - KEEP_TRYING,
        )
        .exclude(payment__provider="transfer")
        .order_by("pk")
    )


def to_answer(*, older_than: timedelta):
    """Providers rang, and nobody has looked why."""
    now = clock.now()
    return ProviderEvent.objects.filter(
        done_at=None, received_at__lte=now - older_than, received_at__gt=now - KEEP_TRYING
    ).order_by("pk")


def silent():
    """Transfers that count as received, because nobody said otherwise (`rules.silence_counts` decides)."""
    week_ago = clock.now() - rules.SILENCE
    return (
        Payment.objects.filter(
            provider="transfer",
            state=PaymentState.DECLARED,
            declared_at__lte=week_ago,
            charge__performed_at__lte=week_ago,
            charge__state=ChargeState.OPEN,
            charge__payee__isnull=False,
        )
        .select_related("charge")
        .order_by("pk")
    )

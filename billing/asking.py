"""When to ask a provider about a payment, in case nobody rings. Pure."""

from datetime import datetime, timedelta

from billing.enums import PaymentState

AFTER = (timedelta(minutes=5), timedelta(hours=1), timedelta(hours=24))  # since it was begun
AT_THE_END = timedelta(minutes=1)  # after nobody can pay it any more
EVERY = timedelta(days=1)
GIVE_UP = timedelta(days=30)  # the slowest ways to pay take two weeks
RECEIVED = (timedelta(days=7), timedelta(days=30), timedelta(days=120))  # since the money came: disputes, refunds


def next_time(payment, now: datetime) -> datetime | None:
    """The next moment after `now`; None: it need not be asked about any more."""
    if payment.state == PaymentState.CONFIRMED:
        times = [payment.confirmed_at + after for after in RECEIVED]
    else:
        times = [payment.created_at + after for after in AFTER]
        if payment.expires_at:
            times.append(payment.expires_at + AT_THE_END)
        if now + EVERY < payment.created_at + GIVE_UP:
            times.append(max(now, *times) + EVERY)
    return min((moment for moment in times if moment > now), default=None)

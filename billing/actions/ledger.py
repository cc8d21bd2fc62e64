"""What counsellors owe the operator. Written once; whatever happens later is an entry of its own."""

from django.db.models import Sum
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from billing import money
from billing.enums import EntryKind, PaymentState
from billing.models import LedgerEntry, Payment, Subscription
from billing.periods import Period
from billing.queries import plans
from lib import clock, formats
from lib.ids import to_text


def accrue(payment: Payment) -> LedgerEntry | None:
    """Bring the share of a payment to what it has to be now. Called under the payment's lock after every change.

    However often and in whatever order it is called, the entries sum up to the share of what was kept.
    """
    kept = payment.amount_cents - payment.refunded_cents if payment.state == PaymentState.CONFIRMED else 0
    booked = payment.entries.aggregate(sum=Sum("net_cents", default=0))["sum"]
    missing = money.share(kept, payment.fee_bps) - booked
    if not missing:
        return None
    counsellor = payment.charge.payee
    with translation.override(counsellor.language):
        text = _text(payment, kept, booked)
    return LedgerEntry.objects.create(
        counsellor=counsellor,
        kind=EntryKind.FEE,
        net_cents=missing,
        currency=payment.currency,
        text=text,
        on=plans.today(),
        payment=payment,
        testmode=payment.testmode,
    )


def _text(payment: Payment, kept: int, booked: int) -> str:
    """One line to check by hand: the rate, the amount, the day, a reference. Never what it was about or with whom."""
    day = timezone.localdate(payment.confirmed_at or clock.now(), plans.zone())
    words = {
        "share": money.percent(payment.fee_bps),
        "amount": money.show(payment.amount_cents if booked else kept, payment.currency),
        "kept": money.show(kept, payment.currency),
        "booked": money.show(booked, payment.currency),
        "day": formats.day(day),
        "ref": to_text(payment.uid)[:6],
    }
    if not booked:
        return _("%(share)s of %(amount)s, received on %(day)s, ref. %(ref)s") % words
    if booked == money.share(payment.amount_cents, payment.fee_bps):
        return _("%(share)s of %(kept)s instead of %(amount)s, received on %(day)s, ref. %(ref)s") % words
    return _("%(share)s of %(kept)s, less %(booked)s entered before, received on %(day)s, ref. %(ref)s") % words


def charge(subscription: Subscription, period: Period) -> LedgerEntry:
    """The fee of a period that has begun. The database refuses a second one."""
    return _of_plan(subscription, period, EntryKind.SUBSCRIPTION, subscription.price.amount_cents, on=period.start)


def credit(subscription: Subscription, period: Period, cents: int, *, days: int) -> LedgerEntry:
    """What was charged for `days` of the period that nobody uses any more, because another plan begins today."""
    return _of_plan(subscription, period, EntryKind.PRORATION, -cents, on=plans.today(), days=days)


def _of_plan(subscription: Subscription, period: Period, kind: str, cents: int, *, on, days: int = 0) -> LedgerEntry:
    counsellor = subscription.counsellor
    with translation.override(counsellor.language):
        words = {
            "plan": subscription.price.plan,
            "first": formats.day(period.start),
            "last": formats.day(period.last),
            "fee": money.show(subscription.price.amount_cents, subscription.price.currency),
            "left": days,
            "days": period.days,
        }
        if kind == EntryKind.SUBSCRIPTION:
            text = _("%(plan)s, %(first)s to %(last)s") % words
        else:
            text = (
                _("%(plan)s: %(left)s of %(days)s days not used, of %(fee)s charged for %(first)s to %(last)s") % words
            )
    return LedgerEntry.objects.create(
        counsellor=counsellor,
        kind=kind,
        net_cents=cents,
        currency=subscription.price.currency,
        text=text,
        on=on,
        subscription=subscription,
        period_start_on=period.start,
        period_end_on=period.end,
    )

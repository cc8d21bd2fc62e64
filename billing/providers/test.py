"""Play money, for trying the site out. No money moves. Refuses to exist unless PAYMENTS_TEST says so.

What "happened over there" is what the payer chose on the page: it stands in the payment's `request`, and the same
actions ask for it as ask a real provider.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from billing.enums import PaymentState, RefundState
from billing.providers import ByHand, Return, Snapshot, keys
from lib import clock, ids
from lib.denied import Denied

ARRIVES_AFTER = timedelta(minutes=2)
OUTCOMES = {
    "paid": PaymentState.CONFIRMED,
    "failed": PaymentState.FAILED,
    "later": PaymentState.DECLARED,  # the payer's part is done, the money comes after a while
    "silent": PaymentState.PENDING,  # the money comes, and nobody tells us
}
BUTTONS = (*OUTCOMES, "charged_back")
ARRIVE = ("later", "silent")


class PlayMoney(ByHand):
    key = "test"
    testmode = True
    template = "billing/pay_test.html"
    is_asked = True

    @property
    def label(self):
        return _("Test payment")

    @property
    def hint(self):
        return _("For trying this site out. No money moves.")

    def ready(self, payee, currency):
        return settings.PAYMENTS_TEST and not keys.is_live()

    def start(self, payment):
        if not self.ready(payment.charge.payee, payment.currency):
            raise Denied("no_provider", _("This way to pay is not available."), status=409)
        return Snapshot(state=PaymentState.PENDING)

    def refresh(self, payment):
        outcome = payment.request.get("outcome")
        if outcome not in OUTCOMES:
            return Snapshot(state=payment.state)
        arrived = outcome in ARRIVE and clock.now() >= datetime.fromisoformat(payment.request["arrives_at"])
        state = PaymentState.CONFIRMED if arrived else OUTCOMES[outcome]
        return Snapshot(state=state, returns=tuple(charged_back(payment)))

    def cancel(self, payment):
        """What is under way arrives, as with a bank."""
        if payment.request.get("outcome") in ARRIVE:
            return self.refresh(payment)
        return Snapshot(state=PaymentState.CANCELLED)

    def refund(self, refund):
        return Return(RefundState.DONE, refund.amount_cents)


def chosen(payment, outcome: str) -> dict:
    """The `request` of a payment whose payer has pressed a button."""
    if outcome == "charged_back":
        return payment.request | {"charged_back": payment.amount_cents - payment.refunded_cents}
    return payment.request | {"outcome": outcome, "arrives_at": (clock.now() + ARRIVES_AFTER).isoformat()}


def charged_back(payment):
    if cents := payment.request.get("charged_back"):
        ref = f"test-{ids.to_text(payment.uid)}"
        yield Return(RefundState.DONE, cents, ref=ref, reason="dispute")

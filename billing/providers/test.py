"""Play money, for trying the site out. No money moves. Refuses to exist unless PAYMENTS_TEST says so."""

from django.conf import settings
from django.utils.translation import gettext as _

from billing.enums import PaymentState, RefundState
from billing.providers import Instructions, Snapshot
from lib.denied import Denied


class PlayMoney:
    key = "test"
    testmode = True

    @property
    def label(self):
        return _("Test payment")

    @property
    def hint(self):
        return _("For trying this site out. No money moves.")

    def ready(self, payee, currency):
        return settings.PAYMENTS_TEST

    def start(self, payment):
        if not settings.PAYMENTS_TEST:
            raise Denied("no_provider", _("This way to pay is not available."), status=409)
        return Snapshot(state=PaymentState.PENDING)

    def next_step(self, payment):
        return Instructions("billing/pay_test.html", {})

    def refresh(self, payment):
        return Snapshot(state=payment.state)

    def cancel(self, payment):
        return Snapshot(state=PaymentState.CANCELLED)

    def refund(self, refund):
        return RefundState.DONE

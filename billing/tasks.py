"""Run later, possibly twice."""

from billing.actions import payments, refunds
from billing.enums import OPEN_PAYMENT, PaymentState
from billing.models import Payment, Refund


def close_payments(charge_pk: int) -> None:
    """A cancelled charge: nothing that is under way may be paid any more, as far as its provider can see to that."""
    for payment in Payment.objects.filter(charge_id=charge_pk, state__in=OPEN_PAYMENT).exclude(
        state=PaymentState.DECLARED
    ):
        payments.stop(payment)


def carry_out_refund(refund_pk: int) -> None:
    refunds.carry_out(Refund.objects.select_related("payment").get(pk=refund_pk))

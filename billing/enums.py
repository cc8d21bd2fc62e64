"""The states money passes through, and which steps between them are legal."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ChargeState(TextChoices):
    OPEN = "open", _("Open")
    SETTLED = "settled", _("Paid")
    CANCELLED = "cancelled", _("Cancelled")


CHARGE_STEPS = {
    ChargeState.OPEN: {ChargeState.SETTLED, ChargeState.CANCELLED},
    ChargeState.SETTLED: {ChargeState.CANCELLED},  # what was owed is no longer owed; the money goes back as refunds
    ChargeState.CANCELLED: set(),
}


class PaymentState(TextChoices):
    CREATED = "created", _("Started")
    PENDING = "pending", _("Waiting for the money")
    DECLARED = "declared", _("Sent, says the payer")
    CONFIRMED = "confirmed", _("Received")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Cancelled")


OPEN_PAYMENT = (PaymentState.CREATED, PaymentState.PENDING, PaymentState.DECLARED)
LIVE_PAYMENT = (*OPEN_PAYMENT, PaymentState.CONFIRMED)  # at most one of these per charge

PAYMENT_STEPS = {
    PaymentState.CREATED: {
        PaymentState.PENDING,
        PaymentState.CONFIRMED,
        PaymentState.FAILED,
        PaymentState.CANCELLED,
    },
    PaymentState.PENDING: {
        PaymentState.DECLARED,
        PaymentState.CONFIRMED,
        PaymentState.FAILED,
        PaymentState.CANCELLED,
    },
    PaymentState.DECLARED: {
        PaymentState.PENDING,  # "not received": the payer looks again, with the same reference
        PaymentState.CONFIRMED,
        PaymentState.FAILED,
        PaymentState.CANCELLED,
    },
    PaymentState.CONFIRMED: set(),  # refunds grow beside it
    PaymentState.FAILED: {PaymentState.CONFIRMED},  # money that arrives late is still money
    PaymentState.CANCELLED: {PaymentState.CONFIRMED},
}


class RefundState(TextChoices):
    PENDING = "pending", _("To be sent")
    DONE = "done", _("Sent back")
    FAILED = "failed", _("Failed")


REFUND_STEPS = {
    RefundState.PENDING: {RefundState.DONE, RefundState.FAILED},
    RefundState.DONE: set(),
    RefundState.FAILED: set(),
}


class Interval(TextChoices):
    MONTH = "month", _("month")
    YEAR = "year", _("year")

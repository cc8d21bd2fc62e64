"""The states money passes through, and which steps between them are legal."""

from django.db.models import IntegerChoices, TextChoices
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
CLOSED_PAYMENT = (PaymentState.FAILED, PaymentState.CANCELLED)

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
    RefundState.DONE: {RefundState.FAILED},  # a bank may send back what was sent, and a dispute may be won
    RefundState.FAILED: set(),
}


class Interval(TextChoices):
    MONTH = "month", _("month")
    YEAR = "year", _("year")


class Step(TextChoices):
    """What choosing a plan does."""

    FIRST = "first", _("The first plan, from today")
    NOW = "now", _("Another plan from today")
    LATER = "later", _("Another plan from the end of the present period")
    STAY = "stay", _("The present plan goes on")


class PayoutState(TextChoices):
    """How far a counsellor's account at a provider is. Only a ready one receives money."""

    ONBOARDING = "onboarding", _("Not finished")
    READY = "ready", _("Ready")
    RESTRICTED = "restricted", _("Restricted by the provider")


class RefundOrigin(TextChoices):
    US = "us", _("Sent from here")
    EXTERNAL = "external", _("Sent at the provider, or taken back by the bank")


class EntryKind(TextChoices):
    FEE = "fee", _("Share")
    SUBSCRIPTION = "subscription", _("Fee of the plan")
    PRORATION = "proration", _("Credit for unused days")
    ADJUSTMENT = "adjustment", _("Correction")


class DocumentType(IntegerChoices):
    """Codes of UNTDID 1001."""

    INVOICE = 380, _("Invoice")
    CREDIT_NOTE = 381, _("Credit note")


class TaxCategory(TextChoices):
    """Codes of UNTDID 5305, as EN 16931 uses them."""

    STANDARD = "S", _("With VAT")
    EXEMPT = "E", _("Exempt from VAT")
    REVERSE_CHARGE = "AE", _("Reverse charge")
    OUTSIDE = "O", _("Not subject to VAT")


class Regime(TextChoices):
    STANDARD = "standard", _("With VAT")
    SMALL = "small", _("Small business, without VAT")
    MEDICAL = "medical", _("Exempt as treatment")


class VatState(TextChoices):
    """What is known about a VAT number. Only a confirmed one allows the reverse charge."""

    NONE = "none", _("None given")
    UNVERIFIED = "unverified", _("Well-formed, not confirmed")
    VALID = "valid", _("Confirmed")
    INVALID = "invalid", _("Refused by the register")

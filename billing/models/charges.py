"""What one person owes another, and the tries to pay it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from billing.enums import LIVE_PAYMENT, OPEN_PAYMENT, ChargeState, PaymentState, PayoutState, RefundOrigin, RefundState
from lib import clock
from lib.ids import IdField, to_text

USER = settings.AUTH_USER_MODEL


class PayoutAccount(models.Model):
    """Where a counsellor is paid through one provider: `transfer` has a bank account, others their own reference."""

    counsellor = models.ForeignKey(USER, models.PROTECT, related_name="payout_accounts")
    provider = models.CharField(max_length=20, default="transfer")
    holder = models.CharField(_("account holder"), max_length=70, blank=True)  # the length an EPC QR code may carry
    iban = models.CharField(_("IBAN"), max_length=34, blank=True, help_text="Without spaces, checked")
    bic = models.CharField(_("BIC"), max_length=11, blank=True)
    reference = models.CharField(max_length=100, blank=True, help_text="The provider's own id of the account")
    state = models.CharField(max_length=10, choices=PayoutState.choices, default=PayoutState.READY)
    testmode = models.BooleanField(default=False)
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["counsellor", "provider", "testmode"], name="payout_one_per_provider"),
            models.UniqueConstraint(
                fields=["provider", "reference"], condition=~Q(reference=""), name="payout_reference"
            ),
            models.CheckConstraint(
                condition=~Q(provider="transfer") | ~Q(iban=""), name="payout_transfer_needs_an_account"
            ),
        ]

    def __str__(self):
        return f"{self.holder}, …{self.iban[-4:]}"


class Charge(models.Model):
    """An amount one person owes another. What it is for, the app above knows; here it has neutral words only."""

    uid = IdField()
    payer = models.ForeignKey(USER, models.PROTECT, related_name="charges_to_pay")
    payee = models.ForeignKey(
        USER, models.PROTECT, related_name="charges_to_receive", null=True, blank=True, help_text="Empty: the operator"
    )
    amount_cents = models.PositiveIntegerField(help_text="Minor units, VAT included")
    currency = models.CharField(max_length=3)
    text = models.CharField(max_length=100, help_text="Neutral: banks and bookkeepers read it")
    state = models.CharField(max_length=10, choices=ChargeState.choices, default=ChargeState.OPEN)
    return_path = models.CharField(max_length=200, help_text="Where the payer goes on afterwards, on this site")
    payable_from = models.DateTimeField(null=True, blank=True)
    is_commissioned = models.BooleanField(default=False, help_text="The operator's share is due on what is paid")
    testmode = models.BooleanField(default=False, help_text="Owed to the operator for play money; paid with it alone")
    performed_at = models.DateTimeField(
        null=True, blank=True, help_text="When what it is for took place; silence about a transfer counts from here"
    )
    settles = models.ForeignKey(
        "billing.Invoice", models.PROTECT, null=True, blank=True, related_name="charges",
        help_text="The invoice it pays, wholly or what a bank took back of it",
    )  # fmt: skip
    created_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=clock.now)
    settled_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="charge_amount"),
            models.CheckConstraint(condition=~Q(payer=F("payee")), name="charge_between_two_people"),
            models.CheckConstraint(
                condition=~Q(state=ChargeState.SETTLED) | Q(settled_at__isnull=False), name="charge_settled_has_time"
            ),
            models.CheckConstraint(
                condition=Q(state=ChargeState.CANCELLED, cancelled_at__isnull=False)
                | (~Q(state=ChargeState.CANCELLED) & Q(cancelled_at__isnull=True)),
                name="charge_cancelled_has_time",
            ),
        ]
        indexes = [
            models.Index(fields=["payee", "state"], name="charge_of_payee"),
        ]

    def __str__(self):
        return f"charge {to_text(self.uid)}"

    @property
    def is_settled(self) -> bool:
        return self.state == ChargeState.SETTLED

    @property
    def is_open(self) -> bool:
        return self.state == ChargeState.OPEN


class Payment(models.Model):
    """One try to settle a charge through one provider. Only `billing.actions.payments.apply` changes its state."""

    uid = IdField()
    charge = models.ForeignKey(Charge, models.PROTECT, related_name="payments")
    provider = models.CharField(max_length=20)
    state = models.CharField(max_length=10, choices=PaymentState.choices, default=PaymentState.CREATED)
    amount_cents = models.PositiveIntegerField()
    currency = models.CharField(max_length=3)
    refunded_cents = models.PositiveIntegerField(default=0)
    provider_ref = models.CharField(max_length=100, blank=True, help_text="The provider's own id of it")
    reference = models.CharField(max_length=25, blank=True, help_text="ISO 11649 creditor reference, for transfers")
    request = models.JSONField(default=dict, blank=True, help_text="What the provider was asked, re-sent unchanged")
    account_ref = models.CharField(max_length=100, blank=True, help_text="The account over there it was begun on")
    fee_bps = models.PositiveIntegerField(default=0, help_text="The operator's share, of the plan when it was begun")
    testmode = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField(null=True, blank=True, help_text="From when the provider takes no money for it")
    ask_at = models.DateTimeField(null=True, blank=True, db_index=True, help_text="When to ask the provider next")
    asked = models.PositiveSmallIntegerField(default=0, help_text="How often that was done")
    declared_at = models.DateTimeField(null=True, blank=True)
    questioned_at = models.DateTimeField(null=True, blank=True, help_text="When the payee said: not received")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    disputed_at = models.DateTimeField(null=True, blank=True, help_text="When the payer's bank asked for it back")
    closed_at = models.DateTimeField(null=True, blank=True, help_text="When it failed or was cancelled")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="payment_amount"),
            models.CheckConstraint(
                condition=Q(refunded_cents__gte=0, refunded_cents__lte=F("amount_cents")), name="payment_refunded"
            ),
            models.CheckConstraint(
                condition=~Q(state=PaymentState.CONFIRMED) | Q(confirmed_at__isnull=False),
                name="payment_confirmed_has_time",
            ),
            models.CheckConstraint(condition=Q(fee_bps__lte=10_000), name="payment_fee"),
            # two tabs cannot pay twice
            models.UniqueConstraint(
                fields=["charge"], condition=Q(state__in=LIVE_PAYMENT), name="payment_one_live_per_charge"
            ),
            models.UniqueConstraint(
                fields=["provider", "provider_ref"], condition=~Q(provider_ref=""), name="payment_provider_ref"
            ),
            models.UniqueConstraint(fields=["reference"], condition=~Q(reference=""), name="payment_reference"),
        ]

    def __str__(self):
        return f"payment {to_text(self.uid)} ({self.state})"

    @property
    def is_live(self) -> bool:
        return self.state in LIVE_PAYMENT

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_PAYMENT


class Refund(models.Model):
    """Money on its way back through the provider that took it. A pending one of `transfer` is a task for the payee."""

    uid = IdField()
    payment = models.ForeignKey(Payment, models.PROTECT, related_name="refunds")
    amount_cents = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=RefundState.choices, default=RefundState.PENDING)
    origin = models.CharField(max_length=10, choices=RefundOrigin.choices, default=RefundOrigin.US)
    reason = models.CharField(max_length=40, blank=True, help_text="A code, never free text about a person")
    provider_ref = models.CharField(max_length=100, blank=True)
    requested_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=clock.now)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="refund_amount"),
            models.CheckConstraint(
                condition=Q(state=RefundState.DONE, done_at__isnull=False)
                | (~Q(state=RefundState.DONE) & Q(done_at__isnull=True)),
                name="refund_done_has_time",
            ),
        ]

    def __str__(self):
        return f"refund {to_text(self.uid)} ({self.state})"


class ProviderEvent(models.Model):
    """A provider rang. What it is about is asked again over there, so only that it rang is kept, once."""

    provider = models.CharField(max_length=20)
    event_id = models.CharField(max_length=255)
    account = models.CharField(max_length=100, blank=True)
    kind = models.CharField(max_length=100)
    about = models.CharField(max_length=255, blank=True, help_text="The provider's id of the object")
    received_at = models.DateTimeField(default=clock.now)
    done_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["provider", "event_id"], name="provider_event_once")]
        indexes = [models.Index(fields=["done_at", "received_at"], name="provider_event_waiting")]

    def __str__(self):
        return f"{self.provider} {self.kind}"

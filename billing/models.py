from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from billing import money
from billing.enums import LIVE_PAYMENT, ChargeState, Interval, PaymentState, RefundState
from billing.plan_forms import PlanForm, PriceForm
from cms import worded
from lib import clock
from lib.append_only import AppendOnly
from lib.ids import IdField, to_text

USER = settings.AUTH_USER_MODEL


class PayoutAccount(models.Model):
    """Where a counsellor is paid through one provider. `transfer` has a bank account; others will have a reference."""

    counsellor = models.ForeignKey(USER, models.PROTECT, related_name="payout_accounts")
    provider = models.CharField(max_length=20, default="transfer")
    holder = models.CharField(_("account holder"), max_length=70)  # the length an EPC QR code may carry
    iban = models.CharField(_("IBAN"), max_length=34, help_text="Without spaces, checked")
    bic = models.CharField(_("BIC"), max_length=11, blank=True)
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["counsellor", "provider"], name="payout_one_per_provider"),
        ]

    def __str__(self):
        return f"{self.holder}, …{self.iban[-4:]}"


class Charge(models.Model):
    """An amount one person owes another. What it is for, the app above knows; here it has neutral words only."""

    uid = IdField()
    payer = models.ForeignKey(USER, models.PROTECT, related_name="charges_to_pay")
    payee = models.ForeignKey(USER, models.PROTECT, related_name="charges_to_receive")
    amount_cents = models.PositiveIntegerField(help_text="Minor units, VAT included")
    currency = models.CharField(max_length=3)
    text = models.CharField(max_length=100, help_text="Neutral: banks and bookkeepers read it")
    state = models.CharField(max_length=10, choices=ChargeState.choices, default=ChargeState.OPEN)
    return_path = models.CharField(max_length=200, help_text="Where the payer goes on afterwards, on this site")
    payable_from = models.DateTimeField(null=True, blank=True)
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
    testmode = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=clock.now)
    declared_at = models.DateTimeField(null=True, blank=True)
    questioned_at = models.DateTimeField(null=True, blank=True, help_text="When the payee said: not received")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
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


class Refund(models.Model):
    """Money on its way back through the provider that took it. A pending one of `transfer` is a task for the payee."""

    uid = IdField()
    payment = models.ForeignKey(Payment, models.PROTECT, related_name="refunds")
    amount_cents = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=RefundState.choices, default=RefundState.PENDING)
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


class Plan(worded.Worded):
    """What a counsellor may agree on with the operator. What it costs is in its prices, which are never changed."""

    name = models.CharField(_("name"), max_length=60)
    slug = models.SlugField(_("short name"), max_length=40, unique=True, help_text=_("Part of addresses; keep it."))
    description = models.TextField(_("description"), max_length=300, blank=True)
    description_de = models.TextField(_("description in German"), max_length=300, blank=True)
    description_fr = models.TextField(_("description in French"), max_length=300, blank=True)
    may_write_articles = models.BooleanField(_("may write articles for the blog"), default=False)
    may_invite_guests = models.BooleanField(_("may invite people from outside by link"), default=False)
    is_default = models.BooleanField(
        _("for those who have not chosen"), default=False,
        help_text=_("One plan has this mark. Setting it here takes it away from the other one."),
    )  # fmt: skip
    is_active = models.BooleanField(
        _("offered"), default=True,
        help_text=_("A plan that is not offered can no longer be chosen. Those who have it keep it."),
    )  # fmt: skip
    sort_order = models.PositiveIntegerField(_("order"), default=0)

    base_form_class = PlanForm

    class Meta:
        ordering = ["sort_order", "pk"]
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        constraints = [
            models.UniqueConstraint(fields=["is_default"], condition=Q(is_default=True), name="plan_one_default"),
        ]


class PlanPrice(AppendOnly):
    """What a plan costs from a day on. A new price is a new row; who chose an older one keeps it."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="prices", verbose_name=_("plan"))
    valid_from = models.DateField(_("valid from"))
    amount_cents = models.PositiveIntegerField(
        _("fee"), validators=[MaxValueValidator(99_999_999)], help_text="Minor units, without VAT"
    )
    currency = models.CharField(_("currency"), max_length=3, choices=[(c, c) for c in money.CURRENCIES], default="EUR")
    interval = models.CharField(_("paid every"), max_length=5, choices=Interval.choices, default=Interval.MONTH)
    commission_bps = models.PositiveIntegerField(
        _("share"), help_text="Basis points of what clients pay through the portal"
    )
    created_at = models.DateTimeField(default=clock.now, editable=False)

    base_form_class = PriceForm

    class Meta:
        ordering = ["plan", "-valid_from"]
        verbose_name = _("price of a plan")
        verbose_name_plural = _("prices of plans")
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "valid_from"], name="plan_price_one_a_day",
                violation_error_message=_("There is a price from this day on already."),
            ),
            models.CheckConstraint(condition=Q(commission_bps__lte=10_000), name="plan_price_commission"),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.plan}, {self.valid_from}"

    @property
    def is_free(self) -> bool:
        """Without a fee of its own; a commission may be due all the same."""
        return self.amount_cents == 0


class Subscription(models.Model):
    """That a counsellor has a plan, at the price of the day it was chosen. Days, the last one not included."""

    counsellor = models.ForeignKey(USER, models.PROTECT, related_name="subscriptions", verbose_name=_("counsellor"))
    price = models.ForeignKey(PlanPrice, models.PROTECT, related_name="subscriptions", verbose_name=_("price"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    chosen_at = models.DateTimeField(_("chosen at"), default=clock.now)

    class Meta:
        ordering = ["-starts_on"]
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")), name="subscription_ends_after_start"
            ),
            models.UniqueConstraint(
                fields=["counsellor"], condition=Q(ends_on__isnull=True), name="subscription_one_open"
            ),
            models.UniqueConstraint(fields=["counsellor", "starts_on"], name="subscription_one_a_day"),
        ]

    def __str__(self):
        return f"{self.counsellor}: {self.price.plan}"

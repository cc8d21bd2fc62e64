"""What a counsellor agreed on with the operator."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from billing import money
from billing.enums import Interval
from billing.plan_forms import PlanForm, PriceForm
from cms import worded
from lib import clock
from lib.append_only import AppendOnly

USER = settings.AUTH_USER_MODEL


class Plan(worded.Worded):
    """What a counsellor may agree on with the operator. What it costs is in its prices, which are never changed."""

    name = models.CharField(_("name"), max_length=60)
    slug = models.SlugField(_("short name"), max_length=40, unique=True, help_text=_("Part of addresses; keep it."))
    description = models.TextField(_("description"), max_length=300, blank=True)
    description_de = models.TextField(_("description in German"), max_length=300, blank=True)
    description_fr = models.TextField(_("description in French"), max_length=300, blank=True)
    may_write_articles = models.BooleanField(_("may write articles for the blog"), default=False)
    may_invite_guests = models.BooleanField(_("may invite people from outside by link"), default=False)
    own_clients = models.PositiveSmallIntegerField(
        _("own clients at no charge"), null=True, blank=True, default=1,
        help_text=_("How many people they may bring along. Leave it empty if there is no limit."),
    )  # fmt: skip
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
    """That a counsellor has a plan, at the price of the day it was chosen. Days, the last one not included.

    One that was replaced on its first day ends on the day it starts.
    """

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
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="subscription_ends_after_start"
            ),
            models.UniqueConstraint(
                fields=["counsellor"], condition=Q(ends_on__isnull=True), name="subscription_one_open"
            ),
            models.UniqueConstraint(
                fields=["counsellor", "starts_on"],
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")),
                name="subscription_one_a_day",
            ),
        ]

    def __str__(self):
        return f"{self.counsellor}: {self.price.plan}"

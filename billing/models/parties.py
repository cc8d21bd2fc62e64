"""Who writes invoices and who receives them."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from billing.enums import Regime, VatState
from billing.party_forms import OperatorForm
from lib import clock


class Party(models.Model):
    """Name and address as an invoice needs them. An invoice copies them: what was issued stays as it is."""

    legal_name = models.CharField(_("name on invoices"), max_length=120, blank=True)
    street = models.CharField(_("street and number"), max_length=120, blank=True)
    postcode = models.CharField(_("postcode"), max_length=12, blank=True)
    city = models.CharField(_("town"), max_length=80, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True, help_text=_("Two letters, such as AT."))
    vat_id = models.CharField(_("VAT number"), max_length=20, blank=True)
    tax_number = models.CharField(_("tax number"), max_length=40, blank=True)
    regime = models.CharField(_("VAT"), max_length=10, choices=Regime.choices, default=Regime.STANDARD)

    class Meta:
        abstract = True

    @property
    def is_complete(self) -> bool:
        return all((self.legal_name, self.street, self.postcode, self.city, self.country))


@register_setting(icon="tag", order=40)
class OperatorDetails(Party, BaseSiteSetting):
    """The operator as the one who writes invoices to counsellors."""

    register_number = models.CharField(_("number in the company register"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail address for questions about invoices"), blank=True)
    holder = models.CharField(_("account holder"), max_length=70, blank=True)
    iban = models.CharField(_("IBAN"), max_length=34, blank=True)
    bic = models.CharField(_("BIC"), max_length=11, blank=True)
    due_days = models.PositiveSmallIntegerField(
        _("days to pay"), default=14, validators=[MinValueValidator(7), MaxValueValidator(90)]
    )
    reports_sellers = models.BooleanField(
        _("ask counsellors for tax number and date of birth"), default=False,
        help_text=_("For the yearly report of platforms in the EU (DAC7)."),
    )  # fmt: skip

    base_form_class = OperatorForm
    panels = [
        HelpPanel(template="billing/admin_operator.html", heading=_("Is everything there?")),
        MultiFieldPanel(
            ["legal_name", "street", FieldRowPanel(["postcode", "city", "country"]), "email"],
            heading=_("Name and address on invoices"),
        ),
        MultiFieldPanel(
            ["regime", FieldRowPanel(["vat_id", "tax_number"]), "register_number"], heading=_("VAT and registers")
        ),
        MultiFieldPanel(["holder", FieldRowPanel(["iban", "bic"]), "due_days"], heading=_("How invoices are paid")),
        MultiFieldPanel([FieldPanel("reports_sellers")], heading=_("Report to the tax office")),
    ]

    class Meta:
        verbose_name = _("operator on invoices")


class TaxProfile(Party):
    """A counsellor as buyer of the operator's services, and as seller where receipts are written for clients."""

    counsellor = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="tax_profile")
    vat_state = models.CharField(max_length=10, choices=VatState.choices, default=VatState.NONE)
    vat_checked_at = models.DateTimeField(null=True, blank=True)
    rate_bps = models.PositiveIntegerField(_("VAT in your prices"), default=2000, help_text="Basis points")
    writes_receipts = models.BooleanField(_("write receipts for clients"), default=False)
    mandated_at = models.DateTimeField(null=True, blank=True, help_text="When the operator was told to write them")
    tin = models.CharField(_("tax identification number"), max_length=40, blank=True)
    born_on = models.DateField(_("date of birth"), null=True, blank=True)
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(rate_bps__lte=10_000), name="tax_profile_rate"),
            models.CheckConstraint(
                condition=Q(writes_receipts=False) | Q(mandated_at__isnull=False), name="tax_profile_mandate_has_time"
            ),
        ]

    def __str__(self):
        return self.legal_name or str(self.counsellor)

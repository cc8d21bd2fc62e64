"""What counsellors tell about themselves for invoices and receipts."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from billing import countries, money, vat_ids
from billing.enums import Regime
from billing.models import TaxProfile
from lib import clock

MOST_BPS = 3000
OLDEST = 120  # years


class DetailsForm(forms.ModelForm):
    """All that an invoice needs. Date of birth and tax identification only where the operator has to report them."""

    class Meta:
        model = TaxProfile
        fields = ("legal_name", "street", "postcode", "city", "country", "vat_id", "tax_number", "tin", "born_on")
        labels = {"legal_name": _("Name or company"), "city": _("Town")}
        help_texts = {
            "legal_name": _("As the tax office knows you."),
            "country": "",
            "vat_id": _("If you have one, with the letters of the country in front, such as ATU12345678."),
            "tax_number": _("The number your tax office has given you."),
            "tin": _("EU law makes us report once a year what counsellors earn here (DAC7)."),
        }

    def __init__(self, *args, reports: bool, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("legal_name", "street", "postcode", "city"):
            self.fields[name].required = True
        for name, hint in (
            ("legal_name", "organization"), ("street", "street-address"), ("postcode", "postal-code"),
            ("city", "address-level2"), ("country", "country"),
        ):  # fmt: skip
            self.fields[name].widget.attrs["autocomplete"] = hint
        self.fields["country"] = forms.ChoiceField(
            label=_("Country"), choices=countries.choices, widget=forms.Select(attrs={"autocomplete": "country"})
        )
        self.fields["vat_id"].max_length = 30  # people write it with spaces
        self.fields["vat_id"].validators = []
        self.fields["vat_id"].widget.attrs["maxlength"] = 30
        if reports:
            self.fields["born_on"].widget = forms.DateInput(
                attrs={"type": "date", "autocomplete": "bday"}, format="%Y-%m-%d"
            )
        else:
            del self.fields["tin"], self.fields["born_on"]

    def clean_born_on(self):
        day = self.cleaned_data["born_on"]
        if day and not 0 <= clock.now().year - day.year <= OLDEST:
            raise ValidationError(_("Please check the date."))
        return day

    def clean(self):
        given = super().clean()
        if given.get("vat_id") and given.get("country"):
            try:
                given["vat_id"] = vat_ids.tidy(given["vat_id"], given["country"])
            except vat_ids.Malformed:
                self.add_error(
                    "vat_id", _("This is not a VAT number of that country. Please compare it with your papers.")
                )
        return given


class PercentField(forms.CharField):
    """A rate as people type it; the cleaned value is integer basis points."""

    def __init__(self, **kwargs):
        super().__init__(**{"max_length": 6} | kwargs)
        self.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}

    def prepare_value(self, value):
        if not isinstance(value, int):
            return value
        return money.plain(value).rstrip("0").rstrip(".")

    def clean(self, value):
        try:
            return money.parse(super().clean(value).removesuffix("%") or "0")
        except ValueError:
            raise ValidationError(_("Please write a rate like 20 or 8.1.")) from None


class ReceiptsForm(forms.Form):
    regime = forms.ChoiceField(
        label=_("VAT in your prices"),
        widget=forms.RadioSelect,
        choices=[
            (Regime.STANDARD, _("My prices contain VAT.")),
            (Regime.SMALL, _("I am a small business and charge no VAT.")),
            (Regime.MEDICAL, _("My consultations are treatment and exempt from VAT.")),
        ],
        error_messages={"required": _("Please choose what applies to you.")},
    )
    rate_bps = PercentField(
        label=_("Rate of VAT in percent"), required=False, help_text=_("Only if your prices contain VAT.")
    )
    mandate = forms.BooleanField(
        label=_("I ask the operator of this portal to write receipts to my clients in my name and for my account."),
        error_messages={"required": _("Receipts can only be written if you agree.")},
    )

    def clean(self):
        given = super().clean()
        if given.get("regime") == Regime.STANDARD and "rate_bps" in given and not 0 < given["rate_bps"] <= MOST_BPS:
            self.add_error("rate_bps", _("Please write the rate of VAT in your prices, between 0.01 and 30."))
        return given


class ReceiptNameForm(forms.Form):
    name = forms.CharField(
        label=_("Name on the receipt"), max_length=120, required=False,
        help_text=_(
            "Only if you need one, for an insurance or for taxes. Your counsellor sees it too, and it is kept as long as "
            "bookkeeping asks."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from stdnum import bic, iban
from stdnum.exceptions import ValidationError as NumberError

from billing import money


class MoneyField(forms.CharField):
    """An amount as people type it; the cleaned value is integer minor units."""

    def __init__(self, **kwargs):
        super().__init__(**{"max_length": 12} | kwargs)
        self.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}

    def prepare_value(self, value):
        return money.plain(value) if isinstance(value, int) else value

    def clean(self, value):
        value = super().clean(value)
        if not value:
            return 0
        try:
            return money.parse(value)
        except ValueError:
            raise ValidationError(_("Please write an amount like 80.00.")) from None


class BankAccountForm(forms.Form):
    holder = forms.CharField(
        label=_("Account holder"), max_length=70, help_text=_("As your bank knows you. Clients see it when they pay.")
    )
    iban = forms.CharField(label=_("IBAN"), max_length=42)
    bic = forms.CharField(
        label=_("BIC"), max_length=11, required=False, help_text=_("Only needed outside of the euro area.")
    )

    def clean_iban(self):
        try:
            return iban.validate(self.cleaned_data["iban"])
        except NumberError:
            raise ValidationError(_("This is not a valid IBAN. Please compare it with your bank card.")) from None

    def clean_bic(self):
        if not self.cleaned_data["bic"]:
            return ""
        try:
            return bic.validate(self.cleaned_data["bic"])
        except NumberError:
            raise ValidationError(_("This is not a valid BIC.")) from None


class PlanChoiceForm(forms.Form):
    plan = forms.ChoiceField(
        label=_("Plan"), widget=forms.RadioSelect, error_messages={"required": _("Please choose a plan.")}
    )

    def __init__(self, *args, offers, chosen: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["plan"].choices = [(offer.plan.slug, str(offer.plan)) for offer in offers]
        self.chosen = self.data.get("plan") or chosen

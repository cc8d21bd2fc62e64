"""The admin's forms of plans and their prices: what people type, checked against rules and written by actions."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm

from billing import money
from billing.forms import MoneyField
from cms.worded import LastForm


class PercentField(forms.CharField):
    """A percentage as people type it, "15" or "12.5"; the cleaned value is basis points."""

    def __init__(self, **kwargs):
        super().__init__(**{"max_length": 6} | kwargs)
        self.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}

    def prepare_value(self, value):
        return money.plain(value).removesuffix(".00") if isinstance(value, int) else value

    def clean(self, value):
        value = super().clean(value)
        try:
            bps = money.parse(value)  # hundredths, as with cents
        except ValueError:
            bps = -1
        if not 0 <= bps <= 10_000:
            raise ValidationError(_("Please write a percentage from 0 to 100, like 12.5."))
        return bps


class PlanForm(LastForm):
    """There is always one plan for those who have not chosen: the mark is moved, never taken off."""

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() | {"is_default"}  # the other plan's mark goes with save()

    def clean_is_default(self):
        wanted = self.cleaned_data["is_default"]
        if self.initial.get("is_default") and not wanted:
            raise ValidationError(_("Please set this mark on another plan; it then leaves this one."))
        return wanted

    def clean(self):
        given = super().clean()
        if given.get("is_default") and not given.get("is_active", True):
            self.add_error("is_active", _("The plan for those who have not chosen must be offered."))
        return given

    def save(self, commit=True):
        from billing.actions import plans  # actions know the models, which know this form

        if commit and self.cleaned_data.get("is_default"):
            plans.unmark_default(besides=self.instance)
        return super().save(commit)


class PriceForm(WagtailAdminModelForm):
    """A new price. It may begin today or later, because a price that was promised stays what it was."""

    amount_cents = MoneyField(
        label=gettext_lazy("Fee"), help_text=gettext_lazy("Without VAT. 0 if the plan has no fee.")
    )
    commission_bps = PercentField(
        label=gettext_lazy("Share in percent"),
        help_text=gettext_lazy("Of what clients pay through the portal. 0 if there is none."),
    )

    def clean_valid_from(self):
        from billing.queries import plans

        day: date = self.cleaned_data["valid_from"]
        if day < plans.today():
            raise ValidationError(_("Please choose today or a later day. What was valid before stays as it was."))
        return day

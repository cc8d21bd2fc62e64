"""What can be booked."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from billing.forms import MoneyField
from booking.enums import GRID
from booking.models import Service


class ServiceForm(forms.ModelForm):
    price_cents = MoneyField(
        label=_("Price in EUR, including VAT"),
        required=False,
        help_text=_("This is what clients see and pay. Leave it empty, or 0, for free of charge."),
    )
    minutes = forms.IntegerField(label=_("Minutes"), min_value=GRID, max_value=480)

    class Meta:
        model = Service
        fields = ("name", "minutes", "mode", "price_cents", "audience", "active")
        labels = {"active": _("On offer")}
        widgets = {"mode": forms.RadioSelect, "audience": forms.RadioSelect}
        help_texts = {
            "name": _("What clients read, for instance “Conversation” or “Getting to know each other”."),
            "mode": _("Writing always works. Sound and picture can be switched off during the conversation."),
            "audience": _(
                "Your own clients are people who have had an appointment with you, and those you brought along yourself. "
                "What is by arrangement does not appear anywhere: you agree in messages, and book it for them."
            ),
            "active": _("Without the tick nobody can book it any more. What is booked already stays."),
        }

    def clean_price_cents(self):
        price = self.cleaned_data["price_cents"]
        if 0 < price < 100:
            raise ValidationError(_("Either free of charge, or at least 1.00."))
        return price

"""Mails about appointments, and calendars elsewhere."""

from django import forms
from django.utils.translation import gettext_lazy as _

from booking.models import CalendarChoice, OutsideCalendar
from lib import outward


class CalendarChoiceForm(forms.ModelForm):
    class Meta:
        model = CalendarChoice
        fields = ("attach", "remind_day", "remind_hour")
        labels = {
            "attach": _("Attach an entry for my calendar"),
            "remind_day": _("Remind me 24 hours before"),
            "remind_hour": _("Remind me an hour before"),
        }
        help_texts = {
            "attach": _(
                "It says only “Appointment” and when. Many mail programs put it into the calendar by themselves."
            )
        }


class OutsideNameForm(forms.ModelForm):
    class Meta:
        model = OutsideCalendar
        fields = ("name",)
        help_texts = {"name": _("For you alone, for example “Family”.")}


class OutsideForm(OutsideNameForm):
    address = forms.CharField(
        label=_("Secret address in iCal format"),
        max_length=outward.LONGEST,
        help_text=_("It begins with https:// or webcal:// and often ends with .ics."),
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}),
    )

"""Meetings of colleagues."""

from datetime import UTC, datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from booking.enums import GRID
from booking.forms.fields import DayInput, minute_choices
from lib import clock


class MeetingForm(forms.Form):
    """When colleagues meet, on the clock of who calls the meeting."""

    on = forms.DateField(label=_("Day"), widget=DayInput())
    at = forms.TimeField(
        label=_("Time"), widget=forms.TimeInput(attrs={"type": "time", "step": GRID * 60}, format="%H:%M")
    )
    minutes = forms.TypedChoiceField(
        label=_("Length"), coerce=int, choices=minute_choices(15, 30, 45, 60, 90, 120, 180), initial=60
    )
    subject = forms.CharField(
        label=_("Subject"), max_length=80, required=False,
        help_text=_("Everybody who is asked sees it, and it is stored in clear: no names of clients."),
    )  # fmt: skip

    def __init__(self, *args, zone, **kwargs):
        super().__init__(*args, **kwargs)
        self.zone = zone
        self.fields["on"].widget.attrs["min"] = clock.now().astimezone(zone).date().isoformat()

    def clean(self):
        cleaned = super().clean()
        if "on" in cleaned and "at" in cleaned:
            wall = datetime.combine(cleaned["on"], cleaned["at"].replace(second=0, microsecond=0))
            start = wall.replace(tzinfo=self.zone).astimezone(UTC)
            if start.astimezone(self.zone).replace(tzinfo=None) != wall:
                self.add_error("at", _("This time does not exist on that day: the clocks are changed."))
            elif not 2000 <= start.year < 3000:
                self.add_error("on", _("Please choose a day that is nearer."))
            self.start = start
        return cleaned

    def meeting(self) -> dict:
        return {"start": self.start} | {name: self.cleaned_data[name] for name in ("minutes", "subject")}

"""What people do with appointments: withdraw, give money back, book many at once."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from billing.forms import MoneyField
from booking import weekly
from booking.forms.fields import ClockField
from lib import clock, zones
from lib.ids import to_text


class WithdrawalForm(forms.Form):
    """The statement of somebody who withdraws."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=80,
        validators=[RegexValidator(r"^[^/:@<>\r\n]*$", _("Please use letters only."))],
        help_text=_("The name under which you booked is enough."),
    )
    email = forms.EmailField(
        label=_("E-mail for the confirmation"),
        max_length=254,
        required=False,
        help_text=_("You can leave it empty. The confirmation also stays on the page of the appointment, to print."),
    )


class RefundForm(forms.Form):
    cents = MoneyField(label=_("Amount in EUR that goes back"))
    rest = forms.IntegerField(min_value=0, max_value=10**9, widget=forms.HiddenInput)

    def clean_cents(self):
        if not self.cleaned_data["cents"]:
            raise ValidationError(_("Please write an amount like 80.00."))
        return self.cleaned_data["cents"]


class SeriesForm(forms.Form):
    """The same time of the counsellor's clock, every few weeks."""

    service = forms.ChoiceField(label=_("What"))
    client = forms.ChoiceField(label=_("Who comes"))
    on = forms.DateField(label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    at = ClockField(label=_("Time"))
    every_weeks = forms.TypedChoiceField(label=_("How often"), coerce=int, initial=1)
    times = forms.IntegerField(label=_("How many"), min_value=weekly.FEWEST, max_value=weekly.MOST, initial=6)

    def __init__(self, *args, offered, clients, zone, **kwargs):
        """`clients`: None where clients book for themselves."""
        super().__init__(*args, **kwargs)
        self.zone, self.offered = zone, {to_text(service.uid): service for service in offered}
        self.fields["service"].choices = [(code, service.name) for code, service in self.offered.items()]
        self.fields["every_weeks"].choices = [
            (n, _("every week") if n == 1 else _("every %(n)s weeks") % {"n": n})
            for n in range(1, weekly.LONGEST_STEP + 1)
        ]
        self.fields["at"].help_text = _("On the counsellor’s clock: %(zone)s.") % {"zone": zones.words(zone)}
        self.fields["at"].required = True
        if clients is None:
            del self.fields["client"]
        else:
            self.clients = {to_text(client.uid): client for client in clients}
            self.fields["client"].choices = [("", _("Please choose"))] + [
                (code, client.name) for code, client in self.clients.items()
            ]

    @staticmethod
    def split(start, zone: str) -> dict:
        """A start as the two fields hold it."""
        if start is None:
            return {}
        wall = start.astimezone(ZoneInfo(zone))
        return {"on": wall.date(), "at": wall.hour * 60 + wall.minute}

    def clean_service(self):
        return self.offered[self.cleaned_data["service"]]

    def clean_client(self):
        return self.clients[self.cleaned_data["client"]]

    def clean_on(self):
        on, today = self.cleaned_data["on"], clock.now().date()
        if not today - timedelta(days=1) <= on <= today + timedelta(days=366):
            raise ValidationError(_("Please choose a day within the next year."))
        return on

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("on") and cleaned.get("at") is not None:
            wall = datetime.combine(cleaned["on"], time(cleaned["at"] // 60, cleaned["at"] % 60))
            cleaned["start"] = wall.replace(tzinfo=ZoneInfo(self.zone)).astimezone(UTC)
        return cleaned

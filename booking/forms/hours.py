"""When a counsellor works: the week, single days, absences, public holidays."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from booking.enums import DAY_MINUTES, Weekday
from booking.forms.fields import DayInput, SpansMixin, minute_choices, minutes_label
from booking.models import BookingRules
from booking.rules import LONGEST_AHEAD
from cms import public_holidays
from lib import zones


class HoursForm(SpansMixin, forms.ModelForm):
    zone = forms.ChoiceField(label=_("Time zone of your hours"), choices=zones.choices)
    slot_step = forms.TypedChoiceField(
        label=_("Offer a start every"), coerce=int, choices=minute_choices(5, 10, 15, 20, 30, 45, 60, 90, 120)
    )
    buffer_before = forms.TypedChoiceField(
        label=_("Pause before each appointment"), coerce=int, choices=minute_choices(0, 5, 10, 15, 20, 30, 45, 60)
    )
    buffer_after = forms.TypedChoiceField(
        label=_("Pause after each appointment"), coerce=int, choices=minute_choices(0, 5, 10, 15, 20, 30, 45, 60)
    )
    min_notice = forms.TypedChoiceField(
        label=_("Clients book at least this long before"),
        coerce=int,
        choices=minute_choices(0, 15, 30, 60, 120, 240, 720, 1440, 2880, 4320, 10080),
        help_text=_("You yourself can still book sooner."),
    )
    horizon_days = forms.IntegerField(label=_("Clients book at most this many days ahead"), min_value=1, max_value=365)
    max_per_day = forms.IntegerField(
        label=_("At most this many appointments a day"),
        min_value=1,
        max_value=50,
        required=False,
        help_text=_("Leave empty for no limit."),
    )
    cancel_hours = forms.TypedChoiceField(
        label=_("Clients cancel free of charge until this long before"),
        coerce=int,
        choices=[
            (hours, _("the start") if not hours else minutes_label(hours * 60)) for hours in (0, 2, 12, 24, 48, 72)
        ],
        help_text=_(
            "Clients pay just before the conversation, so most late cancellations have not been paid "
            "yet: nobody is charged for not having come."
        ),
    )
    trust_transfers = forms.BooleanField(
        label=_("Let clients in as soon as they say that their transfer is sent"),
        required=False,
        help_text=_("Otherwise you let them in yourself, or confirm that the money has arrived."),
    )
    withdrawal = forms.BooleanField(
        label=_("Clients have 14 days to withdraw from the contract"),
        required=False,
        help_text=_(
            "In the EU consumers have this right for what they order at a distance. Health care is exempt from it; "
            "coaching and counselling mostly are not. This is no legal advice: please ask somebody who knows the law of "
            "your profession. It counts for what is booked from now on."
        ),
    )
    accepting = forms.BooleanField(
        label=_("Clients can book new appointments"),
        required=False,
        help_text=_("Without the tick only you can book. What is booked already stays."),
    )

    GROUPS = [
        (_("In general"), ["accepting", "zone"]),
        (_("Between appointments"), ["slot_step", "buffer_before", "buffer_after"]),
        (_("How soon and how far ahead"), ["min_notice", "horizon_days", "max_per_day"]),
        (_("Cancelling and paying"), ["cancel_hours", "withdrawal", "trust_transfers"]),
    ]
    WORKDAYS = range(1, 5)  # those that can take over Monday's hours

    class Meta:
        model = BookingRules
        fields = (
            "zone",
            "slot_step",
            "buffer_before",
            "buffer_after",
            "min_notice",
            "horizon_days",
            "max_per_day",
            "cancel_hours",
            "withdrawal",
            "trust_transfers",
            "accepting",
        )

    def __init__(self, *args, weekly, **kwargs):
        """`weekly`: {weekday: [(start, end)]}. Each day has room for one span more than it has, at least for two."""
        super().__init__(*args, **kwargs)
        posted = self.data or {}
        self.counts = {}
        for day in Weekday.values:
            spans = weekly.get(day, [])
            count = max(2, len(spans) + (len(spans) > 1))
            while f"d{day}_{count}_from" in posted and count < 12:
                count += 1
            self.counts[day] = count
            self.add_spans(f"d{day}", spans, count)

    @classmethod
    def with_mondays_hours(cls, data, **kwargs):
        """What was sent, with Monday's hours on the other workdays too. Not saved yet."""
        data = data.copy()
        for name in [name for name in data if name[:1] == "d" and name[1:2].isdigit() and name[2:3] == "_"]:
            if int(name[1]) in cls.WORKDAYS:
                del data[name]
        for name in [name for name in data if name.startswith("d0_")]:
            for day in cls.WORKDAYS:
                data[f"d{day}_{name.removeprefix('d0_')}"] = data[name]
        return cls(data, **kwargs)

    def days(self):
        """For the template: (weekday's number and name, rows of two fields)."""
        return [(day, Weekday(day).label, self.rows(f"d{day}", self.counts[day])) for day in Weekday.values]

    def cleaned_settings(self) -> dict:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}

    def groups(self):
        """For the template: (heading, fields)."""
        return [(heading, [self[name] for name in names]) for heading, names in self.GROUPS]

    def clean(self):
        cleaned = super().clean()
        self.weekly = [
            (day, start, end) for day in Weekday.values for start, end in self.spans(f"d{day}", self.counts[day])
        ]
        notice, horizon = cleaned.get("min_notice"), cleaned.get("horizon_days")
        if notice is not None and horizon and notice >= horizon * DAY_MINUTES:
            self.add_error("min_notice", _("This is longer than clients can book ahead."))
        return cleaned


class DayForm(SpansMixin, forms.Form):
    """The hours of one date."""

    SPANS = 3
    on = forms.DateField(label=_("Day"), widget=DayInput())
    closed = forms.BooleanField(label=_("Closed all day"), required=False)

    def __init__(self, *args, today, spans=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.today, self.count = today, max(self.SPANS, len(spans))
        self.fields["on"].widget.attrs |= {"min": today.isoformat(), "max": (today + LONGEST_AHEAD).isoformat()}
        self.add_spans("d", list(spans), self.count)

    def span_rows(self):
        return self.rows("d", self.count)

    def clean_on(self):
        on = self.cleaned_data["on"]
        if on < self.today:
            raise ValidationError(_("This day is over."))
        if on > self.today + LONGEST_AHEAD:
            raise ValidationError(_("Please choose a day of the next two years."))
        return on

    def clean(self):
        cleaned = super().clean()
        self.times = self.spans("d", self.count)
        if self.times and cleaned.get("closed"):
            self.add_error("closed", _("Either closed, or with hours."))
        if not self.errors and not self.times and not cleaned.get("closed"):
            self.add_error("closed", _("Please give hours, or say that the day is closed."))
        return cleaned


class AbsenceForm(forms.Form):
    """Whether the days are possible, its action says."""

    first_on = forms.DateField(label=_("First day away"), widget=DayInput())
    last_on = forms.DateField(
        label=_("Last day away"), widget=DayInput(), help_text=_("From the day after, clients can book again.")
    )

    def __init__(self, *args, today, began_on=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["first_on"].widget.attrs["min"] = min(today, began_on or today).isoformat()
        self.fields["last_on"].widget.attrs["min"] = today.isoformat()
        for field in self.fields.values():
            field.widget.attrs["max"] = (today + LONGEST_AHEAD).isoformat()


class HolidayForm(forms.Form):
    """A country, then one of its regions."""

    country = forms.ChoiceField(label=_("Country"))
    region = forms.ChoiceField(label=_("State, canton or region"), required=False)

    def __init__(self, data, **kwargs):
        """A region of another country (the one chosen before) counts as none."""
        regions = public_holidays.regions(data.get("country", ""))
        if data.get("region") not in dict(regions):
            data = {"country": data.get("country", ""), "region": ""}
        super().__init__(data, **kwargs)
        self.fields["country"].choices = [("", _("Please choose")), *public_holidays.countries()]
        self.fields["region"].choices = [("", _("the whole country")), *regions]
        self.has_regions = bool(regions)

    @property
    def code(self) -> str:
        """Of a valid form."""
        return "-".join(filter(None, [self.cleaned_data["country"], self.cleaned_data["region"]]))

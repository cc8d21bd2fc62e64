from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.functional import lazy
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from billing.forms import MoneyField
from booking import weekly
from booking.enums import DAY_MINUTES, GRID, Weekday
from booking.models import BookingRules, CalendarChoice, OutsideCalendar, Service
from booking.rules import LONGEST_AHEAD
from cms import public_holidays
from lib import clock, outward, zones
from lib.ids import to_text


def _minutes_label(minutes: int) -> str:
    if minutes == 0:
        return pgettext("minutes", "none")
    if minutes < 60:
        return gettext("%(n)s minutes") % {"n": minutes}
    if minutes % (24 * 60) == 0:
        days = minutes // (24 * 60)
        return gettext("1 day") if days == 1 else gettext("%(n)s days") % {"n": days}
    return gettext("1 hour") if minutes == 60 else gettext("%(n)s hours") % {"n": minutes // 60}


minutes_label = lazy(_minutes_label, str)  # choices are made when nobody reads yet


def minute_choices(*values):
    return [(value, minutes_label(value)) for value in values]


class ClockField(forms.TimeField):
    """A wall time as minutes of the day, on the grid of five minutes."""

    widget = forms.TimeInput(attrs={"type": "time", "step": GRID * 60}, format="%H:%M")

    def __init__(self, **kwargs):
        super().__init__(required=False, **kwargs)

    def prepare_value(self, value):
        return f"{value // 60 % 24:02d}:{value % 60:02d}" if isinstance(value, int) else value

    def clean(self, value):
        value = super().clean(value)
        if not isinstance(value, time):
            return None
        minute = value.hour * 60 + value.minute
        if minute % GRID or value.second:
            raise ValidationError(_("Please use steps of five minutes."))
        return minute


class SpansMixin:
    """Pairs of ClockFields named `<prefix>_<n>_from` and `_to`."""

    def add_spans(self, prefix, spans, count):
        for n in range(count):
            start, end = spans[n] if n < len(spans) else (None, None)
            self.fields[f"{prefix}_{n}_from"] = ClockField(label=_("from"), initial=start)
            self.fields[f"{prefix}_{n}_to"] = ClockField(label=_("to"), initial=end)

    def spans(self, prefix, count):
        """The filled ones in order; adds an error where a pair makes no sense."""
        found = []
        for n in range(count):
            names = f"{prefix}_{n}_from", f"{prefix}_{n}_to"
            start, end = (self.cleaned_data.get(name) for name in names)
            if any(name in self.errors for name in names) or (start is None and end is None):
                continue
            if start is None or end is None:
                self.add_error(names[0 if start is None else 1], _("Please give both times, or none."))
                continue
            end = end or DAY_MINUTES  # midnight ends the day
            if end <= start:
                self.add_error(names[1], _("The end comes before the start."))
            elif any(start < b and end > a for a, b in found):
                self.add_error(names[0], _("This overlaps with the time before."))
            else:
                found.append((start, end))
        return sorted(found)

    def rows(self, prefix, count):
        return [(self[f"{prefix}_{n}_from"], self[f"{prefix}_{n}_to"]) for n in range(count)]


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


class DayInput(forms.DateInput):
    def __init__(self, **attrs):
        super().__init__(attrs={"type": "date", **attrs}, format="%Y-%m-%d")


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


class MeetingForm(forms.Form):
    """When colleagues meet, on the clock of who calls the meeting."""

    on = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
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

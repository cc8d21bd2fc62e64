"""What the forms of booking are made of: lengths of time, wall times, pairs of them, days."""

from datetime import time

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import lazy
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from booking.enums import DAY_MINUTES, GRID


def _minutes_label(minutes: int) -> str:
    if minutes == 0:
        return pgettext("minutes", "none")
    if minutes < 60 or minutes % 60:
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


class DayInput(forms.DateInput):
    def __init__(self, **attrs):
        super().__init__(attrs={"type": "date", **attrs}, format="%Y-%m-%d")

"""Dates, times and spans of time as each language writes them: "Sun 22 Nov, 10:00", "So., 22. Nov., 10:00".

Everything takes a date or an aware moment; a moment is shown in the time zone of whoever reads. In templates:
`{% load formats %}{{ appointment.start|moment }}`.
"""

import re
from datetime import date, datetime, time, timedelta

from babel import Locale
from babel.dates import format_date, format_time, format_timedelta
from babel.units import format_unit
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lib import clock

BRITISH = {"en": "en_GB"}
PATTERNS = {  # those of CLDR, except that English keeps a comma after a weekday
    "en": {
        "date": "d MMMM y",
        "date_short": "d MMM y",
        "month_day": "d MMMM",
        "weekday": "EEEE, d MMMM",
        "weekday_short": "EEE d MMM",
    },
    "de": {
        "date": "d. MMMM y",
        "date_short": "d. MMM y",
        "month_day": "d. MMMM",
        "weekday": "EEEE, d. MMMM",
        "weekday_short": "EEE, d. MMM",
    },
    "fr": {
        "date": "d MMMM y",
        "date_short": "d MMM y",
        "month_day": "d MMMM",
        "weekday": "EEEE d MMMM",
        "weekday_short": "EEE d MMM",
    },
}
FIRST = re.compile(r"(?<!\d)1 (?=[^\W\d])")
UNITS = [("day", 86_400), ("hour", 3600), ("minute", 60)]
DAYS_IN_WORDS = 7

Day = date | datetime


def locale(language: str | None = None) -> Locale:
    language = (language or get_language() or "en").partition("-")[0]
    return Locale.parse(BRITISH.get(language, language if language in PATTERNS else "en_GB"))


def day(value: Day, kind: str = "date", language: str | None = None) -> str:
    """`kind` is one of PATTERNS: "22 November 2026", "22 Nov 2026", "22 November", "Sunday, 22 November", "Sun 22 Nov"."""
    known = locale(language)
    words = format_date(_local(value), PATTERNS[known.language][kind], locale=known)
    return FIRST.sub("1er ", words) if known.language == "fr" else words


def short_weekday(value: Day, language: str | None = None) -> str:
    """ "Sun", "So.", "dim." """
    return format_date(_local(value), "EEE", locale=locale(language))


def month(value: Day, language: str | None = None) -> str:
    """ "November 2026" """
    return format_date(_local(value), "LLLL y", locale=locale(language))


def short_month(value: Day, language: str | None = None) -> str:
    """ "Nov" """
    return format_date(_local(value), "LLL", locale=locale(language))


def amount(number: int, unit: str, language: str | None = None) -> str:
    """So many minutes, hours or days, for places with little room: "25 mins", "7 hrs", "3 days"."""
    return format_unit(number, f"duration-{unit}", "short", locale=locale(language))


def full_day(value: Day, language: str | None = None) -> str:
    """ "Sunday, 22 November 2026" """
    return f"{day(value, 'weekday', language)} {_local(value).year}"


def hour(value: datetime | time, language: str | None = None) -> str:
    """ "10:00" """
    return format_time(_local(value), "HH:mm", locale=locale(language))


def moment(value: datetime, kind: str = "weekday", language: str | None = None) -> str:
    """ "Sunday, 22 November, 10:00" """
    return f"{day(value, kind, language)}, {hour(value, language)}"


def ago(value: datetime, language: str | None = None) -> str:
    """ "4 minutes ago", "5 days ago"; a week and more ago: the date, with its year if it is another one."""
    passed = int((clock.now() - value).total_seconds())
    if passed >= DAYS_IN_WORDS * 86_400:
        is_this_year = _local(value).year == timezone.localtime(clock.now()).year
        return day(value, "month_day" if is_this_year else "date", language)
    for unit, seconds in UNITS:
        if abs(passed) >= seconds:
            whole = timedelta(seconds=passed // seconds * seconds if passed > 0 else -(-passed // seconds * seconds))
            return format_timedelta(-whole, unit, threshold=1, add_direction=True, locale=locale(language))
    return _("just now")


def _local(value):
    if not isinstance(value, datetime):
        return value
    # the template filter `timezone` has chosen a zone already, and says so
    keeps_zone = timezone.is_naive(value) or not getattr(value, "convert_to_local_time", True)
    return value if keeps_zone else timezone.localtime(value)

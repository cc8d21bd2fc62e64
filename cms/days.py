"""Dates in words, as each language writes them: "Tuesday, 6 July", "Dienstag, 6. Juli", "mardi 6 juillet"."""

from datetime import date, datetime

from babel import Locale, dates
from django.utils.translation import get_language

from lib import clock

BRITISH = {"en": "en_GB"}
WITHOUT_YEAR = {"en": "EEEE, d MMMM", "de": "EEEE, d. MMMM", "fr": "EEEE d MMMM"}  # the year stands behind it


def in_words(day: date, language: str | None = None) -> str:
    """With the year only where nobody would guess it."""
    locale = _locale(language)
    words = dates.format_date(day, WITHOUT_YEAR.get(locale.language, "full"), locale=locale)
    is_near = abs((day - clock.now().date()).days) < 180
    return words if is_near or locale.language not in WITHOUT_YEAR else f"{words} {day.year}"


def moment_in_words(at: datetime, language: str | None = None) -> str:
    """A local datetime as day and time of day."""
    return f"{in_words(at.date(), language)}, {time_in_words(at.time(), language)}"


def time_in_words(at, language: str | None = None) -> str:
    return dates.format_time(at, "short", locale=_locale(language))


def weekday_in_words(weekday: int, language: str | None = None) -> str:
    """Monday is 0."""
    return dates.get_day_names("wide", locale=_locale(language))[weekday]


def _locale(language: str | None) -> Locale:
    language = language or get_language() or "en"
    return Locale.parse(BRITISH.get(language, language).replace("-", "_"))

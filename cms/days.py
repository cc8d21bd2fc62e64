"""Dates in words, as each language writes them: "Tuesday, 6 July", "Dienstag, 6. Juli", "mardi 6 juillet"."""

from datetime import date, datetime

from babel import dates

from lib import clock, formats


def in_words(day: date, language: str | None = None) -> str:
    """With the year only where nobody would guess it."""
    is_near = abs((day - clock.now().date()).days) < 180
    return formats.day(day, "weekday", language) if is_near else formats.full_day(day, language)


def moment_in_words(at: datetime, language: str | None = None) -> str:
    """A local datetime as day and time of day."""
    return f"{in_words(at.date(), language)}, {time_in_words(at.time(), language)}"


time_in_words = formats.hour


def weekday_in_words(weekday: int, language: str | None = None) -> str:
    """Monday is 0."""
    return dates.get_day_names("wide", locale=formats.locale(language))[weekday]

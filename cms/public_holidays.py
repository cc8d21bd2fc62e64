"""Public holidays by country and region: a thin face of the `holidays` package."""

from functools import cache

import holidays
from babel import Locale
from django.utils.translation import get_language


def countries() -> list[tuple[str, str]]:
    """Every country that is known, by its name in the present language."""
    names = Locale.parse(get_language() or "en", sep="-").territories
    return sorted(((code, names.get(code, code)) for code in _codes()), key=lambda country: country[1])


@cache
def _codes() -> tuple[str, ...]:
    return tuple(code for code in holidays.list_supported_countries(include_aliases=False) if len(code) == 2)


def subdivision(country: str, named: str) -> str:
    """The short sign of a region that was given by sign or name. Raises ValueError with the names there are."""
    if not named or not country:
        return ""
    kind = getattr(holidays, country, None)
    signs, names = getattr(kind, "subdivisions", ()), getattr(kind, "subdivisions_aliases", {})
    known = {sign.casefold(): sign for sign in signs} | {name.casefold(): sign for name, sign in names.items()}
    found = known.get(named.strip().casefold())
    if not found:
        raise ValueError(", ".join(sorted(names) or sorted(signs)))
    return found


@cache
def of(country: str, subdivision: str = "") -> holidays.HolidayBase:
    """Answers `date in …` for any year; empty where no country is chosen."""
    return holidays.country_holidays(country, subdiv=subdivision or None) if country else {}

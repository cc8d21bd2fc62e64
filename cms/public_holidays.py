"""Public holidays by country and region: a thin face of the `holidays` package."""

from datetime import date
from functools import cache, lru_cache

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


ISO_SIZE = 3  # signs of regions in ISO 3166-2; the package knows longer ones of its own


def is_region(code: str) -> bool:
    """Is it a country ("AT") or one of its regions ("DE-BY")?"""
    country, dash, region = code.partition("-")
    return country in _codes() and (not dash or region in dict(regions(country)))


def regions(country: str) -> list[tuple[str, str]]:
    """The regions of a country by name, as far as their holidays are known: [("BY", "Bayern"), …]."""
    if country not in _codes():
        return []
    kind = getattr(holidays, country)
    names: dict[str, str] = {}
    for name, sign in getattr(kind, "subdivisions_aliases", {}).items():
        names[sign] = max(name, names.get(sign, ""), key=len)  # the others are short forms
    signs = [sign for sign in kind.subdivisions if len(sign) <= ISO_SIZE]
    return sorted(((sign, names.get(sign, sign)) for sign in signs), key=lambda region: region[1])


def region_name(code: str) -> str:
    """ "Germany, Bayern" """
    country, _dash, region = code.partition("-")
    parts = dict(countries()).get(country, country), dict(regions(country)).get(region, region)
    return ", ".join(part for part in parts if part)


def between(code: str, first: date, last: date) -> dict[date, str]:
    """The public holidays of a country or region with their names, in the present language if they are known in it."""
    if not code:
        return {}
    language = (get_language() or "en").partition("-")[0]
    return {
        day: name
        for year in range(first.year, last.year + 1)
        for day, name in _of_year(code, year, language)
        if first <= day <= last
    }


@lru_cache(maxsize=500)
def _of_year(code: str, year: int, language: str) -> tuple[tuple[date, str], ...]:
    country, _dash, region = code.partition("-")
    known = getattr(holidays, country).supported_languages
    spoken = next((name for name in known if name.partition("_")[0] == language), None)
    found = holidays.country_holidays(country, subdiv=region or None, years=year, language=spoken)
    return tuple(sorted(found.items()))

"""Time zones as people choose them: IANA names."""

from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from babel.dates import get_timezone_location, get_timezone_name
from django.utils.translation import get_language

from lib import formats

REGIONS = ("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


@cache
def names() -> frozenset[str]:
    return frozenset(name for name in available_timezones() if name.split("/")[0] in REGIONS) | {"UTC"}


def is_zone(name: str) -> bool:
    return name in names()


@cache
def choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Grouped by region, for a select: `[("Europe", [("Europe/Vienna", "Vienna"), …]), …]`."""
    groups: dict[str, list] = {}
    for name in sorted(names()):
        region, _slash, city = name.partition("/")
        groups.setdefault(region, []).append((name, label(name) if city else name))
    return list(groups.items())


def label(name: str) -> str:
    """`America/Argentina/Buenos_Aires` as "Argentina, Buenos Aires"."""
    return ", ".join(name.split("/")[1:] or [name]).replace("_", " ")


def city(name: str) -> str:
    """The place alone, as the reader's language calls it: "Vienna", "Wien"."""
    return _words(name, get_language() or "en")[0]


def words(name: str) -> str:
    """The place and what its time is called: "Vienna, Central European Time"."""
    return ", ".join(filter(None, _words(name, get_language() or "en")))


@cache
def _words(name: str, language: str) -> tuple[str, str]:
    if name == "UTC":
        return "UTC", ""
    locale = formats.locale(language)
    place = get_timezone_location(ZoneInfo(name), locale=locale, return_city=True).rsplit("/", 1)[-1]
    time = get_timezone_name(ZoneInfo(name), locale=locale)
    return place, "" if place in time else time  # without a name of its own it is called after the place


def zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)

"""Time zones as people choose them: IANA names."""

import unicodedata
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from babel.core import get_global
from babel.dates import get_timezone_location, get_timezone_name
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from lib import formats

REGIONS = {
    "Africa": _("Africa"),
    "America": _("America"),
    "Antarctica": _("Antarctica"),
    "Asia": _("Asia"),
    "Atlantic": _("Atlantic"),
    "Australia": _("Australia"),
    "Europe": _("Europe"),
    "Indian": _("Indian Ocean"),
    "Pacific": _("Pacific"),
}


@cache
def names() -> frozenset[str]:
    return frozenset(name for name in available_timezones() if name.split("/")[0] in REGIONS) | {"UTC"}


def is_zone(name: str) -> bool:
    return name in names()


def choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Grouped by region, for a select: `[("Europe", [("Europe/Vienna", "Vienna"), …]), …]`, in the reader's language."""
    return _choices((get_language() or "en").partition("-")[0])


@cache
def _choices(language: str) -> list[tuple[str, list[tuple[str, str]]]]:
    groups: dict[str, list] = {}
    for name in sorted(names()):
        groups.setdefault(name.partition("/")[0], []).append((name, label(name, language)))
    with translation.override(language):
        return [
            (str(REGIONS.get(region, region)), sorted(places, key=lambda place: _without_accents(place[1])))
            for region, places in groups.items()
        ]


def label(name: str, language: str = "en") -> str:
    """`America/Argentina/Buenos_Aires` as "Argentina, Buenos Aires", `Europe/Vienna` in German as "Wien"."""
    if language == "en" or "/" not in name or name in get_global("zone_aliases"):
        return ", ".join(name.split("/")[1:] or [name]).replace("_", " ")  # an older name keeps its spelling
    return get_timezone_location(ZoneInfo(name), locale=formats.locale(language), return_city=True).replace("/", ", ")


def _without_accents(text: str) -> str:
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()


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

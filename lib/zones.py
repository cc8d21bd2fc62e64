"""Time zones as people choose them: IANA names."""

from functools import cache
from zoneinfo import ZoneInfo, available_timezones

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
    """The last part only, for tight places."""
    return name.rsplit("/", 1)[-1].replace("_", " ")


def zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)

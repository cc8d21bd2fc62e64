"""Marks: facts about a listing as words of the search index, so that words and filters are one intersection.

A mark begins with an underscore, which no word somebody types can contain (search.words). Those that can be chosen as a
filter are counted (models.Facet); days and cells are not.
"""

import math
from datetime import datetime

from django.conf import settings

from directory.postcodes import Point
from lib import zones

ACCEPTING = "_a"
MODES = ("text", "sound", "picture", "person")
PRICES = (0, 30, 50, 70, 90, 120, 150, 200)  # "up to", in whole units of the currency
FINE, COARSE = ("_g", 0.25, 0.35), ("_h", 1.0, 1.4)  # cells of about 28 and 111 km, for near and far circles
FINE_UP_TO_KM = 30
KM_OF_A_DEGREE = 111.2
COUNTED = ("_s", "_l", "_t", "_m", "_p")


def speciality(pk: int) -> str:
    return f"_s{pk}"


def language(pk: int) -> str:
    return f"_l{pk}"


def title(pk: int) -> str:
    return f"_t{pk}"


def mode(name: str) -> str:
    return f"_m{name}"


def price(up_to: int, currency: str) -> str:
    return f"_p{up_to}{currency.lower()}"


def beginning(letters: str) -> str:
    """Of a word: as a mark, because a whole index of beginnings has too many of them."""
    return f"_b{letters}"


def prices(cents: int | None, currency: str) -> list[str]:
    """Every "up to" the price fits."""
    if cents is None or not currency:
        return []
    return [price(up_to, currency) for up_to in PRICES if cents <= up_to * 100]


def day(at: datetime) -> str:
    """The day of an instant, where the portal is."""
    return f"_d{at.astimezone(zones.zone(settings.DEFAULT_ZONE)).toordinal()}"


def cells(point: Point) -> list[str]:
    """The cells a place lies in, one of each size."""
    return [_cell(size, *_numbers(size, point)) for size in (FINE, COARSE)]


def cells_around(point: Point, km: float) -> list[str]:
    """The cells a circle may touch."""
    size = FINE if km <= FINE_UP_TO_KM else COARSE
    high = km / KM_OF_A_DEGREE
    wide = high / math.cos(math.radians(min(abs(point.lat) + high, 85)))
    south, west = _numbers(size, Point(point.lat - high, point.lon - wide))
    north, east = _numbers(size, Point(point.lat + high, point.lon + wide))
    return [_cell(size, row, column) for row in range(south, north + 1) for column in range(west, east + 1)]


def of(text: str) -> set[str]:
    """The marks in a listing's text."""
    return {word for word in text.split() if word.startswith("_")}


def counted(text: str) -> set[str]:
    return {mark for mark in of(text) if mark.startswith(COUNTED)}


def _numbers(size, point: Point) -> tuple[int, int]:
    _letter, high, wide = size
    return math.floor((point.lat + 90) / high), math.floor((point.lon + 180) / wide)


def _cell(size, row: int, column: int) -> str:
    return f"{size[0]}{row}x{column}"

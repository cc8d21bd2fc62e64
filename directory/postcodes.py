"""Where a postcode lies, from a table of our own: no address and no postcode is sent to anybody.

The table (data/README.md) has the centre of each postcode of five countries, so a distance is one between centres: good
for "about 12 km". It is read when the first postcode is asked for and then stays in memory (some 5 MB).
"""

import gzip
import math
import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

TABLE = Path(__file__).parent / "data" / "postcodes.csv.gz"
DIGITS = {"at": 4, "ch": 4, "li": 4, "de": 5, "fr": 5}
BEFORE_THE_DIGITS = {"A": "at", "AT": "at", "CH": "ch", "FL": "li", "LI": "li", "D": "de", "DE": "de", "F": "fr", "FR": "fr"}  # fmt: skip
EARTH_KM = 6371.0


class Point(NamedTuple):
    lat: float
    lon: float


class Place(NamedTuple):
    country: str
    postcode: str
    point: Point


def find(text: str, country: str = "") -> list[Place]:
    """The places a typed postcode may mean, the likeliest first: in one country if one is given or written before it."""
    letters, digits = _parts(text)
    country = country or BEFORE_THE_DIGITS.get(letters, "")
    countries = [country] if country else sorted(DIGITS, key=lambda name: name != settings.DEFAULT_COUNTRY)
    return [
        Place(name, digits, point)
        for name in countries
        if len(digits) == DIGITS.get(name) and (point := _table().get(name + digits))
    ]


def point_of(country: str, postcode: str) -> Point | None:
    places = find(postcode, country) if country else []
    return places[0].point if places else None


def km(one: Point, other: Point) -> float:
    """Along the great circle."""
    lat_1, lon_1, lat_2, lon_2 = map(math.radians, (*one, *other))
    half = math.sin((lat_2 - lat_1) / 2) ** 2 + math.cos(lat_1) * math.cos(lat_2) * math.sin((lon_2 - lon_1) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(half))


def _parts(text: str) -> tuple[str, str]:
    """ "D-20259" as "D" and "20259"; digits of any script count; what is no postcode has no digits."""
    plain = "".join(str(unicodedata.decimal(sign, sign)) for sign in text[:20])
    match = re.fullmatch(r"\s*([A-Za-z]{0,2})[\s-]*([0-9]{4,5})\s*", plain)
    return (match[1].upper(), match[2]) if match else ("", "")


@cache
def _table() -> dict[str, Point]:
    with gzip.open(TABLE, "rt", encoding="ascii") as lines:
        rows = (line.rstrip().split(",") for line in lines)
        return {country + postcode: Point(float(lat), float(lon)) for country, postcode, lat, lon in rows}

"""Make the table of postcodes anew from a file of GeoNames (data/README.md says which)."""

import gzip
import math
import re
from collections import defaultdict
from statistics import median

from django.core.management.base import BaseCommand, CommandError

from directory.postcodes import DIGITS, TABLE

COUNTRY, POSTCODE, LAT, LON, ACCURACY = 0, 1, 9, 10, 11  # columns of the file
MOST_KM = 60  # from the middle of its neighbours: a German code further away belongs to a company, not to a place
CORRECTED = {("at", "8010"): (47.070, 15.450), ("at", "8020"): (47.070, 15.415)}  # Graz, where the file is 8 km off
AWAY_FROM_ALL = {("de", "27498")}  # Helgoland


class Command(BaseCommand):
    help = "Make the table of postcodes anew from allCountries.txt of GeoNames' export of postcodes."

    def add_arguments(self, parser):
        parser.add_argument("file")

    def handle(self, *args, file, **options):
        with open(file, encoding="utf-8") as lines:
            centres = _centres(line.rstrip("\n").split("\t") for line in lines)
        if not centres:
            raise CommandError("no postcode in this file")
        centres = _without_companies(centres) | CORRECTED
        lines = [f"{country},{code},{lat:.3f},{lon:.3f}\n" for (country, code), (lat, lon) in sorted(centres.items())]
        with open(TABLE, "wb") as raw, gzip.GzipFile(filename="", fileobj=raw, mode="wb", mtime=0) as table:
            table.write("".join(lines).encode("ascii"))
        self.stdout.write(f"{len(lines)} postcodes")


def _centres(rows):
    """The middle of a postcode's places that are known best."""
    places = defaultdict(list)
    for row in rows:
        country, code = row[COUNTRY].lower(), row[POSTCODE]
        if re.fullmatch(rf"[0-9]{{{DIGITS.get(country, 0)}}}", code) and float(row[LAT]) > 40:
            places[country, code].append((float(row[ACCURACY] or 0), float(row[LAT]), float(row[LON])))
    centres = {}
    for key, found in places.items():
        best = [place for place in found if place[0] == max(found)[0]]
        centres[key] = (median(place[1] for place in best), median(place[2] for place in best))
    return centres


def _without_companies(centres):
    neighbours = defaultdict(list)
    for (country, code), point in centres.items():
        neighbours[country, code[:3]].append(point)
    middles = {key: tuple(map(median, zip(*points, strict=True))) for key, points in neighbours.items()}
    return {
        (country, code): point
        for (country, code), point in centres.items()
        if country != "de"
        or (country, code) in AWAY_FROM_ALL
        or math.hypot(*_km(point, middles[country, code[:3]])) <= MOST_KM
    }


def _km(one, other):
    return (one[0] - other[0]) * 111, (one[1] - other[1]) * 111 * math.cos(math.radians(one[0]))

"""Who fits what somebody looks for, in which order: one bounded query, however many are listed.

At most `MOST` are found at a time, as order keys; a page of the list is a slice of them. The order of the day begins
somewhere else on the ring of order keys every day, goes round it, and mixes those it finds: everybody comes first at
times, and the order is the same for everybody all day. Whoever wants more than `MOST` goes on from where they end.
"""

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from math import cos, radians

from django.conf import settings
from django.db import connection

from directory import marks, search
from directory.postcodes import Point
from lib import clock, zones

MOST = 1000
RING = 1 << 31  # order keys are below
PARTS = 16
FAIR, SOON, NEAR = "day", "free", "distance"
FLAT = (111.195, 111.320)  # km of a degree of latitude, and of longitude at the equator


@dataclass(frozen=True)
class Wish:
    """What is looked for. Empty: everybody."""

    text: str = ""
    groups: tuple[tuple[str, ...], ...] = ()  # of each group of marks at least one
    free: bool = False  # a free time is still ahead
    centre: Point | None = None
    km: int = 0

    @property
    def question(self) -> str:
        around = [marks.cells_around(self.centre, self.km)] if self.centre else []
        return search.question(search.words(self.text), [*self.groups, *around])


@dataclass(frozen=True)
class Found:
    keys: list[int] = field(default_factory=list)
    more: bool = False  # than MOST
    follow: int | None = None  # the place on today's ring where those after them begin


def find(wish: Wish, order: str = FAIR, *, begin: int = 0, day: date | None = None, most: int = 0) -> Found:
    """`begin`: a place on today's ring, as a `follow` before gave it; only the order of the day goes on like this."""
    most = most or MOST
    day = day or clock.now().astimezone(zones.zone(settings.DEFAULT_ZONE)).date()
    if order == SOON:
        keys = _soonest(wish, day, most + 1)
        return Found(keys[:most], len(keys) > most)
    if order == NEAR and wish.centre:
        sql, parameters, _key = _fitting(wish)
        distance, numbers = _distance(wish.centre)
        sql = f"SELECT l.order_key FROM {sql} ORDER BY {distance}, l.order_key LIMIT %s"
        keys = [key for (key,) in _rows(sql, [*parameters, *numbers, most + 1])]
        return Found(keys[:most], len(keys) > most)
    start = _start(day)
    keys = _round_the_ring(wish, start, begin, most + 1)
    follow = (keys[most] - start) % RING if len(keys) > most else None
    return Found(_mixed(keys[:most], day), follow is not None, follow)


def counts(wishes: Iterable[Wish]) -> list[int]:
    """How many fit each of the wishes, in one query; more than MOST are MOST + 1."""
    parts, all_parameters = [], []
    for wish in wishes:
        sql, parameters, key = _fitting(wish)
        parts.append(f"(SELECT count(*) FROM (SELECT {key} FROM {sql} LIMIT %s) AS counted)")
        all_parameters += [*parameters, MOST + 1]
    return list(_rows("SELECT " + ", ".join(parts), all_parameters)[0]) if parts else []


def _round_the_ring(wish: Wish, start: int, begin: int, most: int) -> list[int]:
    """First in a small part of the ring, which is enough for what many have; the database goes on as far as it must."""
    first = (start + begin) % RING
    ends = [RING, start] if start + begin < RING else [start]
    near = min(first + RING // PARTS, ends[0])
    ranges = [(first, near, True), (near, ends[0], False), *((0, end, False) for end in ends[1:])]
    parts, all_parameters = [], []
    for low, high, nearby in ranges:
        sql, parameters, key = _fitting(wish, nearby=nearby)
        sql = f"SELECT {key} FROM {sql} AND {key} >= {low} AND {key} < {high} ORDER BY {key} LIMIT %s"
        parts.append(f"SELECT * FROM ({sql}) AS part_{len(parts)}")
        all_parameters += [*parameters, most]
    return [found for (found,) in _rows(" UNION ALL ".join(parts) + " LIMIT %s", [*all_parameters, most])]


def _soonest(wish: Wish, day: date, most: int) -> list[int]:
    """By the next free time; then, in the order of the day, those who have none or take nobody."""
    now = _instant(clock.now())
    near, numbers = _within(wish)
    sql, parameters = search.rows_by_free_time(wish.question)
    parts = [
        f"SELECT * FROM (SELECT l.order_key, 1 FROM {sql}{near} AND l.next_free_at > %s"
        " ORDER BY l.next_free_at, l.order_key LIMIT %s) AS free"
    ]
    all_parameters = [*parameters, *numbers, now, most]
    if not wish.free:
        sql, parameters, key = search.rows(wish.question)
        parts.append(
            f"SELECT * FROM (SELECT l.order_key, 0 FROM {sql}{near}"
            " AND (NOT l.accepting OR l.next_free_at IS NULL OR l.next_free_at <= %s)"
            f" ORDER BY {key} LIMIT %s) AS others"
        )
        all_parameters += [*parameters, *numbers, now, most]
    rows = _rows(" UNION ALL ".join(parts) + " LIMIT %s", [*all_parameters, most])
    return [key for key, free in rows if free] + _mixed([key for key, free in rows if not free], day)


def _fitting(wish: Wish, *, nearby: bool = False) -> tuple[str, list, str]:
    sql, parameters, key = search.rows(wish.question, nearby=nearby)
    near, numbers = _within(wish)
    free, times = (" AND l.accepting AND l.next_free_at > %s", [_instant(clock.now())]) if wish.free else ("", [])
    return sql + near + free, [*parameters, *numbers, *times], key


def _within(wish: Wish) -> tuple[str, list]:
    """The circle itself; the index has found the cells it touches."""
    if wish.centre is None:
        return "", []
    distance, numbers = _distance(wish.centre)
    return f" AND {distance} <= %s", [*numbers, wish.km * wish.km]


def _distance(centre: Point) -> tuple[str, list]:
    """The square of the distance in km, on a plane that touches the globe there: right to a hundredth of it."""
    wide = FLAT[1] * cos(radians(centre.lat))
    sql = "((l.lat - %s) * (l.lat - %s) * %s + (l.lon - %s) * (l.lon - %s) * %s)"
    return sql, [centre.lat, centre.lat, FLAT[0] ** 2, centre.lon, centre.lon, wide**2]


def _start(day: date) -> int:
    return random.Random(day.isoformat()).randrange(RING)


def _mixed(keys: list[int], day: date) -> list[int]:
    """In an order that is the day's own: each key has its place by itself, whoever else is there."""
    salt = random.Random(day.isoformat() + "!").getrandbits(64)
    return sorted(keys, key=lambda key: _scattered(key ^ salt))


def _scattered(number: int) -> int:
    """A number of 64 bits that looks like chance (the finish of SplitMix64)."""
    number = (number ^ number >> 30) * 0xBF58476D1CE4E5B9 % (1 << 64)
    number = (number ^ number >> 27) * 0x94D049BB133111EB % (1 << 64)
    return number ^ number >> 31


def _instant(at: datetime):
    return connection.ops.adapt_datetimefield_value(at)


def _rows(sql: str, parameters: list) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()

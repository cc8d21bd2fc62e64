"""The cards of the directory, ready to be sent.

A card is remembered by everything on it that changes without publishing: prices, free times, distance. So it may be the
same for whoever reads in this language and time zone, and a list of twelve known ones takes one narrow query.
"""

from collections.abc import Hashable
from dataclasses import dataclass

from django.template.loader import get_template
from django.utils.translation import get_language

from cms import page_cache, pieces
from directory import queries
from lib import clock


@dataclass(frozen=True)
class List:
    """The cards of one list: `topic` is what somebody looks for, `centre` where."""

    offered: queries.Offered
    topic: str = ""
    centre: object = None

    def draw(self, keys: list[int]) -> list[str]:
        """The cards of the listings with these order keys, in their order."""
        faces = self._faces(keys)
        known = {face: key for key, face in faces.items()}
        drawn = page_cache.remembered_each(known, lambda missing: self._draw([known[face] for face in missing]))
        return [html for html in drawn if html]

    def _faces(self, keys: list[int]) -> dict[int, Hashable]:
        """Everything that tells one drawing of a card from another, by order key."""
        now, around = clock.now(), ("card", get_language(), pieces.zone(), self.topic)
        rows = {row.order_key: row for row in queries.facts_of_listings(keys)}
        faces = {}
        for row in (rows[key] for key in keys if key in rows):
            free = row.next_free_at if row.next_free_at and row.next_free_at > now else None
            km = queries.km(row, self.centre)
            price = (row.price_from_cents, row.currency)
            faces[row.order_key] = (*around, row.pk, row.written_at, row.accepting, *price, free, km)
        return faces

    def _draw(self, keys: list[int]) -> list[str | None]:
        """None for one that has been taken down meanwhile."""
        template = get_template("directory/_card.html")
        listings = queries.cards(keys, self.offered, topic=self.topic, centre=self.centre)
        drawn = {listing.order_key: template.render({"listing": listing}) for listing in listings}
        return [drawn.get(key) for key in keys]

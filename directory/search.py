"""Finding words in listings: FTS5 on SQLite, tsvector on PostgreSQL, behind the same three functions.

Both get the same text, already plain, so both find the same: every word must begin a word of the profile.
The index is made by migration 0002.
"""

import re
import unicodedata
from html import unescape

from django.db import connection
from django.db.models.expressions import RawSQL
from django.utils.html import strip_tags

MOST_WORDS = 8


def plain(html: str) -> str:
    """Rich text as one line of words."""
    return re.sub(r"\s+", " ", unescape(strip_tags(re.sub(r"(</?(p|li|br|h\d|ul|ol)\b)", r" \1", html or "")))).strip()


def folded(text: str) -> str:
    """Lower case without accents: "Ängste" is found by "angste", and the other way round."""
    decomposed = unicodedata.normalize("NFKD", text.replace("ß", "ss").casefold())
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", folded(text))[:MOST_WORDS]


def matching(listings, text: str):
    """Those of `listings` in which every word of `text` begins a word. No words: all of them."""
    found = words(text)
    if not found:
        return listings
    if connection.vendor == "postgresql":
        sql = "SELECT id FROM directory_listing WHERE search @@ to_tsquery('simple', %s)"
        query = " & ".join(f"{word}:*" for word in found)
    else:
        sql = "SELECT rowid FROM directory_listing_fts WHERE directory_listing_fts MATCH %s"
        query = " ".join(f'"{word}"*' for word in found)
    return listings.filter(pk__in=RawSQL(sql, [query]))


def write(listing) -> None:
    """Put the listing's text into the index. PostgreSQL computes its column by itself."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM directory_listing_fts WHERE rowid = %s", [listing.pk])
            cursor.execute(
                "INSERT INTO directory_listing_fts (rowid, text) VALUES (%s, %s)", [listing.pk, listing.text]
            )


def forget(pk: int) -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM directory_listing_fts WHERE rowid = %s", [pk])

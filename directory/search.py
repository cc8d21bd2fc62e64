"""Finding listings by words and marks: FTS5 on SQLite, tsvector on PostgreSQL, behind the same few functions.

Both get the same words, already plain and folded, and take them as they are, so both find the same: every word asked
for must begin a word of the profile (one of one or two letters must be one). Marks (marks.py) are words of the same index, so that ten thousand people and
three filters are one intersection. On SQLite a row of the index bears the listing's order key as its number, so that
the index itself goes through the matches in the order of the list. The index is made by migrations 0009 and 0010.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from django.db import connection

from directory import marks

MOST_WORDS = 8
LONGEST_WORD = 40
MANY = 3000
SHORT = 3

All = Sequence[Sequence[str]]  # of each group at least one


def folded(text: str) -> str:
    """Lower case without accents: "Ängste" is found by "angste", and the other way round."""
    decomposed = unicodedata.normalize("NFKD", text.replace("ß", "ss").casefold())
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


def every_word(text: str) -> list[str]:
    return [word[:LONGEST_WORD] for word in re.findall(r"[^\W_]+", folded(text))]


def beginnings(words: Iterable[str]) -> list[str]:
    """The marks of what words begin with."""
    return sorted({marks.beginning(word[:SHORT]) for word in words if len(word) >= SHORT})


def words(text: str) -> list[str]:
    """What somebody asks for."""
    return every_word(text)[:MOST_WORDS]


def question(found: Sequence[str], groups: All) -> str:
    """Words and groups of marks, as the index is asked. Both hold only letters, digits and underscores."""
    parts = [_beginning(word) for word in found]
    if connection.vendor == "postgresql":
        return " & ".join(parts + [_either(group, "'{}'", " | ") for group in groups])
    return " AND ".join(parts + [_either(group, '"{}"', " OR ") for group in groups])


def _beginning(word: str) -> str:
    """What begins with a word. Three letters begin half of all words, and are a mark; fewer are a word of their own."""
    if len(word) > SHORT:
        return f"'{word}':*" if connection.vendor == "postgresql" else f'"{word}"*'
    exact = marks.beginning(word) if len(word) == SHORT else word
    return f"'{exact}'" if connection.vendor == "postgresql" else f'"{exact}"'


def _either(group: Sequence[str], quoted: str, word: str) -> str:
    return "(" + word.join(quoted.format(mark) for mark in group) + ")"


def rows(asked: str, *, nearby: bool = False) -> tuple[str, list, str]:
    """SQL of a table `l` with the listings that answer a question: from FROM on, its parameters, and the column to put
    them in order by. No question: all listed. `nearby`: only a small part of the order is looked at."""
    if not asked:
        return "directory_listing l WHERE l.page_id IS NOT NULL", [], "l.order_key"
    if connection.vendor == "postgresql":
        # OFFSET 0: look up the words first, and do not walk along all of the order in hope of somebody with all of them.
        # In a small part of it that is no danger, and quick for words that nearly everybody has.
        fence = "" if nearby else " OFFSET 0"
        return (
            "(SELECT order_key, accepting, next_free_at, lat, lon FROM directory_listing"
            f" WHERE page_id IS NOT NULL AND search @@ %s::tsquery{fence}) l WHERE true",
            [asked],
            "l.order_key",
        )
    return (
        "directory_listing_fts f CROSS JOIN directory_listing l INDEXED BY listing_shown ON l.order_key = f.rowid"
        " WHERE f.directory_listing_fts MATCH %s AND l.page_id IS NOT NULL",
        [asked],
        "f.rowid",
    )


def rows_by_free_time(asked: str) -> tuple[str, list]:
    """Like `rows`, for those who take new clients, and quick to be had in the order of their next free time."""
    if connection.vendor == "sqlite" and asked and _answer_many(asked):
        return (
            "directory_listing l INDEXED BY listing_free WHERE l.page_id IS NOT NULL AND l.accepting"
            " AND l.order_key IN (SELECT rowid FROM directory_listing_fts WHERE directory_listing_fts MATCH %s)",
            [asked],
        )
    sql, parameters, _key = rows(asked)
    return sql + " AND l.accepting", parameters


def _answer_many(asked: str) -> bool:
    """So many that going through all free times in order is quicker than sorting the matches."""
    sql = "SELECT count(*) FROM (SELECT rowid FROM directory_listing_fts WHERE directory_listing_fts MATCH %s LIMIT %s)"
    with connection.cursor() as cursor:
        cursor.execute(sql, [asked, MANY + 1])
        return cursor.fetchone()[0] > MANY


def write(listing) -> None:
    """Put a listing that is shown into the index. PostgreSQL computes its column by itself."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM directory_listing_fts WHERE rowid = %s", [listing.order_key])
            cursor.execute(
                "INSERT INTO directory_listing_fts (rowid, text) VALUES (%s, %s)",
                [listing.order_key, f"{listing.text} {listing.fact_marks}"],
            )


def forget(order_key: int) -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM directory_listing_fts WHERE rowid = %s", [order_key])

"""Questions and answers of a help page: in groups, and those that hold every word of a search."""

import unicodedata
from dataclasses import dataclass

from django.utils.text import slugify

from lib.plain import plain

LONGEST_SEARCH = 100
SHORTEST_WORD = 2


@dataclass
class Group:
    title: str
    anchor: str
    rows: list  # of values of QuestionBlock


def folded(text: str) -> str:
    """Without accents and capitals, so that "gelöscht" finds "Geloscht" and the other way round."""
    plain = unicodedata.normalize("NFKD", text.replace("\x00", " ").casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def words_of(search: str) -> list[str]:
    return [word for word in folded(search[:LONGEST_SEARCH]).split() if len(word) >= SHORTEST_WORD]


def groups_of(page, words=()) -> list[Group]:
    """The groups of a help page; with words, only the answers that hold all of them, and no empty group."""
    found = []
    for number, block in enumerate(page.body, start=1):
        if block.block_type == "questions":
            title = block.value["title"] or page.title
            rows = [row for row in block.value["questions"] if holds(row, title, words)]
            if rows or not words:
                found.append(Group(title, slugify(title) or f"group-{number}", rows))
    return found


def holds(row, title: str, words) -> bool:
    text = folded(" ".join((title, row["question"], plain(row["answer"].source))))
    return all(word in text for word in words)


def count(groups) -> int:
    return sum(len(group.rows) for group in groups)

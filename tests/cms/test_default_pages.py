"""The shipped pages say the same in every language: same pages, same parts, same links, no text left over in English."""

import re

import pytest

from cms.actions import default_pages
from cms.blocks import ICON_NAMES

EN = default_pages.of("en")
LINK = re.compile(r'href="([^"]+)"')
NARROW_SPACE = "\u202f"


def texts(value, name=""):
    """Every text somebody reads, in order."""
    if isinstance(value, dict):
        return [text for key, item in value.items() for text in texts(item, key)]
    if isinstance(value, list):
        return [text for item in value for text in texts(item, name)]
    return [value] if isinstance(value, str) and value and name not in ("type", "kind", "icon", "address", "id") else []


def shape(value):
    """The parts without their words."""
    if isinstance(value, dict):
        return {
            key: item if key in ("type", "kind", "icon", "address") else shape(item)
            for key, item in value.items()
            if key != "id" and (key != "title" or not isinstance(item, str))  # ids are given when a page is made
        }
    if isinstance(value, list):
        return [shape(item) for item in value]
    return sorted(LINK.findall(value)) if isinstance(value, str) else value


@pytest.mark.parametrize("language", ["de", "fr"])
def test_every_language_has_the_same_pages_with_the_same_parts_and_links(language):
    other = default_pages.of(language)
    assert list(other.PAGES) == list(EN.PAGES)
    assert shape(other.HOME) == shape(EN.HOME)
    for path, fields in EN.PAGES.items():
        assert shape(other.PAGES[path]) == shape(fields), path


@pytest.mark.parametrize("language", ["de", "fr"])
def test_no_sentence_is_left_in_english(language):
    other = default_pages.of(language)
    english = {text for text in texts([EN.HOME, EN.PAGES]) if len(text) > 12}
    assert english & set(texts([other.HOME, other.PAGES])) == set()


def test_french_has_its_narrow_space_before_double_punctuation():
    french = default_pages.of("fr")
    for text in texts([french.HOME, french.PAGES]):
        assert not re.search(rf"[^{NARROW_SPACE}][:;?!»](?!//)", re.sub(r"<[^>]+>", "", text)), text


def test_the_signs_of_cards_can_be_chosen():
    bodies = [page["body"] for page in [EN.HOME, *EN.PAGES.values()]]
    cards = [card for body in bodies for block in body if block["type"] == "cards" for card in block["value"]["cards"]]
    assert {card["icon"] for card in cards} <= set(ICON_NAMES)

"""Short words in several columns, and what is read where one is empty."""

from dataclasses import dataclass

import pytest
from django.utils import translation

from cms import worded


@dataclass
class Row:
    name: str = "Grief"
    name_de: str = "Trauer"
    name_fr: str = ""


@pytest.mark.parametrize(
    ("language", "word"), [("en", "Grief"), ("de", "Trauer"), ("de-at", "Trauer"), ("fr", "Grief")]
)
def test_a_word_is_read_in_the_present_language_or_in_the_default_one(language, word):
    with translation.override(language):
        assert worded.in_language(Row(), "name") == word


def test_a_language_can_be_named_and_a_foreign_one_falls_back():
    assert worded.in_language(Row(), "name", "de") == "Trauer"
    assert worded.in_language(Row(), "name", "it") == "Grief"
    with translation.override(None):
        assert worded.in_language(Row(), "name") == "Grief"


def test_the_columns_of_a_word():
    assert worded.columns("note") == ["note", "note_de", "note_fr"]

"""Short words in several columns, and what is read where one is empty."""

from dataclasses import dataclass

import pytest
from django.urls import reverse
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


def test_a_new_word_comes_last_and_gets_its_part_of_addresses_from_its_name(db):
    from blog.models import Topic
    from cms.actions import groups
    from tests.staff import browser, member

    editor = browser(member(groups.EDITORS))

    address = reverse("wagtailsnippets_blog_topic:add")
    words = {"name": "Moving abroad", "name_de": "", "name_fr": "", "slug": ""}
    assert editor.post(address, words).status_code == 302
    topic = Topic.objects.last()
    assert (topic.name, topic.slug) == ("Moving abroad", "moving-abroad")
    assert editor.post(address, words | {"name": "移民"}).status_code == 200  # nothing to make it from

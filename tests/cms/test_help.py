"""Help answers in groups, finds what one asks for, and speaks three languages."""

import pytest

from cms import questions
from cms.actions import default_help
from cms.models import HelpPage


@pytest.mark.parametrize("path", ["help", "help/for-counsellors"])
def test_every_language_has_the_same_groups_and_links(path):
    def shape(language):
        parts = default_help.pages(language)[path]["body"]
        rows = [part["value"]["questions"] for part in parts if part["type"] == "questions"]
        return [[row["answer"].count("href=") for row in group] for group in rows]

    assert len(shape("en")) == 5
    assert shape("en") == shape("de") == shape("fr")
    assert sum(len(group) for group in shape("en")) >= 15


@pytest.mark.parametrize("address", ["/help/", "/de/help/", "/fr/help/", "/help/for-counsellors/"])
def test_groups_have_their_place_on_the_page(client, db, address):
    html = client.get(address).content.decode()
    assert html.count('<section class="stack" id="') == 5
    assert html.count("<details") >= 15


def test_a_search_shows_the_answers_that_hold_every_word(client, db):
    html = client.get("/help/", {"q": "recovery  CODE"}).content.decode()
    assert "<summary>I forgot my room password" in html
    assert "<summary>What does it cost?" not in html
    assert "1 answer" in html
    assert "Help for counsellors: 1 answer" in html
    assert 'content="noindex, follow"' in html


def test_accents_and_capitals_do_not_matter(client, db):
    html = client.get("/fr/help/", {"q": "REGLAGES"}).content.decode()
    assert "Comment changer la langue" in html


def test_nothing_found_leads_on(client, db):
    html = client.get("/de/help/", {"q": "zzz"}).content.decode()
    assert '/de/contact/"' in html
    assert '<details class="fold"' not in html


@pytest.mark.parametrize("search", ["", " ", "a", "\x00", "<script>alert(1)</script>", "x" * 5000])
def test_odd_searches_are_answered(client, db, search):
    answer = client.get("/help/", {"q": search})
    assert answer.status_code == 200
    assert b"<script>alert" not in answer.content


def test_search_engines_get_every_question(db):
    page = HelpPage.objects.get(slug="help", locale__language_code="en")
    assert ("How do I pay?", "At the door") in [(asked, answer[3:14]) for asked, answer in page.questions()]


def test_an_empty_page_of_help_is_fine(client, db):
    page = HelpPage.objects.get(slug="help", locale__language_code="en")
    page.body = []
    page.save_revision().publish()
    assert client.get("/help/").status_code == 200
    assert questions.groups_of(page) == []

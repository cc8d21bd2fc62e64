"""Articles as visitors read them: newest first, signed, by topic, in their language, and as feeds."""

from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from wagtail.test.utils.form_data import rich_text, streamfield

from blog.blocks import FEATURES
from blog.models import ArticlePage, Topic
from blog.views import ON_A_PAGE
from directory.actions import listings
from tests.blog.conftest import article, blog, browser, draft, form, picture
from tests.directory.conftest import published

ATOM = "{http://www.w3.org/2005/Atom}"


def html(address):
    return browser().get(address).content.decode()


@pytest.fixture
def grief(db):
    return Topic.objects.get(slug="grief")


def test_an_article_shows_who_wrote_it_and_when(anna):
    article(1, anna)
    page = html("/blog/article-1/")
    assert "Anna" in page
    assert 'datetime="2026-01-02"' in page
    assert "In short &lt;b&gt;so&lt;/b&gt;." in page


@pytest.mark.parametrize(
    ("language", "day", "minutes"),
    [("en", "2 January 2026", "3 minutes to read"), ("de", "2. Januar 2026", "3 "), ("fr", "2 janvier 2026", "3 ")],
)
def test_date_and_length_are_said_in_the_language_of_the_page(anna, language, day, minutes):
    article(1, anna, language=language, body=[("text", "<p>" + "word " * 590 + "</p>")])
    page = html(blog(language).url + "article-1/")
    assert day in page
    assert minutes in page
    assert f'<html lang="{language}"' in page


def test_an_author_in_the_directory_is_linked_and_no_more_once_the_account_is_closed(anna):
    published(anna)
    article(1, anna)
    assert 'href="/counsellors/anna/"' in html("/blog/article-1/")
    listings.remove_counsellor(anna)
    page = html("/blog/article-1/")
    assert 'href="/counsellors/anna/"' not in page
    assert "Anna" in page


def test_the_list_is_newest_first_and_paged(anna):
    for number in range(ON_A_PAGE + 1):
        article(number, anna)
    first, second = html("/blog/"), html("/blog/?page=2")
    assert first.index(f"Article {ON_A_PAGE}<") < first.index("Article 1<")
    assert "Article 0<" not in first
    assert "Article 0<" in second


def test_a_draft_is_nowhere(anna, grief):
    page = article(1, anna, topics=[grief])
    article(2, anna, topics=[grief])
    page.unpublish()
    for address in ("/blog/", "/blog/?topic=grief", "/blog/?format=rss", "/blog/?format=atom", "/blog/article-2/"):
        assert (address, "Article 1" in html(address)) == (address, False)
    assert browser().get("/blog/article-1/").status_code == 404


def test_each_language_has_a_list_of_its_own(anna):
    article(1, anna)
    article(2, anna, language="de")
    english, german = html("/blog/"), html("/de/blog/")
    assert ("Article 1" in english, "Article 2" in english) == (True, False)
    assert ("Article 1" in german, "Article 2" in german) == (False, True)
    assert "Article 1" not in html("/de/blog/article-2/")


def test_a_topic_narrows_the_list(anna, grief):
    article(1, anna, topics=[grief])
    article(2, anna)
    page = html("/blog/?topic=grief")
    assert "Article 1" in page
    assert "Article 2" not in page
    assert "?topic=sleep" not in page  # nobody has written about it


def test_topics_are_said_in_the_language_of_the_page(anna, grief):
    article(1, anna, language="de", topics=[grief])
    assert "Trauer" in html("/de/blog/")
    with override("fr"):
        assert str(grief) == "Deuil"


@pytest.mark.parametrize("query", ["topic=nonsense", "format=json", "topic=%00", "topic=grief&format=x" + "y" * 3000])
def test_an_odd_question_is_a_missing_page(anna, query):
    assert browser().get(f"/blog/?{query}").status_code == 404


def test_more_to_read_has_the_same_topics_first(anna, grief):
    sleep = Topic.objects.get(slug="sleep")
    article(1, anna, topics=[grief, sleep])
    article(2, anna, topics=[sleep])
    article(3, anna, topics=[grief, sleep])
    article(4, anna)
    article(5, anna)
    article(6, anna, language="de", topics=[grief, sleep])
    more = html("/blog/article-1/").split("More to read")[1]
    found = [number for number in range(1, 7) if f"Article {number}<" in more]
    assert found == [2, 3, 5]
    assert more.index("Article 3<") < more.index("Article 2<") < more.index("Article 5<")


def test_an_empty_blog_says_so(db):
    assert "Nothing to read yet" in html("/blog/")


def test_an_article_outlives_its_author(anna):
    article(1, anna)
    ArticlePage.objects.update(author=None)  # what the database does when an account's row is removed
    assert browser().get("/blog/article-1/").status_code == 200


def test_the_address_to_share_is_the_canonical_one_and_leads_nowhere_else(anna):
    article(1, anna)
    page = html("/blog/article-1/?utm=1").split("<body")[1]
    assert 'value="http://localhost:8000/blog/article-1/"' in page
    for company in ("facebook", "twitter", "whatsapp", "linkedin"):
        assert company not in page.lower()


@pytest.mark.parametrize("address", ["/blog/", "/blog/?topic=grief", "/blog/article-0/", "/blog/?format=atom"])
def test_pages_cost_the_same_with_some_articles_and_with_many(anna, grief, address):
    shown = picture(anna)
    for number in range(2):
        article(number, anna, topics=[grief], picture=shown)
    html(address)
    with CaptureQueriesContext(connection) as few:
        html(address)
    for number in range(2, 7):
        article(number, anna, topics=[grief], picture=shown)
    html(address)
    with CaptureQueriesContext(connection) as many:
        html(address)
    assert len(many) <= len(few)


# --- feeds ---


def test_the_feeds_are_readable_by_a_reader(anna, grief):
    article(1, anna, topics=[grief])
    article(2, anna)
    answer = browser().get("/blog/?format=rss")
    assert answer["Content-Type"].startswith("application/rss+xml")
    assert not answer.cookies
    channel = ElementTree.fromstring(answer.content).find("channel")
    assert [item.findtext("title") for item in channel.findall("item")] == ["Article 2", "Article 1"]
    assert channel.findtext("item/link") == "http://localhost:8000/blog/article-2/"
    answer = browser().get("/blog/?topic=grief&format=atom")
    feed = ElementTree.fromstring(answer.content)
    assert [entry.findtext(ATOM + "title") for entry in feed.findall(ATOM + "entry")] == ["Article 1"]
    assert feed.find(ATOM + "entry/" + ATOM + "author/" + ATOM + "name").text == "Anna"
    links = {link.get("rel"): link.get("href") for link in feed.findall(ATOM + "link")}
    assert links["self"] == "http://localhost:8000/blog/?topic=grief&format=atom"
    assert all(address.startswith("http://localhost:8000/") for address in links.values())


def test_a_feed_has_the_language_and_addresses_of_its_list(anna):
    article(1, anna, language="fr")
    feed = ElementTree.fromstring(browser().get("/fr/blog/?format=atom").content)
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "fr"
    assert feed.find(ATOM + "entry/" + ATOM + "link").get("href") == "http://localhost:8000/fr/blog/article-1/"


NASTY = "<script>alert(1)</script> & ]]> \x08 \x1f \ufffe"


@pytest.mark.parametrize("kind", ["rss", "atom"])
def test_a_feed_takes_every_title(anna, kind):
    page = article(1, anna)
    ArticlePage.objects.filter(pk=page.pk).update(title=NASTY, summary=NASTY, author_name=NASTY)
    answer = browser().get(f"/blog/?format={kind}")
    assert answer.status_code == 200
    tree = ElementTree.fromstring(answer.content)  # well-formed, and the words are words
    assert "<script>" not in answer.content.decode()
    assert any("<script>alert(1)</script>" in (node.text or "") for node in tree.iter())


# --- what is written stays words ---


def test_words_stay_words(anna):
    nasty = '"><img src=x onerror=alert(1)><script>alert(2)</script>'
    article(1, anna, title=nasty, summary=nasty, author_name=nasty, body=[
        ("quote", {"text": nasty, "who": nasty}),
        ("questions", {"title": nasty, "questions": [{"question": nasty, "answer": "<p>x</p>"}]}),
        ("steps", {"title": nasty, "steps": [{"title": nasty, "text": nasty}, {"title": "b", "text": "b"}]}),
    ])  # fmt: skip
    for address in ("/blog/article-1/", "/blog/"):
        page = html(address)
        assert "<img src=x" not in page
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page


def test_rich_text_keeps_no_script_whatever_the_browser_sends(anna):
    sent = rich_text(
        '<p onclick="x()">a<a href="javascript:alert(2)">b</a><img src="x" onerror="y()"/>c</p>'
        "<script>alert(1)</script><iframe src='//evil'></iframe>",
        features=FEATURES,
    )
    answer = browser(anna).post(
        f"/cms/pages/add/blog/articlepage/{blog().pk}/", form(body=streamfield([("text", sent)]))
    )
    assert answer.status_code == 302
    page = ArticlePage.objects.get(title="Waves")
    page.get_latest_revision().publish()
    shown = html("/blog/waves/").split("<article")[1].split("</article>")[0]
    for trace in ("javascript:", "onclick", "onerror", "<iframe", "alert(1)</script>"):
        assert (trace, trace in shown) == (trace, False)


def test_a_forged_link_in_the_editors_own_format_is_dropped(anna):
    import json

    sent = json.dumps({
        "blocks": [{"key": "a", "text": "press", "type": "unstyled", "depth": 0, "inlineStyleRanges": [],
                    "entityRanges": [{"offset": 0, "length": 5, "key": 0}]}],
        "entityMap": {"0": {"type": "LINK", "mutability": "MUTABLE", "data": {"url": "javascript:alert(1)"}}},
    })  # fmt: skip
    browser(anna).post(f"/cms/pages/add/blog/articlepage/{blog().pk}/", form(body=streamfield([("text", sent)])))
    page = ArticlePage.objects.get(title="Waves")
    page.get_latest_revision().publish()
    assert "press" in html("/blog/waves/")
    assert "javascript:" not in html("/blog/waves/")


def test_a_draft_opened_by_a_stranger_is_a_missing_page(anna):
    page = draft(1, anna)
    assert browser().get(page.url).status_code == 404

"""Articles: newest first, signed, paged, and as a feed."""

from datetime import date, timedelta
from xml.etree import ElementTree

import pytest

from accounts.models import User
from blog.actions import defaults
from blog.models import ArticlePage
from blog.views import ON_A_PAGE


def article(number, author=None, **fields):
    page = ArticlePage(
        title=f"Article {number}", slug=f"article-{number}", summary="In short <b>so</b>.", author=author,
        date=date(2026, 1, 1) + timedelta(days=number), body=[("text", "<p>Words.</p>")], **fields,
    )  # fmt: skip
    defaults.ensure().add_child(instance=page)
    page.save_revision().publish()
    return page


@pytest.fixture
def anna(db):
    return User.objects.create(username="anna", role="counsellor", display_name="Anna Lindner")


def test_an_article_shows_who_wrote_it_and_when(client, anna):
    article(1, anna)
    html = client.get("/blog/article-1/").content.decode()
    assert "Anna Lindner" in html
    assert "2 January 2026" in html
    assert "In short &lt;b&gt;so&lt;/b&gt;." in html


def test_the_list_is_newest_first_and_paged(client, anna):
    for number in range(ON_A_PAGE + 1):
        article(number, anna)
    first, second = client.get("/blog/").content.decode(), client.get("/blog/?page=2").content.decode()
    assert first.index(f"Article {ON_A_PAGE}<") < first.index("Article 1<")
    assert "Article 0<" not in first
    assert "Article 0<" in second


def test_a_draft_is_nowhere(client, anna):
    page = article(1, anna)
    page.unpublish()
    assert "Article 1" not in client.get("/blog/").content.decode()
    assert "Article 1" not in client.get("/blog/?format=rss").content.decode()
    assert client.get("/blog/article-1/").status_code == 404


def test_the_feed_is_readable_by_a_reader(client, anna):
    article(1, anna)
    answer = client.get("/blog/?format=rss")
    assert answer["Content-Type"].startswith("application/rss+xml")
    channel = ElementTree.fromstring(answer.content).find("channel")
    assert channel.findtext("item/title") == "Article 1"
    assert channel.findtext("item/link") == "http://localhost:8000/blog/article-1/"


def test_an_empty_blog_says_so(client, db):
    assert "Nothing to read yet" in client.get("/blog/").content.decode()


def test_an_article_outlives_its_author(client, anna):
    article(1, anna)
    User.objects.filter(pk=anna.pk).delete()
    assert client.get("/blog/article-1/").status_code == 200

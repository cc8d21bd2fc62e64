"""What search engines and shared links are told of a page: valid, about this page, and nothing that closes the script."""

import json
from html.parser import HTMLParser

import pytest
from wagtail.models import Page

from cms import public_data
from cms.models import ContentPage


class Head(HTMLParser):
    """The data blocks and meta elements of a page."""

    def __init__(self, html):
        super().__init__()
        self.data, self.meta, self._inside = [], {}, False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self._inside = attrs.get("type") == "application/ld+json"
        if tag == "meta":
            self.meta[attrs.get("name") or attrs.get("property")] = attrs.get("content")

    def handle_data(self, text):
        if self._inside:
            self.data.append(json.loads(text))
            self._inside = False

    def of(self, kind):
        return next(item for item in self.data if item["@type"] == kind)


def head(client, address) -> Head:
    return Head(client.get(address).content.decode())


def test_the_home_page_names_the_site(db, client):
    found = head(client, "/")
    assert found.of("WebSite")["url"] == "http://localhost:8000/"
    assert found.meta["og:title"] == "Talk to someone who listens."
    assert found.meta["og:image"].startswith("http://localhost:8000/cards/")


def test_questions_and_the_way_to_a_page_are_told(db, client):
    page = ContentPage.objects.live().get(slug="security", locale__language_code="en")
    found = head(client, page.url)
    assert [step["name"] for step in found.of("BreadcrumbList")["itemListElement"]][-1] == page.title
    help_page = Page.objects.get(slug="help", locale__language_code="en")
    asked = head(client, help_page.url).of("FAQPage")["mainEntity"]
    assert len(asked) > 5
    assert all(one["acceptedAnswer"]["text"] and "<" not in one["acceptedAnswer"]["text"] for one in asked)


@pytest.mark.parametrize("text", ["</script><script>alert(1)</script>", "<!--", "]]>", "\u2028", "&lt;"])
def test_no_words_can_end_the_script(text):
    written = public_data.script({"name": text})
    inside = written.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert not set(inside) & {"<", ">", "&", "\u2028"}
    assert json.loads(inside)["name"] == text


def test_a_title_with_markup_stays_text_everywhere(db, client):
    page = ContentPage.objects.live().get(slug="security", locale__language_code="en")
    page.title = page.introduction = '"><img src=x onerror=alert(1)></script>'
    page.save_revision().publish()
    html = client.get(page.url).content.decode()
    assert "<img src=x" not in html
    assert Head(html).of("BreadcrumbList")["itemListElement"][-1]["name"] == page.title

"""Whatever is typed into a field that public pages show stays text: no element, no attribute, no template."""

import itertools
from html.parser import HTMLParser

import pytest
from django.apps import apps
from django.db import models
from django.utils.html import escape
from wagtail.models import Page

from accounts.models import User
from blog import demo as articles
from cms import page_cache
from directory import demo as counsellors
from directory.actions import roles

PAYLOADS = [
    "\"'><img src=x onerror=alert(1)><script>alert(1)</script>",
    "{{ 7|add:35 }}{% debug %}</title></textarea><svg/onload=alert(1)>",
    "javascript:alert(1)//\u202e<a href=javascript:alert(1)>x</a>&lt;b&gt;",
]
PUBLIC = ("cms", "directory", "blog")
# who someone is to the program, not words: what they hold decides whether a page is found at all
NO_WORDS = {
    *("slug", "url_path", "path", "content_type", "kind", "key", "slot", "language", "main_colour", "accent_colour"),
    *("digest", "file_hash", "filter_spec", "focal_point_key", "subdivision", "country"),
    "body",  # rich text: the editor sends blocks, not HTML
}
SAFE_SCRIPTS = ("application/ld+json",)


class Danger(HTMLParser):
    """Everything in a page that could run or that came from a payload as an element."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        address = (attrs.get("href") or attrs.get("src") or attrs.get("action") or "").strip().lower()
        if (
            (tag == "script" and not attrs.get("src") and attrs.get("type") not in SAFE_SCRIPTS)
            or any(name.startswith("on") for name in attrs)
            or address.startswith(("javascript:", "data:text"))
            or attrs.get("src") == "x"
        ):
            self.found.append((tag, attrs))


def words_of(model) -> list[models.Field]:
    """The plain text fields of a model that anybody may fill in."""
    return [
        field
        for field in model._meta.local_fields
        if type(field) in (models.CharField, models.TextField)
        and not field.choices
        and not field.unique
        and not field.validators[1:]
        and field.name not in NO_WORDS
    ]


@pytest.fixture
def filled(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    anna = User.objects.create(username="anna", role="counsellor", display_name="Anna Lindner")
    roles.grant(anna)
    counsellors.fill({"anna": anna})
    articles.fill({"anna": anna})


def test_words_stay_words_on_every_public_page(filled, client):
    touched, payloads = 0, itertools.cycle(PAYLOADS)
    for model in [Page, *(m for m in apps.get_models() if m._meta.app_label in PUBLIC)]:
        fields = {f.name: next(payloads)[: f.max_length] for f in words_of(model) if model is not Page or f.name in (
            "title", "seo_title", "search_description", "draft_title")}  # fmt: skip
        if fields:
            touched += models.QuerySet(model).update(**fields)  # what is written once, too
    assert touched > 100
    page_cache.forget_here()
    seen = ""
    for page in Page.objects.live().filter(depth__gt=1).specific():
        answer = client.get(page.url, follow=True)
        assert answer.status_code == 200, page.url
        html = answer.content.decode()
        assert Danger(html).found == [], page.url
        seen += html
    assert all(escape(payload)[:40] in seen for payload in PAYLOADS), "each was shown somewhere"

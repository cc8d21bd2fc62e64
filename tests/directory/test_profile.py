"""The public profile: what it shows, and that whatever somebody writes stays text."""

import json
import re
from html.parser import HTMLParser

import pytest
from django.utils.html import escape
from wagtail.test.utils.form_data import streamfield

from directory import tasks
from directory.actions import listings, profiles
from directory.models import Listing
from lib import ids
from tests.directory.conftest import browser, published, written
from tests.directory.test_workflow import send

HOSTILE = [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "</script><script>alert(1)</script>",
    "javascript:alert(1)", "<svg/onload=alert(1)>", "{{7*7}}{% load x %}", "<a href=\"javascript:alert(1)\">x</a>",
    "<iframe src=//evil.example></iframe>", "&lt;script&gt;alert(1)&lt;/script&gt;", "\u202eevil", "]]><!--",
    "<style>body{display:none}</style>", "<meta http-equiv=refresh content=0>", "' onmouseover='alert(1)",
]  # fmt: skip


class Elements(HTMLParser):
    """Every element of a page with its attributes, as a browser would see them."""

    def __init__(self, html):
        super().__init__()
        self.found, self.data, self._inside = [], [], None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        self._inside = tag

    def handle_data(self, data):
        if self._inside == "script":
            self.data.append(data)

    def handle_endtag(self, tag):
        self._inside = None


def must_be_harmless(html):
    page = Elements(html)
    for tag, attributes in page.found:
        assert tag not in ("iframe", "style", "object", "embed", "base")
        assert (
            tag != "script"
            or attributes.get("type") == "application/ld+json"
            or attributes["src"].startswith("/static/")
        )
        assert not any(name.startswith("on") or name == "style" for name in attributes)
        assert attributes.get("http-equiv") is None
        for name in ("href", "src", "action"):
            assert not (attributes.get(name) or "").strip().lower().startswith(("javascript:", "data:", "//evil"))
    for block in page.data:
        json.loads(block)


def content(text, **entity):
    """What the editor sends for a rich text of one line, with a link over it if `entity` says so."""
    block = {"key": "abcde", "text": text, "type": "unstyled", "depth": 0, "inlineStyleRanges": [], "data": {}}
    block["entityRanges"] = [{"key": 0, "offset": 0, "length": len(text)}] if entity else []
    return json.dumps({"blocks": [block], "entityMap": {"0": entity} if entity else {}})


@pytest.mark.parametrize("payload", HOSTILE)
def test_hostile_text_stays_text(anna, payload):
    page = profiles.create_for(anna)
    fields = {
        "title": payload, "teaser": payload[:180], "about": content(payload), "place": payload[:80], "address": payload,
        "price_note": payload[:160], "pronouns": payload[:40],
        "training": streamfield([("training", {"what": payload, "where": payload, "year": ""})]),
    }  # fmt: skip
    assert send(anna, page, **fields, **{"action-submit": "1"}).status_code == 302
    page.refresh_from_db()
    page.get_latest_revision().publish()
    page.refresh_from_db()
    for address in (page.url, "/counsellors/", "/"):
        must_be_harmless(browser().get(address).content.decode())
    assert escape(payload[:40]) in browser().get(page.url).content.decode()


@pytest.mark.parametrize("entity", [
    {"type": "LINK", "mutability": "MUTABLE", "data": {"url": "javascript:alert(1)"}},
    {"type": "LINK", "mutability": "MUTABLE", "data": {"url": "//evil.example"}},
    {"type": "IMAGE", "mutability": "IMMUTABLE", "data": {"id": 1, "src": "//evil.example/x", "format": "fullwidth", "alt": ""}},
    {"type": "EMBED", "mutability": "IMMUTABLE", "data": {"url": "//evil.example", "embedType": "video"}},
])  # fmt: skip
def test_an_introduction_takes_no_links_pictures_or_embeds(anna, entity):
    page = profiles.create_for(anna)
    send(anna, page, about=content("words", **entity))
    page.refresh_from_db()
    page.get_latest_revision().publish()
    page.refresh_from_db()
    html = browser().get(page.url).content.decode()
    must_be_harmless(html)
    assert "evil.example" not in html


def test_the_profile_leads_to_booking_and_writing(anna):
    published(anna)
    html = browser().get("/counsellors/anna/").content.decode()
    uid = ids.to_text(anna.uid)
    assert f'href="/appointments/book/{uid}/"' in html
    assert f'href="/app/new/{uid}"' in html


def test_who_takes_no_new_clients_says_so_and_cannot_be_booked(anna):
    published(anna, accepting=False)
    html = browser().get("/counsellors/anna/").content.decode()
    assert "takes no new clients" in html
    assert "/appointments/book/" not in html


def test_search_engines_get_what_stands_on_the_page_and_no_more(anna):
    anna.email = "private@example.org"
    anna.save()
    published(anna, place="Graz", address="Hauptplatz 1")
    html = browser().get("/counsellors/anna/").content.decode()
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)[1])
    assert data["mainEntity"]["name"] == "Anna"
    assert set(data["mainEntity"]) == {
        "@type", "name", "url", "jobTitle", "description", "knowsLanguage", "knowsAbout", "address",
        "hasCredential",
    }  # fmt: skip
    assert "private@example.org" not in html
    assert '<link rel="canonical" href="http://localhost:8000/counsellors/anna/">' in html


def test_whoever_may_take_no_bookings_is_shown_as_taking_nobody_new_and_nothing_else_is_said(anna, monkeypatch):
    page = published(anna)
    monkeypatch.setattr("billing.entitlements.may_take_bookings", lambda user: False)
    monkeypatch.setattr("billing.entitlements.suspended", lambda: {anna.pk})
    tasks.follow_suspensions()
    html = browser().get(page.url).content.decode()
    assert "takes no new clients at present" in html
    assert "/appointments/book/" not in html
    assert not Listing.objects.get(page=page).accepting
    monkeypatch.setattr("billing.entitlements.may_take_bookings", lambda user: True)
    monkeypatch.setattr("billing.entitlements.suspended", lambda: set())
    assert listings.follow_suspensions() == 1
    assert listings.follow_suspensions() == 0
    assert "takes no new clients at present" not in browser().get(page.url).content.decode()


@pytest.mark.parametrize(("chosen", "called"), [("", "Vera Weiss"), ("Dr. Weiss", "Dr. Weiss")])
def test_clients_meet_the_name_of_the_profile_unless_another_was_chosen(chosen, called, anna):
    type(anna).objects.filter(pk=anna.pk).update(display_name=chosen)
    anna.refresh_from_db()
    page = written(anna)
    page.title = "Vera Weiss"
    page.save_revision().publish()
    anna.refresh_from_db()
    assert anna.name == called

"""The public pages of an empty database: they are all there, and none loads or runs anything foreign."""

from html.parser import HTMLParser

import pytest
from django.core.management import call_command
from django.template.loader import render_to_string
from wagtail.models import Page

from accounts.models import User
from cms.actions import default_pages, defaults
from cms.models import ContentPage, CrisisContact, HomePage, PortalSettings

ADDRESSES = ["/", "/counsellors/", "/blog/", *(f"/{path}/" for path in default_pages.pages("en"))]
FORBIDDEN_WORDS = ("zero knowledge", "zero-knowledge", "nobody can ever", "100 %", "100%", "military", "unbreakable")


class Elements(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_shipped_page_answers(client, db, address):
    answer = client.get(address)
    assert answer.status_code == 200
    html = answer.content.decode()
    elements = Elements(html).found
    assert [tag for tag, _ in elements].count("h1") == 1
    assert [tag for tag, _ in elements].count("main") == 1
    assert not answer.cookies, "no cookie before it is needed"
    for tag, attributes in elements:
        assert "style" not in attributes
        assert not any(name.startswith("on") for name in attributes)
        assert tag != "style"
        is_data = attributes.get("type") == "application/ld+json"
        assert tag != "script" or is_data or attributes.get("src", "").startswith("/static/")
        if not is_data and tag in ("img", "link", "script") and attributes.get("rel") not in ("canonical", "alternate"):
            assert (attributes.get("src") or attributes.get("href")).startswith(("/static/", "/media/"))
    assert not any(word in html.lower() for word in FORBIDDEN_WORDS)


def test_links_between_shipped_pages_lead_somewhere(client, db):
    elsewhere = ("/account/", "/exit/", "/app/", "/appointments/")
    links = {
        attributes["href"].split("?")[0].split("#")[0]
        for address in ADDRESSES
        for tag, attributes in Elements(client.get(address).content.decode()).found
        if tag == "a" and attributes.get("href", "").startswith("/")
    }
    for link in links:
        if not link.startswith(elsewhere):
            assert (link, client.get(link).status_code) == (link, 200)


def test_defaults_change_nothing_that_is_there(db):
    before = list(Page.objects.values_list("pk", "title", "url_path"))
    CrisisContact.objects.exclude(phone="112").delete()
    defaults.ensure()
    assert list(Page.objects.values_list("pk", "title", "url_path")) == before
    assert CrisisContact.objects.count() == 1


def test_a_deleted_page_stays_away(db):
    ContentPage.objects.filter(slug="prices").delete()
    defaults.ensure()
    assert not ContentPage.objects.filter(slug="prices").exists()


@pytest.mark.django_db(transaction=True)
def test_an_emptied_database_is_filled_again():
    ContentPage.objects.filter(slug="prices").delete()  # stays away, until everything is as new
    call_command("flush", verbosity=0, interactive=False)
    assert ContentPage.objects.filter(slug="prices", live=True).count() == 3
    assert HomePage.objects.count() == 3
    assert Page.objects.filter(slug="counsellors", live=True).count() == 3


def test_crisis_numbers_can_be_dialled(client, db):
    html = client.get("/crisis/").content.decode()
    assert 'href="tel:112"' in html
    assert 'href="tel:08001110111"' in html


def test_the_operators_words_are_shown_and_escaped(client, db):
    PortalSettings.objects.update(site_name="Haus <b>am</b> See", operator_name="Verein & Co")
    html = client.get("/imprint/").content.decode()
    assert "Haus &lt;b&gt;am&lt;/b&gt; See" in html
    assert "Verein &amp; Co" in html


@pytest.mark.parametrize("name", ["400.html", "403.html", "404.html", "500.html"])
def test_error_pages_need_no_request_and_no_database(name):
    html = render_to_string(name)
    assert "<h1>" in html
    assert 'href="/"' in html


def test_a_missing_page_is_friendly(client, db):
    answer = client.get("/nowhere/")
    assert answer.status_code == 404
    assert "could not find" in answer.content.decode()
    assert "/crisis/" in answer.content.decode()


@pytest.mark.parametrize(("cookie", "attribute"), [
    ("dark", 'data-theme="dark"'), ("light", 'data-theme="light"'), ("auto", None), ('"><script>', None),
])  # fmt: skip
def test_the_chosen_appearance_is_drawn_by_the_server(client, db, cookie, attribute):
    client.cookies["theme"] = cookie
    html = client.get("/").content.decode()
    assert (attribute in html) if attribute else ("data-theme" not in html)


@pytest.mark.parametrize(("role", "words", "not_words"), [
    ("client", ["Conversations", "Appointments"], ["Practice desk", "Edit the site"]),
    ("counsellor", ["Practice desk", "My profile", "Hours"], ["Conversations", "Edit the site"]),
    ("staff", ["Edit the site"], ["Practice desk", "Conversations"]),
])  # fmt: skip
def test_the_menu_holds_what_the_role_may(client, db, role, words, not_words):
    client.force_login(User.objects.create(username="x", role=role, display_name="Xenia"))
    html = client.get("/").content.decode()
    menu = html[html.index("menu__panel") : html.index("</header>")]
    assert all(word in menu for word in ["Xenia", "Log out", *words])
    assert not any(word in menu for word in not_words)


def test_robots_and_the_map(client, db):
    assert "Disallow: /app/" in client.get("/robots.txt").content.decode()
    listed = client.get("/sitemap.xml").content.decode()
    assert "/sitemaps/counsellors.xml</loc>" in listed
    listed = client.get("/sitemaps/pages.xml").content.decode()
    assert "/counsellors/" in listed
    assert "/crisis/" in listed

"""The links of header and footer are the staff's to move, and speak the reader's language."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from cms.models import ContentPage, Menu, MenuEntry

HEADER = re.compile(r'<nav class="nav".*?</nav>', re.S)
FOOTER = re.compile(r'<footer class="foot">.*?</footer>', re.S)


def links(client, address, within=HEADER):
    html = client.get(address).content.decode()
    return re.findall(r'<a href="([^"]+)"[^>]*>([^<]+)</a>', within.search(html)[0])


def test_the_shipped_menu_leads_to_the_pages_of_the_language(client, db):
    assert links(client, "/help/") == [
        ("/counsellors/", "Counsellors"),
        ("/how-it-works/", "How it works"),
        ("/prices/", "Prices"),
        ("/blog/", "Articles"),
        ("/help/", "Help"),
    ]
    german = dict(links(client, "/de/help/"))
    assert list(german) == ["/de/counsellors/", "/de/how-it-works/", "/de/prices/", "/de/blog/", "/de/help/"]
    assert german["/de/help/"] == "Hilfe"


def test_an_entry_that_is_moved_is_moved_everywhere(client, db):
    MenuEntry.objects.filter(menu__slot="header", address="/help/").update(sort_order=-1)
    assert links(client, "/crisis/")[0][0] == "/help/"
    assert links(client, "/fr/crisis/")[0][0] == "/fr/help/"


def test_words_of_ones_own_take_the_place_of_the_title(client, db):
    MenuEntry.objects.filter(menu__slot="header", address="/prices/").update(label="Costs", label_de="Kosten")
    assert ("/prices/", "Costs") in links(client, "/crisis/")
    assert ("/de/prices/", "Kosten") in links(client, "/de/crisis/")
    assert ("/fr/prices/", "Costs") in links(client, "/fr/crisis/")


def test_a_page_that_is_taken_down_or_deleted_leaves_the_menu(client, db):
    ContentPage.objects.get(slug="prices", locale__language_code="en").unpublish()
    ContentPage.objects.get(slug="how-it-works", locale__language_code="en").delete()
    assert [address for address, _ in links(client, "/crisis/")] == ["/counsellors/", "/blog/", "/help/"]


def test_an_empty_column_is_not_drawn(client, db):
    MenuEntry.objects.filter(menu__slot="footer_2").delete()
    footer = FOOTER.search(client.get("/crisis/").content.decode())[0]
    assert "Good to know" not in footer
    assert "About us" in footer


def test_who_is_logged_in_is_not_asked_to_sign_up(client, db):
    assert any("signup" in address for address, _ in links(client, "/crisis/", FOOTER))
    client.force_login(User.objects.create(username="clara"))
    assert not any("signup" in address for address, _ in links(client, "/crisis/", FOOTER))


def test_more_entries_ask_no_more_queries(client, db):
    def queries():
        MenuEntry.objects.first().save()  # what was remembered is forgotten
        with CaptureQueriesContext(connection) as caught:
            client.get("/de/crisis/")
        return len(caught)

    client.get("/de/crisis/")
    before = queries()
    menu = Menu.objects.get(slot="footer_1")
    for place, address in enumerate(("/safety/", "/imprint/", "/blog/")):
        MenuEntry.objects.create(menu=menu, address=address, sort_order=10 + place)
    assert queries() == before


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "//evil.example", "/\\evil.example", "data:text/html,x", ""]
)
def test_an_address_that_is_none_is_refused(db, address):
    entry = MenuEntry(menu=Menu.objects.first(), address=address)
    with pytest.raises(ValidationError):
        entry.full_clean()


def test_a_change_of_a_menu_is_seen_at_once(db, monkeypatch):
    from cms import page_cache

    called = []
    monkeypatch.setattr(page_cache, "forget", lambda: called.append(True))
    MenuEntry.objects.first().save()
    assert called

"""The picture of a shared link: of public pages only, under the present stamp only, drawn from the page's own words."""

from io import BytesIO

import pytest
from django.test import RequestFactory
from PIL import Image
from wagtail.models import Page

from cms import cards, queries
from cms.models import ContentPage, PortalSettings
from cms.templatetags.cms_tags import card_address


@pytest.fixture
def page(db):
    return ContentPage.objects.live().first()


def address(page) -> str:
    return card_address({"request": RequestFactory().get("/")}, page).removeprefix("http://localhost:8000")


def test_a_public_page_has_a_picture(client, page):
    answer = client.get(address(page))
    picture = Image.open(BytesIO(answer.content))
    assert (answer["Content-Type"], picture.size) == ("image/png", (1200, 630))
    assert "immutable" in answer["Cache-Control"]
    assert len(answer.content) < 60_000


def test_a_changed_title_has_another_address_and_the_old_one_is_gone(client, page):
    before = address(page)
    page.title += ", again"
    page.save_revision().publish()
    assert client.get(before).status_code == 404
    assert client.get(address(page)).status_code == 200


def test_there_is_none_of_a_page_that_is_not_public(client, page):
    before = address(page)
    page.unpublish()
    assert client.get(before).status_code == 404
    root = Page.get_first_root_node()
    stamp = cards.stamp(*queries.card_words(root, PortalSettings()))
    assert client.get(f"/cards/{root.pk}/{stamp}.png").status_code == 404


@pytest.mark.parametrize("title", ["", "x", "word " * 60, "x" * 255, "Ängste überwinden – à deux", "😀 🙂"])
def test_any_title_can_be_drawn(title):
    assert cards.draw(title, title, "Sprechraum", "#1F5F63").startswith(b"\x89PNG")

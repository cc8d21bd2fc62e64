"""The cast: Anna's plan lets her write, Boris's does not; a client, the staff."""

import io
from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from PIL import Image
from wagtail.models import Collection
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from billing.actions import subscriptions
from blog.blocks import FEATURES
from blog.models import ArticlePage, BlogPage
from cms.models import PortalImage
from tests.directory.conftest import browser, person  # noqa: F401 - tests import them from here


@pytest.fixture
def anna(db):
    user = person("anna", "counsellor")
    subscriptions.choose(user, "premium", by=user)
    return user


@pytest.fixture
def boris(db):
    return person("boris", "counsellor")


@pytest.fixture
def clara(db):
    return person("clara", "client")


@pytest.fixture
def office(db):
    return person("office", "staff")


def blog(language="en"):
    return BlogPage.objects.get(locale__language_code=language)


def draft(number, author=None, *, language="en", topics=(), **fields):
    given = {
        "title": f"Article {number}", "slug": f"article-{number}", "summary": "In short <b>so</b>.",
        "date": date(2026, 1, 1) + timedelta(days=number), "body": [("text", "<p>Words.</p>")],
    }  # fmt: skip
    page = ArticlePage(author=author, owner=author, live=False, **given | fields)
    page.topics = topics
    blog(language).add_child(instance=page)
    page.save_revision(user=author)
    return page


def article(number, author=None, **fields):
    page = draft(number, author, **fields)
    page.get_latest_revision().publish()
    page.refresh_from_db()
    return page


def picture(owner, title="a picture"):
    out = io.BytesIO()
    Image.new("RGB", (40, 40), "teal").save(out, "PNG")
    image = PortalImage(title=title, file=ContentFile(out.getvalue(), name="a.png"), uploaded_by_user=owner,
                        collection=Collection.get_first_root_node())  # fmt: skip
    image.save()
    return image


def form(**fields):
    """What the editor's form sends."""
    given = {
        "title": "Waves", "summary": "About the sea.", "picture": "",
        "body": streamfield([("text", rich_text("<p>Calm.</p>", features=FEATURES))]),
        "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000},
    }  # fmt: skip
    return nested_form_data(given | fields)

"""Pieces of pages are remembered for visitors: never shown after a change, in another language, or to somebody else."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import engines
from django.utils import timezone, translation

from cms import page_cache
from cms.models import CrisisContact, HomePage, MenuEntry, PortalSettings
from directory.actions import listings
from directory.models import Listing, Qualification, Speciality
from lib import clock
from tests.blog.conftest import article
from tests.directory.conftest import browser, person, published

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
PROFILE, LIST, ARTICLE = "/counsellors/anna/", "/counsellors/", "/blog/article-1/"


@pytest.fixture(autouse=True)
def now():
    with clock.frozen(NOW) as move:
        yield move


@pytest.fixture
def anna(db):
    return person("anna", "counsellor")


@pytest.fixture
def profile(anna):
    page = published(anna, specialities=["grief"], place="Graz")
    facts(anna)
    article(1, anna)
    return page


def facts(user, *, cents=7000, free=datetime(2026, 12, 7, 9, tzinfo=UTC)):
    listings.set_facts(user, price_from_cents=cents, currency="EUR", next_free_at=free)


def html(address, user=None):
    return browser(user).get(address).text


def publish(page, **fields):
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()


def row(model, **fields):
    one = model.objects.first()
    for name, value in fields.items():
        setattr(one, name, value)
    one.save()


def english_home():
    return HomePage.objects.get(locale__language_code="en")


CHANGES = {
    "words of the home page": ("/", "Freshly", lambda page: publish(english_home(), introduction="Freshly written.")),
    "a part of the home page": (
        "/", "Freshly", lambda page: publish(english_home(), body=[("text", "<p>Freshly written.</p>")])
    ),
    "a link of a menu": ("/", "Freshly", lambda page: row(MenuEntry, label="Freshly")),
    "the colours": ("/", "/1a4f8b", lambda page: row(PortalSettings, main_colour="#1A4F8B")),
    "the name of the site": (LIST, "Freshly", lambda page: row(PortalSettings, site_name="Freshly")),
    "a number to call": ("/crisis/", "0800 11 22", lambda page: row(CrisisContact, phone="0800 11 22")),
    "a word of the filters": (
        LIST, "Freshly", lambda page: word("grief", "Freshly")
    ),
    "the name on a profile": (PROFILE, "Freshly", lambda page: publish(page, title="Freshly")),
    "the name on a card": (LIST, "Freshly", lambda page: publish(page, title="Freshly")),
    "the name on the home page": ("/", "Freshly", lambda page: publish(page, title="Freshly")),
    "the price on a profile": (PROFILE, "from €55", lambda page: facts(page.owner, cents=5500)),
    "the price on a card": (LIST, "from €55", lambda page: facts(page.owner, cents=5500)),
    "the free time on a card": (
        LIST, "Wed 9 Dec", lambda page: facts(page.owner, free=datetime(2026, 12, 9, 9, tzinfo=UTC))
    ),
    "the free time on the home page": (
        "/", "Wed 9 Dec", lambda page: facts(page.owner, free=datetime(2026, 12, 9, 9, tzinfo=UTC))
    ),
    "nobody new is taken": (LIST, "No new clients", lambda page: publish(page, accepting=False)),
    "an article": (ARTICLE, "Freshly", lambda page: publish_article("Freshly")),
    "an article on its author's profile": (PROFILE, "Freshly", lambda page: publish_article("Freshly")),
    "the name of an author": (ARTICLE, "Freshly", lambda page: rename(page.owner, "Freshly")),
    "the check of a title": (
        PROFILE, "10 November 2026",
        lambda page: row(Qualification, checked_on=date(2026, 11, 10)),
    ),
}  # fmt: skip


def word(slug, name):
    topic = Speciality.objects.get(slug=slug)
    topic.name = name
    topic.save()


def publish_article(title):
    from blog.models import ArticlePage

    publish(ArticlePage.objects.get(slug="article-1"), title=title)


def rename(user, name):
    user.display_name = name
    user.save()


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_seen_at_once(profile, change, django_capture_on_commit_callbacks):
    address, words, make = CHANGES[change]
    assert words not in html(address)
    with django_capture_on_commit_callbacks(execute=True):
        make(profile)
    assert words in html(address)


def test_a_free_time_that_is_over_is_shown_no_more(profile, now):
    assert "Mon 7 Dec" in html(LIST)
    now(timedelta(days=17, minutes=1))
    assert "Mon 7 Dec" not in html(LIST)


ADDRESSES = [
    f"{language}{path}"
    for path in ("/", LIST + "?speciality=grief", PROFILE, "/help/", "/contact/")
    for language in ("", "/de", "/fr")
]
ADDRESSES += [LIST, ARTICLE, "/account/login/?lang=de", "/account/login/", "/de/nothing/"]
ONE_TIME = re.compile(r'name="(stamp|csrfmiddlewaretoken)" value="[^"]*"|<input[^>]*(stamp|csrfmiddlewaretoken)[^>]*>')


def test_every_page_is_the_same_from_pieces_as_without_them(profile):
    """Whatever was read before it, in whichever language."""
    fresh = {}
    for address in ADDRESSES:
        page_cache.forget_here()
        fresh[address] = ONE_TIME.sub("", html(address))
    for address in [*ADDRESSES, *ADDRESSES[:3]]:
        assert ONE_TIME.sub("", html(address)) == fresh[address], address


def test_nothing_of_a_person_gets_into_pieces_nor_anything_for_visitors_to_a_person(profile, anna):
    before = html("/")
    own = html("/", anna)
    assert "Anna" in own.split("</header>")[0]
    assert "/account/login/" not in own
    assert html("/") == before
    page_cache.forget_here()
    html("/", anna)
    assert html("/") == before


def test_a_card_says_times_in_the_zone_of_the_person(profile, anna):
    assert "Mon 7 Dec, 10:00" in html(LIST)
    anna.zone = "Asia/Tokyo"
    anna.save()
    assert "Mon 7 Dec, 18:00" in html(LIST, anna)
    assert "Mon 7 Dec, 10:00" in html(LIST)


def test_a_draft_is_drawn_for_its_reader_and_remembered_for_nobody(db, rf):
    home = english_home()
    before = html("/")
    home.introduction, home.body = "Only a draft.", [("text", "<p>Only a draft.</p>")]
    preview = home.make_preview_request(rf.get("/"))
    assert preview.render().text.count("Only a draft.") > 1
    assert html("/") == before


@pytest.fixture
def draw(db, rf):
    """Draws a piece named "here" that shows `shown`, for a visitor."""
    template = engines["django"].from_string(
        "{% load cms_tags %}{% remembered 'here' key %}{{ shown }}{% endremembered %}"
    )

    def draw(shown, key="", address="/"):
        request = rf.get(address)
        request.user = AnonymousUser()
        return template.render({"shown": shown, "key": key}, request)

    return draw


def test_a_piece_depends_on_its_values_language_address_and_zone(draw):
    assert draw("first") == draw("second") == "first"
    assert draw("another value", key="x") == "another value"
    with translation.override("de"):
        assert draw("deutsch") == "deutsch"
        assert draw("deutsch mit Adresse", address="/de/") == "deutsch mit Adresse"
    with timezone.override("Asia/Tokyo"):
        assert draw("tokyo") == "tokyo"
    assert draw("third") == "first"


def test_what_is_escaped_stays_escaped(draw):
    assert draw("<b>") == draw("") == "&lt;b&gt;"


def test_long_words_of_a_visitor_are_not_remembered(draw):
    assert [draw(shown, key="x" * 200) for shown in ("first", "second")] == ["first", "second"]


def test_a_list_with_somebody_who_was_just_taken_down_is_drawn_without_them(profile, monkeypatch):
    from directory import cards, queries

    key = Listing.objects.get().order_key
    rows = list(queries.facts_of_listings([key]))
    monkeypatch.setattr(queries, "facts_of_listings", lambda keys: rows)
    Listing.objects.update(page=None)
    assert cards.List(queries.offered()).draw([key]) == []

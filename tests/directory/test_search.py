"""Finding counsellors: words, filters, order, paging, and what it costs."""

import random
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from directory import queries, search
from directory.models import Listing
from directory.views import ON_A_PAGE
from lib import clock
from tests.directory.conftest import browser, person, published

NAMES = lambda listings: sorted(listing.name for listing in listings)


@pytest.fixture
def three(db):
    published(person("anna", "counsellor"), languages=["en", "de"], specialities=["anxiety", "grief"],
              about="<p>I work with <b>Ängste</b> and panic.</p>", place="Graz")  # fmt: skip
    published(person("boris", "counsellor"), languages=["de"], specialities=["grief"], about="<p>Trauer.</p>")
    published(
        person("carla", "counsellor"), languages=["en"], specialities=["work"], about="<p>Burnout</p><p>Again</p>"
    )


@pytest.mark.parametrize(("text", "found"), [
    ("anna", ["Anna"]), ("ANN", ["Anna"]), ("nna", []),
    ("ängste", ["Anna"]), ("angste", ["Anna"]), ("panic graz", ["Anna"]), ("panic burnout", []),
    ("grief", ["Anna", "Boris"]), ("clinical", ["Anna", "Boris", "Carla"]), ("german", ["Anna", "Boris"]),
    ("burnoutagain", []), ("again", ["Carla"]),
    ("", ["Anna", "Boris", "Carla"]), ("  ", ["Anna", "Boris", "Carla"]),
    ('"', ["Anna", "Boris", "Carla"]), ("anna OR boris", []), ("anna*", ["Anna"]), ("-anna", ["Anna"]),
    ("name:anna", []), ("NEAR(", []), ("') OR 1=1 --", []), ("zz:* | b", []), ("anna & | !", ["Anna"]), ("\x00", ["Anna", "Boris", "Carla"]),
])  # fmt: skip
def test_every_word_must_begin_a_word_of_the_profile(three, text, found):
    assert NAMES(queries.find(text=text)) == found


@pytest.mark.parametrize(("filters", "found"), [
    ({"language": "de"}, ["Anna", "Boris"]),
    ({"speciality": "grief"}, ["Anna", "Boris"]),
    ({"language": "en", "speciality": "grief"}, ["Anna"]),
    ({"language": "en", "speciality": "grief", "text": "panic"}, ["Anna"]),
    ({"language": "de", "speciality": "work"}, []),
    ({"accepting": True}, ["Anna", "Boris", "Carla"]),
])  # fmt: skip
def test_filters_combine(three, filters, found):
    assert NAMES(queries.find(**filters)) == found


def test_the_index_follows_the_profile(three):
    listing = Listing.objects.get(name="Anna")
    page = listing.page
    page.about = "<p>Completely new words</p>"
    page.save_revision().publish()
    assert not queries.find(text="angste").exists()
    assert NAMES(queries.find(text="completely")) == ["Anna"]
    page.unpublish()
    assert not queries.find(text="completely").exists()
    listing.delete()
    assert not search.matching(Listing.objects, "completely").exists()


def test_the_order_is_the_same_all_day_and_new_the_next(db):
    chance = random.Random(7)
    for number in range(30):
        Listing.objects.create(
            counsellor=person(f"c{number}", "counsellor"), order_key=chance.randrange(1 << 20), written_at=clock.now(), name=str(number)
        )  # fmt: skip
    order = lambda day: [row.name for row in queries.fairly(Listing.objects, day)]
    today = date(2026, 3, 1)
    assert order(today) == order(today)
    firsts = {order(today + timedelta(days=n))[0] for n in range(60)}
    assert len(firsts) > 15
    assert len({tuple(order(today + timedelta(days=n))) for n in range(20)}) == 20


def test_the_page_shows_who_was_found_and_how_many(three):
    page = browser().get("/counsellors/?q=grief&language=en").content.decode()
    assert "Anna" in page
    assert "Boris" not in page
    assert 'role="status"' in page
    assert "1 counsellor" in page
    assert 'content="noindex, follow"' in page


def test_when_nobody_fits_the_page_offers_to_loosen_each_filter(three):
    page = browser().get("/counsellors/?q=panic&language=de&speciality=work").content.decode()
    for address in ("?language=de&amp;speciality=work", "?q=panic&amp;language=de", "?q=panic&amp;speciality=work"):
        query = sorted(address.replace("?", "").split("&amp;"))
        assert any(sorted(a.split('"')[0].split("?")[1].split("&amp;")) == query for a in page.split('href="/counsellors/')[1:] if "?" in a.split('"')[0])  # fmt: skip
    assert "Nobody fits" in page


def test_nonsense_in_the_address_is_passed_over(three):
    for query in ("language=xx", "speciality=%00", "page=abc", "page=99", "q=" + "x" * 5000, "language=de&language=en"):
        assert browser().get(f"/counsellors/?{query}").status_code == 200


def test_htmx_gets_the_results_alone_and_caches_know(three):
    client = browser()
    whole, part = client.get("/counsellors/"), client.get("/counsellors/", headers={"HX-Request": "true"})
    assert b"<html" in whole.content
    assert b"<html" not in part.content
    assert b'id="results"' in part.content
    assert "HX-Request" in whole["Vary"]
    assert "HX-Request" in part["Vary"]


def test_an_empty_directory_says_so(db):
    assert "The first counsellors are on their way" in browser().get("/counsellors/").content.decode()


def test_long_lists_are_paged_and_keep_their_filters(db):
    for number in range(ON_A_PAGE + 1):
        published(person(f"c{number}", "counsellor"), languages=["de"])
    client = browser()
    first = client.get("/counsellors/?language=de").content.decode()
    second = client.get("/counsellors/?language=de&page=2").content.decode()
    assert "language=de&amp;page=2" in first
    assert second.count('<li class="card') == 1
    assert f"{ON_A_PAGE + 1} counsellors" in second


def count(address):
    client = browser()
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


LIST_QUERIES = 19
PROFILE_QUERIES = 25


def test_the_list_costs_the_same_with_one_and_with_three(db):
    published(person("anna", "counsellor"))
    one = count("/counsellors/")
    published(person("boris", "counsellor"))
    published(person("carla", "counsellor"))
    assert (one, count("/counsellors/")) == (LIST_QUERIES, LIST_QUERIES)


def test_a_profile_costs_the_same_whatever_it_holds(db):
    published(person("anna", "counsellor"))
    published(person("boris", "counsellor"), languages=["en", "de", "fr"], specialities=["anxiety", "grief", "work"])
    assert (count("/counsellors/anna/"), count("/counsellors/boris/")) == (PROFILE_QUERIES, PROFILE_QUERIES)


def test_a_visitor_reads_the_next_free_time_in_the_zone_of_the_portal(three, client, settings):
    settings.DEFAULT_ZONE = "Europe/Vienna"
    Listing.objects.update(next_free_at=datetime(2030, 1, 7, 9, 0, tzinfo=UTC))
    assert "Next free time: Mon 7 Jan, 10:00" in client.get("/counsellors/").text

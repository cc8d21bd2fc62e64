"""Finding counsellors: words, filters, order, paging, and what it costs."""

import importlib.util
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from directory import finding, marks, postcodes, queries
from directory.actions import listings
from directory.finding import Wish
from directory.forms import SearchForm
from directory.models import Facet, Listing, Speciality
from directory.views import ON_A_PAGE
from lib import clock
from tests.directory.conftest import browser, person, published

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


def names(**asked):
    """Who is found, by the words of an address."""
    form = SearchForm(asked, address="/counsellors/")
    keys = finding.find(form.wish, form.order_in_use).keys
    return [listing.name for listing in queries.cards(keys, form.offered)]


def found(**asked):
    return sorted(names(**asked))


@pytest.fixture
def now():
    with clock.frozen(NOW) as move:
        yield move


@pytest.fixture
def three(db, now):
    anna, boris, carla = (person(login, "counsellor") for login in ("anna", "boris", "carla"))
    published(anna, languages=["en", "de"], specialities=["anxiety", "grief"], place="Graz", postcode="8010",
              country="at", address="Hauptplatz 1", about="<p>I work with <b>Ängste</b> and panic.</p>")  # fmt: skip
    published(boris, languages=["de"], specialities=["grief"], about="<p>Trauer.</p>", postcode="1010", country="at",
              title="health-psychologist")  # fmt: skip
    published(carla, languages=["en"], specialities=["work"], about="<p>Burnout</p><p>Again</p>", postcode="8001",
              country="ch")  # fmt: skip
    for user, cents, currency, days in ((anna, 6500, "EUR", 0.2), (boris, 9000, "EUR", 5), (carla, 4000, "CHF", 40)):
        listings.set_facts(user, price_from_cents=cents, currency=currency, next_free_at=NOW + timedelta(days=days))


EVERYBODY = ["Anna", "Boris", "Carla"]


WORDS = [
    ("anna", ["Anna"]), ("ANN", ["Anna"]), ("an", []), ("nna", []), ("anx", ["Anna"]), ("anxi", ["Anna"]),
    ("ängste", ["Anna"]), ("angste", ["Anna"]), ("panic graz", ["Anna"]), ("panic burnout", []), ("8010", ["Anna"]),
    ("grief", ["Anna", "Boris"]), ("clinical", ["Anna", "Carla"]), ("german", ["Anna", "Boris"]),
    ("burnoutagain", []), ("again", ["Carla"]),
    ("", EVERYBODY), ("  ", EVERYBODY),
    ('"', EVERYBODY), ("anna OR boris", []), ("anna*", ["Anna"]), ("-anna", ["Anna"]),
    ("name:anna", []), ("NEAR(", []), ("') OR 1=1 --", []), ("zz:* | b", []), ("anna & | !", ["Anna"]),
    ("_mtext", []), ("\x00", EVERYBODY), ("ᛗᛗ", []), ("١", []), ("ａｎｎａ", ["Anna"]), ("a" * 100, []),
]  # fmt: skip
FILTERS = [
    ({"language": "de"}, ["Anna", "Boris"]),
    ({"speciality": "grief"}, ["Anna", "Boris"]),
    ({"language": "en", "speciality": "grief"}, ["Anna"]),
    ({"language": "en", "speciality": "grief", "q": "panic"}, ["Anna"]),
    ({"language": "de", "speciality": "work"}, []),
    ({"title": "health-psychologist"}, ["Boris"]),
    ({"title": "clinical-psychologist"}, ["Anna", "Carla"]),
    ({"mode": "person"}, ["Anna"]),
    ({"mode": "text"}, EVERYBODY),
    ({"price": "50chf"}, ["Carla"]),
    ({"price": "70eur"}, ["Anna"]),
    ({"price": "90eur"}, ["Anna", "Boris"]),
    ({"price": "70eur", "language": "en", "speciality": "grief", "title": "clinical-psychologist", "mode": "person",
      "free": "0", "postcode": "8020", "km": "10", "q": "panic"}, ["Anna"]),
    ({"free": "0"}, ["Anna"]),
    ({"free": "3"}, ["Anna"]),
    ({"free": "7"}, ["Anna", "Boris"]),
    ({"free": "14"}, ["Anna", "Boris"]),
    ({"postcode": "8010", "country": "at"}, ["Anna"]),
    ({"postcode": "A-8020", "km": "10"}, ["Anna"]),
    ({"postcode": "2700", "country": "at", "km": "50"}, ["Boris"]),
    ({"postcode": "2700", "country": "at"}, []),
    ({"postcode": "8001", "country": "ch"}, ["Carla"]),
    ({"postcode": "8001", "country": "ch", "free": "14"}, []),
    ({"postcode": "8001"}, ["Carla"]),
]  # fmt: skip
ODD = [
    {"language": "xx"}, {"speciality": "\x00"}, {"title": "-1"}, {"mode": "sound"}, {"price": "-1eur"},
    {"price": "9" * 400}, {"free": "-3"}, {"free": "٣"}, {"km": "5"}, {"km": "999999999"}, {"country": "at"},
    {"postcode": "99999"}, {"postcode": "\x00"}, {"postcode": "9" * 40}, {"postcode": "x" * 19}, {"order": "price"},
    {"order": "distance"},
]  # fmt: skip


def test_every_word_must_begin_a_word_of_the_profile(three):
    assert [(text, found(q=text)) for text, _who in WORDS] == WORDS


def test_filters_find_who_fits_all_of_them(three):
    assert [(asked, found(**asked)) for asked, _who in FILTERS] == FILTERS


def test_what_cannot_be_read_is_passed_over(three):
    assert [asked for asked in ODD if found(**asked) != EVERYBODY] == []


def test_a_free_time_that_is_over_or_of_somebody_who_takes_nobody_is_none(three, now):
    page = Listing.objects.get(name="Boris").page
    page.accepting = False
    page.save_revision().publish()
    assert found(free="7") == ["Anna"]
    now(timedelta(hours=6))
    assert found(free="0") == []


def test_whoever_is_free_first_comes_first_and_whoever_has_no_time_last(three):
    assert names(order="free") == ["Anna", "Boris", "Carla"]
    Listing.objects.filter(name="Anna").update(next_free_at=None)
    assert names(order="free") == ["Boris", "Carla", "Anna"]
    assert names(order="free", language="en") == ["Carla", "Anna"]
    assert names(order="free", q="psychologist", free="7") == ["Boris"]


def test_many_matches_are_put_in_order_of_free_time_like_few(three, monkeypatch):
    few = names(order="free", q="psychologist")
    monkeypatch.setattr("directory.search.MANY", 1)
    assert names(order="free", q="psychologist") == few == ["Anna", "Boris", "Carla"]


def test_the_nearest_comes_first(three):
    boris = Listing.objects.get(name="Boris").page
    boris.postcode = "8051"
    boris.save_revision().publish()
    assert names(postcode="8010") == ["Anna", "Boris"]
    assert names(postcode="8053") == ["Boris", "Anna"]


def test_digits_of_any_script_are_a_postcode():
    assert [place.postcode for place in postcodes.find("٨٠١٠", "at")] == ["8010"]


def test_a_postcode_of_several_countries_asks_which(three):
    assert [place.country for place in postcodes.find("8010")] == ["at", "ch"]
    page = browser().get("/counsellors/?postcode=8010&language=de").text
    assert "The postcode 8010 exists in several countries. Shown: Austria." in page
    assert "/counsellors/?language=de&amp;postcode=8010&amp;country=ch" in page
    assert "exists in several countries" not in browser().get("/counsellors/?postcode=8010&country=at").text
    of_one = next(code for code in map(str, range(1000, 9999)) if len(postcodes.find(code)) == 1)
    assert "exists in several countries" not in browser().get(f"/counsellors/?postcode={of_one}").text


def test_distances_are_those_of_a_globe():
    vienna, graz = postcodes.find("1010", "at")[0].point, postcodes.find("8010", "at")[0].point
    assert 140 < postcodes.km(vienna, graz) < 150
    assert postcodes.km(vienna, vienna) == 0


def test_a_circle_finds_exactly_those_within_it(db):
    """The cells of the index and the plane of the database, checked against the globe."""
    points = {}
    for number, code in enumerate(["1010", "1230", "2340", "2500", "2700", "3100", "2130", "7000", "2100", "3430"]):
        published(person(f"c{number}", "counsellor"), postcode=code, country="at")
        points[f"C{number}"] = postcodes.find(code, "at")[0].point
    centre = postcodes.find("1010", "at")[0].point
    for km in (10, 25, 50, 100):
        near = sorted(name for name, point in points.items() if postcodes.km(centre, point) <= km)
        assert found(postcode="1010", country="at", km=str(km)) == near


@pytest.mark.parametrize("km", [10, 25, 50, 100])
@pytest.mark.parametrize("lat", [41.5, 47.9, 55.0])
def test_the_cells_around_a_place_cover_the_circle(km, lat):
    from math import cos, radians, sin

    centre = postcodes.Point(lat, 9.99)
    cells = set(marks.cells_around(centre, km))
    assert len(cells) <= 30
    for degrees in range(0, 360, 5):
        north, east = km * cos(radians(degrees)) / 111.2, km * sin(radians(degrees)) / 111.2
        edge = postcodes.Point(lat + north, centre.lon + east / cos(radians(lat + max(north, 0))))
        assert cells & set(marks.cells(edge))


def test_words_are_found_in_every_language_at_once(three):
    grief = Speciality.objects.get(slug="grief")
    assert found(q="trauer verlust") == found(q="deuil") == ["Anna", "Boris"]
    grief.name_de, grief.name_fr = "Abschied", "Adieux"
    grief.save()
    assert found(q="abschied") == []  # until the worker has been there
    assert listings.catch_up() == 2
    assert found(q="abschied") == found(q="adieux") == found(q="grief") == ["Anna", "Boris"]
    assert listings.catch_up() == 0


def test_the_index_follows_the_profile(three):
    listing = Listing.objects.get(name="Anna")
    page = listing.page
    page.about, page.address = "<p>Completely new words</p>", ""
    page.save_revision().publish()
    assert found(q="angste") == []
    assert finding.find(Wish(groups=((marks.mode("person"),),))).keys == []
    assert found(q="completely") == ["Anna"]
    page.unpublish()
    assert found(q="completely") == []
    assert found() == ["Boris", "Carla"]
    page.save_revision().publish()
    assert found(q="completely", free="0", price="70eur") == ["Anna"]  # times and prices were kept
    Listing.objects.get(name="Anna").delete()
    assert found(q="completely") == []


def test_only_what_somebody_offers_can_be_chosen_and_numbers_are_kept(three):
    def choices(name):
        form = SearchForm({}, address="/")
        return [value for value, _words in form.fields[name].choices if value] if name in form.fields else None

    assert choices("language") == ["en", "de"]
    assert choices("speciality") == ["anxiety", "grief", "work"]
    assert choices("title") == ["clinical-psychologist", "health-psychologist"]
    assert choices("mode") == ["text", "person"]
    assert choices("price") == ["50chf", "70eur", "90eur"]
    Listing.objects.get(name="Anna").page.unpublish()
    assert choices("language") == ["en", "de"]
    assert choices("speciality") == ["grief", "work"]
    assert choices("mode") is None  # everybody writes: nothing to choose
    assert choices("price") == ["50chf", "90eur"]
    for listing in Listing.objects.filter(page__isnull=False):
        listing.counsellor.delete()
    assert set(Facet.objects.values_list("people", flat=True)) == {0}


def many(number):
    """So many listed, without profiles: enough for orders and counts."""
    rows = [
        Listing(
            counsellor=person(f"c{n}", "counsellor"), order_key=finding._scattered(n + 1) % finding.RING, name=str(n),
            written_at=clock.now(),
        ) for n in range(number)
    ]  # fmt: skip
    Listing.objects.bulk_create(rows)


@pytest.fixture
def ring(db, monkeypatch):
    """Thirty on the ring, as if their pages were published."""
    many(30)
    monkeypatch.setattr(
        "directory.search.rows", lambda asked, nearby=False: ("directory_listing l WHERE l.form = 0", [], "l.order_key")
    )
    return set(Listing.objects.values_list("order_key", flat=True))


DAYS = [date(2026, 3, 1) + timedelta(days=n) for n in range(300)]


def test_the_order_is_the_same_all_day_and_new_the_next(ring):
    orders = [tuple(finding.find(Wish(), day=day).keys) for day in DAYS]
    assert orders[:20] == [tuple(finding.find(Wish(), day=day).keys) for day in DAYS[:20]]
    assert len(set(orders)) == 300
    assert all(set(order) == ring and len(order) == 30 for order in orders)


def test_everybody_comes_first_at_times_and_nobody_always(ring):
    firsts = [finding.find(Wish(), day=day).keys[0] for day in DAYS]
    assert set(firsts) == ring
    assert max(map(firsts.count, ring)) < 30


def test_going_on_shows_everybody_once(ring, monkeypatch):
    for day in DAYS[:10]:
        begin, seen = 0, []
        while begin is not None:
            part = finding.find(Wish(), day=day, begin=begin, most=7)
            assert part.more == (part.follow is not None)
            seen += part.keys
            begin = part.follow
        assert len(seen) == 30
        assert set(seen) == ring


def test_the_page_says_when_there_are_more_and_leads_on_to_them(three, monkeypatch):
    monkeypatch.setattr(finding, "MOST", 2)
    client = browser()
    people = r'class="card__title"><a href="([^"]+)"'
    first = client.get("/counsellors/?mode=text").text
    assert "More than 2 counsellors" in first
    onward = re.search(r'href="(/counsellors/[^"]*from=[^"]*)"', first)[1].replace("&amp;", "&")
    second = client.get(onward).text
    assert len(set(re.findall(people, first) + re.findall(people, second))) == 3
    assert "Back to the beginning of the list" in second
    assert "The next 2" not in second
    assert "Another filter will bring them up" in client.get("/counsellors/?order=free").text


def test_a_number_beyond_the_ring_finds_nobody_and_breaks_nothing(ring):
    assert finding.find(Wish(), begin=finding.RING - 1).keys in ([], [max(ring)])


def test_a_count_stops_where_the_list_does(ring, monkeypatch):
    monkeypatch.setattr(finding, "MOST", 10)
    assert finding.counts([Wish(), Wish()]) == [11, 11]


def test_the_page_shows_who_was_found_and_how_many(three):
    page = browser().get("/counsellors/?q=grief&language=en").text
    assert "Anna" in page
    assert "Boris" not in page
    assert 'role="status"' in page
    assert "1 counsellor fits your search" in page
    assert 'content="noindex, follow"' in page
    topics = re.findall(r'<li class="chip">([^<]+)<', browser().get("/counsellors/?speciality=grief&q=anna").text)
    assert topics == ["Grief and loss", "Anxiety and panic"]
    assert "about 1 km" in browser().get("/counsellors/?postcode=8010").text


def test_each_filter_in_use_can_be_taken_away(three):
    page = browser().get("/counsellors/?q=panic&postcode=8010&country=at&km=50&language=de&order=free").text
    chips = re.findall(r'<a class="chip" href="([^"]+)"', page)
    base = "/counsellors/?"
    assert base + "language=de&amp;postcode=8010&amp;km=50&amp;country=at&amp;order=free" in chips
    assert base + "q=panic&amp;language=de&amp;order=free" in chips
    assert "Within 50 km of 8010" in page


def test_when_nobody_fits_the_page_says_what_each_filter_costs(three):
    page = browser().get("/counsellors/?q=panic&language=de&speciality=work").text
    assert "Nobody fits all of this" in page
    offers = re.findall(r'href="([^"]+)"><span>Without “([^”]*”?)”</span> <span class="meta">([^<]+)<', page)
    assert [(address.split("?")[1], number) for address, _label, number in offers] == [
        ("q=panic&amp;language=de", "1 counsellor")
    ]


def test_nonsense_in_the_address_is_no_error(three):
    for query in ("page=abc", "page=99", "page=-1", "page=٣", "from=abc", "from=-1", f"from={'9' * 30}", "from=٣",
                  "from=2147483648", "q=" + "x" * 5000, "language=de&language=en", "postcode=%00", "%ff=%ff"):  # fmt: skip
        assert browser().get(f"/counsellors/?{query}").status_code == 200


def test_an_unknown_postcode_is_said_to_be_unknown(three):
    page = browser().get("/counsellors/?postcode=0000").text
    assert "We do not know this postcode" in page
    assert "3 counsellors fit" in page


def test_htmx_gets_the_results_alone_and_caches_know(three):
    client = browser()
    whole, part = (
        client.get("/counsellors/"),
        client.get("/counsellors/?q=&km=&price=70eur", headers={"HX-Request": "true"}),
    )
    assert b"<html" in whole.content
    assert b"<html" not in part.content
    assert b'id="results"' in part.content
    assert part["HX-Push-Url"] == "/counsellors/?price=70eur"
    assert "HX-Request" in whole["Vary"]
    assert "HX-Request" in part["Vary"]
    back = client.get("/counsellors/", headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})
    assert b"<html" in back.content


def test_what_a_visitor_looks_for_stays_nowhere(three, caplog):
    client = browser()
    with caplog.at_level("INFO"):
        response = client.get("/counsellors/?postcode=8010&q=panic")
    assert not response.cookies
    assert not client.session.keys()
    assert "8010" not in caplog.text
    assert response["Referrer-Policy"] == "same-origin"
    page = response.text
    assert 'autocomplete="off"' in re.search(r'<input[^>]*name="postcode"[^>]*>', page)[0]
    assert "<form" in page
    assert 'method="get"' in page


def test_an_empty_directory_says_so(db):
    assert "The first counsellors are on their way" in browser().get("/counsellors/").text


def test_long_lists_are_paged_and_keep_their_filters(db):
    for number in range(ON_A_PAGE + 1):
        published(person(f"c{number}", "counsellor"), languages=["de"] if number else ["en"])
    published(person("other", "counsellor"), languages=["de"])
    client = browser()
    first = client.get("/counsellors/?language=de").text
    second = client.get("/counsellors/?language=de&page=2").text
    assert "language=de&amp;page=2" in first
    assert second.count('<li class="card') == 1
    assert f"{ON_A_PAGE + 1} counsellors" in second
    shown = re.findall(r'class="card__title"><a href="([^"]+)"', first + second)
    assert len(shown) == len(set(shown)) == ON_A_PAGE + 1


def count(address):
    client = browser()
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


LIST_QUERIES = 3
PROFILE_QUERIES = 2


def test_the_list_costs_the_same_with_one_and_with_three(db):
    published(person("anna", "counsellor"))
    one = count("/counsellors/")
    published(person("boris", "counsellor"))
    published(person("carla", "counsellor"))
    assert (one, count("/counsellors/")) == (LIST_QUERIES, LIST_QUERIES)


def test_every_way_of_looking_costs_the_same_with_three_and_with_three_hundred(db):
    place = Path(__file__).resolve().parents[2] / "bench" / "directory.py"
    spec = importlib.util.spec_from_file_location("bench_directory", place)
    bench = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(bench)
    bench.fill(3)
    three = bench.count_queries()
    bench.fill(300, since=3)
    assert bench.count_queries() == three
    assert "300 counsellors" in browser().get("/counsellors/").text


def test_a_profile_costs_the_same_whatever_it_holds(db):
    published(person("anna", "counsellor"))
    published(person("boris", "counsellor"), languages=["en", "de", "fr"], specialities=["anxiety", "grief", "work"])
    assert (count("/counsellors/anna/"), count("/counsellors/boris/")) == (PROFILE_QUERIES, PROFILE_QUERIES)


def test_a_visitor_reads_the_next_free_time_in_the_zone_of_the_portal(three, client, settings):
    settings.DEFAULT_ZONE = "Europe/Vienna"
    Listing.objects.update(next_free_at=datetime(2030, 1, 7, 9, 0, tzinfo=UTC))
    assert "Next free time: Mon 7 Jan, 10:00" in client.get("/counsellors/").text

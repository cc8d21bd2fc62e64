"""Who reads what in which language, and that the switch stays on the page."""

from html.parser import HTMLParser

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from wagtail.models import Locale, Page

from accounts.models import User
from blog import queries as blog_queries
from blog.models import ArticlePage
from cms.actions import defaults
from cms.models import ContentPage
from config import language
from tests.directory.conftest import person, published

PREFIXES = [("", "en"), ("/de", "de"), ("/fr", "fr")]


class Links(HTMLParser):
    """The language of a page, what its head and its switch offer, and where else its links lead."""

    def __init__(self, answer):
        super().__init__()
        self.lang, self.alternates, self.canonical, self.switch, self.others = "", {}, "", {}, set()
        self.feed(answer.content.decode())

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "html":
            self.lang = attrs["lang"]
        elif tag == "link" and attrs.get("rel") == "alternate" and "hreflang" in attrs:
            self.alternates[attrs["hreflang"]] = attrs["href"].removeprefix("http://localhost:8000")
        elif tag == "link" and attrs.get("rel") == "canonical":
            self.canonical = attrs["href"].removeprefix("http://localhost:8000")
        elif tag == "a" and "hreflang" in attrs:
            assert attrs["lang"] == attrs["hreflang"]
            self.switch[attrs["lang"]] = attrs["href"]
        elif tag == "a" and attrs.get("href", "").startswith("/"):
            self.others.add(attrs["href"])
        elif tag == "button" and attrs.get("name") == "to":
            code, _, where = attrs["value"].partition(" ")
            assert attrs["lang"] == code
            self.switch[code] = where


@pytest.fixture
def grete(db):
    return User.objects.create(username="grete", language="de")


@pytest.mark.parametrize(("address", "known", "cookie", "header", "spoken"), [
    # the CMS's pages: the address alone decides
    ("/", None, "", "", "en"),
    ("/", None, "de", "fr", "en"),
    ("/", "grete", "fr", "fr", "en"),
    ("/de/", None, "fr", "fr", "de"),
    ("/de/help/", "grete", "", "", "de"),
    ("/fr/help/", "grete", "", "", "fr"),
    ("/help/?lang=de", None, "", "", "en"),
    ("/fr/nowhere/", "grete", "", "", "fr"),
    ("/nowhere/", "grete", "", "", "en"),
    # everything else: the person
    ("/account/login/", None, "", "", "en"),
    ("/account/login/", None, "", "fr-CH,fr;q=0.9,de;q=0.8", "fr"),
    ("/account/login/", None, "", "it,de-AT;q=0.5", "de"),
    ("/account/login/", None, "", "it", "en"),
    ("/account/login/", None, "de", "fr", "de"),
    ("/account/login/?lang=fr", None, "de", "en", "fr"),
    ("/account/login/?lang=xx", None, "xx", "xx", "en"),
    ("/account/", "grete", "", "fr", "de"),
    ("/account/?lang=fr", "grete", "fr", "fr", "de"),
    ("/appointments/nothing-here/", "grete", "", "", "de"),
])  # fmt: skip
def test_who_reads_what(client, grete, address, known, cookie, header, spoken):
    if known:
        client.force_login(grete)
    if cookie:
        client.cookies["lang"] = cookie
    answer = client.get(address, headers={"accept-language": header} if header else {})
    assert (Links(answer).lang, answer["Content-Language"]) == (spoken, spoken)


def test_nothing_of_the_language_stays_in_the_thread(client, db):
    client.get("/de/")
    assert translation.get_language() == "en"


def test_public_pages_set_no_cookie_and_vary_by_nothing_of_the_language(client, db):
    for address in ("/", "/de/", "/fr/counsellors/?lang=de"):
        answer = client.get(address, headers={"accept-language": "fr"})
        assert not answer.cookies
        assert "Accept-Language" not in answer.get("Vary", "")


def test_a_choice_is_kept_until_the_browser_closes_and_no_longer(client, db):
    assert not client.get("/account/login/").cookies.get("lang")
    answer = client.get("/account/login/?lang=de")
    assert answer.cookies["lang"].value == "de"
    assert not answer.cookies["lang"]["max-age"]
    assert answer.cookies["lang"]["httponly"]
    assert Links(client.get("/account/forgotten/")).lang == "de"
    assert "Accept-Language" in answer["Vary"]


def test_quick_exit_forgets_the_language(client, db):
    client.get("/account/login/?lang=de")
    client.get("/exit/")
    assert not client.cookies["lang"].value


def test_addresses_outside_the_cms_are_known_by_their_first_part():
    assert not any(language.is_public_page(path) for path in ("/account/x/", "/app/", "/api/v1/me", "/cms/", "/exit/"))
    assert all(language.is_public_page(path) for path in ("/", "/de/account/", "/accounts/", "/counsellors/anna/"))


# --- the switch ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["", "help/", "counsellors/", "blog/", "crisis/"])
def test_the_switch_stays_on_the_page(client, db, name):
    for prefix, code in (("/", "en"), ("/de/", "de"), ("/fr/", "fr")):
        links = Links(client.get(f"{prefix}{name}"))
        assert links.lang == code
        assert links.switch == {"en": f"/{name}", "de": f"/de/{name}", "fr": f"/fr/{name}"}
        assert links.alternates == links.switch | {"x-default": f"/{name}"}
        assert links.canonical == f"{prefix}{name}"


def test_the_switch_keeps_what_was_asked_for(client, db):
    links = Links(client.get("/de/counsellors/?q=leise+stimme&lang=fr"))
    assert links.switch["en"] == "/counsellors/?q=leise+stimme"
    assert Links(client.get("/account/login/?next=/app/")).switch["de"] == "/account/login/?next=%2Fapp%2F&lang=de"


def test_a_page_without_a_translation_leads_to_the_nearest_above(client, db):
    above = ContentPage.objects.get(slug="prices", locale__language_code="en")
    above.add_child(instance=ContentPage(title="Only here", slug="only"))
    ContentPage.objects.filter(slug="prices", locale__language_code="fr").update(live=False)
    links = Links(client.get("/prices/only/"))
    assert links.switch == {"en": "/prices/only/", "de": "/de/prices/", "fr": "/fr/"}
    assert links.alternates == {}
    assert all(client.get(address).status_code == 200 for address in links.switch.values())


def test_a_language_whose_home_page_is_not_published_is_not_offered(client, db):
    for page in defaults.home_page().get_translation(Locale.objects.get(language_code="fr")).get_descendants(True):
        page.specific.unpublish()
    links = Links(client.get("/help/"))
    assert set(links.switch) == {"en", "de"}
    assert set(links.alternates) == {"en", "de", "x-default"}


def test_nothing_found_leads_to_the_front_door_of_each_language(client, db):
    answer = client.get("/de/nowhere/")
    assert answer.status_code == 404
    assert Links(answer).switch == {"en": "/", "de": "/de/", "fr": "/fr/"}


def test_the_switch_of_somebody_logged_in_is_remembered(client, grete):
    client.force_login(grete)
    page = Links(client.get("/account/?next=x"))
    assert page.switch["fr"] == "/account/?next=x"
    answer = client.post("/account/language/", {"to": "fr /account/?next=x"})
    assert (answer.status_code, answer["Location"]) == (302, "/account/?next=x")
    grete.refresh_from_db()
    assert grete.language == "fr"
    assert Links(client.get("/account/")).lang == "fr"
    assert Links(client.get("/de/help/")).switch["fr"] == "/fr/help/"


@pytest.mark.parametrize("to", ["", "xx /help/", "de https://example.org/", "de //example.org", "fr"])
def test_a_switch_that_makes_no_sense_leads_home_or_changes_nothing(client, grete, to):
    client.force_login(grete)
    answer = client.post("/account/language/", {"to": to})
    assert answer["Location"] in ("/", "/help/")
    grete.refresh_from_db()
    assert grete.language in ("de", "fr" if to == "fr" else "de")


def test_after_a_refused_form_the_switch_leads_back_to_the_page_it_stood_on(client, db):
    answer = client.post("/account/login/", {}, headers={"referer": "http://testserver/account/login/"})
    assert Links(answer).switch["de"] == "/account/login/?lang=de"
    answer = client.post("/account/login/", {}, headers={"referer": "http://elsewhere.example/x/"})
    assert Links(answer).switch["de"] == "/account/login/?lang=de"


@pytest.mark.parametrize("name", ["", "help/", "counsellors/", "counsellors/anna/", "blog/", "nowhere/"])
def test_every_link_of_a_page_goes_on_in_its_language(client, anna, name):
    for link in Links(client.get(f"/de/{name}")).others:
        assert link.startswith(("/de/", "/exit/")) or link.endswith("lang=de"), link
    for link in Links(client.get(f"/{name}")).others:
        assert not link.startswith(("/de/", "/fr/")), link
        assert "lang=" not in link, link


def test_pages_outside_the_cms_lead_back_to_its_pages_in_the_language_of_the_person(client, grete):
    client.force_login(grete)
    links = Links(client.get("/account/")).others
    assert {"/de/", "/de/help/", "/de/crisis/"} <= links
    assert not any("lang=" in link for link in links)


# --- the shipped pages --------------------------------------------------------------------------------------------


def test_every_shipped_page_has_its_translations(db):
    default = Page.objects.filter(locale__language_code="en", depth__gt=1)
    assert default.count() > 10
    for page in default:
        codes = set(page.get_translations(inclusive=True).live().values_list("locale__language_code", flat=True))
        assert codes == {"en", "de", "fr"}, page


def test_a_shipped_page_that_was_deleted_does_not_come_back_in_another_language(db):
    ContentPage.objects.filter(slug="prices").delete()
    portal = defaults.give_once({})
    portal.shipped = [key for key in portal.shipped if not key.startswith("page:prices:")]
    portal.save()
    defaults.ensure()
    assert not ContentPage.objects.filter(slug="prices").exists()


def test_links_in_shipped_texts_stay_in_their_language(client, db):
    html = client.get("/de/how-it-works/").content.decode()
    main = html[html.index("<main") : html.index("</main>")]
    assert 'href="/de/crisis/"' in main
    assert 'href="/de/counsellors/"' in main
    assert 'href="/crisis/"' not in main


def test_another_language_costs_two_queries_more_than_the_default_one(client, db):
    costs = []
    for address in ("/help/", "/de/help/"):
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        costs.append(len(queries))
    assert costs[1] - costs[0] <= 2


# --- what exists once ---------------------------------------------------------------------------------------------


@pytest.fixture
def anna(db):
    return published(person("anna", "counsellor"), about="<p>Ich höre zu.</p>")


def test_a_profile_is_read_in_every_language(client, anna):
    for prefix, code in (("", "en"), ("/de", "de"), ("/fr", "fr")):
        links = Links(client.get(f"{prefix}/counsellors/anna/"))
        assert links.lang == code
        assert links.switch == {code: f"{start}/counsellors/anna/" for start, code in PREFIXES}
        assert links.canonical == f"{prefix}/counsellors/anna/"
        assert links.alternates == links.switch | {"x-default": "/counsellors/anna/"}
        assert f'href="{prefix}/counsellors/anna/"' in client.get(f"{prefix}/counsellors/").content.decode()


def test_a_profile_that_is_not_published_is_missing_in_every_language(client, anna):
    anna.unpublish()
    for prefix, _code in PREFIXES:
        assert client.get(f"{prefix}/counsellors/anna/").status_code == 404


def test_the_map_for_search_engines_names_every_language_whoever_asks(client, anna):
    answer = "".join(
        client.get(f"/sitemaps/{section}.xml", headers={"accept-language": "fr"}).content.decode()
        for section in ("pages", "counsellors")
    )
    for address in ("/", "/de/", "/fr/prices/", "/counsellors/anna/", "/de/counsellors/anna/", "/fr/counsellors/anna/"):
        assert answer.count(f"<loc>http://localhost:8000{address}</loc>") == 1, address


def test_articles_are_listed_in_their_language_and_the_switch_finds_them(client, db):
    blog = blog_queries.blog_page()
    body = {"summary": "S", "date": "2026-01-05"}
    both = blog.add_child(instance=ArticlePage(title="Night", slug="night", **body))
    blog.add_child(instance=ArticlePage(title="Only English", slug="only", **body))
    german = blog.get_translation(Locale.objects.get(language_code="de"))
    german.add_child(instance=ArticlePage(title="Nacht", slug="nacht", translation_key=both.translation_key, **body))
    assert Links(client.get("/blog/night/")).switch == {
        "en": "/blog/night/",
        "de": "/de/blog/nacht/",
        "fr": "/fr/blog/",
    }
    assert Links(client.get("/blog/night/")).alternates == {
        "en": "/blog/night/", "de": "/de/blog/nacht/", "x-default": "/blog/night/",
    }  # fmt: skip
    listed = client.get("/de/blog/").content.decode()
    assert "Nacht" in listed
    assert "Only English" not in listed

"""Every kind of public page in three languages, as a visitor's browser meets it: readable, quiet, nothing left behind."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser
PLACES = ["", "counsellors/", "counsellors/?q=nobody-has-this-name", "counsellors/anna-lindner/", "blog/", "help/", "contact/",
          "crisis/", "security/", "prices/", "accessibility/"]  # fmt: skip
ELSEWHERE = ["/account/login/", "/account/signup/", "/account/forgotten/"]


def complaints(page, address: str) -> list[tuple]:
    """What axe finds."""
    page.goto(address)
    return [(address, row["id"], row["nodes"][0]["html"][:120]) for row in Axe().run(page).response["violations"]]


@pytest.mark.parametrize(
    ("language", "width", "theme"),
    [("en", 390, "dark"), ("de", 1280, "dark"), ("fr", 390, "light")],
)
def test_a_visitor_meets_nothing_unreadable_foreign_or_remembered(visit, language, width, theme):
    screen = {"viewport": {"width": width, "height": 844}, "color_scheme": theme, "reduced_motion": "reduce"}
    page, aid = visit(**screen), visit(**screen, bypass_csp=True)  # axe writes styles, which the policy forbids
    prefix = "/" if language == "en" else f"/{language}/"
    for address in [prefix + place for place in PLACES]:
        page.goto(address)
        assert page.locator("html").get_attribute("lang") == language
        assert page.locator("h1").count() == 1, address
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), address
        for text in page.locator('script[type="application/ld+json"]').all_text_contents():
            assert json.loads(text)["@context"] == "https://schema.org"
        assert complaints(aid, address) == []
    assert page.context.cookies() == []
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_the_way_in_is_readable_too(visit, language):
    page = visit(viewport={"width": 390, "height": 844}, reduced_motion="reduce", bypass_csp=True)
    for address in ELSEWHERE:
        assert complaints(page, f"{address}?lang={language}") == []
        assert page.locator("html").get_attribute("lang") == language
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), address


def test_a_page_is_answered_from_memory_until_it_changes(visit, site):
    page = visit()
    first = page.request.get("/security/")
    again = page.request.get("/security/", headers={"If-None-Match": first.headers["etag"]})
    assert again.status == 304
    assert "x-keep-for" not in first.headers

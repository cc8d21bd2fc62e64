"""Pages are found in few queries and never where Wagtail would not show them; the frame is remembered, and forgotten."""

import pytest
from django.test import RequestFactory
from wagtail.models import Locale, PageViewRestriction, Site

from cms import page_cache, queries, routing
from cms.models import ContentPage, HomePage, PortalSettings


@pytest.fixture
def page(db):
    return ContentPage.objects.live().get(slug="security", locale__language_code="en")


@pytest.mark.parametrize("path", ["/", "/security/", "/help/", "/de/", "/de/counsellors/", "/blog/"])
def test_the_frame_of_a_page_costs_no_queries_the_second_time(db, client, path, django_assert_max_num_queries):
    client.get(path)
    with django_assert_max_num_queries(12):
        assert client.get(path).status_code == 200


def test_a_page_that_is_not_published_is_not_found(client, page):
    assert client.get("/security/").status_code == 200
    page.unpublish()
    assert client.get("/security/").status_code == 404


@pytest.mark.parametrize("path", ["/nothing/", "/security/nothing/", "/de/nothing/", "/portal/", "/portal/security/"])
def test_what_is_no_page_is_missing(db, client, path):
    assert client.get(path).status_code == 404


def test_another_languages_page_is_not_shown_under_this_ones_address(client, page):
    page.get_translation(Locale.objects.get(language_code="de")).unpublish()
    assert client.get("/de/security/").status_code == 404


def test_a_page_that_wants_a_login_gets_it_from_the_moment_it_does(client, page):
    assert client.get("/security/").status_code == 200
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert client.get("/security/").status_code == 302
    assert client.get("/").status_code == 200


def test_what_is_remembered_is_forgotten_on_a_change(db, rf):
    site = Site.objects.get()
    portal = PortalSettings.objects.get(site=site)
    assert queries.portal(rf.get("/")).name == "Sprechraum"
    portal.site_name = "Another"
    portal.save()
    assert queries.portal(rf.get("/")).name == "Another"


def test_what_was_being_made_during_a_change_is_not_remembered():
    def make():
        page_cache.forget_here()
        return "old"

    assert page_cache.remembered("key", make) == "old"
    assert page_cache.remembered("key", lambda: "new") == "new"


def test_only_so_much_is_remembered_and_the_oldest_goes_first(monkeypatch):
    monkeypatch.setattr(page_cache, "MOST_REMEMBERED", 2)
    for number in range(5):
        page_cache.remembered(("host", number), lambda: number)  # noqa: B023 (called at once)
    assert list(page_cache._remembered) == [("host", 3), ("host", 4)]


def test_long_pieces_push_others_out(monkeypatch):
    monkeypatch.setattr(page_cache, "MOST_LETTERS", 100)
    for _ in range(3):
        for number in range(5):
            page_cache.remembered(number, lambda: "x" * 40)
            page_cache.remembered_each([number], lambda missing: ["x" * 40])
    assert len(page_cache._remembered) == 2
    assert page_cache._letters == 80
    page_cache.remembered("all", lambda: "x" * 101)
    assert (len(page_cache._remembered), page_cache._letters) == (0, 0)


def test_nothing_found_is_looked_for_again():
    assert page_cache.remembered("key", lambda: None) is None
    assert page_cache.remembered("key", lambda: "found") == "found"


def test_of_many_only_the_missing_ones_are_made():
    made = []

    def make(missing):
        made.append(list(missing))
        return [key.upper() for key in missing]

    assert page_cache.remembered_each(["a", "b", "a"], make) == ["A", "B", "A"]
    assert page_cache.remembered_each(["c", "b"], make) == ["C", "B"]
    assert made == [["a", "b"], ["c"]]


def test_the_home_page_of_a_request_is_its_own(db):
    """What is remembered is shared by requests, so pages, which they may change, are not."""
    request = RequestFactory().get("/")
    first, second = (routing.page_at(routing.site_of(request), "") for _ in range(2))
    assert isinstance(first, HomePage)
    assert first is not second

"""Who may open what in the CMS: a table over the cast. Foreign looks like missing."""

import io

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from PIL import Image
from wagtail.models import Collection, Page

from cms.actions import defaults
from cms.models import PortalImage
from directory import queries
from directory.actions.defaults import PORTRAITS
from tests.directory.conftest import browser, written


def picture(owner):
    out = io.BytesIO()
    Image.new("RGB", (40, 40), "teal").save(out, "PNG")
    image = PortalImage(title="a picture", file=ContentFile(out.getvalue(), name="a.png"), uploaded_by_user=owner,
                        collection=Collection.objects.get(name=PORTRAITS))  # fmt: skip
    image.save()
    return image


@pytest.fixture
def addresses(anna, boris):
    """Names for the addresses of the table; Boris's profile has a secret in it."""
    own, other = written(anna), written(boris, teaser="Nobody should read this draft")
    home, directory = defaults.home_page(), queries.directory_page()
    own_picture, other_picture = picture(anna), picture(boris)
    edit = lambda page: reverse("wagtailadmin_pages:edit", args=[page.pk])
    return {
        "start": reverse("wagtailadmin_home"),
        "own profile": edit(own),
        "own history": reverse("wagtailadmin_pages:history", args=[own.pk]),
        "own preview": reverse("wagtailadmin_pages:view_draft", args=[own.pk]),
        "own picture": reverse("wagtailimages:edit", args=[own_picture.pk]),
        "own picture chosen": reverse("wagtailimages_chooser:chosen", args=[own_picture.pk]),
        "picture chooser": reverse("wagtailimages_chooser:choose"),
        "other profile": edit(other),
        "other history": reverse("wagtailadmin_pages:history", args=[other.pk]),
        "other preview": reverse("wagtailadmin_pages:view_draft", args=[other.pk]),
        "other comparison": reverse("wagtailadmin_pages:revisions_compare", args=[other.pk, "earliest", "latest"]),
        "other picture": reverse("wagtailimages:edit", args=[other_picture.pk]),
        "other picture chosen": reverse("wagtailimages_chooser:chosen", args=[other_picture.pk]),
        "missing profile": reverse("wagtailadmin_pages:edit", args=[99999]),
        "new profile": reverse("wagtailadmin_pages:add", args=["directory", "counsellorpage", directory.pk]),
        "home": edit(home),
        "delete own": reverse("wagtailadmin_pages:delete", args=[own.pk]),
        "move own": reverse("wagtailadmin_pages:move", args=[own.pk]),
        "copy own": reverse("wagtailadmin_pages:copy", args=[own.pk]),
        "unpublish own": reverse("wagtailadmin_pages:unpublish", args=[own.pk]),
        "page chooser": reverse("wagtailadmin_choose_page_search"),
        "search": reverse("wagtailadmin_pages:search"),
        "reports": reverse("wagtailadmin_reports:workflow"),
        "api": reverse("wagtailadmin_api:pages:listing"),
        "users": reverse("wagtailusers_users:index"),
        "settings": reverse("wagtailsettings:edit", args=["cms", "portalsettings"]),
        "crisis numbers": reverse("wagtailsnippets_cms_crisiscontact:list"),
        "specialities": reverse("wagtailsnippets_directory_speciality:list"),
        "documents": reverse("wagtaildocs:index"),
    }


MAY_COUNSELLOR = {
    "start", "own profile", "own history", "own preview", "own picture", "own picture chosen", "picture chooser",
}  # fmt: skip


def test_a_visitor_is_asked_to_log_in_everywhere(addresses):
    for name, address in addresses.items():
        answer = browser().get(address)
        assert (name, answer.status_code) == (name, 302)


def test_a_client_gets_in_nowhere(addresses, clara):
    client = browser(clara)
    for name, address in addresses.items():
        answer = client.get(address)
        assert (name, answer.status_code in (302, 403, 404)) == (name, True)
        assert b"Nobody should read" not in answer.content


def test_a_counsellor_sees_the_own_profile_and_pictures_and_nothing_else(addresses, anna):
    client = browser(anna)
    seen = {name: client.get(address).status_code for name, address in addresses.items()}
    assert seen == {name: 200 if name in MAY_COUNSELLOR else 404 for name in addresses}


def test_staff_see_profiles_pages_and_words(addresses, staff):
    client = browser(staff)
    for name in ("other profile", "home", "other picture", "settings", "crisis numbers", "specialities", "reports"):
        answer = client.get(addresses[name], follow=True)
        assert (name, answer.status_code) == (name, 200)
        assert answer.request["PATH_INFO"] != addresses["start"], name
    assert client.get(addresses["new profile"]).status_code == 302  # nobody makes one but its owner


def test_the_explorer_leads_a_counsellor_to_the_own_profile(anna, boris):
    own = written(anna)
    written(boris)
    answer = browser(anna).get(reverse("wagtailadmin_explore", args=[queries.directory_page().pk]), follow=True)
    assert answer.request["PATH_INFO"] == reverse("wagtailadmin_pages:edit", args=[own.pk])


def test_the_chooser_offers_own_pictures_only(anna, boris):
    picture(anna)
    foreign = picture(boris)
    foreign.title = "Boris alone"
    foreign.save()
    answer = browser(anna).get(reverse("wagtailimages_chooser:choose_results"))
    assert b"Boris alone" not in answer.content


def test_the_first_visit_makes_a_profile_and_the_second_finds_it(anna):
    client = browser(anna)
    assert client.get("/practice/profile/").status_code == 200
    first, second = client.get("/practice/profile/edit/"), client.get("/practice/profile/edit/")
    assert first.status_code == 302
    assert first.url == second.url
    assert Page.objects.filter(owner=anna).count() == 1


def test_only_counsellors_get_a_profile(clara, staff):
    assert browser(clara).get("/practice/profile/").status_code == 403
    assert browser(staff).get("/practice/profile/").status_code == 403
    assert browser().get("/practice/profile/").status_code == 302


def test_a_number_that_is_none_is_no_picture(anna):
    assert browser(anna).get(reverse("wagtailimages_chooser:chosen", args=["²"])).status_code == 404


def test_account_in_the_cms_leads_a_counsellor_to_the_own_settings(anna):
    answer = browser(anna).get("/cms/account/")
    assert (answer.status_code, answer.headers.get("Location")) == (302, "/account/")

"""Who changed what: found in one list, with the difference; nothing in it about clients."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import Page

from accounts.actions import audit, people
from cms.models import CrisisContact, PortalSettings
from lib import clock, ids
from tests.staff import browser, member

pytestmark = pytest.mark.django_db
REPORT = "/cms/changes/"


@pytest.fixture
def odd(db):
    return member("Operators", "Editors", login="odd")


def report(user, **asked) -> str:
    return browser(user).get(REPORT, asked).content.decode()


def change_the_number(user):
    contact = CrisisContact.objects.first()
    address = reverse("wagtailsnippets_cms_crisiscontact:edit", args=[contact.pk])
    fields = {
        field.name: getattr(contact, field.name) or "" for field in CrisisContact._meta.fields if field.name != "id"
    }
    answer = browser(user).post(address, fields | {"phone": "555 000"})
    assert answer.status_code == 302, answer.context["form"].errors
    return contact


def test_an_edit_of_a_list_is_told_with_what_it_was(odd):
    before = change_the_number(odd).phone
    page = report(odd)
    assert f"“{before}” became “555 000”" in page
    assert "odd" in page


def test_an_edit_of_the_settings_is_told_with_what_it_was(odd):
    portal = PortalSettings.objects.get()
    address = reverse("wagtailsettings:edit", args=["cms", "portalsettings", portal.site_id])
    form = browser(odd).get(address).context["form"]
    fields = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    answer = browser(odd).post(address, fields | {"operator_name": "Somebody"})
    assert answer.status_code == 302, answer.context["form"].errors
    assert "“” became “Somebody”" in report(odd)


def test_an_edit_of_a_page_is_told(odd):
    page = Page.objects.filter(slug="imprint").first().specific
    page.save_revision(user=odd, log_action=True)
    assert "Imprint" in report(odd, kind="pages")
    assert "Imprint" not in report(odd, kind="texts")


def test_what_was_done_to_people_is_told_with_groups(odd, cosmo):
    groups = Group.objects.filter(name="Editors")
    people.change_access(cosmo, role="staff", is_active=True, is_superuser=False, groups=groups, by=odd)
    page = report(odd, kind="people")
    assert "cosmo" in page
    assert "groups: Editors" in page


def test_one_asks_by_person_and_by_day(odd):
    other = member("Editors", login="other")
    change_the_number(other)
    assert "555 000" in report(odd, person=other.pk)
    assert "555 000" not in report(odd, person=odd.pk)
    today, day = clock.now().date(), timedelta(days=1)
    assert "555 000" in report(odd, first=today - day, last=today + day)
    assert "555 000" not in report(odd, last=today - 2 * day)


def test_nothing_about_clients_is_told(odd, clara, sten):
    audit.record("accounts.login", by=clara)
    audit.record("accounts.settings_changed", by=clara, about=ids.to_text(clara.uid))
    audit.record("accounts.looked_up", by=sten, about=ids.to_text(clara.uid))
    for kind in ("", "people", "logins", "work"):
        assert "clara" not in report(odd, kind=kind)
    assert "a client" in report(odd, kind="people")


def test_what_counsellors_do_with_their_accounts_is_theirs(odd, cosmo):
    audit.record("accounts.password_changed", by=cosmo, about=ids.to_text(cosmo.uid))
    audit.record("billing.plan_chosen", by=cosmo, about=ids.to_text(cosmo.uid), plan="free")
    page = report(odd)
    assert "Login password changed" not in page
    assert "Plan chosen" in page


def test_the_list_goes_on_and_asks_each_log_once(odd, django_assert_max_num_queries):
    for number in range(60):
        audit.record("accounts.settings_changed", by=odd, about=ids.to_text(odd.uid), number=number)
    first, second = report(odd, kind="people"), report(odd, kind="people", page=2)
    assert "number: 59" in first
    assert "number: 5<" not in first
    assert "number: 5<" in second
    client = browser(odd)
    client.get(REPORT)
    with django_assert_max_num_queries(20):
        client.get(REPORT)


@pytest.mark.parametrize(
    "asked", [{"page": "x"}, {"page": "-1"}, {"first": "yesterday"}, {"person": "x"}, {"kind": "y"}]
)
def test_odd_questions_are_answered(odd, asked):
    assert browser(odd).get(REPORT, asked).status_code == 200


def test_it_comes_as_a_table(odd):
    change_the_number(odd)
    answer = browser(odd).get(REPORT, {"as": "csv"})
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert "555 000" in answer.content.decode()


@pytest.mark.parametrize("group", ["Editors", "Moderators", "Billing"])
def test_others_of_the_staff_do_not_see_it(group):
    assert browser(member(group)).get(REPORT).status_code == 302

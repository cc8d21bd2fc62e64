"""People in the CMS: staff decide who may do what; nobody is made, deleted or given a password there."""

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.models import AuditEvent, SignIn, User
from lib import ids
from tests.staff import browser, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff_client(client, sten):
    client.force_login(sten)
    return client


def edit(user):
    return reverse("wagtailusers_users:edit", args=[user.pk])


def find(client, user):
    """What staff do to reach a client: type the whole user name."""
    return client.get(reverse("wagtailusers_users:index"), {"q": user.username}).content.decode()


def test_the_admin_sends_strangers_to_our_own_login_page(client):
    answer = client.get("/cms/")
    assert answer.url == "/account/login/?next=/cms/"


@pytest.mark.parametrize("path", ["/cms/login/", "/cms/password_reset/", "/cms/account/"])
def test_wagtails_own_pages_take_no_password(staff_client, path):
    for window in (Client(), staff_client):
        assert b'type="password"' not in window.get(path).content


def test_people_are_listed_and_edited(staff_client, clara):
    assert b"sten" in staff_client.get(reverse("wagtailusers_users:index")).content
    find(staff_client, clara)
    page = staff_client.get(edit(clara))
    assert page.status_code == 200
    assert b'type="password"' not in page.content
    answer = staff_client.post(edit(clara), {"role": "counsellor", "is_active": "on"})
    assert answer.status_code == 302
    clara.refresh_from_db()
    assert clara.is_counsellor


def test_closing_an_account_ends_its_sessions(staff_client, clara, client):
    browser = Client()
    browser.force_login(clara)
    assert browser.get("/account/").status_code == 200
    find(staff_client, clara)
    staff_client.post(edit(clara), {"role": "client"})
    assert browser.get("/account/").status_code == 302
    assert not SignIn.objects.filter(user=clara).exists()


def test_nobody_locks_themselves_out(staff_client, sten):
    staff_client.post(edit(sten), {"role": "client"})
    sten.refresh_from_db()
    assert (sten.role, sten.is_active, sten.is_superuser) == ("staff", True, True)


def test_nobody_is_made_or_deleted_in_the_cms(staff_client, clara):
    before = User.objects.count()
    assert staff_client.get(reverse("wagtailusers_users:add")).status_code == 302
    staff_client.post(
        reverse("wagtailusers_users:add"), {"username": "x", "password1": "secret", "password2": "secret"}
    )
    staff_client.post(reverse("wagtailusers_users:delete", args=[clara.pk]))
    assert User.objects.count() == before


def test_limited_staff_cannot_make_administrators(client, clara, sten):
    from django.contrib.auth.models import Permission

    lim = User.objects.create(username="limited", role="staff", is_staff=True)
    lim.user_permissions.set(Permission.objects.filter(codename__in=["access_admin", "change_user"]))
    client.force_login(lim)
    find(client, clara)
    assert client.get(edit(clara)).status_code == 200
    client.post(edit(clara), {"role": "client", "is_active": "on", "is_superuser": "on"})
    clara.refresh_from_db()
    assert not clara.is_superuser
    assert client.get(edit(sten)).status_code == 302


def test_clients_and_strangers_do_not_get_into_the_cms(client, clara):
    client.force_login(clara)
    answer = client.get("/cms/", follow=True)
    assert answer.status_code == 403
    assert b"Not with this account" in answer.content
    assert client.get(reverse("wagtailusers_users:index")).status_code == 302


class TestClientsAreInNoList:
    def test_of_people(self, staff_client, clara, cosmo):
        page = staff_client.get(reverse("wagtailusers_users:index")).content.decode()
        assert "cosmo" in page
        assert "clara" not in page

    @pytest.mark.parametrize("part", ["clar", "lara", "c", "@"])
    def test_not_even_by_a_part_of_the_name(self, staff_client, clara, part):
        page = staff_client.get(reverse("wagtailusers_users:index_results"), {"q": part}).content.decode()
        assert f"/{clara.pk}/" not in page

    def test_but_one_is_found_by_the_whole_name_and_that_is_noted(self, staff_client, clara, sten):
        assert f"/cms/users/edit/{clara.pk}/" in find(staff_client, clara)
        event = AuditEvent.objects.get(kind="accounts.looked_up")
        assert (event.actor, event.about) == (sten, ids.to_text(clara.uid))

    def test_nor_reached_by_counting(self, staff_client, clara):
        for name in ("edit", "history"):
            assert staff_client.get(reverse(f"wagtailusers_users:{name}", args=[clara.pk])).status_code == 404
        for action in ("set_active_state", "assign_role", "delete"):
            bulk = reverse("wagtail_bulk_action", args=["accounts", "user", action])
            for asked in (f"id={clara.pk}", "id=all"):
                assert staff_client.get(f"{bulk}?{asked}").status_code == 404
                assert staff_client.post(f"{bulk}?{asked}", {"mark_as_active": "False"}).status_code == 404


class TestStaffAccounts:
    @pytest.fixture
    def odd(self, db):
        return member("Operators", login="odd")

    def invite(self, client, **changes):
        groups = [Group.objects.get(name="Editors").pk]
        return client.post(
            "/cms/people/invite/", {"login": "newcomer", "email": "new@example.org", "groups": groups} | changes
        )

    def test_a_colleague_is_invited_and_chooses_a_password(self, odd, at_once):
        assert self.invite(browser(odd)).status_code == 302
        user = User.objects.get(username="newcomer")
        assert (user.role, user.is_superuser, user.has_usable_password()) == ("staff", False, False)
        assert [group.name for group in user.groups.all()] == ["Editors"]
        (message,) = mail.outbox
        assert message.to == ["new@example.org"]
        link = next(word for word in message.body.split() if "/account/forgotten/" in word)
        assert Client().get(link.removeprefix("http://localhost:8000")).status_code == 200

    @pytest.mark.parametrize("wrong", [{"login": "odd"}, {"email": "odd@example.org"}, {"groups": []}, {"email": "x"}])
    def test_an_invitation_that_cannot_be_is_refused(self, odd, wrong):
        assert self.invite(browser(odd), **wrong).status_code == 200
        assert not User.objects.filter(username="newcomer").exists()

    def test_only_operators_invite_and_nobody_gives_themselves_a_group(self, odd):
        assert self.invite(browser(member("Editors"))).status_code == 302
        assert not User.objects.filter(username="newcomer").exists()
        moderators = Group.objects.get(name="Moderators")
        browser(odd).post(edit(odd), {"role": "staff", "is_active": "on", "groups": [moderators.pk]})
        assert not odd.groups.filter(pk=moderators.pk).exists()

    def test_groups_of_the_staff_are_for_the_staff(self, odd, cosmo):
        editors = Group.objects.get(name="Editors")
        answer = browser(odd).post(edit(cosmo), {"role": "counsellor", "is_active": "on", "groups": [editors.pk]})
        assert answer.status_code == 302
        assert [group.name for group in cosmo.groups.all()] == ["Counsellors"]

    def test_staff_without_any_group_are_refused(self, odd, cosmo):
        assert browser(odd).post(edit(cosmo), {"role": "staff", "is_active": "on"}).status_code == 200
        cosmo.refresh_from_db()
        assert cosmo.is_counsellor

    def test_a_member_of_the_staff_is_ended(self, odd):
        leaving = member("Editors", login="leaving")
        window = browser(leaving)
        assert window.get("/cms/").status_code == 200
        editors = Group.objects.get(name="Editors")
        browser(odd).post(edit(leaving), {"role": "staff", "groups": [editors.pk]})
        assert window.get("/cms/").status_code == 302
        browser(odd).post(edit(leaving), {"role": "client", "is_active": "on"})
        leaving.refresh_from_db()
        assert (leaving.is_staff, leaving.groups.count()) == (False, 0)

"""People in the CMS: staff decide who may do what; nobody is made, deleted or given a password there."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import SignIn, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff_client(client, sten):
    client.force_login(sten)
    return client


def edit(user):
    return reverse("wagtailusers_users:edit", args=[user.pk])


def test_the_admin_sends_strangers_to_our_own_login_page(client):
    answer = client.get("/cms/")
    assert answer.url == "/account/login/?next=/cms/"


@pytest.mark.parametrize("path", ["/cms/login/", "/cms/password_reset/", "/cms/account/"])
def test_wagtails_own_pages_take_no_password(staff_client, path):
    for browser in (Client(), staff_client):
        assert b'type="password"' not in browser.get(path).content


def test_people_are_listed_and_edited(staff_client, clara):
    assert b"clara" in staff_client.get(reverse("wagtailusers_users:index")).content
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
    bulk = reverse("wagtail_bulk_action", args=["accounts", "user", "delete"])
    staff_client.post(f"{bulk}?id={clara.pk}")
    assert User.objects.count() == before


def test_limited_staff_cannot_make_administrators(client, clara, sten):
    from django.contrib.auth.models import Permission

    lim = User.objects.create(username="limited", role="staff", is_staff=True)
    lim.user_permissions.set(Permission.objects.filter(codename__in=["access_admin", "change_user"]))
    client.force_login(lim)
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


def test_limited_staff_cannot_close_administrators_in_a_bulk_action(client, sten, clara):
    from django.contrib.auth.models import Permission

    lim = User.objects.create(username="limited", role="staff", is_staff=True)
    lim.user_permissions.set(Permission.objects.filter(codename__in=["access_admin", "change_user"]))
    client.force_login(lim)
    bulk = reverse("wagtail_bulk_action", args=["accounts", "user", "set_active_state"])
    client.post(f"{bulk}?id={sten.pk}&id={clara.pk}", {"mark_as_active": "False"})
    assert User.objects.filter(pk__in=[sten.pk, clara.pk], is_active=True).count() == 2
    client.post(f"{bulk}?id={clara.pk}", {"mark_as_active": "False"})
    assert not User.objects.get(pk=clara.pk).is_active

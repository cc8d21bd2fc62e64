"""The account pages: who gets in, what they change, and that no page or form has a place for a password."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.views import LoginView, PasswordChangeView, PasswordResetConfirmView, PasswordResetView
from django.http import Http404
from django.test import Client
from django.urls import get_resolver, resolve

from accounts.models import SignIn, User
from accounts.signals import session_ended
from lib import clock, ids
from tests.accounts.conftest import SEED, ticks, wire

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_once")]

OPEN = ["login/", "signup/", "signup/counsellor/", "forgotten/"]
OWN = ["", "email/", "password/", "security/", "2fa/", "2fa/webauthn/", "reauthenticate/"]
NEW = {"new": wire("new"), "new_seed": ids.to_text(bytes(16)), "new_kdf": "1"}


@pytest.fixture
def browser(client, clara):
    client.force_login(clara)
    return client


@pytest.mark.parametrize("path", OPEN)
def test_open_pages_are_open(client, path):
    assert client.get(f"/account/{path}").status_code == 200


@pytest.mark.parametrize("path", OWN)
def test_own_pages_ask_strangers_to_log_in(client, path):
    answer = client.get(f"/account/{path}")
    assert (answer.status_code, answer.url) == (302, f"/account/login/?next=/account/{path}")


@pytest.mark.parametrize("path", OWN)
def test_own_pages_open_for_their_owner_and_are_never_kept(browser, path):
    answer = browser.get(f"/account/{path}")
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("path", [*OPEN, *OWN])
def test_no_password_input_has_a_name_and_nothing_is_inline(client, browser, path):
    for visitor in (Client(), browser):
        page = visitor.get(f"/account/{path}", follow=True).content.decode()
        for tag in re.findall(r"<input[^>]*type=.password.[^>]*>", page):
            assert " name=" not in tag
        assert not re.search(r"<script(?![^>]*(src=|type=.application/json.))", page)
        assert not re.search(r"\son\w+=|\sstyle=", page)


def reachable_views(patterns, prefix="/"):
    """`(address, "module.View")` of every route that is not hidden by an earlier one."""
    for pattern in patterns:
        address = prefix + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from reachable_views(pattern.url_patterns, address)
        elif "<" in address or resolve_quietly(address) is pattern.callback:
            view = getattr(pattern.callback, "func", pattern.callback)
            yield address, getattr(view, "view_class", view)


def resolve_quietly(address):
    try:
        return resolve(address).func
    except Http404:
        return None


def test_no_view_of_django_allauth_or_wagtail_that_takes_a_password_is_reachable(client):
    views = dict(reachable_views(get_resolver().url_patterns))
    assert "/account/2fa/totp/activate/" in views, "or this test looks at nothing"
    raw = (LoginView, PasswordChangeView, PasswordResetView, PasswordResetConfirmView)
    found = {address for address, view in views.items() if isinstance(view, type) and issubclass(view, raw)}
    switched_off = {"/cms/password_reset/", "/cms/password_reset/confirm/<uidb64>/<token>/"}
    assert found <= switched_off
    for address in switched_off:
        assert client.get(address.replace("<", "").replace(">", "")).status_code == 404
    assert not [view for view in views.values() if view.__module__.startswith("allauth.account.views")]


@pytest.mark.parametrize("path", ["/cms/login/", "/_util/login/"])
def test_every_login_page_is_ours(client, path):
    assert client.get(f"{path}?next=/cms/pages/").url == "/account/login/?next=/cms/pages/"
    assert client.post(path, {"username": "x", "password": "y"}).status_code == 302


def test_sign_up_by_page_logs_in_and_keeps_the_zone(client):
    uid = ids.new_id()
    body = {"login": "Mira", "password": wire("m"), "password_seed": ids.to_text(SEED), "password_kdf": "1",
            "uid": ids.to_text(uid), "zone": "America/Lima"} | ticks()  # fmt: skip
    assert client.post("/account/signup/", body).url == "/app/"
    mira = User.objects.get(username="Mira")
    assert (mira.uid, mira.zone, mira.role, mira.seed_login) == (uid, "America/Lima", "client", SEED)
    assert client.get("/account/").status_code == 200


def test_the_language_of_sign_up_stays_the_persons(client):
    body = {"login": "Mira", "password": wire("m"), "password_seed": ids.to_text(SEED), "password_kdf": "1"}
    body |= ticks(language="fr")
    assert client.post("/account/signup/?lang=fr", body).status_code == 302
    assert User.objects.get(username="Mira").language == "fr"
    client.cookies.pop("lang")
    assert client.get("/account/")["Content-Language"] == "fr"


def test_a_counsellor_signs_up_with_an_address_and_goes_on_to_the_profile(client):
    body = {"login": "Kim", "password": wire("k"), "password_seed": ids.to_text(SEED), "password_kdf": "1"}
    body |= ticks("counsellor")
    assert b"This field is required" in client.post("/account/signup/counsellor/", body).content
    assert client.post("/account/signup/counsellor/", body | {"email": "kim@example.org"}).url == "/practice/plan/"
    assert User.objects.get(username="Kim").is_counsellor


def test_a_taken_name_is_told_beside_its_field(client, clara):
    body = {"login": "CLARA", "password": wire("x"), "password_seed": ids.to_text(SEED), "password_kdf": "1"}
    page = client.post("/account/signup/", body | ticks())
    assert page.context["form"].errors == {"login": ["This user name is taken. Please choose another one."]}


@pytest.mark.parametrize("evil", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example"])
def test_nobody_is_sent_elsewhere_after_the_login(client, clara, evil):
    answer = client.post("/account/login/", {"login": "clara", "password": wire("clara"), "next": evil})
    assert answer.url == "/app/"


def test_one_goes_on_to_where_one_wanted(client, clara):
    answer = client.post("/account/login/", {"login": "clara", "password": wire("clara"), "next": "/appointments/"})
    assert answer.url == "/appointments/"


def test_a_raw_password_in_the_login_form_is_a_wrong_one_and_not_repeated(client, clara):
    clara.set_password("correct horse battery")
    clara.save()
    page = client.post("/account/login/", {"login": "clara", "password": "correct horse battery"})
    assert b"is not right" in page.content
    assert b"correct horse" not in page.content
    assert "_auth_user_id" not in client.session


def test_settings_are_kept(browser, clara):
    browser.post("/account/", {"display_name": " Clara M. ", "language": "en", "zone": "Asia/Tokyo"})
    clara.refresh_from_db()
    assert (clara.name, clara.time_zone) == ("Clara M.", "Asia/Tokyo")


def test_the_login_password_changes_with_the_present_one_only(browser, clara, api):
    assert browser.post("/account/password/", {"current": wire("wrong")} | NEW).status_code == 200
    assert api.post("auth/login", login="clara", auth=wire("clara"))[0] == 200
    assert browser.post("/account/password/", {"current": wire("clara")} | NEW).url == "/account/security/"
    clara.refresh_from_db()
    assert clara.seed_login == bytes(16)
    assert browser.get("/account/").status_code == 200, "here one stays logged in"
    assert Client().post("/account/login/", {"login": "clara", "password": wire("new")}).status_code == 302


def test_a_new_password_ends_all_other_sessions_and_tells_who_listens(browser, clara):
    ended = []
    session_ended.connect(
        lambda sender, user, session_key, **_: ended.append((user, session_key)), weak=False, dispatch_uid="t"
    )
    elsewhere = Client()
    elsewhere.force_login(clara)
    browser.post("/account/password/", {"current": wire("clara")} | NEW)
    session_ended.disconnect(dispatch_uid="t")
    assert (clara, elsewhere.session.session_key) in ended or (clara, None) in ended
    assert elsewhere.get("/account/").status_code == 302


def test_one_session_can_be_ended_from_another(browser, clara):
    elsewhere = Client(headers={"User-Agent": "Mozilla/5.0 (Android 15) Firefox/140.0"})
    elsewhere.force_login(clara)
    elsewhere.get("/account/")
    page = browser.get("/account/security/")
    other = page.context["sign_ins"].exclude(session_key=browser.session.session_key).get()
    assert browser.post(f"/account/security/sessions/{other.pk}/end/").status_code == 302
    assert elsewhere.get("/account/").status_code == 302
    assert browser.get("/account/").status_code == 200


def test_nobody_ends_a_foreign_session(browser, cosmo):
    elsewhere = Client()
    elsewhere.force_login(cosmo)
    foreign = SignIn.objects.get(user=cosmo)
    assert browser.post(f"/account/security/sessions/{foreign.pk}/end/").status_code == 404
    assert elsewhere.get("/account/").status_code == 200


def test_one_can_log_out_everywhere(browser, clara):
    elsewhere = Client()
    elsewhere.force_login(clara)
    answer = browser.post("/account/security/sessions/end/")
    assert answer["Clear-Site-Data"] == '"storage"'
    assert [b.get("/account/").status_code for b in (browser, elsewhere)] == [302, 302]


def test_a_session_ends_after_twelve_hours_however_busy(browser):
    start = clock.now()
    for hours in (6, 11):
        with clock.frozen(start + timedelta(hours=hours)):
            assert browser.get("/account/").status_code == 200
    with clock.frozen(start + timedelta(hours=12, minutes=1)):
        assert browser.get("/account/").status_code == 302


def test_a_logout_needs_a_click_and_clears_the_browser(browser):
    assert browser.get("/account/logout/").status_code == 200
    assert browser.get("/account/").status_code == 200
    answer = browser.post("/account/logout/")
    assert (answer.status_code, answer["Clear-Site-Data"]) == (302, '"storage"')
    assert browser.get("/account/").status_code == 302


def test_the_address_changes_after_the_password_was_given_again(browser, clara):
    answer = browser.post("/account/email/", {"email": "new@example.org"})
    assert answer.url.startswith("/account/reauthenticate/")
    again = browser.post(answer.url, {"password": wire("clara")})
    assert b"We have sent a link" in again.content


def test_every_entrance_page_can_be_read_without_javascript(client):
    for path in ("login/", "signup/"):
        assert b"<noscript>" in client.get(f"/account/{path}").content


def test_a_form_that_is_too_old_is_refused_kindly(clara):
    answer = Client(enforce_csrf_checks=True).post("/account/login/", {"login": "clara", "password": wire("clara")})
    assert answer.status_code == 403
    assert b"This page has become too old" in answer.content


@pytest.mark.parametrize("zone", ["Nowhere/Land", "posix/Europe/Vienna", "../etc", "x" * 40])
def test_a_zone_nobody_can_choose_is_not_kept(client, clara, zone):
    client.force_login(clara)
    page = client.post("/account/", {"display_name": "", "language": "en", "zone": zone})
    assert page.status_code == 200
    clara.refresh_from_db()
    assert clara.zone == ""

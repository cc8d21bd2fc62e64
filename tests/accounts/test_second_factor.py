"""The second factor: asked for by page and API, good for one use, required where the installation says so."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client

from accounts.actions import keys, second_factor
from accounts.models import AuditEvent, NoticeLedger
from lib import ids
from tests.accounts.conftest import Api, wire

pytestmark = pytest.mark.django_db

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code(step=0) -> str:
    return format_hotp_value(hotp_value(SECRET, int(time.time()) // 30 + step))


@pytest.fixture
def guarded(rf, cosmo):
    """Cosmo with an authenticator app."""
    from allauth.core import context

    request = rf.get("/")
    with context.request_context(request):
        TOTP.activate(cosmo, SECRET)
    return cosmo


def test_the_api_asks_for_the_code_and_takes_it(api, guarded):
    status, answer = api.post("auth/login", login="cosmo", auth=wire("cosmo"))
    assert (status, answer["error"], answer["methods"]) == (401, "otp_required", ["totp"])
    assert api.get("me")[0] == 401
    assert api.post("auth/login", login="cosmo", auth=wire("cosmo"), otp=code())[0] == 200


def test_the_page_asks_for_the_code_and_takes_it(client, guarded):
    answer = client.post("/account/login/", {"login": "cosmo", "password": wire("cosmo")})
    assert answer.url == "/account/2fa/authenticate/"
    assert client.get("/account/").status_code == 302, "half a login is none"
    wrong = client.post("/account/2fa/authenticate/", {"code": "000000"})
    assert wrong.status_code == 200
    assert client.post("/account/2fa/authenticate/", {"code": code()}).url == "/app/"
    assert client.get("/account/").status_code == 200


def test_a_wrong_password_does_not_tell_that_there_is_a_second_factor(api, guarded):
    assert api.post("auth/login", login="cosmo", auth=wire("x")) == api.post(
        "auth/login", login="nobody", auth=wire("x")
    )


def test_a_code_works_once(api, guarded):
    once = code()
    assert api.post("auth/login", login="cosmo", auth=wire("cosmo"), otp=once)[0] == 200
    status, answer = api.post("auth/login", login="cosmo", auth=wire("cosmo"), otp=once)
    assert (status, answer["error"]) == (401, "wrong_code")


def test_codes_cannot_be_tried_out(api, guarded):
    tries = [api.post("auth/login", login="cosmo", auth=wire("cosmo"), otp=f"{n:06}")[0] for n in range(6)]
    assert tries == [401] * 5 + [429]
    assert api.post("auth/login", login="cosmo", auth=wire("cosmo"), otp=code())[0] == 429


def test_the_recovery_code_of_the_room_does_not_go_around_it(api, guarded, keys_of):
    api.client.force_login(guarded)
    api.put("me/keys", **keys_of(guarded).body())
    api.client.logout()
    status, answer = api.post("auth/recover", login="cosmo", rc_auth=ids.to_text(b"r" * 32))
    assert (status, answer["error"]) == (401, "otp_required")


def test_the_secret_is_sealed_and_follows_a_new_pepper(api, guarded, settings):
    row = Authenticator.objects.get()
    assert SECRET not in str(row.data)
    settings.PEPPER_BEFORE, settings.PEPPER = [settings.PEPPER], "another-pepper-" * 4
    assert keys.reseal() == 1
    settings.PEPPER_BEFORE = []
    assert api.post("auth/login", login="cosmo", auth=wire("cosmo"), otp=code())[0] == 200


def test_setting_it_up_asks_for_the_password_again(client, clara):
    client.force_login(clara)
    answer = client.get("/account/2fa/totp/activate/")
    assert answer.url.startswith("/account/reauthenticate/")
    assert client.post(answer.url, {"password": wire("wrong")}).status_code == 200
    assert client.get("/account/2fa/totp/activate/").status_code == 302
    assert client.post(answer.url, {"password": "correct horse battery"}).status_code == 200
    assert client.post(answer.url, {"password": wire("clara")}).url == "/account/2fa/totp/activate/"
    assert client.get("/account/2fa/totp/activate/").status_code == 200


def test_setting_it_up_gives_recovery_codes_and_tells_the_person(client, api, cosmo, monkeypatch, at_once):
    elsewhere = Client()
    elsewhere.force_login(cosmo)
    api.post("auth/login", login="cosmo", auth=wire("cosmo"))
    page = client.get("/account/2fa/totp/activate/")
    monkeypatch.setitem(globals(), "SECRET", page.context["form"].secret)
    answer = client.post("/account/2fa/totp/activate/", {"code": code()})
    assert answer.url == "/account/2fa/recovery-codes/"
    page = client.get(answer.url)
    unused = page.context["unused_codes"]
    assert len(unused) == 10
    assert AuditEvent.objects.filter(kind="accounts.second_factor_added", actor=cosmo, data__type="totp").exists()
    assert elsewhere.get("/account/").status_code == 302, "other sessions end"
    assert NoticeLedger.objects.filter(user=cosmo, kind="accounts.security_changed").exists()
    client.logout()
    assert api.post("auth/login", login="cosmo", auth=wire("cosmo"), otp=unused[0])[0] == 200
    assert api.post("auth/login", login="cosmo", auth=wire("cosmo"), otp=unused[0])[0] == 401


@pytest.mark.parametrize(
    ("who", "path", "is_let_in"),
    [
        ("cosmo", "/practice/hours/", False),
        ("cosmo", "/app/", False),
        ("cosmo", "/cms/", False),
        ("cosmo", "/api/v1/me/keys", False),
        ("cosmo", "/api/v1/me/rooms", False),
        ("cosmo", "/api/v1/me", True),
        ("cosmo", "/account/", True),
        ("cosmo", "/account/2fa/", True),
        ("sten", "/cms/", False),
        ("clara", "/app/", True),
        ("clara", "/api/v1/me/keys", True),
    ],
)
def test_where_it_is_required_nobody_who_is_trusted_goes_on_without(
    client, settings, clara, cosmo, sten, who, path, is_let_in
):
    settings.REQUIRE_SECOND_FACTOR = True
    client.force_login({"clara": clara, "cosmo": cosmo, "sten": sten}[who])
    answer = client.get(path)
    stopped = (answer.status_code == 302 and answer.url.startswith("/account/2fa/?next=")) or (
        answer.status_code == 403 and answer.json()["error"] == "second_factor_required"
    )
    assert stopped is not is_let_in


def test_with_the_factor_they_go_on(client, settings, guarded):
    settings.REQUIRE_SECOND_FACTOR = True
    client.force_login(guarded)
    assert not second_factor.is_due(guarded)
    assert Api(client).get("me/keys")[1]["error"] == "no_keys"

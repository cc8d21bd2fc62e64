"""Every response carries its area's policy headers: pages, errors, redirects, static files, the API."""

import contextlib

import pytest
from django.conf import settings

from config.headers import CMS, COMMON, ROOM, WITH_CRYPTO, as_header

pytestmark = pytest.mark.django_db

SAMPLES = [
    ("/", COMMON),
    ("/counsellors/", COMMON),
    ("/counsellors/nobody/", COMMON),
    ("/no/such/page", COMMON),
    ("/appointments/", COMMON),  # redirect to login
    ("/healthz", COMMON),
    ("/account/login/", WITH_CRYPTO),
    ("/account/signup/", WITH_CRYPTO),
    ("/account/no-such-page/", WITH_CRYPTO),
    ("/app/", ROOM),
    ("/app/rooms/anything/transcript", ROOM),
    ("/api/v1/me", COMMON),
    ("/api/v1/no-such-thing", COMMON),
    ("/cms/", CMS),
    (f"{settings.STATIC_URL}cms/css/app.css", WITH_CRYPTO),
    (f"{settings.STATIC_URL}no-such-file.js", WITH_CRYPTO),
]


@pytest.mark.parametrize(
    ("path", "policy"), SAMPLES, ids=[path.replace(settings.BUILD, "BUILD") for path, _ in SAMPLES]
)
def test_headers_of(client, path, policy):
    with contextlib.closing(client.get(path)) as response:
        headers = response.headers
    assert headers["Content-Security-Policy"] == as_header(policy)
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] in ("same-origin", "no-referrer")
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "geolocation=()" in headers["Permissions-Policy"]


def test_a_failing_page_has_them_too(client, monkeypatch):
    monkeypatch.setattr("config.health.database", lambda: 1 / 0)
    client.raise_request_exception = False
    response = client.get("/readyz")
    assert response.status_code == 500
    assert response.headers["Content-Security-Policy"] == as_header(COMMON)


def test_private_answers_are_not_kept_by_any_cache(client, django_user_model):
    client.force_login(django_user_model.objects.create(username="someone"))
    for path in ("/", "/account/", "/appointments/", "/api/v1/me"):
        assert "no-store" in client.get(path).headers["Cache-Control"], path


def test_no_area_allows_eval_or_foreign_hosts():
    for policy in (COMMON, WITH_CRYPTO, ROOM, CMS):
        text = as_header(policy)
        assert "'unsafe-eval'" not in text
        assert "http" not in text
        assert "*" not in text
    for policy in (COMMON, WITH_CRYPTO, ROOM):
        assert "'unsafe-inline'" not in as_header(policy)


def test_static_files_may_be_kept_for_ever(client):
    with contextlib.closing(client.get(f"{settings.STATIC_URL}e2ee/vendor/libsodium-sumo.js")) as response:
        assert response.status_code == 200
        assert "immutable" in response.headers["Cache-Control"]

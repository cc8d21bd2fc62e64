"""The API's manners, which hold for every operation of every app."""

import json

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_a_stranger_is_told_to_log_in(client):
    answer = client.get("/api/v1/me")
    assert answer.status_code == 401
    assert answer.json()["error"] == "login_required"
    assert answer["Cache-Control"] == "no-store"


def test_an_unknown_address_answers_in_the_same_shape(client):
    answer = client.get("/api/v1/nothing/here")
    assert (answer.status_code, answer.json()["error"]) == (404, "not_found")


def test_the_api_describes_itself(client):
    document = client.get("/api/v1/openapi.json").json()
    assert "/api/v1/me" in document["paths"]
    for path, methods in document["paths"].items():
        if "/auth/" in path or path.endswith(("/me", "/me/keys")) or "/identities/" in path:
            for operation in methods.values():
                assert operation["summary"], path
                assert operation["responses"], path


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_an_unsafe_request_without_the_token_is_refused(method):
    answer = getattr(Client(enforce_csrf_checks=True), method)("/api/v1/me", "{}", content_type="application/json")
    assert (answer.status_code, answer.json()["error"]) == (403, "csrf")


def test_a_body_that_is_too_large_is_refused_unread(client):
    answer = client.post("/api/v1/me", json.dumps({"x": "y" * 131_072}), content_type="application/json")
    assert (answer.status_code, answer.json()["error"]) == (413, "too_large")


def test_a_body_that_is_not_json_is_refused(client):
    answer = client.post("/api/v1/me", "login=x", content_type="text/plain")
    assert (answer.status_code, answer.json()["error"]) == (415, "not_json")

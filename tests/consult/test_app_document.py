"""The room application's document is the same bytes for everybody, so that anybody can compare its hash."""

import hashlib
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

pytestmark = pytest.mark.django_db
ADDRESSES = ["/app/", "/app/rooms/AAAAAAAAAAAAAAAAAAAAAA", "/app/rooms/x/transcript", "/app/anything?at=all"]


def test_everybody_gets_the_same_bytes_at_every_address(clara, doro, as_):
    answers = [client.get(path) for client in (Client(), as_(clara), as_(doro)) for path in ADDRESSES]
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.content for answer in answers}) == 1
    assert len({answer["ETag"] for answer in answers}) == 1
    for word in ("clara", "csrf", "sessionid"):
        assert word not in answers[4].content.decode()


def test_the_document_is_asked_for_again_and_answered_shortly(client):
    first = client.get("/app/")
    assert first["Cache-Control"] == "no-cache"
    again = client.get("/app/", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get("/app/", headers={"If-None-Match": '"other"'}).status_code == 200


def test_the_command_prints_the_hash_of_what_is_served(client):
    out = StringIO()
    call_command("app_hash", stdout=out)
    assert out.getvalue().strip() == hashlib.sha256(client.get("/app/").content).hexdigest()


def test_only_this_document_may_use_camera_and_microphone(client):
    assert "camera=(self), microphone=(self)" in client.get("/app/")["Permissions-Policy"]


def test_the_document_takes_no_writes(client):
    assert client.post("/app/").status_code == 405

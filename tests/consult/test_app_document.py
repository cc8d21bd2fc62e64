"""The room application's document is the same bytes for everybody, so that anybody can compare its hash."""

import hashlib
import re
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import translation

from consult.views import document, language

pytestmark = pytest.mark.django_db
ADDRESSES = ["/app/", "/app/rooms/AAAAAAAAAAAAAAAAAAAAAA", "/app/rooms/x/transcript", "/app/anything?at=all"]


def test_everybody_gets_the_same_bytes_at_every_address(clara, doro, as_):
    answers = [client.get(path) for client in (Client(), as_(clara), as_(doro)) for path in ADDRESSES]
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.content for answer in answers}) == 1
    assert len({answer["ETag"] for answer in answers}) == 1
    for word in ("clara", "csrf", "sessionid"):
        assert word not in answers[4].content.decode()


def test_each_language_has_one_document_that_loads_its_words(client, settings):
    settings.LANGUAGES = [("en", "English"), ("de", "Deutsch"), ("fr", "Français")]
    found = {code: document(code)[0].decode() for code, _ in settings.LANGUAGES}
    for code, text in found.items():
        assert f'<html lang="{code}">' in text
        assert re.findall(r"words/(\w+)\.js", text) == [code]
    assert len(set(found.values())) == 3


def test_german_has_another_document_where_it_says_du():
    # not through the cache: only one of the two is what this process says now
    formal, informal = (document.__wrapped__("de", informally)[0].decode() for informally in (False, True))
    assert "words/de.js" in formal
    assert "words/de_DU.js" in informal
    assert '<html lang="de">' in informal


def test_a_person_gets_the_document_of_the_language_this_request_speaks(client, settings):
    settings.LANGUAGES = [("en", "English"), ("de", "Deutsch")]
    for code, served in [("de", "de"), ("en", "en"), ("xx", "en")]:
        with translation.override(code):
            assert language() == served


def test_the_document_is_asked_for_again_and_answered_shortly(client):
    first = client.get("/app/")
    assert first["Cache-Control"] == "no-cache"
    again = client.get("/app/", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get("/app/", headers={"If-None-Match": '"other"'}).status_code == 200


def test_the_command_prints_the_hash_of_what_is_served(client):
    out = StringIO()
    call_command("app_hash", stdout=out)
    served = hashlib.sha256(client.get("/app/").content).hexdigest()
    assert f"en {served}" in out.getvalue().splitlines()


def test_only_this_document_may_use_camera_and_microphone(client):
    assert "camera=(self), microphone=(self)" in client.get("/app/")["Permissions-Policy"]


def test_the_document_takes_no_writes(client):
    assert client.post("/app/").status_code == 405

"""Whatever is sent to an address, the answer is no 500: odd queries, odd forms, odd JSON, from everybody.

Built from authorisation.csv, from the forms the pages show and from the API's schema, so new addresses are included.
"""

import json
import re
from html import unescape

import pytest
from django.db import transaction
from django.test import Client

from tests.architecture.test_authorisation import filled, practice, table  # noqa: F401 - a fixture

WORDS = ["\x00", "9" * 40, "²", "a" * 5000, "9999-12-31T23:59Z", "0001-01-01T00:00Z", "//evil.example", "evil"]
KEYS = ["page", "next", "zone", "from", "start", "service", "client", "as", "q", "speciality", "language", "format",
        "state", "limit", "after", "before", "go", "theme", "p", "until"]  # fmt: skip
JSONS = [None, True, -1, 10**40, 1.5, "", "\x00", "\ud800", "é" * 5000, [], [[]], {}, [{}], [None]]
PEOPLE = ["karl", "vera"]  # a visitor is sent to the login from most addresses
FIELD = re.compile(r'<(?:input|select|textarea|button)\b[^>]*\bname="([^"]+)"[^>]*>')
VALUE = re.compile(r'\bvalue="([^"]*)"')


class Visitor:
    """One of the cast with a browser. Whatever a request does is undone, a lost login included."""

    def __init__(self, user):
        self.client = Client(raise_request_exception=False)
        if user:
            self.client.force_login(user)
        self.cookies = self.client.cookies.copy()

    def ask(self, method: str, path: str, *args, **kwargs):
        with transaction.atomic():
            response = getattr(self.client, method.lower())(path, *args, **kwargs)
            transaction.set_rollback(True)
        self.client.cookies = self.cookies.copy()
        return response


@pytest.mark.parametrize("name", PEOPLE)
def test_odd_queries(practice, name):  # noqa: F811
    users, samples = practice
    visitor, broken = Visitor(users.get(name)), []
    paths = [filled(line["address"], samples) for line in table() if line["method"] == "GET"]
    for path in [*paths, "/", "/counsellors/", "/blog/", "/sitemap.xml", "/%00/", "/counsellors/%00/", "/app/%00"]:
        for word in WORDS:
            got = visitor.ask("GET", path, dict.fromkeys(KEYS, word))
            if got.status_code >= 500 and path != "/readyz":
                broken.append((path, word, got.status_code))
    assert broken == []


def fields_of(html: str) -> dict[str, str]:
    found = {}
    for match in FIELD.finditer(html):
        value = VALUE.search(match[0])
        found.setdefault(match[1], unescape(value[1]) if value else "")
    found.pop("csrfmiddlewaretoken", None)
    return found


@pytest.mark.parametrize("name", PEOPLE)
def test_odd_forms(practice, name):  # noqa: F811
    users, samples = practice
    visitor, broken = Visitor(users.get(name)), []
    for line in table():
        path = filled(line["address"], samples)
        if line["method"] != "POST" or path.startswith("/api/"):
            continue
        page = visitor.ask("GET", path)
        fields = fields_of(page.content.decode()) if page.status_code == 200 else {}
        for word in WORDS:
            one_each = [fields | {field: word} for field in list(fields)[:8]] if word in WORDS[:2] else []
            for data in [dict.fromkeys([*fields, *KEYS, "provider", "outcome"], word), *one_each]:
                got = visitor.ask("POST", path, data)
                if got.status_code >= 500:
                    broken.append((path, word, [k for k, v in data.items() if v == word][:1], got.status_code))
    assert broken == []


def bodies(schema: dict, operation: dict):
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    shape = schema["components"]["schemas"].get(content.get("$ref", "").rsplit("/", 1)[-1], {})
    yield from JSONS
    for odd in JSONS:
        yield dict.fromkeys(shape.get("properties", {}), odd)
    good = {
        "login": "karl",
        "auth": "x",
        "seed": "A" * 22,
        "uid": "A" * 22,
        "kdf": 1,
        "h": "AA",
        "b": "",
        "s": "A" * 86,
    }
    for field in shape.get("properties", {}):
        for odd in JSONS:
            yield {name: good.get(name, "A") for name in shape["required"]} | {field: odd}


@pytest.mark.parametrize("name", PEOPLE)
def test_odd_json(practice, name):  # noqa: F811
    from config.api import api

    users, samples = practice
    visitor, schema, broken = Visitor(users.get(name)), api.get_openapi_schema(), []
    for address, ways in schema["paths"].items():
        path = filled(address.lstrip("/").replace("{", "<").replace("}", ">"), samples)
        for method, operation in ways.items():
            if method == "get":
                continue
            for body in bodies(schema, operation):
                got = visitor.ask(method, path, json.dumps(body), content_type="application/json")
                if got.status_code >= 500:
                    broken.append((path, body, got.status_code))
    assert broken == []

"""docs/protocol/api.md and server.md against the apps that keep them."""

import re
from pathlib import Path

from config.api import api
from consult.refusals import REFUSALS

PAGES = Path(__file__).resolve().parents[2] / "docs/protocol"


def test_every_refusal_of_the_rooms_api_is_listed_with_its_status():
    rows = re.findall(r"^\| ([\d, ]+) \| (.*) \|$", (PAGES / "api.md").read_text(), re.M)
    listed = {
        (int(status), code)
        for statuses, codes in rows
        for status in statuses.split(", ")
        for code in re.findall(r"`(\w+)`", codes)
    }
    assert {(status, code) for code, (status, _) in REFUSALS.items()} <= listed


def test_every_address_of_the_page_exists():
    known = {
        (method, re.sub(r"\{[^}]*\}", "{}", path.removeprefix("/api/v1/")))
        for path, operations in api.get_openapi_schema()["paths"].items()
        for method in map(str.upper, operations)
    }
    listed = re.findall(r"^\| `(GET|POST|PUT) ([^`? ]+)[^`]*` \|", (PAGES / "api.md").read_text(), re.M)
    assert len(listed) > 12
    assert {(method, re.sub(r"\{[^}]*\}", "{}", path)) for method, path in listed} <= known


def test_refusals_on_the_server_page_exist():
    text = (PAGES / "server.md").read_text()
    section = text.split("## A record")[1].split("## An identity")[0]
    words = {
        word for row in re.findall(r"^\| \d+ \| .* \| (.*) \|$", section, re.M) for word in re.findall(r"`(\w+)`", row)
    }
    assert words - {"rule"} <= set(REFUSALS)

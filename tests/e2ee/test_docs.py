"""docs/protocol/ says what the code does: labels, layouts, vectors, policy, limits."""

import re
from pathlib import Path

import pytest

from e2ee import account, identity, passwords, records, registry, rooms
from e2ee.vectors.make import FILE
from tests.e2ee.runner import VECTORS

PAGES = {path.stem: path.read_text() for path in (Path(__file__).resolve().parents[2] / "docs/protocol").glob("*.md")}
LAYOUT = re.compile(r"\| offset \| length \| field \|\n\|---\|---\|---\|\n((?:\|.*\|\n)+)")
TOTALS = {
    "account": [account.WRAP_SIZE],
    "identity": [identity.SIZE],
    "messages": [records.HEADER_SIZE],
    "rooms": [70, 56 + rooms.SLOT_SIZE, 59],
}


@pytest.mark.parametrize("page", TOTALS)
def test_offsets_and_lengths_add_up(page):
    tables = LAYOUT.findall(PAGES[page])
    ends = []
    for table in tables:
        at = 0
        for row in table.splitlines():
            offset, length = (cell.strip() for cell in row.split("|")[1:3])
            assert int(offset) == at, row
            if not length.isdigit():
                break
            at += int(length)
        ends.append(at)
    assert ends == TOTALS[page]


def test_every_label_is_in_the_registry_page_and_no_other():
    tables = [registry.SIGNATURE_TAGS, registry.HASH_TAGS, registry.MAC_TAGS, registry.BINDING_LABELS]
    assert set(re.findall(r"`(cp1/[a-z/]+)`", PAGES["index"])) == {label for table in tables for label in table}
    rows = dict(re.findall(r"^\| `(cp1[a-z_]{5})` \| (.+) \|$", PAGES["index"], re.M))
    assert {context: set(map(int, re.findall(r"(\d):", text))) for context, text in rows.items()} == {
        context: set(numbers) for context, numbers in registry.KEY_CONTEXTS.items()
    }


def test_every_family_of_vectors_is_named():
    families = {one["name"].split()[0] for one in [*VECTORS["cases"], *VECTORS["logs"]]}
    assert set(re.findall(r"\bV\d+\b", PAGES["index"])) == {name for name in families if re.fullmatch(r"V\d+", name)}
    assert FILE.name in PAGES["index"]


def test_every_password_problem_is_explained():
    codes = {"too_short", "too_long", "too_common", "contains_name", "needs_upper", "needs_digit", "needs_special"}
    assert set(re.findall(r"^\| `(\w+)` \|", PAGES["passwords"], re.M)) == codes
    assert f"{passwords.MIN_CHARACTERS} code points" in PAGES["passwords"]
    assert len(passwords.common_passwords()) == 10_000


def test_every_refusal_of_a_room_is_listed():
    source = "".join(Path(module.__file__).read_text() for module in (rooms, records))
    raised = set(re.findall(r'Invalid\("(\w+)"\)', source)) | {"header"}
    internal = {"slot", "not_my_key", "pad", "too_long", "json"}  # of readers and of writers, on other pages
    assert raised - internal <= set(re.findall(r"`(\w+)`", PAGES["rooms"]))


def test_the_tamperings_of_the_log_page_are_the_vectors():
    rows = re.findall(
        r"^\| (\d+) \| .* \| (?:`(\w+)`|\*\*not noticed\*\*: .*) \|$", PAGES["log"].split("## What")[1], re.M
    )
    vectors = [one for one in VECTORS["logs"] if re.match(r"V20 log: \d", one["name"])]
    assert [(str(number), one.get("fails", "")) for number, one in enumerate(vectors, 1)] == rows


def test_limits_are_eight():
    assert re.findall(r"^\| (L\d) \|", PAGES["limits"], re.M) == [f"L{n}" for n in range(1, 9)]

"""Domain separation is kept by this test: every label is in the registry, with one meaning, in both languages."""

import ast
import re
from pathlib import Path

import pytest

from e2ee import primitives, registry

ROOT = Path(__file__).resolve().parents[2]
LABELS = registry.SIGNATURE_TAGS | registry.HASH_TAGS | registry.MAC_TAGS | registry.BINDING_LABELS
APPS = ["accounts", "billing", "blog", "booking", "cms", "config", "consult", "directory", "e2ee", "lib"]
SOURCES = sorted(
    path
    for app in APPS
    for path in [*(ROOT / app).rglob("*.py"), *(ROOT / app).rglob("*.js")]
    if not {"vendor", "vectors", "migrations"} & set(path.parts)
)
LABEL = re.compile(r"""["'`](cp1/[a-z/]+)(?:\\0)?["'`]""")
CONTEXT = re.compile(r"""["'`](cp1[a-z_]{5})["'`]""")
# how a label may be used, and in which table it must stand: name of the function, then the label among the arguments
USES = {
    "signature": (re.compile(r"""\b(?:sign|verify)\([^\n]*?["'`](cp1/[a-z/]+)["'`]"""), "SIGNATURE_TAGS"),
    "hash": (re.compile(r"""\bH\(\s*\d+,\s*["'`](cp1/[a-z/]+)["'`]"""), "HASH_TAGS"),
    "mac": (re.compile(r"""\bMAC\([^\n]*?["'`](cp1/[a-z/]+)["'`]"""), "MAC_TAGS"),
    "binding": (re.compile(r"""["'`](cp1/[a-z/]+)\\0["'`]"""), "BINDING_LABELS"),
}  # fmt: skip


def sources(suffix: str) -> dict[Path, str]:
    """The code alone, without comments and docstrings: those may quote formulas."""
    paths = [path for path in SOURCES if path.suffix == suffix and path.stem != "registry"]
    bare = without_prose_py if suffix == ".py" else without_prose_js
    return {path: bare(path.read_text()) for path in paths}


def without_prose_py(text: str) -> str:
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            node.value.value = ""
    return ast.unparse(tree).replace("\\x00", "\\0")


def without_prose_js(text: str) -> str:
    return re.sub(r"/\*.*?\*/|(?<![:\"'])//[^\n]*", "", text, flags=re.S)


def test_the_scan_sees_the_sources():
    assert len(sources(".py")) > 30
    assert len(sources(".js")) >= 8


def test_no_label_means_two_things():
    tables = [registry.SIGNATURE_TAGS, registry.HASH_TAGS, registry.MAC_TAGS, registry.BINDING_LABELS]
    assert sum(map(len, tables)) == len(LABELS)
    assert all(label.isascii() and "\0" not in label for label in LABELS)
    assert all(len(context) == 8 for context in registry.KEY_CONTEXTS)
    purposes = [purpose for numbers in registry.KEY_CONTEXTS.values() for purpose in numbers.values()]
    assert len(purposes) == len(set(purposes))


@pytest.mark.parametrize("suffix", [".py", ".js"])
def test_every_label_in_the_sources_is_registered(suffix):
    for path, text in sources(suffix).items():
        assert set(LABEL.findall(text)) <= set(LABELS), path
        assert set(CONTEXT.findall(text)) <= set(registry.KEY_CONTEXTS), path


@pytest.mark.parametrize("suffix", [".py", ".js"])
@pytest.mark.parametrize("use", USES)
def test_every_label_is_used_as_its_table_says(suffix, use):
    pattern, table = USES[use]
    found = {label for text in sources(suffix).values() for label in pattern.findall(text)}
    assert found, use
    assert found <= set(getattr(registry, table)), use


@pytest.mark.parametrize("suffix", [".py", ".js"])
def test_a_hash_or_mac_label_has_one_place_in_each_language(suffix):
    """Two call sites would be two chances to hash different things under one name."""
    whole = "\n".join(sources(suffix).values())
    for use in ("hash", "mac", "binding"):
        found = USES[use][0].findall(whole)
        assert sorted(found) == sorted(set(found)), use


@pytest.mark.parametrize("suffix", [".py", ".js"])
def test_a_derived_key_has_one_place_in_each_language(suffix):
    whole = "\n".join(sources(suffix).values())
    made = re.findall(r"""\bKDF\([^"'`]*["'`](cp1\w{5})["'`],\s*(\d|number)\)""", whole)
    assert made
    exceptions = {("cp1wrap_", "1")}  # sealing and opening one thing
    repeated = {one for one in made if made.count(one) > 1} - exceptions
    assert not repeated


def test_both_languages_have_the_same_registry():
    text = (ROOT / "e2ee/static/e2ee/registry.js").read_text()
    text = re.sub(r"//.*", "", text)
    for name in dir(registry):
        value = getattr(registry, name)
        if isinstance(value, int) and name != "MAX_NUMBER":
            found = re.search(rf"\b{name} = ([\dx_a-fA-F* ]+)[,;]", text)
            assert found, name
            assert eval_number(found[1]) == value, name
        elif name.endswith(("_TAGS", "_LABELS")):
            body = re.search(rf"{name} = new Set\(\[(.*?)\]\)", text, re.S)[1]
            assert set(re.findall(r'"(cp1/[^"]+)"', body)) == set(value), name
    body = re.search(r"KEY_CONTEXTS = \{(.*?)\};", text, re.S)[1]
    in_js = {c: {int(n) for n in numbers.split(",")} for c, numbers in re.findall(r"(cp1\w{5}): \[([\d, ]+)\]", body)}
    assert in_js == {context: set(numbers) for context, numbers in registry.KEY_CONTEXTS.items()}
    assert registry.MAX_NUMBER == 2**53 - 1
    assert "MAX_NUMBER = Number.MAX_SAFE_INTEGER" in text


def eval_number(text: str) -> int:
    return eval(compile(ast.parse(text.strip(), mode="eval"), "registry.js", "eval"), {"__builtins__": {}})


def test_a_label_for_signing_cannot_hash_and_the_other_way_round():
    with pytest.raises(LookupError):
        primitives.H(32, "cp1/env", b"")
    with pytest.raises(LookupError):
        primitives.MAC(bytes(32), "cp1/kid", b"")
    with pytest.raises(LookupError):
        primitives.sign(bytes(64), "cp1/body", b"")
    with pytest.raises(LookupError):
        primitives.verify(bytes(32), "cp1/body", b"", bytes(64))
    with pytest.raises(LookupError):
        primitives.KDF(bytes(32), "cp1login", 2)
    with pytest.raises(LookupError):
        primitives.KDF(bytes(32), "cp1other", 1)

"""The vendored library is the published one."""

import hashlib
import re
from pathlib import Path

VENDOR = Path(__file__).resolve().parents[2] / "e2ee/static/e2ee/vendor"


def test_every_vendored_file_has_the_hash_its_note_says():
    note = (VENDOR / "README.md").read_text()
    said = dict(re.findall(r"^\| `([^`]+)` .* \| `([0-9a-f]{64})` \|$", note, re.M))
    files = {path.name: path for path in VENDOR.iterdir() if path.name != "README.md"}
    assert said.keys() == files.keys()
    for name, path in files.items():
        assert hashlib.sha256(path.read_bytes()).hexdigest() == said[name], name
    assert "://" not in note


def test_the_one_changed_import_is_the_only_import():
    text = (VENDOR / "libsodium-wrappers.js").read_text()
    assert re.findall(r'\bfrom"([^"]*)"', text) == ["./libsodium-sumo.js"]

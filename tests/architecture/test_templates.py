"""Templates name addresses that exist: a wrong name shows only where its branch is drawn."""

import re
from pathlib import Path

from django.urls import get_resolver

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
NAMED = re.compile(r"""{%-?\s*url\s+["']([\w:-]+)["']""")


def names(resolver=None, prefix: str = "") -> set[str]:
    resolver = resolver or get_resolver()
    found = {f"{prefix}{name}" for name in resolver.reverse_dict if isinstance(name, str)}
    for namespace, (_path, inner) in resolver.namespace_dict.items():
        found |= names(inner, f"{prefix}{namespace}:")
    return found


def test_every_named_address_exists():
    used = {(name, path.name) for path in TEMPLATES.rglob("*.html") for name in NAMED.findall(path.read_text())}
    assert len(used) > 100
    known = names()
    assert sorted((name, where) for name, where in used if name not in known) == []

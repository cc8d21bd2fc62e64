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


SHOWN = re.compile(
    r"""{%\s*blocktranslate[^%]*\|(?:price|price_from|fee)\b[^%]*%}(.*?){%\s*endblocktranslate\s*%}(.{0,60})"""
    r"""|{{[^}]*\|(?:price|price_from|fee)\b[^}]*}}(.{0,60})""",
    re.DOTALL,
)
NO_PRICES = re.compile(r"\b(back|stay|not sent back|charged for)\b")  # money that moves: what was paid, or credited


def test_every_price_says_whether_vat_is_in_it():
    silent, spoken = [], 0
    for path in TEMPLATES.rglob("*.html"):
        for found in SHOWN.finditer(path.read_text()):
            words = "".join(part for part in found.groups() if part)
            spoken += "VAT" in words
            if "VAT" not in words and not NO_PRICES.search(words):
                silent.append((str(path.relative_to(TEMPLATES)), found[0][:150]))
    assert silent == []
    assert spoken > 20

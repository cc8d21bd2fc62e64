"""Dates are written in one place: lib/formats.py knows how each language does it."""

import re
from pathlib import Path

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
DATE = re.compile(r"""\|(?:date|time):["']([^"']*)["']""")
FOR_MACHINES = {"Y-m-d", "Y-m", r"Y-m-d\TH:i:sO"}  # "c" writes six digits of a second, HTML knows three


def test_no_template_writes_a_date_in_one_languages_order():
    wrong = {
        (path.name, found)
        for path in TEMPLATES.rglob("*.*")
        for found in DATE.findall(path.read_text())
        if found not in FOR_MACHINES and not found.isupper()
    }
    assert wrong == set()

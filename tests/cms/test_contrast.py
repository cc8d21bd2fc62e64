"""The colours are readable: every pair of tokens.css that meets on a page, in light and in dark."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

TOKENS = Path(finders.find("cms/css/tokens.css")).read_text()
COLOURS = {
    name: {"light": light, "dark": dark}
    for name, light, dark in re.findall(r"--([a-z-]+): light-dark\((#[0-9A-Fa-f]{6}), (#[0-9A-Fa-f]{6})\);", TOKENS)
}
PAIRS = [
    *[(ink, paper, 4.5) for ink in ("text", "muted", "link", "accent") for paper in ("bg", "surface", "sunken")],
    *[(ink, f"{kind}-soft", 4.5) for kind in ("primary", "accent", "success", "warning", "danger", "info")
      for ink in ("text", kind)],
    ("muted", "primary-soft", 4.5),
    ("on-primary", "primary", 4.5),
    ("on-primary", "primary-hover", 4.5),
    ("on-danger", "danger", 4.5),
    ("on-danger", "danger-hover", 4.5),
    ("danger", "surface", 4.5),
    ("danger", "bg", 4.5),
    ("link", "primary-soft", 4.5),
    *[("border-strong", paper, 3) for paper in ("bg", "surface", "sunken")],
    *[("focus", paper, 3) for paper in ("bg", "surface", "sunken")],
]  # fmt: skip


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "paper", "least"), PAIRS)
def test_colours_that_meet_are_readable(theme, ink, paper, least):
    assert contrast(COLOURS[ink][theme], COLOURS[paper][theme]) >= least


def test_the_formula_knows_black_on_white():
    assert round(contrast("#000000", "#FFFFFF"), 1) == 21

"""From the operator's two colours, every shade that depends on them: light and dark, checked to be readable.

The shipped shades stand in static/cms/css/tokens.css; what is made here takes their place, in the same layer. Shades keep
the hue and move in lightness (OKLCH), because equal steps of its lightness look equal in every hue.
"""

from functools import lru_cache
from math import atan2, cos, sin

from django.utils.translation import gettext as _

MAIN, ACCENT = "#1F5F63", "#9A4A2E"  # the shipped ones: for them tokens.css is enough

# grounds and inks of tokens.css that the derived shades meet; tests/cms/test_colours.py compares them with the file
FIXED = {
    "light": {"bg": "#FAF8F5", "surface": "#FFFFFF", "sunken": "#F1EEE8", "text": "#1F2A2E", "muted": "#51605F"},
    "dark": {"bg": "#121819", "surface": "#1A2223", "sunken": "#0D1213", "text": "#E9EEEC", "muted": "#A9B7B4"},
}
GROUNDS = ("bg", "surface", "sunken")
# (ink, ground, least contrast); WCAG 2.2 AA asks 4.5 of text
PAIRS_OF_MAIN = [
    ("on-primary", "primary", 4.5),
    ("on-primary", "primary-hover", 4.5),
    *[("primary", ground, 4.5) for ground in (*GROUNDS, "primary-soft")],
    *[("link", ground, 4.5) for ground in (*GROUNDS, "primary-soft")],
    ("text", "primary-soft", 7),
    ("muted", "primary-soft", 4.5),
]
PAIRS_OF_ACCENT = [
    *[("accent", ground, 4.5) for ground in (*GROUNDS, "accent-soft")],
    ("text", "accent-soft", 7),
]


def rgb(colour: str) -> tuple[float, float, float]:
    """#RRGGBB as three numbers from 0 to 1."""
    return tuple(int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))


def linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG, from 1 to 21."""
    low, high = sorted(
        sum(share * linear(c) for share, c in zip((0.2126, 0.7152, 0.0722), rgb(x), strict=True)) for x in (one, other)
    )
    return (high + 0.05) / (low + 0.05)


def to_oklch(colour: str) -> tuple[float, float, float]:
    """Lightness 0-1, chroma, hue in radians (Björn Ottosson's OKLab)."""
    r, g, b = (linear(channel) for channel in rgb(colour))
    long = (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3)
    medium = (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3)
    short = (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3)
    light = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return light, (a * a + b * b) ** 0.5, atan2(b, a)


def _channels(light: float, chroma: float, hue: float) -> list[float]:
    a, b = chroma * cos(hue), chroma * sin(hue)
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    straight = (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
    return [12.92 * c if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055 for c in straight]


def from_oklch(light: float, chroma: float, hue: float) -> str:
    """#RRGGBB; where a screen cannot show so much colour, as much as it can."""
    light = min(max(light, 0), 1)
    low, high = 0.0, chroma
    for _step in range(16):
        if all(-0.0005 <= c <= 1.0005 for c in _channels(light, high, hue)):
            low = high
            break
        middle = (low + high) / 2
        fits = all(-0.0005 <= c <= 1.0005 for c in _channels(light, middle, hue))
        low, high = (middle, high) if fits else (low, middle)
    return "#" + "".join(f"{round(min(max(c, 0), 1) * 255):02X}" for c in _channels(light, low, hue))


@lru_cache(maxsize=256)
def shades(main: str, accent: str) -> dict[str, dict[str, str]]:
    """{"light": {"primary": "#…", …}, "dark": {…}}: what takes the place of tokens.css."""
    light, chroma, hue = to_oklch(main)
    _lightness, warmth, turn = to_oklch(accent)
    return {
        "light": {
            "primary": main.upper(),
            "primary-hover": from_oklch(light - 0.065, chroma, hue),
            "primary-soft": from_oklch(0.93, min(chroma * 0.3, 0.03), hue),
            "on-primary": "#FFFFFF",
            "link": from_oklch(light - 0.025, chroma, hue),
            "accent": accent.upper(),
            "accent-soft": from_oklch(0.94, min(warmth * 0.2, 0.028), turn),
        },
        "dark": {
            "primary": from_oklch(0.775, min(chroma * 1.25, 0.11), hue),
            "primary-hover": from_oklch(0.84, min(chroma * 1.1, 0.09), hue),
            "primary-soft": from_oklch(0.327, min(chroma * 0.6, 0.05), hue),
            "on-primary": from_oklch(0.22, min(chroma * 0.5, 0.03), hue),
            "link": from_oklch(0.81, min(chroma * 1.2, 0.1), hue),
            "accent": from_oklch(0.785, min(warmth * 0.8, 0.1), turn),
            "accent-soft": from_oklch(0.3, min(warmth * 0.4, 0.05), turn),
        },
    }


def unreadable(main: str, accent: str, pairs) -> list[tuple[str, str, str, float, float]]:
    """(scheme, ink, ground, contrast, least) of every pair that would be hard to read."""
    found = []
    for scheme, derived in shades(main, accent).items():
        colours = FIXED[scheme] | derived
        for ink, ground, least in pairs:
            ratio = contrast(colours[ink], colours[ground])
            if ratio < least:
                found.append((scheme, ink, ground, ratio, least))
    return found


def nearest_readable(colour: str, is_readable) -> str | None:
    """The same hue, only as much darker as it takes."""
    light, chroma, hue = to_oklch(colour)
    steps = (from_oklch(light - step / 200, chroma, hue) for step in range(int(light * 200)))
    return next((candidate for candidate in steps if is_readable(candidate)), None)


def complaint_about_main(main: str) -> str:
    """Why this main colour is refused, in words; empty if it is fine."""
    return _complaint(main, lambda colour: unreadable(colour, ACCENT, PAIRS_OF_MAIN))


def complaint_about_accent(accent: str) -> str:
    return _complaint(accent, lambda colour: unreadable(MAIN, colour, PAIRS_OF_ACCENT))


def _complaint(colour: str, check) -> str:
    problems = check(colour)
    if not problems:
        return ""
    scheme, ink, _ground, ratio, least = min(problems, key=lambda problem: problem[3] / problem[4])
    what = {
        "on-primary": _("The words on a main button would be hard to read."),
        "primary": _("Words and signs in the main colour would be hard to read."),
        "link": _("Links would be hard to read."),
        "accent": _("Words in the accent colour would be hard to read."),
        "text": _("Text on a soft ground of this colour would be hard to read."),
        "muted": _("Small text on a soft ground of this colour would be hard to read."),
    }[ink]
    where = {
        "light": _("Contrast in the light appearance: %(ratio)s, needed: %(least)s."),
        "dark": _("Contrast in the dark appearance: %(ratio)s, needed: %(least)s."),
    }[scheme] % {"ratio": f"{ratio:.1f}", "least": f"{least:.1f}"}
    better = nearest_readable(colour, lambda candidate: not check(candidate)) or MAIN
    return " ".join((what, where, _("%(colour)s would work.") % {"colour": better}))


def stylesheet(main: str, accent: str) -> str:
    """What the pages load after app.css if the operator chose other colours than the shipped ones."""
    light, dark = shades(main, accent).values()
    both = "".join(f"--{name}:light-dark({light[name]},{dark[name]});" for name in light)
    plain = "".join(f"--{name}:{light[name]};" for name in light)
    return (
        f"@layer tokens{{:root{{{both}}}"
        f"@supports not (color:light-dark(#000,#fff)){{:root,:root[data-theme]{{{plain}}}}}}}\n"
    )

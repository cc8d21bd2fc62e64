"""Bars and lines as SVG, made on the server. Pure: numbers in, a chart out.

    chart = charts.bars("money", _("Revenue"), months, [charts.Series(_("Revenue"), cents)], say=in_euros)
    {% include "includes/chart.html" with chart=chart %}   and cms/css/charts.css in the head

Colours and sizes are classes of that sheet, so a chart follows light, dark and the operator's colours. Beside the
colour, series differ by stripes, dots or dashes. The template puts the same numbers into a table below the picture.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count, pairwise

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

WIDE, HIGH = 720, 400  # the drawing's own units; it is shown as wide as there is room
TOP, RIGHT, BOTTOM, LEFT = 20, 8, 44, 12
LETTER, DIGIT = 13, 16  # about how wide they are, of the size charts.css gives them, also in a wide font
STYLES = 4  # series look different up to here, then again like the first
NOT_KNOWN = "–"

Say = Callable[[int], str]


@dataclass(frozen=True)
class Place:
    """A place on the lower axis: in few letters, and as the table and the hints say it."""

    short: str
    full: str


@dataclass(frozen=True)
class Series:
    """One value for each place. None: nothing is known there, which is not the same as 0."""

    name: str
    values: Sequence[int | None]


@dataclass(frozen=True)
class Chart:
    key: str  # unique in its page
    title: str
    about: str  # a sentence for those who do not see the picture
    picture: SafeString
    legend: list[tuple[SafeString, str]]  # empty for one series: the title says what it is
    heads: list[str]
    rows: list[tuple[str, list[str]]]


def bars(key: str, title, places: Sequence[Place], series: Sequence[Series], *, say: Say = str, about="", top=1):
    """A bar for each place; several series stand on each other, what is below 0 hangs under the line.

    `say`: a value in words. `top`: the axis reaches at least up to here.
    """
    piles = list(zip(*([value or 0 for value in one.values] for one in series), strict=True)) or [(0,)]
    lowest = min(sum(value for value in pile if value < 0) for pile in piles)
    highest = max(sum(value for value in pile if value > 0) for pile in piles)
    return _chart(key, title, places, series, say, about, _steps(lowest, max(highest, top)), _bars, _swatch_of_bar)


def lines(key: str, title, places: Sequence[Place], series: Sequence[Series], *, say: Say = str, about="", top=1):
    """A line for each series, with a gap where nothing is known."""
    known = [value for one in series for value in one.values if value is not None] or [0]
    return _chart(key, title, places, series, say, about, _steps(min(known), max(*known, top)), _lines, _swatch_of_line)


def _steps(low: int, high: int, most: int = 4) -> list[int]:
    """Round numbers from `low` or below to `high` or above, 0 among them."""
    low, high = min(low, 0), max(high, 0)
    step = next(step for step in _round_numbers() if step * most >= high - low)
    return list(range(low // step * step, -(-high // step) * step + 1, step))


def _round_numbers() -> Iterator[int]:
    for power in count():
        yield from (first * 10**power for first in (1, 2, 5))


@dataclass(frozen=True)
class _Frame:
    """Where values and places lie in the drawing."""

    key: str
    low: int
    high: int
    left: int
    places: int

    def y(self, value: int) -> int:
        return TOP + (self.high - value) * (HIGH - TOP - BOTTOM) // (self.high - self.low)

    def edge(self, number: int) -> int:
        return self.left + (WIDE - RIGHT - self.left) * number // self.places

    def middle(self, number: int) -> int:
        return (self.edge(number) + self.edge(number + 1)) // 2


def _chart(key, title, places, series, say, about, steps, draw, swatch) -> Chart:
    words = [say(step) for step in steps]
    frame = _Frame(key, steps[0], steps[-1], LEFT + DIGIT * max(map(len, words)), max(len(places), 1))
    spoken = lambda value: NOT_KNOWN if value is None else say(value)
    picture = format_html(
        '<svg class="chart__picture" viewBox="0 0 {} {}" role="img" aria-labelledby="{key}-title {key}-about">'
        '<title id="{key}-title">{}</title><desc id="{key}-about">{}</desc>{}{}{}{}</svg>',
        WIDE, HIGH, title, about, _patterns(key), _axis_of_values(frame, steps, words),
        _axis_of_places(frame, places), draw(frame, places, series, spoken), key=key,
    )  # fmt: skip
    return Chart(
        key=key,
        title=title,
        about=about,
        picture=picture,
        legend=[(swatch(key, n), one.name) for n, one in enumerate(series)] if len(series) > 1 else [],
        heads=[one.name for one in series],
        rows=[(place.full, [spoken(one.values[n]) for one in series]) for n, place in enumerate(places)],
    )


def _patterns(key: str) -> SafeString:
    return format_html(
        '<defs><pattern id="{key}-over2" width="14" height="14" patternUnits="userSpaceOnUse">'
        '<path class="chart__stripe" d="M-4 4l8-8M0 14L14 0M10 18l8-8"/></pattern>'
        '<pattern id="{key}-over4" width="14" height="14" patternUnits="userSpaceOnUse">'
        '<circle class="chart__dot" cx="4" cy="4" r="2.6"/><circle class="chart__dot" cx="11" cy="11" r="2.6"/>'
        "</pattern></defs>",
        key=key,
    )


def _axis_of_values(frame: _Frame, steps, words) -> SafeString:
    return format_html_join(
        "",
        '<path class="chart__grid{}" d="M{} {}H{}"/><text class="chart__word" text-anchor="end" x="{}" y="{}">{}</text>',
        (
            ("" if step else " chart__grid--zero", frame.left, y, WIDE - RIGHT, frame.left - 10, y + 8, word)
            for step, word in zip(steps, words, strict=True)
            for y in [frame.y(step)]
        ),
    )


def _axis_of_places(frame: _Frame, places: Sequence[Place]) -> SafeString:
    """As many names as there is room for; the last one, which is the latest, is always there."""
    room = (WIDE - RIGHT - frame.left) // frame.places
    every = -(-LETTER * (max((len(place.short) for place in places), default=1) + 1) // room)
    return format_html_join(
        "",
        '<text class="chart__word" text-anchor="middle" x="{}" y="{}">{}</text>',
        (
            (frame.middle(n), HIGH - 12, place.short)
            for n, place in enumerate(places)
            if (len(places) - 1 - n) % every == 0
        ),
    )


def _style(n: int) -> int:
    return n % STYLES + 1


def _bars(frame: _Frame, places, series, spoken) -> SafeString:
    return mark_safe("".join(_pile(frame, n, place, series, spoken) for n, place in enumerate(places)))


def _pile(frame: _Frame, n: int, place: Place, series, spoken) -> SafeString:
    gap = (frame.edge(n + 1) - frame.edge(n)) // 8
    left, width = frame.edge(n) + gap, max(frame.edge(n + 1) - frame.edge(n) - 2 * gap, 2)
    above = below = 0
    drawn = []
    for number, one in enumerate(series):
        value = one.values[n]
        if not value:
            continue
        if value > 0:
            upper, lower, above = above + value, above, above + value
        else:
            upper, lower, below = below, below + value, below + value
        y, high = frame.y(upper), max(frame.y(lower) - frame.y(upper), 1)
        hint = f"{place.full}, {one.name}: {spoken(value)}"
        drawn.append(_block(frame.key, number, left, y, width, high, hint))
    return mark_safe("".join(drawn))


def _block(key: str, number: int, x: int, y: int, width: int, high: int, hint: str) -> SafeString:
    style = _style(number)
    box = format_html('x="{}" y="{}" width="{}" height="{}"', x, y, width, high)
    over = format_html('<rect fill="url(#{}-over{})" {}/>', key, style, box) if style % 2 == 0 else ""
    return format_html('<g><title>{}</title><rect class="chart__bar{}" {}/>{}</g>', hint, style, box, over)


def _lines(frame: _Frame, places, series, spoken) -> SafeString:
    drawn = []
    for number, one in enumerate(series):
        style = _style(number)
        points = [None if v is None else (frame.middle(n), frame.y(v)) for n, v in enumerate(one.values)]
        drawn.append(format_html('<path class="chart__line{}" d="{}"/>', style, _path(points)))
        drawn += [
            format_html(
                '<circle class="chart__point{}" cx="{}" cy="{}" r="7"><title>{}</title></circle>',
                style, *point, f"{places[n].full}, {one.name}: {spoken(one.values[n])}",
            )
            for n, point in enumerate(points) if point
        ]  # fmt: skip
    return mark_safe("".join(drawn))


def _path(points) -> str:
    """`M` where a stretch begins, `L` where it goes on."""
    return "".join(f"{'L' if last else 'M'}{p[0]} {p[1]}" for last, p in pairwise([None, *points]) if p)


def _swatch_of_bar(key: str, number: int) -> SafeString:
    return _swatch(_block(key, number, 2, 2, 28, 28, ""))


def _swatch_of_line(key: str, number: int) -> SafeString:
    style = _style(number)
    return _swatch(
        format_html(
            '<path class="chart__line{}" d="M0 16H32"/><circle class="chart__point{}" cx="16" cy="16" r="7"/>',
            style,
            style,
        )
    )


def _swatch(drawing: SafeString) -> SafeString:
    return format_html(
        '<svg class="chart__swatch" width="18" height="18" viewBox="0 0 32 32" aria-hidden="true">{}</svg>', drawing
    )

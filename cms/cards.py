"""The picture that stands beside a shared link: the page's title on the portal's colours, drawn on the server."""

import hashlib
from io import BytesIO
from pathlib import Path

from django.core.cache import cache
from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT, MARGIN = 1200, 630, 90
KEEP_SECONDS = 24 * 3600
FONT = Path(__file__).parent / "static/cms/fonts/atkinson-next-latin.woff2"
PAPER, INK, QUIET = "#FAF8F5", "#1F2A2E", "#51605F"  # as in tokens.css
MOST_LINES = 3


def stamp(title: str, line: str, portal: str, colour: str) -> str:
    """Changes with anything on the picture, so that its address may be kept for ever."""
    return hashlib.sha256("\0".join((title, line, portal, colour)).encode()).hexdigest()[:16]


def card(title: str, line: str, portal: str, colour: str) -> bytes:
    """The picture as PNG, 1200 by 630 pixels, drawn once a day at most."""
    key = f"card:{stamp(title, line, portal, colour)}"
    png = cache.get(key)
    if png is None:
        png = draw(title, line, portal, colour)
        cache.set(key, png, KEEP_SECONDS)
    return png


def draw(title: str, line: str, portal: str, colour: str) -> bytes:
    picture = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, 28, HEIGHT), fill=colour)
    pen.ellipse((WIDTH - 330, HEIGHT - 330, WIDTH + 150, HEIGHT + 150), outline=colour, width=5)
    pen.ellipse((WIDTH - 240, HEIGHT - 240, WIDTH + 60, HEIGHT + 60), fill=colour)
    pen.text((MARGIN, 70), portal, font=font(40, 700), fill=colour)
    size = 84 if len(title) <= 40 else 66
    lines = wrapped(pen, title, font(size, 700), WIDTH - 2 * MARGIN)
    top = 190
    for text in lines:
        pen.text((MARGIN, top), text, font=font(size, 700), fill=INK)
        top += round(size * 1.2)
    for text in wrapped(pen, line, font(38, 400), WIDTH - 4 * MARGIN)[:2]:
        pen.text((MARGIN, top + 24), text, font=font(38, 400), fill=QUIET)
        top += 50
    out = BytesIO()
    picture.quantize(64).save(out, "PNG", optimize=True)
    return out.getvalue()


def font(size: int, weight: int) -> ImageFont.FreeTypeFont:
    face = ImageFont.truetype(str(FONT), size)
    face.set_variation_by_axes([weight])
    return face


def wrapped(pen, text: str, face, width: int) -> list[str]:
    """The text in lines no wider than `width`, the last one cut short where there are too many."""
    lines, words = [], text.split()
    while words:
        count = len(words)
        while count > 1 and pen.textlength(" ".join(words[:count]), font=face) > width:
            count -= 1
        lines.append(" ".join(words[:count]))
        words = words[count:]
    if len(lines) > MOST_LINES:
        lines = lines[:MOST_LINES]
        lines[-1] += " …"
    return lines

"""Flat drawings with soft edges, for pictures the project makes itself: smooth shapes, ovals, strokes.

Coordinates are units, not pixels; drawn too large and shrunk at the end, which makes the edges soft.
"""

from io import BytesIO

from PIL import Image, ImageChops, ImageDraw, ImageFilter

UNITS = 1000  # the width of every drawing
SCALE = 1.5  # pixels for a unit while drawing

Point = tuple[float, float]


def rgb(colour: str) -> tuple[int, int, int]:
    return tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5))


def mixed(one: str, other: str, share: float) -> str:
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in zip(rgb(one), rgb(other), strict=True))


def through(points: list[Point], steps: int = 14) -> list[Point]:
    """A closed smooth curve through the points (Catmull-Rom)."""
    curve = []
    count = len(points)
    for i in range(count):
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = (points[(i + k) % count] for k in (-1, 0, 1, 2))
        for step in range(steps):
            t = step / steps
            curve.append(
                tuple(
                    0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
                    for a, b, c, d in ((ax, bx, cx, dx), (ay, by, cy, dy))
                )
            )
    return curve


def mirrored(right: list[Point]) -> list[Point]:
    """Points of the right half from top to bottom, closed by their mirror image on the left."""
    return [*right, *[(UNITS - x, y) for x, y in reversed(right) if abs(x - 500) > 1]]


class Canvas:
    """`height` in units; the finished picture is `width` pixels wide."""

    def __init__(self, ground: str, *, height: int = UNITS, width: int = 800):
        self.width = width
        self.image = Image.new("RGB", (int(UNITS * SCALE), int(height * SCALE)), ground)

    def _mask(self) -> tuple[Image.Image, ImageDraw.ImageDraw]:
        mask = Image.new("L", self.image.size, 0)
        return mask, ImageDraw.Draw(mask)

    def put(self, mask, colour, *, opacity=1.0, blur=0.0, within=None):
        """Colour where the mask is white. Only the part of the picture it touches is worked on."""
        box = mask.getbbox()
        if box is None:
            return
        reach = int(blur * SCALE * 3) + 1
        box = (max(0, box[0] - reach), max(0, box[1] - reach),
               min(mask.width, box[2] + reach), min(mask.height, box[3] + reach))  # fmt: skip
        mask = mask.crop(box)
        if blur:
            mask = mask.filter(ImageFilter.GaussianBlur(blur * SCALE))
        if within is not None:
            mask = ImageChops.multiply(mask, within.crop(box))
        if opacity < 1:
            mask = mask.point(lambda value: int(value * opacity))
        self.image.paste(colour, box, mask)

    def area(self, points, colour, *, smooth=True, **how):
        mask = self.mask_of(points, smooth=smooth)
        self.put(mask, colour, **how)
        return mask

    def mask_of(self, points, *, smooth=True):
        mask, draw = self._mask()
        draw.polygon([(x * SCALE, y * SCALE) for x, y in (through(points) if smooth else points)], fill=255)
        return mask

    def oval(self, x, y, rx, ry, colour, **how):
        mask, draw = self._mask()
        draw.ellipse([(x - rx) * SCALE, (y - ry) * SCALE, (x + rx) * SCALE, (y + ry) * SCALE], fill=255)
        self.put(mask, colour, **how)
        return mask

    def ring(self, x, y, rx, ry, width, colour, **how):
        mask, draw = self._mask()
        box = [(x - rx) * SCALE, (y - ry) * SCALE, (x + rx) * SCALE, (y + ry) * SCALE]
        draw.ellipse(box, outline=255, width=round(width * SCALE))
        self.put(mask, colour, **how)

    def stroke(self, points, width, colour, **how):
        """A line with round ends through the points, as a quadratic curve when there are three."""
        if len(points) == 3:
            (ax, ay), (bx, by), (cx, cy) = points
            points = [
                (
                    (1 - t) ** 2 * ax + 2 * t * (1 - t) * bx + t**2 * cx,
                    (1 - t) ** 2 * ay + 2 * t * (1 - t) * by + t**2 * cy,
                )
                for t in (i / 30 for i in range(31))
            ]
        mask, draw = self._mask()
        for x, y in points:
            draw.ellipse(
                [(x - width / 2) * SCALE, (y - width / 2) * SCALE, (x + width / 2) * SCALE, (y + width / 2) * SCALE],
                fill=255,
            )
        draw.line([(x * SCALE, y * SCALE) for x, y in points], fill=255, width=max(1, round(width * SCALE)))
        self.put(mask, colour, **how)

    def as_png(self) -> bytes:
        out = BytesIO()
        self.image.resize((self.width, self.width * self.image.height // self.image.width), Image.LANCZOS).save(
            out, "PNG", optimize=True
        )
        return out.getvalue()

"""Quiet landscapes for articles, drawn by the project itself: hills, a sun or a moon."""

import random
from dataclasses import dataclass

from cms.drawing import UNITS, Canvas, mixed

HEIGHT = 600


@dataclass(frozen=True)
class Scene:
    sky: str
    glow: str
    far: str
    near: str
    sun: str
    seed: int
    birds: bool = False


def draw(scene: Scene) -> bytes:
    """The landscape as a PNG, 1200 by 720 pixels."""
    chance = random.Random(scene.seed)
    canvas = Canvas(scene.sky, height=HEIGHT, width=1200)
    x, y = chance.randrange(250, 750), chance.randrange(150, 230)
    canvas.oval(x, y + 110, 420, 240, scene.glow, opacity=0.85, blur=80)
    canvas.oval(x, y, 150, 150, scene.sun, opacity=0.22, blur=24)
    canvas.oval(x, y, 74, 74, scene.sun)
    if scene.birds:
        for _ in range(4):
            bx, by = chance.randrange(150, 850), chance.randrange(70, 190)
            canvas.stroke([(bx - 22, by - 6), (bx - 10, by - 14), (bx, by)], 3.5, scene.near, opacity=0.7)
            canvas.stroke([(bx + 22, by - 6), (bx + 10, by - 14), (bx, by)], 3.5, scene.near, opacity=0.7)
    layers = 4
    for layer in range(layers):
        top = 290 + layer * 68
        colour = mixed(scene.far, scene.near, layer / (layers - 1))
        ridge = [(px, top + chance.randrange(-46, 46)) for px in range(-120, UNITS + 240, 170)]
        canvas.area([*ridge, (UNITS + 200, HEIGHT + 260), (-200, HEIGHT + 260)], colour)
    for _ in range(9):
        tx, size = chance.randrange(20, 980), chance.randrange(26, 58)
        ty = 560 + chance.randrange(-12, 30)
        canvas.oval(tx, ty - size, size * 0.42, size, mixed(scene.near, "#000000", 0.25))
    return canvas.as_png()

"""Portraits drawn by the project itself, for demonstration: nobody's face, and nobody's copyright.

A portrait is a `Look`; the drawing goes from the back (ground, hair behind, body) to the front (face, hair, glasses).
"""

import math
from dataclasses import dataclass

from PIL import ImageChops

from cms.drawing import Canvas, mirrored, mixed


@dataclass(frozen=True)
class Look:
    ground: str
    shape: str  # a large soft form behind the person
    skin: str
    hair: str
    clothes: str
    clothes_2: str  # what is worn under it, or its collar
    style: str  # waves, bob, short, curls, bun, bald, scarf, long
    outfit: str  # jacket, crew, collar, roll, cardigan
    glasses: str = ""  # colour of the frame
    beard: str = ""  # full, stubble
    lips: str = "#b5574f"
    age: int = 0  # 1: lines beside mouth and eyes
    jaw: float = 0  # -20 narrow to 30 broad
    earrings: str = ""
    smile: str = "closed"  # closed, open


def draw(look: Look) -> bytes:
    """The portrait as a PNG."""
    canvas = Canvas(look.ground)
    canvas.oval(500, 560, 430, 440, look.shape, opacity=0.75)
    canvas.oval(790, 250, 120, 120, mixed(look.shape, "#ffffff", 0.35), opacity=0.6)
    _hair_behind(canvas, look)
    _body(canvas, look)
    face = _head(canvas, look)
    _features(canvas, look, face)
    _hair_in_front(canvas, look, face)
    if look.glasses:
        _glasses(canvas, look)
    return canvas.as_png()


def _body(canvas: Canvas, look: Look) -> None:
    shade = mixed(look.clothes, "#000000", 0.16)
    skin_shade = mixed(look.skin, "#7a3b22", 0.26)
    shoulders = mirrored(
        [(500, 735), (585, 742), (660, 772), (770, 812), (850, 872), (885, 960), (900, 1100), (500, 1160)]
    )
    torso = canvas.area(shoulders, look.clothes)
    canvas.area(
        [(500, 740), (900, 830), (940, 1150), (690, 1150), (640, 960)], shade, opacity=0.35, blur=26, within=torso
    )
    neck = [(422, 560), (422, 720), (400, 772), (500, 838), (600, 772), (578, 720), (578, 560)]
    if look.outfit in ("jacket", "collar", "cardigan"):
        depth = {"jacket": 985, "collar": 905, "cardigan": 1010}[look.outfit]
        canvas.area([(398, 752), (602, 752), (500, depth)], look.clothes_2, smooth=False, within=torso)
        canvas.area([(405, 750), (595, 750), (500, 850)], look.skin, smooth=False, within=torso)
    canvas.area(neck, look.skin)
    canvas.area([(422, 640), (578, 640), (578, 700), (500, 752), (422, 700)], skin_shade, opacity=0.55, blur=9,
                within=canvas.mask_of(neck))  # fmt: skip
    if look.outfit == "crew":
        canvas.stroke([(396, 764), (500, 872), (604, 764)], 34, mixed(look.clothes, look.clothes_2, 0.75))
    elif look.outfit == "roll":
        canvas.area([(404, 690), (500, 716), (596, 690), (612, 800), (500, 836), (388, 800)], look.clothes)
        canvas.stroke([(404, 752), (500, 786), (596, 752)], 7, shade, opacity=0.6)
    elif look.outfit == "collar":
        for side in (1, -1):
            flap = [(500 + side * x, y) for x, y in [(98, 728), (0, 850), (62, 912), (136, 790)]]
            canvas.area(flap, mixed(look.clothes, "#ffffff", 0.14), smooth=False)
            canvas.stroke([flap[1], flap[2], flap[2]], 5, shade, opacity=0.5)
        for y in (930, 985):
            canvas.oval(500, y, 8, 8, shade, opacity=0.8)
    elif look.outfit in ("jacket", "cardigan"):
        for side in (1, -1):
            lapel = [
                (500 + side * x, y) for x, y in [(108, 742), (4, 1010), (112, 960), (96, 900), (170, 880), (158, 790)]
            ]
            canvas.area(lapel, mixed(look.clothes, "#ffffff", 0.1), smooth=False)
            canvas.stroke([lapel[1], (500 + side * 60, 880), lapel[0]], 5, shade, opacity=0.45)


def _head(canvas: Canvas, look: Look):
    jaw = look.jaw
    outline = mirrored(
        [
            (500, 222),
            (592, 240),
            (652, 312),
            (668, 410),
            (655 + jaw * 0.5, 505),
            (612 + jaw, 600),
            (548 + jaw * 0.6, 664),
            (500, 678),
        ]
    )
    ear = mixed(look.skin, "#8a4a30", 0.14)
    if look.style != "scarf":
        for x in (332, 668):
            canvas.oval(x, 462, 33, 52, look.skin)
            canvas.oval(x, 466, 17, 31, ear, opacity=0.7)
    face = canvas.area(outline, look.skin)
    canvas.area([(640, 250), (700, 420), (680, 560), (560, 700), (600, 560), (628, 420)],
                mixed(look.skin, "#7a3b22", 0.35), opacity=0.3, blur=22, within=face)  # fmt: skip
    for x in (398, 602):
        canvas.oval(x, 530, 48, 34, mixed(look.skin, "#d8453a", 0.42), opacity=0.42, blur=18, within=face)
    return face


def _features(canvas: Canvas, look: Look, face) -> None:
    line = mixed(look.skin, "#5a2a1a", 0.48)
    dark = "#2b2322"
    brow = mixed(look.hair, "#3a2a22", 0.4) if look.style != "scarf" else "#3b2a22"
    if look.beard:
        _beard(canvas, look, face)
    for side in (1, -1):
        x = 500 + side * 84
        canvas.oval(x, 446, 27, 19, "#ffffff", opacity=0.92)
        canvas.oval(x, 447, 17, 18.500, dark)
        canvas.oval(x + 6, 440, 5.500, 5.500, "#ffffff")
        canvas.stroke([(x - 31, 442), (x, 412), (x + 31, 442)], 8, dark, opacity=0.85)
        canvas.stroke([(x - side * 40, 392), (x + side * 4, 368), (x + side * 50, 392)], 13, brow, opacity=0.9)
        if look.age:
            canvas.stroke([(x + side * 44, 450), (x + side * 56, 446), (x + side * 64, 438)], 4, line, opacity=0.45)
            canvas.stroke([(x - side * 22, 486), (x, 494), (x + side * 24, 484)], 4, line, opacity=0.35)
            canvas.stroke(
                [(500 + side * 62, 536), (500 + side * 90, 568), (500 + side * 84, 604)], 4.500, line, opacity=0.4
            )
    canvas.stroke([(506, 460), (532, 528), (492, 534)], 7, line, opacity=0.65)
    if look.smile == "open":
        mouth = [(432, 580), (500, 592), (568, 580), (548, 622), (500, 640), (452, 622)]
        inside = canvas.area(mouth, mixed(look.lips, "#3a1414", 0.55))
        canvas.area([(430, 572), (570, 572), (552, 606), (500, 612), (448, 606)], "#ffffff", within=inside)
        canvas.stroke([(430, 580), (500, 596), (570, 580)], 7, look.lips)
        canvas.stroke([(452, 622), (500, 656), (548, 622)], 7, look.lips, opacity=0.8)
    else:
        canvas.stroke([(436, 590), (500, 634), (564, 590)], 10, look.lips)
        canvas.stroke([(470, 632), (500, 642), (530, 632)], 6, mixed(look.skin, look.lips, 0.5), opacity=0.6)
    if look.earrings:
        for x in (330, 670):
            canvas.oval(x, 530, 12, 12, look.earrings)


def _beard(canvas: Canvas, look: Look, face) -> None:
    colour = look.hair if look.beard == "full" else mixed(look.skin, look.hair, 0.5)
    opacity = 1 if look.beard == "full" else 0.4
    shape = [(322, 470), (360, 520), (396, 560), (450, 556), (500, 568), (550, 556), (604, 560), (640, 520), (678, 470),
             (668, 590), (610, 690), (500, 722), (390, 690), (332, 590)]  # fmt: skip
    mask = canvas.mask_of(shape)
    if look.beard == "stubble":
        mask = ImageChops.multiply(mask, face)
    canvas.put(mask, colour, opacity=opacity, blur=3 if look.beard == "full" else 8)
    canvas.oval(500, 606, 78, 34, look.skin, opacity=0.9) if look.beard == "full" else None
    canvas.stroke([(428, 582), (462, 556), (500, 562)], 22, colour, opacity=opacity)
    canvas.stroke([(572, 582), (538, 556), (500, 562)], 22, colour, opacity=opacity)


def _hair_behind(canvas: Canvas, look: Look) -> None:
    hair, shade = look.hair, mixed(look.hair, "#000000", 0.22)
    if look.style == "long":
        canvas.area(
            mirrored(
                [
                    (500, 168),
                    (630, 190),
                    (716, 290),
                    (728, 450),
                    (742, 620),
                    (770, 800),
                    (690, 880),
                    (600, 860),
                    (560, 700),
                ]
            ),
            shade,
        )
    elif look.style == "bob":
        canvas.area(
            mirrored([(500, 165), (630, 186), (715, 290), (730, 440), (726, 580), (700, 668), (620, 690), (560, 640)]),
            shade,
        )
    elif look.style == "waves":
        canvas.area(
            mirrored(
                [
                    (500, 160),
                    (640, 180),
                    (722, 280),
                    (716, 380),
                    (752, 470),
                    (722, 560),
                    (756, 650),
                    (700, 760),
                    (610, 740),
                    (560, 640),
                ]
            ),
            shade,
        )
    elif look.style == "curls":
        for angle in range(-30, 211, 16):
            radians = math.radians(angle)
            canvas.oval(500 + 212 * math.cos(radians), 390 - 196 * math.sin(radians), 82, 82, shade)
        for x in (296, 704):
            canvas.oval(x, 560, 66, 74, shade)
    elif look.style == "bun":
        canvas.oval(500, 158, 96, 88, hair)
        canvas.oval(510, 166, 70, 62, shade, opacity=0.4, blur=10)
    elif look.style == "scarf":
        canvas.area(
            mirrored([(500, 150), (640, 172), (728, 290), (738, 470), (716, 640), (760, 790), (690, 900), (500, 930)]),
            hair,
        )


def _hair_in_front(canvas: Canvas, look: Look, face) -> None:
    hair, light = look.hair, mixed(look.hair, "#ffffff", 0.16)
    if look.style in ("long", "bob"):
        canvas.area(
            [
                (330, 470),
                (318, 380),
                (338, 270),
                (420, 190),
                (520, 172),
                (630, 200),
                (690, 300),
                (682, 470),
                (660, 400),
                (622, 316),
                (540, 282),
                (470, 330),
                (392, 352),
                (352, 400),
            ],
            hair,
        )
        canvas.stroke([(420, 226), (500, 196), (590, 226)], 9, light, opacity=0.5)
    elif look.style == "waves":
        canvas.area(
            [
                (326, 480),
                (306, 380),
                (330, 262),
                (420, 180),
                (530, 164),
                (640, 200),
                (700, 300),
                (684, 480),
                (664, 392),
                (600, 330),
                (560, 276),
                (500, 320),
                (410, 340),
                (352, 396),
            ],
            hair,
        )
        canvas.stroke([(400, 250), (470, 204), (550, 210)], 9, light, opacity=0.5)
        canvas.stroke([(590, 226), (650, 268), (668, 340)], 8, light, opacity=0.4)
    elif look.style == "short":
        canvas.area(
            [
                (334, 430),
                (318, 340),
                (340, 250),
                (410, 186),
                (510, 166),
                (620, 186),
                (676, 262),
                (682, 350),
                (666, 430),
                (654, 352),
                (610, 300),
                (520, 306),
                (430, 284),
                (368, 320),
                (346, 372),
            ],
            hair,
        )
        canvas.stroke([(410, 232), (500, 196), (600, 222)], 9, light, opacity=0.45)
    elif look.style == "side":
        canvas.area(
            [
                (332, 440),
                (314, 330),
                (352, 224),
                (450, 172),
                (580, 162),
                (670, 216),
                (690, 320),
                (668, 440),
                (656, 360),
                (640, 318),
                (560, 330),
                (450, 318),
                (384, 262),
                (360, 330),
                (346, 380),
            ],
            hair,
        )
        canvas.stroke([(410, 246), (520, 206), (630, 250)], 9, light, opacity=0.45)
    elif look.style == "curls":
        for angle in range(8, 176, 15):
            radians = math.radians(angle)
            canvas.oval(500 + 168 * math.cos(radians), 372 - 158 * math.sin(radians), 58, 56, hair)
        for x, y in ((430, 262), (500, 244), (570, 262), (384, 300), (620, 300)):
            canvas.oval(x, y, 52, 44, hair)
        canvas.stroke([(400, 236), (490, 196), (590, 226)], 10, light, opacity=0.3)
    elif look.style == "bun":
        canvas.area(
            [
                (332, 440),
                (320, 350),
                (346, 252),
                (420, 196),
                (500, 184),
                (580, 196),
                (654, 252),
                (680, 350),
                (668, 440),
                (652, 360),
                (610, 300),
                (500, 268),
                (390, 300),
                (348, 360),
            ],
            hair,
        )
        for x in (440, 500, 560):
            canvas.stroke([(x, 204), (500 + (x - 500) * 1.2, 232), (500 + (x - 500) * 1.7, 268)], 6, light, opacity=0.4)
    elif look.style == "bald":
        for side in (1, -1):
            canvas.area(
                [
                    (500 + side * x, y)
                    for x, y in [(158, 352), (180, 372), (188, 420), (180, 486), (164, 470), (160, 410)]
                ],
                hair,
            )
        canvas.oval(460, 282, 56, 26, "#ffffff", opacity=0.22, blur=12, within=face)
    elif look.style == "scarf":
        mask = canvas.mask_of(
            mirrored([(500, 150), (640, 172), (728, 290), (738, 470), (700, 660), (690, 800), (500, 850)])
        )
        opening = canvas.mask_of(
            mirrored([(500, 268), (590, 288), (636, 370), (640, 470), (620, 570), (560, 650), (500, 672)])
        )
        canvas.put(ImageChops.subtract(mask, opening), hair)
        shade = mixed(hair, "#000000", 0.25)
        canvas.stroke([(372, 330), (420, 214), (560, 190)], 8, light, opacity=0.5)
        canvas.stroke([(640, 560), (620, 700), (470, 800)], 9, shade, opacity=0.45)
        canvas.stroke([(360, 600), (420, 720), (560, 770)], 9, shade, opacity=0.4)
        canvas.stroke([(384, 690), (470, 800), (640, 840)], 8, light, opacity=0.4)


def _glasses(canvas: Canvas, look: Look) -> None:
    for x in (416, 584):
        canvas.oval(x, 448, 66, 58, "#ffffff", opacity=0.14)
        canvas.ring(x, 448, 66, 58, 9, look.glasses)
    canvas.stroke([(480, 440), (500, 428), (520, 440)], 9, look.glasses)
    canvas.stroke([(350, 440), (338, 438), (330, 444)], 9, look.glasses)
    canvas.stroke([(650, 440), (662, 438), (670, 444)], 9, look.glasses)

"""The scenes by night and on a stage."""

from __future__ import annotations

import random

from PIL import Image

from screenshots.demo_art.canvas import Canvas, Pen
from screenshots.demo_art.figure import Limb, Outfit, Pose, draw_hand, draw_person, reaching
from screenshots.demo_art.geometry import box, fade, mix, oval, smooth, tube
from screenshots.demo_art.heads import Face
from screenshots.demo_art.things import draw_umbrella
from screenshots.demo_art.town import draw_house, draw_rain, draw_ripples, draw_shop, draw_sign

STREET, STAGE = (768, 1152), (832, 1216)


def street() -> Image.Image:
    """Annika walks with an umbrella through rain and neon light."""
    canvas = Canvas(STREET, "#140f2e", (-0.9, -0.6))
    pen = canvas.pen()
    canvas.gradient([(0, "#120f2e"), (0.5, "#2b1c55"), (1, "#6a2b6e")], 0, 930)
    for left, right, top, colour, seed in ((230, 400, 250, "#2a2458", 3), (390, 560, 170, "#332a66", 8)):
        draw_house(pen, left, right, top, 930, colour, seed)
    pen.glow(384, 760, 420, "#ff5fa2", 0.4)
    draw_house(pen, -30, 236, 90, 930, "#1d1a42", 1)
    draw_house(pen, 548, 800, 40, 930, "#211b48", 4)
    draw_shop(pen, -20, 236, 930, "#ffb65c", ("#e2574c", "#fff0dc"))
    draw_shop(pen, 548, 790, 930, "#6fe0d8", ("#2f8f88", "#e6fbf4"))
    signs = (
        (92, 400, 1.3, "bars", "#ff4f8b"),
        (650, 300, 1.35, "bowl", "#ffb347"),
        (674, 520, 1.15, "heart", "#ff4f8b"),
    )
    for x, y, scale, kind, colour in (*signs, (104, 640, 1.1, "glass", "#45e6e0"), (330, 470, 0.8, "heart", "#45e6e0")):
        draw_sign(canvas.pen(x, y, scale), kind, colour)
    pen.rect(0, 926, 768, 964, "#2a2152")
    pen.rect(0, 924, 768, 932, "#5b4a8f")
    own = canvas.pen(392, 690, 5.6)
    _walker(own)
    canvas.mirror_below(962, 0.62, 10, "#15102e")
    draw_ripples(pen, 970, 26, 7, "#8f7fc6")
    draw_rain(pen, 240, 12)
    return canvas.finish()


def _walker(own: Pen) -> None:
    pose = Pose(Limb(-18, -4), Limb(40, 150), Limb(-5, -2), Limb(6, 4), tilt=-4)
    pose = reaching(pose, "right_arm", (11, -15), 1)
    coat = Outfit(
        "#ffd23f",
        sleeve=1,
        skirt="#ffd23f",
        skirt_length=20,
        flare=5,
        legs="#34406b",
        shoes="#e2574c",
        boots=0.75,
        bulk=0.9,
    )
    own.glow(0, -20, 60, "#ffcf8a", 0.3)
    stick = (11.4, -16.0)
    draw_umbrella(own.pen(stick[0] - 2, stick[1], 1.12, turn=-6), "#e2574c", "#ff8a6b")
    places = draw_person(own, pose, coat, Face(mouth="smile"))
    own.form([smooth([(-7, -26), (0, -24), (7, -26), (5, -29.6), (0, -28), (-5, -29.6)])], "#ffe27a", 0.2)
    own.line([(0, -23), (0, 18)], mix("#ffd23f", "#8a5a1f", 0.5), 0.6)
    for y in (-18, -10, -2, 6):
        own.disc(1.6, y, 0.9, "#fff6e8")
    draw_hand(own, places.right_hand)


def stage() -> Image.Image:
    """Annika dances on a stage in the beam of a spotlight."""
    canvas = Canvas(STAGE, "#26093f", (-0.4, -1))
    pen = canvas.pen()
    canvas.gradient([(0, "#3d0f3f"), (1, "#7a1f4b")], 0, 900)
    for index in range(14):
        x = -20 + index * 62
        pen.form([box(x, -40, x + 62, 905)], "#9a2853", 0.28, 0.36)
        pen.rect(x + 52, 0, x + 62, 905, "#5c1746")
    for x in range(-30, 832, 104):
        pen.form([smooth([(x, -30), (x + 116, -30), (x + 100, 60), (x + 58, 96), (x + 14, 60)])], "#b5305a", 0.45, 0.2)
        pen.line([(x + 4, 48), (x + 58, 98), (x + 112, 48)], "#ffc93c", 5, curved=True)
    canvas.gradient([(0, "#5c2a5f"), (1, "#4a2157")], 900, 1216)
    for y in (940, 992, 1058):
        pen.rect(0, y, 832, y + 3, "#4a2157")
    for points, colour in (
        ([(90, -20), (130, -20), (560, 1010), (250, 1010)], "#ff8ac0"),
        ([(700, -20), (740, -20), (600, 1010), (280, 1010)], "#7fd8ff"),
    ):
        pen.beam(points, colour, 0.3, 20)
    pen.beam([(396, -30), (436, -30), (700, 1000), (132, 1000)], "#fff0c4", 0.42, 14)
    pen.fill(oval(416, 1000, 300, 62), "#f2c79a")
    pen.fill(oval(416, 998, 250, 48), "#ffe6bd")
    pen.cast(430, 1002, 120, 18, 0.4)
    _dancer(canvas)
    _sparkles(pen)
    _audience(pen)
    return canvas.finish()


def _dancer(canvas: Canvas) -> None:
    own = canvas.pen(414, 704, 6.0)
    pose = Pose(Limb(-118, -150), Limb(128, 168), Limb(-3, 0), Limb(64, -52), lean=-5, tilt=-8)
    dress = Outfit(
        "#1fb5ad",
        sleeve=0,
        skirt="#1fb5ad",
        skirt_length=22,
        flare=19,
        sway=5,
        shoes="#ffc93c",
        belt="#ffc93c",
        neckline=5,
    )
    draw_person(own, pose, dress, Face("closed", "laugh", hair_flow=-2.6))
    for x, y in ((-16, 14), (-8, 17), (4, 18), (14, 15), (22, 18)):
        own.disc(x + 2, y, 0.9, "#bff5ea")


def _sparkles(pen: Pen) -> None:
    source = random.Random(5)
    for _ in range(46):
        x, y, size = source.uniform(150, 690), source.uniform(180, 940), source.choice((3.0, 4.5, 7.0))
        star = [(x, y - size), (x + size * 0.25, y - size * 0.25), (x + size, y), (x + size * 0.25, y + size * 0.25)]
        star += [(x, y + size), (x - size * 0.25, y + size * 0.25), (x - size, y), (x - size * 0.25, y - size * 0.25)]
        pen.fill(star, fade("#fff3c4", source.uniform(0.5, 1)))


def _audience(pen: Pen) -> None:
    source = random.Random(2)
    for row, (y, colour) in enumerate(((1120, "#2a1040"), (1176, "#13061f"))):
        for index in range(9):
            x = index * 106 - 30 + row * 50 + source.uniform(-10, 10)
            size = source.uniform(34, 42)
            pen.fill(oval(x, y, size, size * 1.12), colour)
            pen.fill(oval(x, y + size * 2.1, size * 1.9, size * 1.3), colour)
            if row == 0 and index in (2, 6):
                for part in tube([(x + 40, y + 60), (x + 58, y - 60)], (20, 15)):
                    pen.fill(part, colour)
    pen.fill(box(0, 1210, 832, 1216), "#160722")

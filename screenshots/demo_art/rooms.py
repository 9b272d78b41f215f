"""The scenes under a roof, and the portrait."""

from __future__ import annotations

from PIL import Image

from screenshots.demo_art.animals import draw_cat
from screenshots.demo_art.canvas import Canvas, Pen
from screenshots.demo_art.figure import Limb, Outfit, Pose, draw_hand, draw_person, joints, reaching
from screenshots.demo_art.geometry import arc, box, fade, mix, oval, rounded, smooth
from screenshots.demo_art.heads import SKIN, Face
from screenshots.demo_art.interiors import (
    draw_armchair_back,
    draw_armchair_front,
    draw_boards,
    draw_books,
    draw_curtain,
    draw_floor_lamp,
    draw_jar,
    draw_pendant,
    draw_plant,
    draw_pot,
    draw_rod,
    draw_shelf,
    draw_tiles,
    draw_window_frame,
)
from screenshots.demo_art.nature import draw_cloud, draw_land, draw_leaf, draw_stars, draw_tree
from screenshots.demo_art.things import draw_book, draw_cup, draw_steam, draw_sunglasses

ARMCHAIR, PORTRAIT, KITCHEN, CAFE = (768, 1024), (1024, 1024), (1024, 768), (832, 1024)


def armchair() -> Image.Image:
    """Annika reads in an armchair by lamplight, a cat beside her."""
    canvas = Canvas(ARMCHAIR, "#1f1238", (0.8, -0.8))
    pen = canvas.pen()
    canvas.gradient([(0, "#2b2350"), (1, "#47305f")], 0, 800)
    for x in range(24, 768, 64):
        pen.rect(x, 0, x + 3, 800, "#3f2c5c")
    _night_window(pen)
    draw_shelf(pen, 420, 720, 300, "#8a5a3c")
    draw_books(pen, 432, 640, 300, 5, 84)
    draw_plant(pen, 676, 300, 96, "#5f9f77", "#d98b5f")
    pen.rect(0, 776, 768, 800, "#5d4070")
    draw_boards(pen, 800, "#6e4039", 2)
    pen.form([oval(380, 926, 350, 76)], "#b5485a", 0)
    pen.form([oval(380, 922, 312, 62)], "#d9705f", 0)
    pen.form([oval(380, 919, 262, 47)], "#b5485a", 0)
    pen.glow(668, 490, 560, "#ffb45c", 0.75)
    draw_floor_lamp(pen, 672, 870, 450, "#ffcf7a")
    chair = canvas.pen(268, 912)
    pen.cast(290, 912, 250, 26, 0.5)
    draw_armchair_back(chair, "#2f8f88")
    own = canvas.pen(268, 690, 5.4)
    reading = _reader(own)
    draw_armchair_front(chair, "#2f8f88")
    draw_book(own.pen(*reading, 1.25, turn=14), "#e07a3f")
    draw_hand(own, (reading[0] - 2, reading[1] + 0.5))
    pen.cast(600, 950, 90, 13, 0.5)
    draw_cat(canvas.pen(600, 952, 8), "#4a3a52")
    pen.beam([(630, 520), (716, 520), (768, 900), (240, 900)], "#ffd58a", 0.1, 40)
    return canvas.finish()


def _night_window(pen: Pen) -> None:
    pane = (70, 90, 340, 430)
    with pen.clip(box(*pane)):
        pen.rect(*pane, "#16214f")
        pen.rect(70, 300, 340, 430, "#1f2f66")
        draw_stars(pen, 80, 100, 330, 300, 26, 9)
        pen.glow(250, 180, 120, "#cfdcff", 0.5)
        pen.disc(250, 180, 38, "#f7f0d0")
        pen.disc(266, 170, 33, "#1c2b5f")
        draw_land(pen, [(60, 390), (150, 350), (240, 384), (350, 340)], 440, "#121a3d")
    draw_window_frame(pen, *pane, "#8a6a8f", 2, 2)
    draw_curtain(pen, 44, 70, 560, 90, "#a8405a")
    draw_curtain(pen, 366, 70, 560, -90, "#a8405a")
    draw_rod(pen, 30, 380, 68, "#c98f5a")


def _reader(own: Pen) -> tuple[float, float]:
    pose = Pose(view="side", lean=-10, tilt=20, left_leg=Limb(82, 22), right_leg=Limb(88, 34), arms_behind=("left",))
    book = (19.0, -19.0)
    pose = reaching(reaching(pose, "right_arm", (book[0] - 2, book[1] + 1), -1), "left_arm", (book[0] + 3, book[1]), -1)
    clothes = Outfit("#f2b134", sleeve=1, legs="#4a5a9a", shoes="#f7efe3", boots=0.2, bulk=0.6)
    draw_person(own, pose, clothes, Face("down", "smile"))
    return book


def portrait() -> Image.Image:
    """Annika close up with sunglasses before large leaves."""
    canvas = Canvas(PORTRAIT, "#5a1f4d", (-0.7, -1))
    pen = canvas.pen()
    canvas.gradient([(0, "#1fa39a"), (1, "#0f6f7c")])
    pen.disc(512, 470, 418, "#ffcb57")
    pen.disc(512, 470, 340, "#ffdc85")
    leaves = ((-30, 560, 470, 44), (40, 1060, 620, -6), (1050, 520, 480, -34), (990, 1060, 640, 4), (60, -20, 380, 140))
    for index, (x, y, length, turn) in enumerate(
        (*leaves, (980, -30, 400, -140), (-20, 860, 380, 62), (1050, 820, 380, -64))
    ):
        draw_leaf(pen, x, y, length, turn, ("#15795f", "#1f9a6b", "#0f5f58")[index % 3])
    own = canvas.pen(500, 1648, 27)
    pose = reaching(Pose(Limb(-14, -6), tilt=7, lean=-2), "right_arm", (10.9, -37.8), -1)
    clothes = Outfit("#f26d5b", sleeve=0.4, neckline=7.5, bulk=0.8)
    places = draw_person(own, pose, clothes, Face(mouth="laugh"))
    head = own.pen(*places.head, turn=pose.lean + pose.tilt)
    draw_sunglasses(head.pen(0, 0.2, 1.02), "#2b1a38", ("#5b3a86", "#f2825f", "#ffe08a"))
    for side in (-1, 1):
        head.line(arc(side * 7.4, 6.2, 1.3, 1.7, 0, 360, steps=24), "#ffc93c", 0.42)
    _freckles(head)
    _touching_hand(own, places.right_hand)
    return canvas.finish()


def _freckles(head: Pen) -> None:
    for x, y in ((-4.4, 3.4), (-3.4, 3.9), (-2.6, 3.3), (4.4, 3.4), (3.5, 3.9), (2.6, 3.3)):
        head.disc(x * 1.08, y + 0.75, 0.17, "#c97f5f")


def _touching_hand(own: Pen, place: tuple[float, float]) -> None:
    x, y = place
    for dx, dy, length in ((-3.6, -1.5, 1), (-3.9, -0.1, 1), (-3.4, 1.3, 0.9)):
        own.limb([(x, y + dy * 0.5), (x + dx * length, y + dy)], (1.5, 1.15), SKIN, 0.2)
        own.disc(x + dx * length - 0.2, y + dy, 0.45, "#e2574c", 0.34)
    own.form([oval(x, y, 2.3, 2.1)], SKIN, 0.2)


def kitchen() -> Image.Image:
    """Annika stirs a soup in a sunny kitchen."""
    canvas = Canvas(KITCHEN, "#3d3a66", (-0.8, -1))
    pen = canvas.pen()
    pen.rect(0, 0, 1024, 768, "#fbe9cf")
    draw_tiles(pen, 300, 600, 46, "#a9d6d0", "#e8f3ee")
    _morning_window(pen)
    draw_shelf(pen, 520, 980, 196, "#b07a4a")
    for x, height, content in ((560, 78, "#e8b04a"), (622, 62, "#c8553d"), (680, 84, "#8fae6b")):
        draw_jar(pen, x, 196, height, content)
    draw_plant(pen, 930, 196, 110, "#5fae74", "#e07a5f")
    for index, colour in enumerate(("#e9eff1", "#f2b134", "#7fb7be")):
        pen.form([oval(780 + index * 34, 156, 38, 40)], colour, 0.2, 0.12)
    _utensils(pen)
    pose = Pose(Limb(-30, 40), lean=2, tilt=8)
    own = canvas.pen(400, 604, 6.6)
    pose = reaching(pose, "right_arm", (32, -19), 1)
    pose = reaching(pose, "left_arm", (-13.5, -4), -1)
    draw_person(
        own,
        pose,
        Outfit("#d1495b", sleeve=0.55, skirt="#fff6e8", skirt_length=20, flare=1, legs="#34516b"),
        Face("down", "smile"),
    )
    _apron(own)
    _counter(canvas, own)
    return canvas.finish()


def _morning_window(pen: Pen) -> None:
    pane = (60, 60, 270, 330)
    with pen.clip(box(*pane)):
        pen.rect(*pane, "#a8dcf0")
        draw_cloud(pen, 200, 150, 130, "#ffffff")
        draw_land(pen, [(40, 260), (140, 236), (300, 270)], 340, "#8ccf86")
        draw_tree(pen, 110, 320, 170, "#57ae6e")
    draw_window_frame(pen, *pane, "#fffaf0", 2, 2)
    draw_curtain(pen, 40, 44, 250, 66, "#f2b134")
    draw_curtain(pen, 290, 44, 250, -66, "#f2b134")
    draw_rod(pen, 30, 300, 42, "#b07a4a")


def _utensils(pen: Pen) -> None:
    pen.rect(520, 258, 980, 265, "#7a6a72", 3)
    for x, length, size in ((640, 62, 18), (700, 74, 15), (760, 58, 21)):
        pen.line([(x, 262), (x, 262 + length)], "#8a7a80", 5)
        pen.disc(x, 262 + length + size * 0.6, size, "#b9c2c6", shade=0.3)
    pen.line([(880, 262), (880, 312)], "#4b4450", 8)
    pen.disc(880, 350, 44, "#4b4450", shade=0.3)
    pen.disc(880, 350, 34, "#625a68")


def _apron(own: Pen) -> None:
    own.form(
        [smooth([(-5, -20), (0, -19), (5, -20), (7.4, -8), (9, 3), (0, 4), (-9, 3), (-7.4, -8)])], "#fff6e8", 0.2, 0.14
    )
    for side in (-1, 1):
        own.line([(side * 4.6, -20), (side * 3.8, -27)], "#fff6e8", 1.5)
    own.line([(-8, -7.4), (8, -7.4)], "#e8b04a", 1.5)


def _counter(canvas: Canvas, own: Pen) -> None:
    pen = canvas.pen()
    pen.rect(0, 610, 1024, 640, "#c98f5a")
    pen.rect(0, 610, 1024, 617, "#e5b57f")
    pen.rect(0, 640, 1024, 768, "#4f7f86")
    for x in (12, 268, 780):
        pen.form([rounded(x, 656, x + 236, 790, 8)], "#5f949a", 0.25, 0.06)
        pen.rect(x + 96, 672, x + 140, 682, "#f2d9a8", 5)
    pen.rect(520, 628, 770, 768, "#3a3648")
    pen.rect(540, 676, 750, 790, "#22202e", 10)
    for x in (566, 616, 666, 716):
        pen.disc(x, 652, 10, "#d9dde0")
    pen.rect(516, 600, 774, 613, "#2c2936", 5)
    draw_pot(pen, 646, 602, 170, "#e2574c")
    spoon = joints(reaching(Pose(lean=2), "right_arm", (32, -19), 1)).right_hand
    own.line([spoon, (spoon[0] + 3.4, spoon[1] + 6)], "#b07a4a", 1.5)
    own.line([spoon, (spoon[0] - 1.4, spoon[1] - 3)], "#b07a4a", 1.5)
    draw_hand(own, spoon)
    draw_steam(pen, 650, 492, 190, 0.7)
    pen.form([rounded(150, 592, 330, 611, 6)], "#e0b27a", 0.3)
    for x, colour in ((180, "#e2574c"), (222, "#e2574c"), (292, "#6fae5a")):
        pen.disc(x, 574, 20, colour, shade=0.3)
        pen.line([(x, 556), (x + 4, 548)], "#3f7d4e", 5)
    for x, turn in ((880, -30), (914, 6), (948, 34)):
        draw_leaf(pen, x, 572, 74, turn, "#5fae74")
    pen.form([smooth([(840, 560), (990, 560), (960, 604), (915, 611), (870, 604)])], "#f7efe3", 0.25)


def cafe() -> Image.Image:
    """Annika dreams at a cafe table by a window in autumn."""
    canvas = Canvas(CAFE, "#3a1f3f", (-0.9, -0.7))
    pen = canvas.pen()
    pen.rect(0, 0, 832, 1024, "#7a3f47")
    _autumn_window(pen)
    pen.rect(0, 776, 832, 1024, "#5a2f3d")
    for x in range(0, 832, 104):
        pen.form([rounded(x + 10, 800, x + 94, 926, 4)], "#6b3946", 0.3, 0.05)
    draw_boards(pen, 944, "#8a5444", 6)
    draw_pendant(pen, 250, 160, 62, "#e2a13c")
    draw_pendant(pen, 600, 118, 54, "#e2a13c")
    pen.cast(560, 990, 200, 18, 0.4)
    pen.cast(270, 990, 150, 15, 0.4)
    _chair(pen)
    _dreamer(canvas)
    draw_plant(pen, 64, 1012, 210, "#4f8f6a", "#e9dccb")
    return canvas.finish()


def _autumn_window(pen: Pen) -> None:
    pane = (56, 120, 776, 736)
    with pen.clip(box(*pane)):
        pen.rect(*pane, "#bfe0e6")
        for left, top, colour in (
            (40, 300, "#d9a58a"),
            (210, 250, "#e8c19a"),
            (400, 310, "#c98f80"),
            (590, 270, "#dcae8c"),
        ):
            pen.rect(left, top, left + 172, 740, colour)
            pen.fill([(left - 8, top), (left + 86, top - 66), (left + 180, top)], mix(colour, "#7a3f47", 0.5))
            for x in (left + 24, left + 76, left + 128):
                for y in (top + 36, top + 130):
                    pen.rect(x, y, x + 26, y + 48, fade("#fff3cf", 0.8), 3)
        pen.rect(56, 650, 776, 740, "#c9b7a8")
        for x, ground, height, colour in (
            (120, 680, 400, "#e8833a"),
            (400, 690, 300, "#d9573f"),
            (735, 690, 450, "#f2a93b"),
        ):
            draw_tree(pen, x, ground, height, colour)
        for x, y in ((240, 420), (300, 520), (360, 380), (560, 560), (620, 470), (330, 600), (270, 640), (520, 420)):
            pen.fill(oval(x, y, 9, 5, x), ("#e8833a", "#d9573f", "#f2a93b")[x % 3])
        pen.fill([(120, 750), (300, 100), (370, 100), (190, 750)], fade("#ffffff", 0.14))
        pen.fill([(224, 750), (404, 100), (424, 100), (244, 750)], fade("#ffffff", 0.14))
    draw_window_frame(pen, *pane, "#3f2536", 3, 1)


def _chair(pen: Pen) -> None:
    for x, lean in ((510, -10), (650, 22)):
        pen.line([(x, 850), (x + lean, 988)], "#2e1a2c", 11)
    pen.line([(662, 850), (690, 640)], "#2e1a2c", 12)
    pen.form([rounded(664, 610, 716, 760, 24)], "#a8563c", 0.3)
    pen.form([rounded(492, 836, 680, 866, 14)], "#a8563c", 0.3)


def _dreamer(canvas: Canvas) -> None:
    own = canvas.pen(594, 820, 6.2, flip=True)
    pose = Pose(view="side", lean=18, tilt=-14, left_leg=Limb(84, -6), right_leg=Limb(76, 12), arms_behind=("left",))
    table = 730
    pose = reaching(pose, "left_arm", (34, -16), -1)
    pose = reaching(pose, "right_arm", (16, -30.6), -1)
    clothes = Outfit("#2f8f88", sleeve=1, legs="#34406b", shoes="#5b2f2a", boots=0.3, bulk=0.5)
    pen = canvas.pen()
    pen.line([(270, 744), (270, 980)], "#2e1a2c", 15)
    pen.form([oval(270, 984, 96, 13)], "#2e1a2c", 0)
    places = draw_person(own, pose, clothes, Face("open", "smile"))
    pen.form([rounded(84, table, 486, table + 20, 10)], "#d9a066", 0.35, 0.4)
    draw_cup(canvas.pen(300, table - 2, 6.4), "#fff6e8")
    draw_steam(pen, 300, 672, 110, 0.75)
    pen.form([oval(176, table - 6, 62, 8)], "#f7efe3", 0.25)
    for x, size in ((142, 17), (176, 24), (210, 17)):
        pen.form([oval(x, table - 16, size, size * 0.76)], "#e0a04e", 0.35)
    draw_hand(own, places.right_hand)

"""The scenes under the open sky."""

from __future__ import annotations

from PIL import Image

from screenshots.demo_art.animals import draw_dog
from screenshots.demo_art.canvas import Canvas
from screenshots.demo_art.figure import Limb, Outfit, Pose, draw_hand, draw_person, joints, reaching
from screenshots.demo_art.geometry import arc, box, fade, mix, smooth, tube
from screenshots.demo_art.heads import Face
from screenshots.demo_art.nature import (
    draw_bird,
    draw_cloud,
    draw_flowers,
    draw_glitter,
    draw_land,
    draw_mountains,
    draw_palm,
    draw_pine,
    draw_snowfall,
    draw_sun,
    draw_tree,
)
from screenshots.demo_art.things import draw_backpack, draw_basket, draw_bicycle, draw_scarf

BEACH, PARK, MOUNTAINS, SNOW = (1024, 768), (1024, 768), (768, 1024), (1024, 768)


def beach() -> Image.Image:
    """Annika waves on a beach before a setting sun."""
    canvas = Canvas(BEACH, "#4a1f57", (-1, -0.5))
    pen = canvas.pen()
    sky = [(0, "#3c2a66"), (0.35, "#8f3f7e"), (0.62, "#ea6a66"), (0.85, "#fcab5e"), (1, "#ffd98c")]
    canvas.gradient(sky, 0, 430)
    for x, y, width, colour in ((170, 150, 250, "#a84d83"), (700, 110, 300, "#94467f"), (560, 250, 220, "#e8786f")):
        draw_cloud(pen, x, y, width, colour)
    draw_sun(pen, 330, 372, 104, "#fff0a8", "#ffcf6b")
    canvas.gradient([(0, "#ffb066"), (0.25, "#d9667a"), (1, "#5b3a86")], 430, 690)
    draw_glitter(pen, 330, 434, 640, 118, "#ffeaa0", 4)
    for x in (90, 118, 745):
        draw_bird(pen, x, 236 + x % 37, 13, "#4a1f57")
    pen.fill([(86, 428), (150, 428), (138, 442), (98, 442)], "#4a1f57")
    pen.fill([(116, 330), (116, 424), (162, 424)], "#fff2df")
    pen.fill([(110, 346), (110, 424), (84, 424)], "#f3c9b5")
    shore = [(0, 640), (170, 622), (360, 650), (560, 612), (760, 590), (1024, 560)]
    draw_land(pen, shore, 768, "#fff1d6")
    draw_land(pen, [(x, y + 12) for x, y in shore], 768, "#b0705f")
    draw_land(pen, [(x, y + 44) for x, y in shore], 768, "#e0a46f")
    draw_land(pen, [(0, 744), (300, 726), (640, 690), (1024, 676)], 768, "#eebb80")
    draw_palm(pen, (960, 790), (846, 214), 250, "#5a2b4d", "#3f2b5e")
    pen.cast(650, 716, 150, 20, 0.4)
    pose = Pose(Limb(-24, -8), Limb(136, 172), Limb(-4, -2), Limb(5, 2), lean=-3, tilt=5)
    dress = Outfit(
        "#fff3e4", sleeve=0, skirt="#fff3e4", skirt_length=21, flare=7, sway=4, shoes=None, belt="#e2574c", neckline=5
    )
    draw_person(canvas.pen(600, 490, 4.5), pose, dress, Face(mouth="laugh", hair_flow=1.2))
    _starfish(canvas)
    return canvas.finish()


def _starfish(canvas: Canvas) -> None:
    pen = canvas.pen(240, 728, 1)
    tips = [(arc(0, 0, 30, 22, turn, turn, steps=1)[0]) for turn in range(-90, 270, 72)]
    pen.form([part for x, y in tips for part in tube([(0, 0), (x, y)], (17, 5))], "#e2574c", 0.3, 0.1)
    for x, y in tips:
        pen.disc(x * 0.4, y * 0.4, 2.2, "#ffb59a")


def park() -> Image.Image:
    """Annika rides a bicycle through a park in spring."""
    canvas = Canvas(PARK, "#23405c", (-0.6, -1))
    pen = canvas.pen()
    canvas.gradient([(0, "#7cc9e8"), (1, "#e9f7e1")], 0, 470)
    pen.glow(860, 90, 300, "#fff6c4", 0.9)
    pen.disc(860, 90, 54, "#fff6c4")
    for x, y, width in ((150, 120, 210), (520, 84, 170), (690, 190, 130)):
        draw_cloud(pen, x, y, width, "#ffffff")
    draw_land(pen, [(0, 400), (220, 350), (480, 392), (760, 338), (1024, 380)], 768, "#a9d8a0")
    for x, y, height in ((60, 400, 190), (330, 386, 150), (800, 372, 180), (950, 386, 220), (600, 384, 120)):
        draw_tree(pen, x, y, height, mix("#6fbb78", "#a9d8a0", 0.35))
    draw_land(pen, [(0, 468), (300, 430), (640, 456), (1024, 420)], 768, "#86c777")
    draw_tree(pen, 120, 590, 470, "#4aa36a")
    draw_tree(pen, 930, 570, 400, "#57ae6e")
    draw_land(pen, [(0, 606), (300, 588), (700, 590), (1024, 606)], 768, "#f1dcae")
    draw_land(pen, [(0, 706), (300, 690), (700, 694), (1024, 712)], 768, "#6fb866")
    draw_flowers(pen, (10, 716, 1014, 760), ("#f26d6d", "#ffffff", "#ffb347", "#c98bdb"), 46, 11)
    pen.cast(505, 682, 240, 15, 0.35)
    _ride(canvas)
    return canvas.finish()


def _ride(canvas: Canvas) -> None:
    scale, hip = 4.3, (425.0, 418.0)
    bike = canvas.pen(352, 680, 4.7)

    def local(x: float, y: float) -> tuple[float, float]:
        ((px, py),) = bike.place([(x, y)])
        return (px / 2 - hip[0]) / scale, (py / 2 - hip[1]) / scale

    pose = Pose(view="side", lean=13, tilt=-9, arms_behind=("left",))
    pose = reaching(pose, "left_leg", local(21, -27), 1)
    pose = reaching(pose, "right_leg", local(27.5, -13), 1)
    pose = reaching(pose, "left_arm", local(41, -58), -1)
    pose = reaching(pose, "right_arm", local(41, -58), -1)
    outfit = Outfit("#f7c948", sleeve=0.42, legs="#3f6f9f", leg_cover=0.42, shoes="#fff6e8", belt="#8a5a3c")
    draw_bicycle(bike, "#e2574c", "#2c3a4b")
    draw_person(canvas.pen(*hip, scale), pose, outfit, Face(hair_flow=-2.6))
    bike.line([(43, -58), (38, -57.4)], "#8a5a3c", 3)
    draw_hand(canvas.pen(*hip, scale), local(40.4, -58), 2.1)
    draw_basket(bike.pen(58, -50, 0.95))


def mountains() -> Image.Image:
    """Annika stands on a rock and looks at mountains, seen from behind."""
    canvas = Canvas(MOUNTAINS, "#3a3470", (-1, -0.6))
    pen = canvas.pen()
    canvas.gradient([(0, "#5d8fd1"), (0.4, "#a9c8ea"), (0.75, "#fbd9c0"), (1, "#ffc59a")], 0, 560)
    draw_sun(pen, 190, 300, 50, "#fff7d6", "#ffe3ab")
    for x, y, width in ((560, 130, 230), (130, 190, 150), (700, 250, 170)):
        draw_cloud(pen, x, y, width, "#fdf0ea")
    draw_mountains(pen, 768, 520, 330, "#8c8fc6", 5, True)
    draw_mountains(pen, 768, 580, 190, "#6b78b4", 17, False)
    pen.glow(384, 590, 520, "#fbe3d4", 0.55, 0.24)
    draw_land(pen, [(0, 590), (160, 560), (360, 600), (560, 570), (768, 590)], 1024, "#4f6f9c")
    pen.fill(
        smooth([(-60, 676), (160, 634), (420, 648), (640, 630), (840, 668), (820, 740), (380, 760), (-60, 744)]),
        "#9fcbe6",
    )
    for x, y, wide in ((120, 690, 120), (420, 668, 150), (610, 710, 110), (300, 730, 90)):
        pen.rect(x - wide / 2, y, x + wide / 2, y + 5, "#e4f3f5", 2.5)
    for x, ground, height in (
        (20, 760, 190),
        (90, 772, 240),
        (168, 768, 150),
        (600, 768, 170),
        (668, 776, 250),
        (748, 770, 210),
    ):
        draw_pine(pen, x, ground, height, "#2f5d6e")
    draw_land(pen, [(0, 752), (200, 770), (500, 764), (768, 748)], 1024, "#3c6b5f")
    for x, ground, height in ((-6, 900, 250), (74, 930, 190), (716, 900, 270), (786, 930, 200)):
        draw_pine(pen, x, ground, height, "#24494f")
    draw_land(pen, [(0, 960), (120, 930), (240, 890), (360, 872), (520, 884), (640, 930), (768, 950)], 1024, "#6d5a68")
    pen.fill([(240, 890), (360, 872), (520, 884), (470, 920), (330, 926)], "#8d7682")
    draw_flowers(pen, (30, 944, 740, 1004), ("#f6d860", "#ffffff", "#e98bb0"), 22, 3)
    pen.cast(400, 900, 150, 16, 0.45)
    _hiker(canvas)
    return canvas.finish()


def _hiker(canvas: Canvas) -> None:
    own = canvas.pen(390, 636, 5.3)
    pose = reaching(
        Pose(Limb(-28, 10), Limb(14, 6), Limb(-6, -3), Limb(7, 2), view="back", tilt=-2), "right_arm", (19, -4), 1
    )
    hand = joints(pose).right_hand
    own.line([(hand[0] - 0.5, hand[1] - 5), (hand[0] + 5.4, 49)], "#e9dccb", 1.1)
    clothes = Outfit("#e07a3f", sleeve=1, legs="#4a5a3f", shoes="#5b3a30", boots=0.34, bulk=0.6)
    places = draw_person(own, pose, clothes, Face(hair_flow=0.4))
    draw_backpack(own.pen(0, -19), "#2f8f88", "#1f6a70")
    draw_hand(own, places.right_hand)


def snow() -> Image.Image:
    """Annika crouches in the snow and strokes a dog."""
    canvas = Canvas(SNOW, "#3b4d86", (-1, -0.8))
    pen = canvas.pen()
    canvas.gradient([(0, "#8db6df"), (0.6, "#cfe0f0"), (1, "#fbe6dc")], 0, 470)
    draw_mountains(pen, 1024, 400, 230, "#a9bbdd", 21, True)
    for x, ground, height in (
        (60, 470, 260),
        (170, 460, 190),
        (330, 450, 160),
        (640, 452, 170),
        (900, 462, 210),
        (1000, 480, 290),
    ):
        draw_pine(pen, x, ground, height, "#5f8fa3", "#f4f8ff")
    draw_land(pen, [(0, 450), (240, 430), (520, 452), (800, 428), (1024, 450)], 768, "#dfe9f7")
    _cabin(canvas)
    draw_land(pen, [(0, 560), (260, 520), (600, 556), (860, 528), (1024, 548)], 768, "#eef4fc")
    for x, ground, height in ((30, 640, 380), (960, 610, 330)):
        draw_pine(pen, x, ground, height, "#2f6475", "#ffffff")
    draw_land(pen, [(0, 650), (300, 622), (700, 640), (1024, 616)], 768, "#ffffff")
    for index in range(6):
        pen.disc(96 + index * 44, 712 - index * 7 + (index % 2) * 16, 13, "#cfdcf1", 6)
    pen.cast(430, 700, 170, 20, 0.35)
    pen.cast(676, 700, 150, 18, 0.35)
    _stroke_dog(canvas)
    draw_snowfall(pen, 130, 8)
    return canvas.finish()


def _cabin(canvas: Canvas) -> None:
    pen = canvas.pen(760, 470)
    pen.rect(44, -156, 68, -96, "#7a4b42")
    pen.form([box(-86, -80, 86, 6)], "#9a5b45", 0.3, 0.2)
    for y in (-60, -38, -16):
        pen.line([(-84, y), (84, y)], "#7d4638", 2)
    pen.fill([(-112, -74), (0, -146), (112, -74)], "#ffffff")
    pen.fill([(-84, -72), (0, -126), (84, -72)], "#b87354")
    pen.glow(-36, -34, 90, "#ffd27a", 0.7)
    pen.rect(-58, -60, -14, -16, "#ffd98a", 3)
    pen.rect(18, -58, 54, 6, "#5f3530", 3)
    pen.line([(-36, -60), (-36, -16)], "#7d4638", 3)
    for index, size in enumerate((12, 17, 24)):
        pen.disc(60 + index * 14, -172 - index * 30, size, fade("#ffffff", 0.6 - index * 0.13))


def _stroke_dog(canvas: Canvas) -> None:
    own = canvas.pen(396, 584, 5.6)
    draw_dog(canvas.pen(640, 704, 8.6, flip=True), "#d9924a", "#2f8f88")
    pose = Pose(view="side", lean=20, tilt=-8, arms_behind=("left",), left_leg=Limb(20, -97))
    pose = reaching(pose, "right_leg", (17, 20), 1)
    pose = reaching(pose, "right_arm", (39, -22.4), -1)
    pose = reaching(pose, "left_arm", (19, -5), -1)
    coat = Outfit("#d1495b", sleeve=1, legs="#37477a", shoes="#5b3a30", boots=0.5, bulk=1.4)
    places = draw_person(own, pose, coat, Face(hat="#f2b134"))
    draw_scarf(own, (places.neck[0] + 0.4, places.neck[1] - 0.6), "#2f8f88", -7)
    draw_hand(own, places.right_hand, 2.6)

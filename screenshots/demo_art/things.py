"""What Annika carries, wears on top and rides."""

from __future__ import annotations

import math
from itertools import pairwise

from screenshots.demo_art.canvas import Pen
from screenshots.demo_art.geometry import Point, arc, between, fade, mix, oval, rounded, smooth, tube


def draw_book(pen: Pen, cover: str) -> None:
    """An open book, seen from the side of its reader; the spine is at the origin."""
    pen.form([[(0, 2), (-7, -1.6), (-7, -9), (0, -5.4)]], cover, 0.2)
    pen.form([[(0, 2), (6.4, -2.4), (6.4, -9.8), (0, -5.4)]], mix(cover, pen.canvas.shadow, 0.3), 0)
    pen.fill([(-0.2, -5.2), (-6.4, -8.8), (-6, -10.2), (0, -6.6), (5.8, -11), (6.2, -9.6)], "#fbf1dc")


def draw_umbrella(pen: Pen, colour: str, other: str) -> None:
    """An open umbrella; the origin is the hand, the top of the canopy 46 units above."""
    edge, half = -27.0, 27.0
    pen.disc(0, edge - 1.6, half * 0.97, mix(other, pen.canvas.shadow, 0.6), 3.6)
    pen.line([(0, 6), (0, edge - 2)], "#e9dccb", 1.1)
    pen.line(arc(-2, 6, 2, 2.4, 0, 170, steps=8), "#e9dccb", 1.4)
    bows = [half * part for part in (-1, -0.56, 0, 0.56, 1)]
    for index, (left, right) in enumerate(pairwise(bows)):
        lower = [(right, edge), ((left + right) / 2, edge - 3.2), (left, edge)]
        gore = [*reversed(_rib(left, edge, 19)), *_rib(right, edge, 19)]
        shade = mix(colour if index % 2 == 0 else other, pen.canvas.shadow, 0.1 * index)
        pen.fill([*gore, *smooth(lower, closed=False)], shade)
    pen.line([(0, edge - 19), (0, edge - 22)], "#e9dccb", 1.1)


def _rib(x: float, edge: float, rise: float) -> list[Point]:
    """An umbrella's rib from the top to its tip at `x`."""
    turns = [math.radians(90 * step / 12) for step in range(13)]
    return [(x * math.sin(turn), edge - rise * math.cos(turn)) for turn in turns]


def draw_backpack(pen: Pen, colour: str, trim: str) -> None:
    """A rucksack on a back; the origin is between the shoulder blades."""
    pen.form(tube([(-7, -9), (7, -9)], (5.6, 5.6)), mix(trim, "#ffffff", 0.1), 0.3)
    pen.form([rounded(-8.6, -7, 8.6, 17, 4)], colour, 0.3, 0.14)
    pen.form([rounded(-6.2, 4.6, 6.2, 14.6, 2.4)], mix(colour, "#ffffff", 0.12), 0.25, 0.14)
    pen.form([smooth([(-8.8, -3.4), (-8, -7.6), (8, -7.6), (8.8, -3.4), (7, 2), (-7, 2)])], trim, 0.25, 0.18)
    for x in (-4, 4):
        pen.rect(x - 0.7, -6, x + 0.7, 5.6, "#f3e3c3")
        pen.rect(x - 1.1, 2.6, x + 1.1, 4.4, "#6b4a3c")


def draw_scarf(pen: Pen, neck: Point, colour: str, blown: float) -> None:
    """A scarf round the neck, one end hanging or `blown` to the right."""
    x, y = neck
    end = smooth([(x + 2, y), (x + 3 + blown * 0.4, y + 5), (x + 3.4 + blown, y + 11)], closed=False)
    pen.limb(end, (4.4, 4.6, 5), mix(colour, pen.canvas.shadow, 0.12))
    pen.form(
        tube(smooth([(x - 5, y - 1.6), (x, y + 0.6), (x + 5, y - 1.8)], closed=False), (4.8, 5.2, 4.8)), colour, 0.25
    )


def draw_sunglasses(pen: Pen, frame: str, glow: tuple[str, str, str]) -> None:
    """Large round sunglasses for a head seen from the front; a sunset is mirrored in them."""
    for side in (-1, 1):
        lens = smooth(
            [
                (side * 0.8, -1.2),
                (side * 3.2, -1.9),
                (side * 6, -1.4),
                (side * 6, 1.4),
                (side * 3.6, 3.1),
                (side * 1.2, 1.8),
            ]
        )
        with pen.clip(lens):
            pen.rect(side * 3.4 - 4, -3, side * 3.4 + 4, 4, glow[0])
            pen.rect(side * 3.4 - 4, -0.9, side * 3.4 + 4, 4, mix(glow[0], glow[1], 0.5))
            pen.rect(side * 3.4 - 4, 0.1, side * 3.4 + 4, 4, glow[1])
            pen.disc(side * 3.4 + 0.9, 1, 1.15, glow[2])
            pen.rect(side * 3.4 - 4, 1.3, side * 3.4 + 4, 4, mix(glow[0], "#1d1430", 0.5))
            pen.fill(
                [(side * 3.4 - 2.6, 3.4), (side * 3.4 - 0.6, -2.4), (side * 3.4 + 0.2, -2.4), (side * 3.4 - 1.8, 3.4)],
                fade("#ffffff", 0.28),
            )
        pen.line([*lens, lens[0]], frame, 0.62)
    pen.line([(-1, -0.7), (0, -1), (1, -0.7)], frame, 0.6)


def draw_bicycle(pen: Pen, frame: str, dark: str) -> None:
    """A lady's bicycle going to the right; wheels stand on y = 0 at x = 0 and x = 62, of radius 20."""
    back, front, crank, seat, head = (0.0, -20.0), (62.0, -20.0), (25.0, -19.0), (14.0, -46.0), (50.0, -48.0)
    for x, y in (back, front):
        pen.line(arc(x, y, 20, 20, 0, 360, steps=60), dark, 2.4)
        pen.line(arc(x, y, 17.8, 17.8, 0, 360, steps=50), "#dfe6e4", 0.7)
        for angle in range(0, 180, 20):
            dx, dy = math.cos(math.radians(angle)) * 18, math.sin(math.radians(angle)) * 18
            pen.line([(x - dx, y - dy), (x + dx, y + dy)], "#dfe6e4", 0.3)
        pen.disc(x, y, 2, dark)
    for x, y in (back, front):
        pen.line(arc(x, y, 22.6, 22.6, 205, 330, steps=24), frame, 1.8)
    pen.line([seat, crank, back, between(seat, crank, 0.35), back], frame, 2.4)
    pen.line([crank, (38, -25), head], frame, 2.8, curved=True)
    pen.line([head, (54, -36), front], frame, 2.4)
    pen.line([head, (48, -56), (43, -58)], dark, 2, curved=True)
    pen.line([(43, -58), (38, -57.4)], "#8a5a3c", 3)
    pen.line([seat, (12.6, -50)], dark, 1.8)
    pen.blob([(4, -51), (10, -53), (20, -51), (14, -48.6)], "#8a5a3c")
    pen.disc(*crank, 4.4, dark)
    pen.disc(*crank, 2.6, frame)


def draw_basket(pen: Pen) -> None:
    """A wicker basket with flowers; the origin is the middle of its rim."""
    for x, y, colour in (
        (-6, -3, "#f26d6d"),
        (-1, -5, "#ffd35c"),
        (4, -3.6, "#ffffff"),
        (7.4, -1.6, "#f26d6d"),
        (-9, -1, "#ffffff"),
    ):
        pen.line([(x, y), (x * 0.6, 4)], "#3f7d4e", 1)
        pen.disc(x, y, 2.6, colour, shade=0.2)
        pen.disc(x, y, 0.9, "#e8a13c")
    pen.form([[(-10, 0), (10, 0), (7.6, 13), (-7.6, 13)]], "#c98f4e", 0.3, 0.16)
    for y in (3.4, 7, 10.4):
        pen.line([(-9.4 + y * 0.17, y), (9.4 - y * 0.17, y)], "#a06c38", 0.6)
    pen.line([(-10.4, 0), (10.4, 0)], "#e0ab66", 1.8)


def draw_cup(pen: Pen, colour: str) -> None:
    """A cup on its saucer; the origin is under the middle of the cup."""
    pen.form([oval(0, 0, 7, 1.4)], mix(colour, "#ffffff", 0.3), 0.25)
    pen.line(arc(4.6, -3.6, 2.2, 2, -80, 90, steps=10), colour, 0.9)
    pen.form([smooth([(-4.6, -6.6), (4.6, -6.6), (4.2, -2.6), (2, -0.2), (-2, -0.2), (-4.2, -2.6)])], colour, 0.25)
    pen.disc(0, -6.7, 4.3, "#6b4130", 0.9)


def draw_steam(pen: Pen, x: float, y: float, height: float, opacity: float = 0.5) -> None:
    """Three curling wisps of steam that rise from (x, y)."""
    for shift, size in ((-0.22, 0.8), (0.02, 1.0), (0.24, 0.72)):
        left = x + shift * height
        tall = height * size
        points = [
            (left, y),
            (left + tall * 0.1, y - tall * 0.3),
            (left - tall * 0.08, y - tall * 0.62),
            (left + tall * 0.06, y - tall),
        ]
        line = smooth(points, closed=False, steps=10)
        wide = height * 0.05
        edge = [(px - wide * math.sin(math.pi * (i + 1) / (len(line) + 1)), py) for i, (px, py) in enumerate(line)]
        other = [(px + wide * math.sin(math.pi * (i + 1) / (len(line) + 1)), py) for i, (px, py) in enumerate(line)]
        pen.fill([*edge, *reversed(other)], fade("#ffffff", opacity))

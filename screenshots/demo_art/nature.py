"""Sky, water, land and plants of the demo drawings."""

from __future__ import annotations

import math
import random

from screenshots.demo_art.canvas import Pen
from screenshots.demo_art.geometry import Point, Points, arc, between, fade, mix, oval, ridge, smooth, tube


def draw_sun(pen: Pen, x: float, y: float, radius: float, colour: str, halo: str) -> None:
    """A disc with two rings of light around it."""
    pen.glow(x, y, radius * 3.6, halo, 0.75)
    pen.disc(x, y, radius * 1.28, fade(mix(colour, halo, 0.5), 0.35))
    pen.disc(x, y, radius, colour)


def draw_cloud(pen: Pen, x: float, y: float, width: float, colour: str) -> None:
    """A flat-bottomed cloud, `width` wide, its base at `y`."""
    w = width / 10
    puffs = [
        oval(x - 2.6 * w, y - w, 1.5 * w),
        oval(x - 0.6 * w, y - 1.8 * w, 2.1 * w),
        oval(x + 1.9 * w, y - w, 1.6 * w),
    ]
    base = tube([(x - 3.6 * w, y - 0.6 * w), (x + 3.6 * w, y - 0.6 * w)], (1.4 * w, 1.4 * w))
    for part in (*puffs, *base):
        pen.fill(part, colour)


def draw_stars(pen: Pen, left: float, top: float, right: float, bottom: float, count: int, seed: int) -> None:
    """Small stars, scattered."""
    source = random.Random(seed)
    for _ in range(count):
        x, y = source.uniform(left, right), source.uniform(top, bottom)
        pen.disc(x, y, source.uniform(0.8, 2.4), fade("#fff6d8", source.uniform(0.5, 1)))


def draw_land(pen: Pen, line: Points, bottom: float, colour: str, curved: bool = True) -> None:
    """Everything below a line that runs from left to right."""
    top = smooth(line, closed=False) if curved else list(line)
    pen.fill([*top, (line[-1][0], bottom), (line[0][0], bottom)], colour)


def draw_mountains(pen: Pen, width: float, level: float, height: float, colour: str, seed: int, snow: bool) -> None:
    """Peaks with a shaded side each, and snow on the high ones if asked."""
    line = ridge(-width * 0.1, width * 1.1, level, height, seed, 4)
    base = level + height * 0.6
    order = [*range(1, len(line) - 1, 4), *range(3, len(line) - 1, 4)]
    for index in order:
        left, (x, y), right = line[index - 1 : index + 2]
        left_foot, right_foot = _slope_foot((x, y), left, base), _slope_foot((x, y), right, base)
        pen.fill([left_foot, (x, y), right_foot], colour)
        tall = base - y
        edge = [(x + 12, y + tall * 0.16), (x - 8, y + tall * 0.3), (x + 16, y + tall * 0.46), (x + 6, y + tall * 0.62)]
        pen.fill([(x, y), *edge, (x + 30, base), right_foot], mix(colour, pen.canvas.shadow, 0.22))
        if snow and level - y > height * 0.62:
            _draw_snow_cap(pen, left, (x, y), right)


def _slope_foot(peak: Point, valley: Point, base: float) -> Point:
    part = (base - peak[1]) / (valley[1] - peak[1])
    return peak[0] + (valley[0] - peak[0]) * part, base


def _draw_snow_cap(pen: Pen, left: Point, peak: Point, right: Point) -> None:
    a, b = between(peak, left, 0.34), between(peak, right, 0.38)
    steps = [between(a, b, part) for part in (0.25, 0.45, 0.62, 0.8)]
    drops = (26, -6, 22, -4)
    edge = [(x, y + drop) for (x, y), drop in zip(steps, drops, strict=True)]
    pen.fill([peak, a, *edge, b], "#fdf3ec")
    pen.fill([peak, (peak[0] + 12, peak[1] + 34), edge[2], edge[3], b], "#cfc3df")


def draw_glitter(pen: Pen, x: float, top: float, bottom: float, width: float, colour: str, seed: int) -> None:
    """The broken reflection of the sun on water, narrowing towards the viewer."""
    source = random.Random(seed)
    y = top
    while y < bottom:
        part = (y - top) / (bottom - top)
        thick = 3 + 6 * part
        half = width * (1 - 0.55 * part) * source.uniform(0.55, 1.0)
        shift = source.uniform(-0.18, 0.18) * width
        pen.rect(
            x - half + shift, y, x + half + shift, y + thick, mix(colour, pen.canvas.shadow, part * 0.25), thick / 2
        )
        y += thick * source.uniform(2.0, 2.7)


def draw_palm(pen: Pen, foot: Point, crown: Point, size: float, trunk: str, leaf: str) -> None:
    """A leaning palm; `size` is the length of its fronds."""
    waist = between(foot, crown, 0.55)
    line = smooth([foot, (waist[0] + size * 0.12, waist[1]), crown], closed=False)
    pen.limb(line, (size * 0.17, size * 0.1, size * 0.08), trunk, 0.4)
    for part in range(2, len(line) - 1, 2):
        x, y = line[part]
        pen.line([(x - size * 0.028, y + 2), (x + size * 0.034, y - 2)], mix(trunk, pen.canvas.shadow, 0.4), 2.5)
    for angle, length in ((188, 0.95), (214, 0.8), (160, 1.0), (-62, 0.72), (-28, 0.9), (14, 1.0), (128, 0.62)):
        _draw_frond(pen, crown, angle, size * length, mix(leaf, pen.canvas.shadow, 0.25 if angle in (160, 14) else 0))
    for dx, dy in ((-0.06, 0.04), (0.05, 0.05), (0, 0.09)):
        pen.disc(crown[0] + dx * size, crown[1] + dy * size, size * 0.055, mix(trunk, "#000000", 0.2))


def _draw_frond(pen: Pen, start: Point, angle: float, length: float, colour: str) -> None:
    turn = math.radians(angle)
    tip = (start[0] + math.cos(turn) * length, start[1] + math.sin(turn) * length + length * 0.42)
    crest = (start[0] + math.cos(turn) * length * 0.55, start[1] + math.sin(turn) * length * 0.62 - length * 0.1)
    spine = smooth([start, crest, tip], closed=False, steps=12)
    upper, lower = [], []
    for index, (x, y) in enumerate(spine):
        wide = math.sin(math.pi * (0.12 + 0.88 * index / (len(spine) - 1))) * length * 0.15
        upper.append((x, y - wide * 0.35))
        lower.append((x, y + wide * (1.25 if index % 4 < 2 else 0.62)))
    pen.fill([*upper, *reversed(lower)], colour)


def draw_tree(pen: Pen, x: float, ground: float, height: float, leaf: str, trunk: str = "#6b4a3c") -> None:
    """A round leafy tree."""
    pen.limb([(x, ground), (x, ground - height * 0.5)], (height * 0.1, height * 0.06), trunk)
    pen.line([(x, ground - height * 0.36), (x + height * 0.14, ground - height * 0.52)], trunk, height * 0.035)
    r = height * 0.2
    y = ground - height * 0.66
    crown = [
        oval(x, y - r * 0.7, r * 1.15),
        oval(x - r * 0.95, y + r * 0.2, r),
        oval(x + r * 0.95, y + r * 0.1, r * 1.05),
    ]
    pen.form([*crown, oval(x, y + r * 0.4, r)], leaf, 0.28, 0.14)
    for dx, dy, size in ((-0.5, -0.9, 0.3), (0.2, -0.2, 0.22), (-1.1, 0.1, 0.24)):
        pen.disc(x + dx * r, y + dy * r, size * r, fade(mix(leaf, "#fff4a8", 0.45), 0.7))


def draw_pine(pen: Pen, x: float, ground: float, height: float, colour: str, snow: str | None = None) -> None:
    """A fir, with snow on its branches if a colour for that is given."""
    pen.rect(x - height * 0.035, ground - height * 0.14, x + height * 0.035, ground, mix(colour, "#5a3a2a", 0.6))
    for tier in range(4):
        low = ground - height * (0.1 + 0.2 * tier)
        half, tall = height * (0.27 - 0.052 * tier), height * (0.36 - 0.02 * tier)
        shape = [(x - half, low), (x, low - tall), (x + half, low), (x, low + height * 0.03)]
        pen.form([shape], mix(colour, "#ffffff", 0.035 * tier), 0.3, 0.3)
        if snow is not None:
            a, b, c = (x - half * 0.62, low - tall * 0.38), (x, low - tall), (x + half * 0.62, low - tall * 0.38)
            edge = [
                (x + half * 0.3, low - tall * 0.5),
                (x + half * 0.05, low - tall * 0.3),
                (x - half * 0.25, low - tall * 0.5),
            ]
            pen.fill([a, b, c, *edge], snow)


def draw_flowers(
    pen: Pen, area: tuple[float, float, float, float], colours: tuple[str, ...], count: int, seed: int
) -> None:
    """Flowers with stalks in an area (left, top, right, bottom), larger towards the bottom."""
    source = random.Random(seed)
    left, top, right, bottom = area
    places = sorted(
        ((source.uniform(left, right), source.uniform(top, bottom)) for _ in range(count)), key=lambda p: p[1]
    )
    for x, y in places:
        size = 3 + 5 * (y - top) / (bottom - top)
        pen.line([(x, y), (x + size * 0.3, y + size * 2.6)], "#3f7d4e", size * 0.35)
        colour = source.choice(colours)
        for angle in range(0, 360, 72):
            dx, dy = math.cos(math.radians(angle)) * size * 0.7, math.sin(math.radians(angle)) * size * 0.7
            pen.disc(x + dx, y + dy, size * 0.6, colour)
        pen.disc(x, y, size * 0.45, "#ffd85c")


def draw_snowfall(pen: Pen, count: int, seed: int) -> None:
    """Snowflakes over the whole picture."""
    source = random.Random(seed)
    width, height = pen.canvas.size
    for _ in range(count):
        size = source.choice((1.6, 2.2, 3, 4.6))
        pen.disc(source.uniform(0, width), source.uniform(0, height), size, fade("#ffffff", source.uniform(0.6, 0.95)))


def draw_bird(pen: Pen, x: float, y: float, size: float, colour: str) -> None:
    """A gull far away."""
    pen.line([*arc(x - size, y, size, size * 0.6, 200, 340, steps=8)], colour, size * 0.16)
    pen.line([*arc(x + size * 0.88, y, size, size * 0.6, 200, 340, steps=8)], colour, size * 0.16)


def draw_leaf(pen: Pen, x: float, y: float, length: float, turn: float, colour: str) -> None:
    """One large leaf with a midrib; it grows upwards from (x, y), turned by `turn` degrees."""
    own = pen.pen(x, y, length, turn=turn)
    sides = [
        smooth([(0, 0), (side * 0.2, -0.32), (side * 0.17, -0.66), (side * 0.07, -0.9), (0, -1)], closed=False)
        for side in (-1, 1)
    ]
    own.fill([*sides[0], *reversed(sides[1])], colour)
    own.fill(sides[1], mix(colour, pen.canvas.shadow, 0.26))
    for y in (-0.2, -0.36, -0.52, -0.68):
        own.line([(-0.13, y - 0.12), (0, y), (0.13, y - 0.12)], mix(colour, "#ffffff", 0.16), 0.01)
    own.line([(0, 0), (0, -0.94)], mix(colour, "#ffffff", 0.3), 0.025)

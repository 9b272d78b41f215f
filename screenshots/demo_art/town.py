"""Houses, neon signs and weather of the demo drawings."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from screenshots.demo_art.canvas import Pen
from screenshots.demo_art.geometry import Points, arc, fade, mix, smooth


def draw_house(pen: Pen, left: float, right: float, top: float, ground: float, wall: str, seed: int) -> None:
    """A tall house by night with some of its windows lit."""
    source = random.Random(seed)
    pen.rect(left, top, right, ground, wall)
    pen.rect(left - 5, top - 12, right + 5, top + 4, mix(wall, "#000000", 0.25))
    wide, y = 34.0, top + 34
    count = max(1, int((right - left - 16) // (wide + 20)))
    gap = (right - left - count * wide) / (count + 1)
    while y < ground - 150:
        for column in range(count):
            x = left + gap + column * (wide + gap)
            lit = source.random() < 0.42
            colour = source.choice(("#ffcf7a", "#ffb25e", "#8fd3e8")) if lit else mix(wall, "#0b0a1e", 0.45)
            pen.rect(x, y, x + wide, y + 48, colour, 3)
            if lit:
                pen.rect(x + wide / 2 - 1.5, y, x + wide / 2 + 1.5, y + 48, mix(colour, wall, 0.7))
        y += 84


def draw_shop(pen: Pen, left: float, right: float, ground: float, light: str, awning: tuple[str, str]) -> None:
    """A lit shop front with a striped awning."""
    top = ground - 190
    pen.rect(left, top, right, ground, "#1c1530")
    pen.rect(left + 14, top + 40, right - 14, ground - 26, light, 4)
    pen.rect(left + 14, ground - 80, right - 14, ground - 26, mix(light, "#7a2f4f", 0.45))
    count = 6
    step = (right - left + 20) / count
    for index in range(count):
        x = left - 10 + index * step
        drop = [*arc(x + step / 2, top + 44, step / 2, 14, 0, 180, steps=8)]
        pen.fill([(x, top), (x + step, top), *drop], awning[index % 2])


def neon(pen: Pen, lines: Sequence[Points], colour: str, width: float) -> None:
    """Glowing tubes: wide and dim first, then narrow and bright."""
    for grow, opacity in ((3.2, 0.25), (2.0, 0.45)):
        tone = mix("#140f2a", colour, opacity)
        for line in lines:
            pen.line(line, tone, width * grow)
    for line in lines:
        pen.line(line, colour, width)
        pen.line(line, mix(colour, "#ffffff", 0.7), width * 0.4)


def _plate(pen: Pen, half: float, tall: float, colour: str) -> None:
    pen.glow(0, 0, max(half, tall) * 2.6, colour, 0.55)
    pen.rect(-half, -tall, half, tall, "#140f2a", 8)
    pen.rect(-half + 4, -tall + 4, half - 4, tall - 4, mix("#140f2a", colour, 0.14), 6)


def _bowl(pen: Pen, colour: str) -> None:
    bowl: Points = [(-30, 4), (30, 4), (20, 26), (-20, 26), (-30, 4)]
    noodles = [arc(-14, -2, 8, 9, 180, 360, steps=8), arc(4, -2, 8, 9, 180, 360, steps=8)]
    neon(pen, [bowl, *noodles, [(6, -4), (34, -30)], [(14, -2), (40, -24)]], colour, 4)


def _heart(pen: Pen, colour: str) -> None:
    heart = smooth([(0, 26), (-26, 0), (-22, -20), (-8, -22), (0, -10), (8, -22), (22, -20), (26, 0)])
    neon(pen, [[*heart, heart[0]]], colour, 5)


def _glass(pen: Pen, colour: str) -> None:
    glass: Points = [(-26, -28), (26, -28), (0, 4), (-26, -28)]
    neon(pen, [glass, [(0, 4), (0, 28)], [(-14, 28), (14, 28)], [(-2, -14), (22, -44)]], colour, 4)


def _bars(pen: Pen, colour: str) -> None:
    strokes: list[Points] = [
        [(-14, -62), (14, -62)],
        [(0, -74), (0, -42)],
        [(-16, -42), (16, -42)],
        [(-12, -24), (-12, 0), (12, 0)],
    ]
    strokes += [
        [(-12, -24), (12, -24), (12, 0)],
        [(-16, 18), (16, 18)],
        [(-8, 18), (-14, 48)],
        [(8, 18), (8, 46), (17, 46)],
    ]
    strokes += [[(-10, 62), (12, 62)], [(-16, 74), (16, 74)]]
    neon(pen, strokes, colour, 4.4)


_SIGNS: dict[str, tuple[Callable[[Pen, str], None], float, float]] = {
    "bowl": (_bowl, 52, 46),
    "heart": (_heart, 44, 42),
    "glass": (_glass, 44, 56),
    "bars": (_bars, 32, 92),
}


def draw_sign(pen: Pen, kind: str, colour: str) -> None:
    """A neon sign at the origin: `bowl`, `heart`, `glass` or `bars`."""
    draw, half, tall = _SIGNS[kind]
    _plate(pen, half, tall, colour)
    draw(pen, colour)


def draw_rain(pen: Pen, count: int, seed: int) -> None:
    """Slanting streaks of rain over the whole picture."""
    source = random.Random(seed)
    width, height = pen.canvas.size
    for _ in range(count):
        x, y, long = source.uniform(0, width + 60), source.uniform(-40, height), source.uniform(16, 44)
        streak = [(x, y), (x + 1.8, y), (x - long * 0.22 + 1.8, y + long), (x - long * 0.22, y + long)]
        pen.fill(streak, fade("#cfe6ff", source.uniform(0.2, 0.5)))


def draw_ripples(pen: Pen, top: float, count: int, seed: int, colour: str) -> None:
    """Rings that raindrops make on wet ground."""
    source = random.Random(seed)
    width, height = pen.canvas.size
    for _ in range(count):
        x, y = source.uniform(0, width), source.uniform(top + 12, height)
        size = 6 + 20 * (y - top) / (height - top) * source.uniform(0.6, 1.1)
        pen.line(arc(x, y, size, size * 0.3, 0, 360, steps=22), colour, 1.1)

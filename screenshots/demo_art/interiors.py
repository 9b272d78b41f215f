"""Furniture and rooms of the demo drawings."""

from __future__ import annotations

import random

from screenshots.demo_art.canvas import Pen
from screenshots.demo_art.geometry import arc, box, fade, mix, oval, rounded, smooth, tube


def draw_boards(pen: Pen, top: float, colour: str, seed: int) -> None:
    """A wooden floor from `top` to the lower edge."""
    width, height = pen.canvas.size
    source = random.Random(seed)
    pen.rect(0, top, width, height, colour)
    y, tall = top, 22.0
    while y < height:
        x = -source.uniform(0, 200)
        while x < width:
            long = source.uniform(150, 280)
            pen.rect(
                x,
                y,
                x + long - 2,
                y + tall - 2,
                mix(colour, source.choice(("#ffffff", "#2a1620")), source.uniform(0.02, 0.1)),
            )
            x += long
        y, tall = y + tall, tall * 1.18


def draw_window_frame(
    pen: Pen, left: float, top: float, right: float, bottom: float, colour: str, columns: int, rows: int
) -> None:
    """Frame, bars and sill of a window; what is seen through it is drawn before."""
    thick = 11
    for column in range(1, columns):
        x = left + (right - left) * column / columns
        pen.rect(x - 4, top, x + 4, bottom, colour)
    for row in range(1, rows):
        y = top + (bottom - top) * row / rows
        pen.rect(left, y - 4, right, y + 4, colour)
    for edge in (
        (left, top, left + thick, bottom),
        (right - thick, top, right, bottom),
        (left, top, right, top + thick),
    ):
        pen.rect(*edge, colour)
    pen.form([box(left - 16, bottom - 8, right + 16, bottom + 14)], colour, 0.3, 0.35)


def draw_curtain(pen: Pen, x: float, top: float, bottom: float, width: float, colour: str) -> None:
    """A curtain gathered at its side; a negative width hangs to the left of `x`."""
    tall = bottom - top
    inner = [(1.0, 0), (0.98, 0.2), (0.86, 0.42), (0.46, 0.64), (0.5, 0.8), (0.6, 1)]
    edge = smooth([(x + width * part, top + tall * low) for part, low in inner], closed=False)
    pen.form([[(x, top), *edge, (x, bottom)]], colour, 0.28, 0.14)
    knot = top + tall * 0.64
    pen.form(tube([(x, knot), (x + width * 0.44, knot - 3)], (10, 10)), mix(colour, "#ffd98a", 0.5), 0.25)
    for part in (0.22, 0.5):
        line = [
            (x + width * part, top + 8),
            (x + width * part * 0.8, top + tall * 0.5),
            (x + width * part * 0.6, bottom - 8),
        ]
        pen.line(line, mix(colour, pen.canvas.shadow, 0.25), 3, curved=True)


def draw_rod(pen: Pen, left: float, right: float, y: float, colour: str) -> None:
    """A curtain rod with a knob at each end."""
    pen.line([(left, y), (right, y)], colour, 8)
    for x in (left, right):
        pen.disc(x, y, 9, colour, shade=0.25)


def draw_floor_lamp(pen: Pen, x: float, ground: float, height: float, shade: str) -> None:
    """A standing lamp that is switched on."""
    top = ground - height
    pen.form([oval(x, ground - 4, 46, 9)], "#4b3038", 0.3)
    pen.line([(x, ground - 6), (x, top + 60)], "#6d4a46", 7)
    pen.form([[(x - 44, top), (x + 44, top), (x + 74, top + 100), (x - 74, top + 100)]], shade, 0)
    pen.fill([(x - 20, top), (x + 14, top), (x + 24, top + 100), (x - 34, top + 100)], mix(shade, "#ffffff", 0.45))
    pen.rect(x - 76, top + 96, x + 76, top + 104, mix(shade, "#b5602c", 0.5), 4)
    pen.rect(x - 46, top - 4, x + 46, top + 3, mix(shade, "#b5602c", 0.5), 3)


def draw_books(pen: Pen, left: float, right: float, shelf: float, seed: int, tallest: float = 62) -> None:
    """A row of books that stands on a shelf."""
    source = random.Random(seed)
    colours = ("#c8553d", "#e0a458", "#588b8b", "#f2d0a4", "#7b4b6e", "#34516b", "#a3b18a")
    x = left
    while x < right - 18:
        wide, tall = source.uniform(11, 21), source.uniform(0.66, 1) * tallest
        colour = source.choice(colours)
        pen.form([box(x, shelf - tall, x + wide, shelf)], colour, 0.3, 0.2)
        pen.rect(x + 2, shelf - tall * 0.8, x + wide - 2, shelf - tall * 0.72, mix(colour, "#ffffff", 0.5))
        x += wide + 1.5
        if source.random() < 0.12:
            x += 26


def draw_shelf(pen: Pen, left: float, right: float, y: float, colour: str) -> None:
    """A board on the wall."""
    pen.rect(left + 4, y + 12, right + 6, y + 20, fade(pen.canvas.shadow, 0.3))
    pen.form([box(left, y, right, y + 13)], colour, 0.35, 0.4)


def draw_plant(pen: Pen, x: float, ground: float, size: float, leaf: str, pot: str) -> None:
    """A pot plant with long leaves."""
    for angle, length in ((-52, 0.8), (48, 0.85), (-28, 1.0), (26, 1.05), (-4, 1.15)):
        own = pen.pen(x, ground - size * 0.4, size * length, turn=angle)
        own.form(
            [smooth([(0, 0), (-0.13, -0.35), (-0.09, -0.7), (0.02, -1), (0.1, -0.7), (0.13, -0.35)])],
            mix(leaf, "#ffffff", abs(angle) / 500),
            0.32,
            0.4,
        )
    wide = size * 0.27
    pen.form(
        [
            [
                (x - wide, ground - size * 0.46),
                (x + wide, ground - size * 0.46),
                (x + wide * 0.7, ground),
                (x - wide * 0.7, ground),
            ]
        ],
        pot,
        0.3,
    )
    pen.form([rounded(x - wide * 1.12, ground - size * 0.52, x + wide * 1.12, ground - size * 0.42, 5)], pot, 0.3, 0.3)


def draw_armchair_back(pen: Pen, colour: str) -> None:
    """Back and seat of an armchair that faces right; the origin is the floor under the seat's middle."""
    for x in (-120, 112):
        pen.form([[(x - 12, -44), (x + 12, -44), (x + 6, 0), (x - 6, 0)]], "#5a3a34", 0.3)
    pen.form(tube([(-108, -90), (-150, -390)], (100, 92)), colour, 0.32, 0.3)
    pen.form([rounded(-140, -178, 150, -44, 30)], mix(colour, pen.canvas.shadow, 0.2), 0.3)
    pen.form([rounded(-110, -214, 156, -140, 34)], mix(colour, "#ffffff", 0.12), 0.3, 0.3)


def draw_armchair_front(pen: Pen, colour: str) -> None:
    """The near arm of the chair, which hides the sitter's hip."""
    pen.form([rounded(-142, -250, 116, -44, 36), oval(104, -236, 42, 36)], colour, 0.3, 0.12)
    pen.line(arc(104, -236, 22, 18, 0, 330, steps=20), mix(colour, pen.canvas.shadow, 0.25), 4)


def draw_pendant(pen: Pen, x: float, y: float, size: float, colour: str) -> None:
    """A hanging lamp whose lower rim is at `y`."""
    pen.line([(x, 0), (x, y - size)], "#2e2a33", 3)
    pen.glow(x, y + size * 0.2, size * 3.4, "#ffd891", 0.5)
    pen.disc(x, y, size * 0.34, "#fff3cf")
    pen.form([arc(x, y, size, size * 0.95, 180, 360)], colour, 0.3)
    pen.rect(x - size, y - 3, x + size, y + 3, mix(colour, "#ffffff", 0.3), 3)


def draw_jar(pen: Pen, x: float, shelf: float, height: float, content: str) -> None:
    """A glass jar with a lid."""
    half = height * 0.34
    pen.form([rounded(x - half, shelf - height, x + half, shelf, 6)], "#dcebe6", 0.15)
    pen.rect(x - half + 4, shelf - height * 0.66, x + half - 4, shelf - 4, content, 4)
    pen.form([rounded(x - half * 0.9, shelf - height * 1.16, x + half * 0.9, shelf - height * 0.96, 4)], "#b98a5a", 0.3)


def draw_tiles(pen: Pen, top: float, bottom: float, size: float, colour: str, joint: str) -> None:
    """Wall tiles over the whole width."""
    width = pen.canvas.size[0]
    pen.rect(0, top, width, bottom, joint)
    row, y = 0, top
    while y < bottom:
        x = -size if row % 2 else -size * 2
        while x < width:
            tone = mix(colour, "#ffffff", ((row * 7 + int(x // size) * 5) % 6) * 0.04)
            pen.rect(x + 2, y + 2, x + size * 2 - 2, min(bottom, y + size - 2), tone, 3)
            x += size * 2
        row, y = row + 1, y + size


def draw_pot(pen: Pen, x: float, base: float, width: float, colour: str) -> None:
    """A cooking pot with two handles."""
    half, tall = width / 2, width * 0.55
    for side in (-1, 1):
        pen.line(
            arc(x + side * half, base - tall * 0.7, 16, 12, -90, 270, steps=16), mix(colour, pen.canvas.shadow, 0.3), 7
        )
    pen.form([rounded(x - half, base - tall, x + half, base, 20)], colour, 0.35, 0.16)
    pen.form([oval(x, base - tall, half, half * 0.17)], mix(colour, "#ffffff", 0.35), 0)
    pen.disc(x, base - tall + 2, half * 0.9, "#d97b3f", half * 0.12)
    pen.rect(x - half * 0.76, base - tall * 0.72, x - half * 0.62, base - tall * 0.24, mix(colour, "#ffffff", 0.45), 6)

"""A cat and a dog; both stand on y = 0, look to the right, and are about 20 units tall."""

from __future__ import annotations

from screenshots.demo_art.canvas import Pen
from screenshots.demo_art.geometry import mix, oval, smooth, tube

INK = "#33222e"


def draw_cat(pen: Pen, coat: str, eyes: str = "#f3c34b") -> None:
    """A sitting cat that looks at the viewer."""
    dark = mix(coat, pen.canvas.shadow, 0.25)
    tail = smooth([(-5, -1.6), (-10, -1.4), (-12.4, -5), (-10.8, -8.4)], closed=False)
    pen.limb(tail, (2.6, 2.4, 2.0), dark)
    pen.blob(
        [(-6.2, 0), (-7, -4.6), (-4.6, -10), (-1, -13), (3, -12.6), (4.8, -7), (4.9, 0), (0, 0.3)], coat, depth=0.16
    )
    for x in (0.6, 3.8):
        pen.limb([(x, -6), (x + 0.2, -0.6)], (2.6, 2.2), coat, 0.2)
        pen.disc(x + 0.5, -0.7, 1.5, mix(coat, "#ffffff", 0.6), 0.9)
    pen.fill(smooth([(-0.6, -11), (1.8, -5.6), (4.2, -11)]), mix(coat, "#ffffff", 0.6))
    for ear in ([(-3.6, -14.4), (-3.7, -20.2), (0.6, -17.4)], [(7.2, -14.4), (7.3, -20.2), (3, -17.4)]):
        pen.form([ear], coat, 0.2)
    pen.form([oval(1.8, -14.2, 6, 4.7)], coat, 0.25, 0.14)
    for dx in (-1.2, 0, 1.2):
        pen.line([(1.8 + dx, -18.4), (1.8 + dx, -16.8)], dark, 0.6)
    for x in (-0.6, 4.2):
        pen.disc(x, -14.4, 1.15, eyes, 1.3)
        pen.disc(x, -14.4, 0.45, INK, 1.15)
    pen.disc(1.8, -12.2, 1.9, mix(coat, "#ffffff", 0.6), 1.2)
    pen.fill([(1.1, -13.1), (2.5, -13.1), (1.8, -12.2)], "#e88a86")
    for side in (-1, 1):
        for rise in (-0.5, 0.4):
            pen.line([(1.8 + side * 1.8, -12.2), (1.8 + side * 6.2, -12.4 + rise * 2)], "#fff7ea", 0.2)


def draw_dog(pen: Pen, coat: str, scarf: str) -> None:
    """A sitting dog with a neckerchief, its mouth open."""
    light = mix(coat, "#ffffff", 0.6)
    tail = smooth([(-7, -2.4), (-12, -4), (-14.4, -9), (-12.6, -12.4)], closed=False)
    pen.limb(tail, (3.6, 3.4, 1.8), coat)
    pen.blob(
        [(-8.4, 0), (-9, -5), (-5.6, -11.6), (-1, -17), (4, -17.6), (6, -11), (4.8, -4), (4.4, 0)], coat, depth=0.16
    )
    pen.blob([(-9, -0.2), (-9.4, -5), (-5.6, -8), (-1.6, -5), (-1, -0.2)], mix(coat, pen.canvas.shadow, 0.1), 0.24)
    pen.disc(-1.6, -0.9, 2.6, light, 1.2)
    pen.blob([(2, -15), (5.8, -13), (5.4, -7.4), (3.4, -6)], light, 0.1)
    for x in (1.6, 4.8):
        pen.limb([(x, -9), (x + 0.2, -1)], (3.6, 2.7), coat, 0.2)
        pen.disc(x + 0.8, -0.9, 2.1, light, 1.2)
    pen.form([smooth([(-3.2, -17), (1, -15), (6.6, -16.4), (5.6, -13.6), (3.4, -10.4), (-0.4, -13.2)])], scarf, 0.25)
    _draw_dog_head(pen.pen(3, -21, turn=-8), coat, light)


def _draw_dog_head(pen: Pen, coat: str, light: str) -> None:
    pen.blob(
        [(-5.4, -2), (-4, -6), (0.6, -7.2), (4, -4.8), (6.4, -2), (5, 3.6), (0, 5.2), (-4.4, 3.6)], coat, 0.24, 0.14
    )
    pen.form([smooth([(2.4, 5.2), (6.4, 3.6), (7.4, 5.6), (4, 7)])], "#7c3040", 0)
    pen.form(tube([(5.2, 4.8), (6.2, 8)], (2.2, 2)), "#f08a92", 0.15)
    pen.form([smooth([(2, -1.4), (6.6, -2.2), (10.6, -0.6), (10.9, 2.2), (8, 4.2), (2.8, 5.2)])], light, 0.14, 0.14)
    pen.disc(10.2, -0.7, 1.5, INK, 1.15)
    pen.disc(3.7, -2.6, 0.95, INK, 1.15)
    pen.disc(3.5, -3, 0.32, "#ffffff")
    pen.blob(
        [(-3.2, -6), (-0.6, -4.6), (-1.2, 1), (-3.4, 4.8), (-6.2, 2.4), (-6.2, -2.8)], mix(coat, pen.canvas.shadow, 0.3)
    )

"""Annika's head from the front, the side and behind; the origin is the middle of the head, the chin 8 units below."""

from __future__ import annotations

from dataclasses import dataclass

from screenshots.demo_art.canvas import Pen
from screenshots.demo_art.geometry import arc, fade, mix, smooth

SKIN = "#f6c9a6"
HAIR = "#b4432a"
HAIR_LIGHT = "#d9683a"
INK = "#3a2030"
LIPS = "#b8433f"
CHEEK = "#ef8f79"


@dataclass(frozen=True)
class Face:
    """The expression: `eyes` is open, closed or down; `mouth` is smile, laugh or calm; `hair_flow` moves the hair."""

    eyes: str = "open"
    mouth: str = "smile"
    hair_flow: float = 0.0
    hat: str | None = None


PLAIN = Face()
"""Open eyes and a smile."""


def draw_head(pen: Pen, face: Face, view: str) -> None:
    """The head in one of the views `front`, `side` and `back`."""
    {"front": _front, "side": _side, "back": _back}[view](pen, face)
    if face.hat is not None:
        draw_beanie(pen, face.hat)


def _front(pen: Pen, face: Face) -> None:
    flow = face.hair_flow
    hair = [(0, -10.6), (6.6, -8.6), (9.4, -2), (9.8 + flow, 4), (8.6 + flow * 1.6, 8.6), (4, 7.4)]
    hair += [(-4, 7.4), (-8.6 + flow * 1.6, 8.6), (-9.8 + flow, 4), (-9.4, -2), (-6.6, -8.6)]
    pen.blob(hair, mix(HAIR, pen.canvas.shadow, 0.18), 0.3, 0.1)
    jaw = [(0, 8.6), (3.6, 7.2), (6.2, 3), (6.7, -2), (5.4, -6.6), (0, -8), (-5.4, -6.6), (-6.7, -2), (-6.2, 3)]
    pen.blob([*jaw, (-3.6, 7.2)], SKIN, 0.16, 0.12)
    _front_face(pen, face)
    fringe = [(-8.4, 3.6), (-9.2, -3), (-6.8, -8.8), (0, -10.8), (6.8, -8.8), (9.2, -3), (8.4, 3.6), (6.7, 2)]
    fringe += [(6.2, -3.2), (2.4, -6.4), (-1.5, -3.9), (-5.4, -2.6), (-6.8, 2)]
    pen.blob(fringe, HAIR, 0.26, 0.1)
    pen.line([(-5.6, -6.6), (-2, -8.4), (2.4, -8.6)], HAIR_LIGHT, 1.1, curved=True)


def _front_face(pen: Pen, face: Face) -> None:
    for side in (-1, 1):
        pen.disc(side * 4.1, 3, 1.6, fade(CHEEK, 0.55), 1.1)
        if face.eyes == "open":
            pen.disc(side * 2.9, 0.5, 0.95, INK, 1.35)
            pen.disc(side * 2.9 - 0.3, 0.05, 0.32, "#ffffff")
        else:
            bow = (200, 340) if face.eyes == "closed" else (20, 160)
            pen.line(arc(side * 2.9, 0.8, 1.5, 1.1, *bow, steps=6), INK, 0.6)
    mouths = {
        "smile": lambda: pen.line(arc(0, 3.9, 2.1, 1.5, 20, 160, steps=8), LIPS, 0.7),
        "laugh": lambda: _laugh(pen),
        "calm": lambda: pen.line([(-1.3, 5), (0, 5.2), (1.3, 5)], LIPS, 0.7),
    }
    mouths[face.mouth]()
    pen.line([(0.2, 1.6), (0.5, 2.7)], mix(SKIN, CHEEK, 0.8), 0.5)


def _laugh(pen: Pen) -> None:
    pen.fill(arc(0, 4.0, 2.3, 2.5, 0, 180), LIPS)
    pen.fill([(-2.05, 4.0), (2.05, 4.0), (1.75, 4.8), (-1.75, 4.8)], "#fff8f0")


def _side(pen: Pen, face: Face) -> None:
    flow = face.hair_flow
    skull = [(1, -8.4), (5.4, -6.4), (6.5, -2.4), (6.3, -0.4), (8.1, 2.2), (6.6, 3.1), (6.9, 4.8), (6.2, 5.6)]
    pen.blob([*skull, (5.6, 8.1), (2.4, 8.2), (-2.4, 5.6), (-5, 0), (-3.6, -6)], SKIN, 0.16, 0.12)
    pen.disc(3.9, 3.1, 1.6, fade(CHEEK, 0.55), 1.2)
    if face.eyes == "open":
        pen.disc(4.9, 0.2, 0.75, INK, 1.3)
    else:
        bow = (200, 340) if face.eyes == "closed" else (20, 160)
        pen.line(arc(4.7, 0.7, 1.4, 1.1, *bow, steps=6), INK, 0.6)
    pen.line([(3.9, -2.2), (5.7, -2.5)], mix(HAIR, INK, 0.4), 0.6)
    corner = (4.0, 4.7) if face.mouth != "calm" else (4.4, 5.5)
    pen.line([corner, (4.9, 5.5), (6.3, 5.2)], LIPS, 0.7, curved=True)
    hair = [(5.6, -7.4), (1.4, -10.8), (-5, -9.8), (-9.2, -4.6), (-9.4 + flow, 2.6), (-8.2 + flow * 2, 8.8)]
    hair += [(-3 + flow * 1.4, 8.2), (0.4 + flow, 6), (1.6, 1.6), (2.6, -2.6), (6.8, -3.4)]
    pen.blob(hair, HAIR, 0.3, 0.14)
    pen.line([(-6, -5.6), (-2, -8.2), (2.4, -8)], HAIR_LIGHT, 1.1, curved=True)


def _back(pen: Pen, face: Face) -> None:
    flow = face.hair_flow
    hair = [(0, -10.8), (6.8, -8.8), (9.4, -2), (9.8 + flow, 4), (8.4 + flow * 1.6, 9), (3 + flow, 10)]
    hair += [(-3 + flow, 10), (-8.4 + flow * 1.6, 9), (-9.8 + flow, 4), (-9.4, -2), (-6.8, -8.8)]
    pen.blob(hair, HAIR, 0.32, 0.14)
    for x in (-4.6, -0.4, 4.2):
        strand = [(x * 0.8, -5.4), (x * 1.2, 1), (x * 1.1 + flow, 7.4)]
        pen.line(strand, mix(HAIR, pen.canvas.shadow, 0.24), 0.7, curved=True)
    pen.line([(-5.4, -6.6), (-1.6, -8.6), (3, -8.4)], HAIR_LIGHT, 1.1, curved=True)


def draw_beanie(pen: Pen, colour: str) -> None:
    """A knitted hat with a bobble."""
    pen.disc(0, -14.6, 3.1, mix(colour, "#ffffff", 0.75), shade=0.2)
    pen.blob([(-9.2, -4.6), (-8.4, -10), (-3.4, -13.6), (3.4, -13.6), (8.4, -10), (9.2, -4.6), (0, -6)], colour)
    pen.form(
        [smooth([(-9.9, -3.4), (-9.4, -7), (0, -8.8), (9.4, -7), (9.9, -3.4), (0, -5)])], mix(colour, "#ffffff", 0.25)
    )

"""How far apart colours are for people: contrast by WCAG, distance in CIELAB, and how the colour-blind see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Matrix = Sequence[Sequence[float]]
Linear = tuple[float, float, float]
"""Red, green and blue in linear light, each from 0 to 1."""

VISIONS: Mapping[str, Matrix] = {
    "all cones": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no red": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "no green": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "no blue": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
"""Machado, Oliveira and Fernandes, "A physiologically-based model for simulation of color vision deficiency" (2009),
at full severity."""


def rgb_of(colour: str) -> Linear:
    """A colour such as `#16181c` in linear light."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return _linear(red), _linear(green), _linear(blue)


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


def _luminance(colour: Linear) -> float:
    return 0.2126 * colour[0] + 0.7152 * colour[1] + 0.0722 * colour[2]


def contrast(one: str, other: str) -> float:
    """WCAG's contrast of two colours, from 1 to 21."""
    darker, lighter = sorted((_luminance(rgb_of(one)), _luminance(rgb_of(other))))
    return (lighter + 0.05) / (darker + 0.05)


def seen_by(vision: str, colour: str) -> Linear:
    """A colour as people see it who have that vision, one of `VISIONS`."""
    parts = rgb_of(colour)
    red, green, blue = (
        max(0.0, min(1.0, sum(weight * part for weight, part in zip(row, parts, strict=True))))
        for row in VISIONS[vision]
    )
    return red, green, blue


def lab(colour: Linear) -> tuple[float, float, float]:
    """A colour in CIELAB, under D65; a distance of 2.3 there is just to be seen."""
    red, green, blue = colour
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089
    bent = [part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in (x, _luminance(colour), z)]
    return 116 * bent[1] - 16, 500 * (bent[0] - bent[1]), 200 * (bent[1] - bent[2])

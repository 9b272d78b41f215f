"""Pictures in plain characters without any colour: by brightness, and by shape where there is an edge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.strip import Strip

if TYPE_CHECKING:
    from PIL import Image

_RAMP = " .:-=+*#%@"
"""From nothing to the densest character."""

_EDGES = {
    0b0011: '"',
    0b1100: "_",
    0b0101: "[",
    0b1010: "]",
    0b1001: "\\",
    0b0110: "/",
    0b0001: "`",
    0b0010: "'",
    0b0100: ",",
    0b1000: ".",
    0b0111: "P",
    0b1011: "?",
    0b1101: "L",
    0b1110: "d",
}
"""Characters with ink in some quarters only: 1 upper left, 2 upper right, 4 lower left, 8 lower right."""

_CONTRAST = 90
"""Difference in brightness, of 255, from which the shape of a cell says more than its mean."""


def characters(image: Image.Image) -> list[Strip]:
    """Cells from a picture that has two pixels across and two down for each of them.

    Light parts get much ink, as on a dark terminal; whether this one is dark can't be known without colours.
    """
    # Here, not above: hardly a terminal needs it.
    from PIL import ImageOps

    grey = ImageOps.autocontrast(image.convert("L"), cutoff=1)
    width, data = grey.width, grey.tobytes()
    rows = [data[start : start + width] for start in range(0, len(data), width)]
    lines = []
    for upper, lower in zip(rows[::2], rows[1::2], strict=True):
        cells = zip(upper[::2], upper[1::2], lower[::2], lower[1::2], strict=True)
        lines.append("".join([_character(*cell) for cell in cells]))
    return [Strip([Segment(line)], len(line)) for line in lines]


def _character(one: int, two: int, three: int, four: int) -> str:
    """The character that comes closest to four quarters."""
    darkest, lightest = min(one, two, three, four), max(one, two, three, four)
    if lightest - darkest < _CONTRAST:
        return _RAMP[(one + two + three + four) * len(_RAMP) // 1024]
    limit = (darkest + lightest) // 2
    return _EDGES[(one > limit) | (two > limit) << 1 | (three > limit) << 2 | (four > limit) << 3]

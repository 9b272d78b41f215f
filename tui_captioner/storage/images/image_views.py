"""What is wanted of a picture: how large, which part of it, over what; and the geometry that follows."""

from __future__ import annotations

import math
from typing import NamedTuple

Size = tuple[int, int]
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""

SIDEWAYS = (5, 6, 7, 8)
"""The EXIF orientations that exchange width and height."""

_MIRRORED_X = (2, 3, 6, 7)
_MIRRORED_Y = (3, 4, 7, 8)


class View(NamedTuple):
    """What is to be made of a picture; it is never enlarged.

    Attributes:
        box: The largest width and height in pixels.
        background: What shows through transparent pixels.
        max_pixels: The largest width times height, if that is to be limited too.
        region: The part that is wanted, as fractions of the upright picture; none: all of it.
        chequered: Show squares of two greys through transparent pixels, in place of `background`.
    """

    box: Size
    background: tuple[int, int, int] = (0, 0, 0)
    max_pixels: int | None = None
    region: Box | None = None
    chequered: bool = False

    def cut(self, source: Size) -> tuple[int, int, int, int]:
        """The part that is wanted, in pixels of the upright picture: whole ones, at least one, all inside."""
        if self.region is None:
            return 0, 0, *source
        left, top, right, bottom = self.region
        x0, x1 = _span(left, right, source[0])
        y0, y1 = _span(top, bottom, source[1])
        return x0, y0, x1, y1

    def target(self, source: Size) -> Size:
        """Width and height of what comes out."""
        x0, y0, x1, y1 = self.cut(source)
        return fitted((x1 - x0, y1 - y0), self.box, max_pixels=self.max_pixels)

    def needed(self, source: Size) -> Size:
        """How large the whole picture has to be for its part to come out sharp."""
        x0, y0, x1, y1 = self.cut(source)
        width, height = self.target(source)
        return max(1, math.ceil(source[0] * width / (x1 - x0))), max(1, math.ceil(source[1] * height / (y1 - y0)))


def fitted(source: Size, box: Size, *, max_zoom: float = 1.0, max_pixels: int | None = None) -> Size:
    """The size of a picture that is scaled into a box with its proportions kept; at least one pixel each way."""
    width, height = max(1, source[0]), max(1, source[1])
    scale = min(box[0] / width, box[1] / height, max_zoom)
    if max_pixels is not None:
        scale = min(scale, math.sqrt(max_pixels / (width * height)))
    return max(1, round(width * scale)), max(1, round(height * scale))


def upright(size: Size, orientation: int) -> Size:
    """The size after turning it the way the camera was held; turns an upright size back as well."""
    return size[::-1] if orientation in SIDEWAYS else size


def as_stored(cut: Box, source: Size, orientation: int) -> Box:
    """Where a part of the upright picture lies among the pixels as the file has them.

    Args:
        cut: The part, in pixels of the upright picture.
        source: Width and height of the upright picture.
        orientation: EXIF's, 1 to 8.
    """
    left, top, right, bottom = cut
    if orientation in _MIRRORED_X:
        left, right = source[0] - right, source[0] - left
    if orientation in _MIRRORED_Y:
        top, bottom = source[1] - bottom, source[1] - top
    return (top, left, bottom, right) if orientation in SIDEWAYS else (left, top, right, bottom)


def _span(start: float, end: float, length: int) -> tuple[int, int]:
    """The pixels from one fraction of a side to another."""
    first = min(max(0, math.floor(start * length + 1e-6)), length - 1)
    last = max(min(length, math.ceil(end * length - 1e-6)), first + 1)
    return first, last

"""Pictures as text: each cell shows two pixels, one above the other, as the colours of a half block."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, TypeVar

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

if TYPE_CHECKING:
    from PIL import Image

UPPER_HALF = "▀"

Rgb = tuple[int, int, int]
Pixel = TypeVar("Pixel")
TrueColourRenderer = Callable[["Image.Image"], list[Strip]]

_BASIC: tuple[Rgb, ...] = (
    *((0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205), (0, 205, 205), (229, 229, 229)),
    *((127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0)),
    *((92, 92, 255), (255, 0, 255), (0, 255, 255), (255, 255, 255)),
)
_LEVELS = (0, 95, 135, 175, 215, 255)
_CUBE: tuple[Rgb, ...] = tuple((r, g, b) for r in _LEVELS for g in _LEVELS for b in _LEVELS)
_GREYS: tuple[Rgb, ...] = tuple((8 + 10 * step,) * 3 for step in range(24))


_UNSEEN = 2
"""Steps of 255 in each channel by which a colour may be off: what so few of them change was 52 dB (10 pictures)."""


def shrink_to_cells(image: Image.Image, columns: int, rows: int, dots: tuple[int, int] = (1, 2)) -> Image.Image:
    """The pixels of so many cells, with so many of them across and down in each."""
    from PIL import Image  # not above: it comes with the first picture

    return image.resize((columns * dots[0], rows * dots[1]), Image.Resampling.LANCZOS, reducing_gap=3.0)


def term_image_or_ours(image: Image.Image) -> list[Strip]:
    """Half blocks in 24-bit colour made by term-image: the same cells, in two to four times the time."""
    return _term_image()(image)


def palette_blocks(image: Image.Image) -> list[Strip]:
    """Half blocks in the 240 colours that are the same in all terminals."""
    return indexed_blocks(image, _CUBE + _GREYS, first=16)


def basic_blocks(image: Image.Image) -> list[Strip]:
    """Half blocks in the 16 colours that every colour terminal has, as they are in most."""
    return indexed_blocks(image, _BASIC, first=0)


@functools.cache
def _term_image() -> TrueColourRenderer:
    """term-image where it is installed, ours where it is not."""
    try:
        from tui_captioner.tui.graphics.term_image_cells import term_image_blocks
    except ImportError:
        return truecolour_blocks
    return term_image_blocks


def truecolour_blocks(image: Image.Image) -> list[Strip]:
    """Half blocks in 24-bit colour, from a picture that has two pixels per cell, as for all of these."""
    width = image.width
    data = image.tobytes()
    pixels = list(zip(data[::3], data[1::3], data[2::3], strict=True))
    colours: dict[Rgb, Color] = {}

    def colour(pixel: Rgb) -> Color:
        if (known := colours.get(pixel)) is None:
            known = colours[pixel] = Color.from_rgb(*pixel)
        return known

    rows = [smoothed(pixels[start : start + width]) for start in range(0, len(pixels), width)]
    return [_strip(upper, lower, colour) for upper, lower in zip(rows[::2], rows[1::2], strict=True)]


def smoothed(pixels: Sequence[Rgb]) -> list[Rgb]:
    """A row in which neighbours that no eye tells apart have one colour, so that it has to be sent once."""
    row: list[Rgb] = []
    for pixel in pixels:
        row.append(row[-1] if row and looks_like(pixel, row[-1]) else pixel)
    return row


def looks_like(colour: Rgb, other: Rgb) -> bool:
    """Whether no eye tells two colours apart."""
    return (
        abs(colour[0] - other[0]) <= _UNSEEN
        and abs(colour[1] - other[1]) <= _UNSEEN
        and abs(colour[2] - other[2]) <= _UNSEEN
    )


def indexed_blocks(image: Image.Image, palette: tuple[Rgb, ...], *, first: int) -> list[Strip]:
    """Half blocks in the colours of a palette, dithered: the nearest colours alone turn skin grey.

    Args:
        image: RGB, as wide as there are columns and twice as high as there are rows.
        palette: The colours to be had.
        first: The terminal's number for the first of them.
    """
    from PIL import Image  # not above: it comes with the first picture

    chart = Image.new("P", (1, 1))
    chart.putpalette([value for colour in palette for value in colour])
    indices = image.quantize(palette=chart, dither=Image.Dither.FLOYDSTEINBERG).tobytes()
    colours = [Color.from_ansi(first + number) for number in range(len(palette))]
    width = image.width
    return [
        _strip(indices[start : start + width], indices[start + width : start + 2 * width], colours.__getitem__)
        for start in range(0, len(indices), 2 * width)
    ]


def _strip(upper: Sequence[Pixel], lower: Sequence[Pixel], colour: Callable[[Pixel], Color]) -> Strip:
    """One row of cells, with equal neighbours in one segment."""
    segments = []
    for (above, below), run in groupby(zip(upper, lower, strict=True)):
        length = sum(1 for _ in run)
        if above == below:
            segments.append(Segment(" " * length, Style.from_color(None, colour(below))))
        else:
            segments.append(Segment(UPPER_HALF * length, Style.from_color(colour(above), colour(below))))
    return Strip(segments, len(upper))

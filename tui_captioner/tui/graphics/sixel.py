"""Sixel, DEC's way to send pixels: six rows at a time, one colour after the other.

The pixels have to fill whole cells exactly: a terminal stretches nothing. What is not named stays as it was, so the
last rows of a picture whose height is no multiple of six paint nothing below it.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable
from itertools import repeat

from PIL import Image

from tui_captioner.tui.graphics.renderers.base import Frame, Piece

_PIECE_PIXELS = 32_000
"""Pixels in one command, some 40 kB: a third of a second on a line of 1 Mbit/s."""

_BAND = 6
_PALETTE = 256
_MASKS = tuple(chr(63 + mask) for mask in range(64))
_LONGEST = 4096
_SKIPS = tuple("?" * number if number < 4 else f"!{number}?" for number in range(_LONGEST))
_FULL = re.compile(r"(~)~{3,}")
_REPEATED = re.compile(r"([@-~])\1{3,}")
"""The same six pixels four times or more. Empty ones are shortened as they come."""


def encode_sixel(image: Image.Image, frame: Frame) -> tuple[Piece, ...]:
    """A picture as one command for every few rows of cells: so it can be paced, given up, and mended in part.

    All parts share the colours that are chosen for the whole.

    Args:
        image: RGB.
        frame: What it is to fill.
    """
    (columns, rows), (cell_width, cell_height) = frame.cells, frame.cell_px
    width, height = min(columns * cell_width, _LONGEST - 1), rows * cell_height
    if image.size != (width, height):
        image = image.resize((width, height), Image.Resampling.BICUBIC, reducing_gap=2.0)
    # `dither` counts only when a palette is given, so the palette is made first.
    chart = image.quantize(frame.colours, method=Image.Quantize.FASTOCTREE)
    dithered = image.quantize(palette=chart, dither=Image.Dither.FLOYDSTEINBERG)
    palette, pixels = chart.getpalette() or [], dithered.tobytes()
    step = rows if frame.whole else max(1, _PIECE_PIXELS // (width * cell_height))
    pieces = []
    for top in range(0, rows, step):
        part = pixels[top * cell_height * width : (top + step) * cell_height * width]
        pieces.append(Piece(top, min(step, rows - top), _command(part, width, palette)))
    return tuple(pieces)


def _command(pixels: bytes, width: int, palette: list[int]) -> bytes:
    """The command for some rows of pixels, each the number of a colour."""
    size = f'"1;1;{width};{len(pixels) // width}'
    colours = "".join(f"#{number};2;{_percent(palette, number)}" for number in sorted(set(pixels)))
    bands = []
    for start in range(0, len(pixels), _BAND * width):
        bands.append(_band(pixels[start : start + _BAND * width], width))
        time.sleep(0)  # the screen's thread may want to go on
    # 1: what no colour is given for stays as it is.
    return f"\x1bP0;1;0q{size}{colours}{'-'.join(bands)}\x1b\\".encode()


def _band(pixels: bytes, width: int) -> str:
    """Up to six rows of pixels: for each colour, from the left edge, the columns it is in."""
    rows: list[Iterable[int]] = [pixels[start : start + width] for start in range(0, len(pixels), width)]
    missing = _BAND - len(rows)
    rows += [repeat(_PALETTE, width) for _ in range(missing)]
    # One more than there are colours, for what is missing.
    drawn: list[list[str]] = [[] for _ in range(_PALETTE + 1)]
    _draw(rows, drawn, [0] * (_PALETTE + 1))
    band = "$".join([f"#{colour}{''.join(columns)}" for colour, columns in enumerate(drawn[:_PALETTE]) if columns])
    # In dithered pixels nothing else repeats often enough to be looked for.
    return (_REPEATED if missing else _FULL).sub(_shorten, band)


def _draw(rows: list[Iterable[int]], drawn: list[list[str]], reached: list[int]) -> None:
    """Add six rows of pixels to what is drawn of each colour.

    The hottest loop of all: written out, as a loop over the six takes twice the time.
    """
    skips, marks = _SKIPS, _MASKS
    x = 0
    for a, b, c, d, e, f in zip(*rows, strict=True):
        after = x + 1
        if a == b == c == d == e == f:
            drawn[a] += skips[x - reached[a]], "~"
            reached[a] = x = after
            continue
        masks = {a: 1}
        masks[b] = masks.get(b, 0) | 2
        masks[c] = masks.get(c, 0) | 4
        masks[d] = masks.get(d, 0) | 8
        masks[e] = masks.get(e, 0) | 16
        masks[f] = masks.get(f, 0) | 32
        for colour, mask in masks.items():
            drawn[colour] += skips[x - reached[colour]], marks[mask]
            reached[colour] = after
        x = after


def _shorten(match: re.Match[str]) -> str:
    return f"!{len(match[0])}{match[1]}"


def _percent(palette: list[int], number: int) -> str:
    """A colour as Sixel has it: red, green and blue from 0 to 100."""
    return ";".join(str((value * 100 + 127) // 255) for value in palette[3 * number : 3 * number + 3])

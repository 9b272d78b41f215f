"""Sixel, DEC's way to send pixels: six rows at a time, one colour after the other.

The pixels have to fill whole cells exactly: a terminal stretches nothing. What is not named stays as it was, so the
last rows of a picture whose height is no multiple of six paint nothing below it.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable
from itertools import repeat
from typing import TYPE_CHECKING

from tui_captioner.tui.graphics.model import Frame, Piece
from tui_captioner.tui.graphics.palette import with_palette

if TYPE_CHECKING:
    from PIL import Image

_PIECE_PIXELS = 24_000
"""Pixels in one command, some 15 to 20 kB: what is typed meanwhile waits a third of a second on a line of 64 kB/s. Each
command names its colours anew, so that half of it would make the whole a tenth longer."""

_WRAP = b"\x1b[?7h"
"""Lets long lines go on in the next one, as Textual does not. While that is off, tmux does not note that a picture is
written over, and paints it again and again."""

_BAND = 6
_PALETTE = 256
_LONGEST = 4096
"""Columns of a picture, at most."""


class _Steps(dict[int, tuple[str, ...]]):
    """By the number of empty columns before it: each of the 64 marks, with the text that skips those columns."""

    def __missing__(self, number: int) -> tuple[str, ...]:
        skip = "?" * number if number < 4 else f"!{number}?"
        marks = self[number] = tuple(skip + chr(63 + mask) for mask in range(64))
        return marks


_STEPS = _Steps()
_FULL = re.compile(r"(~)~{3,}")
_REPEATED = re.compile(r"([@-~])\1{3,}")
"""The same six pixels four times or more. Empty ones are shortened as they come."""


def encode_sixel(image: Image.Image, frame: Frame) -> tuple[Piece, ...]:
    """A picture as one command for every few rows of cells: so it can be paced, given up, and mended in part.

    All parts share the colours that are chosen for the whole, under the same numbers: in some terminals a number that
    gets another colour changes what is drawn already. One piece is for tmux, and suits what it can read.

    Args:
        image: RGB.
        frame: What it is to fill.
    """
    (columns, rows), (cell_width, cell_height) = frame.cells, frame.cell_px
    width, height = min(columns * cell_width, _LONGEST - 1), rows * cell_height
    if frame.whole:
        # tmux 3.5 takes the last band for six rows in any case, and with them another row of cells.
        height = max(_BAND, height // _BAND * _BAND)
    if image.size != (width, height):
        from PIL import Image  # not above: it comes with the first picture

        image = image.resize((width, height), Image.Resampling.BICUBIC, reducing_gap=2.0)
    reduced = with_palette(image, frame.colours, dither=frame.dither)
    palette, pixels = reduced.getpalette() or [], reduced.tobytes()
    if frame.whole:
        palette, pixels = _renumbered(palette, pixels)
    names = [f"#{number};2;{_percent(palette, number)}" for number in range(len(palette) // 3)]
    # In dithered pixels nothing but full columns repeats often enough to be looked for.
    runs = _FULL if frame.dither else _REPEATED
    step = rows if frame.whole else max(1, _PIECE_PIXELS // (width * cell_height))
    pieces = []
    for top in range(0, rows, step):
        part = pixels[top * cell_height * width : (top + step) * cell_height * width]
        command = _command(part, width, names, runs)
        pieces.append(Piece(top, min(step, rows - top), _WRAP + command if frame.whole else command))
    return tuple(pieces)


def _renumbered(palette: list[int], pixels: bytes) -> tuple[list[int], bytes]:
    """The colours in use, from the darkest to the brightest, and the pixels by their new numbers.

    tmux hands a number without a colour on as one that xterm takes for an error and shows nothing (3.5 to 3.7), and
    fills what is left of the last row of cells with the first colour (3.5).
    """
    used = sorted(set(pixels), key=lambda number: sum(palette[3 * number : 3 * number + 3]))
    numbers = bytes(used.index(number) if number in used else 0 for number in range(256))
    return [part for number in used for part in palette[3 * number : 3 * number + 3]], pixels.translate(numbers)


def _command(pixels: bytes, width: int, names: list[str], runs: re.Pattern[str]) -> bytes:
    """The command for some rows of pixels, each the number of a colour.

    Args:
        pixels: Row after row.
        width: Pixels of a row.
        names: What makes each colour known to the terminal.
        runs: Finds what is to be shortened.
    """
    size = f'"1;1;{width};{len(pixels) // width}'
    colours = "".join([names[number] for number in sorted(set(pixels))])
    bands = []
    for start in range(0, len(pixels), _BAND * width):
        bands.append(_band(pixels[start : start + _BAND * width], width, runs))
        time.sleep(0)  # the screen's thread may want to go on
    # 1: what no colour is given for stays as it is.
    return f"\x1bP0;1;0q{size}{colours}{'-'.join(bands)}\x1b\\".encode()


def _band(pixels: bytes, width: int, runs: re.Pattern[str]) -> str:
    """Up to six rows of pixels: for each colour, from the left edge, the columns it is in."""
    rows: list[Iterable[int]] = [pixels[start : start + width] for start in range(0, len(pixels), width)]
    missing = _BAND - len(rows)
    rows += [repeat(_PALETTE, width) for _ in range(missing)]
    # One more than there are colours, for what is missing.
    drawn: list[list[str]] = [[] for _ in range(_PALETTE + 1)]
    _draw(rows, drawn)
    band = "$".join([f"#{colour}{''.join(columns)}" for colour, columns in enumerate(drawn[:_PALETTE]) if columns])
    # Where rows are missing, no column is full.
    return (_REPEATED if missing else runs).sub(_shorten, band)


def _draw(rows: list[Iterable[int]], drawn: list[list[str]]) -> None:
    """Add six rows of pixels to what is drawn of each colour.

    The hottest loop of all: written out, as a loop over the six takes twice the time.
    """
    steps, reached, masks = _STEPS, [0] * len(drawn), [0] * len(drawn)
    add = [columns.append for columns in drawn]
    x = 0
    for a, b, c, d, e, f in zip(*rows, strict=True):
        after = x + 1
        if a == b == c == d == e == f:
            add[a](steps[x - reached[a]][63])
            reached[a] = x = after
            continue
        masks[a] |= 1
        masks[b] |= 2
        masks[c] |= 4
        masks[d] |= 8
        masks[e] |= 16
        masks[f] |= 32
        for colour in {a, b, c, d, e, f}:
            add[colour](steps[x - reached[colour]][masks[colour]])
            reached[colour] = after
            masks[colour] = 0
        x = after


def _shorten(match: re.Match[str]) -> str:
    return f"!{len(match[0])}{match[1]}"


def _percent(palette: list[int], number: int) -> str:
    """A colour as Sixel has it: red, green and blue from 0 to 100."""
    return ";".join(str((value * 100 + 127) // 255) for value in palette[3 * number : 3 * number + 3])

"""Pictures as text with four pixels in a cell: the best division of them in two colours.

Edges come out in twice the places that half blocks have; the colours of a cell are still two.
"""

from __future__ import annotations

import time
from functools import lru_cache
from typing import TYPE_CHECKING

from rich.color import Color, ColorType
from rich.color_triplet import ColorTriplet
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui_captioner.tui.graphics.text_cells import Rgb, looks_like

if TYPE_CHECKING:
    from PIL import Image

_QUADRANTS = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"
"""By which quarters are in the foreground: 1 upper left, 2 upper right, 4 lower left, 8 lower right."""


def quadrants(image: Image.Image) -> list[Strip]:
    """Cells from a picture that has two pixels across and two down for each of them."""
    width = image.width
    data = image.tobytes()
    pixels = list(zip(data[::3], data[1::3], data[2::3], strict=True))
    strips = []
    for start in range(0, len(pixels), 2 * width):
        strips.append(_row(pixels[start : start + width], pixels[start + width : start + 2 * width]))
        time.sleep(0)  # the screen's thread may want to go on
    return strips


def _row(upper: list[Rgb], lower: list[Rgb]) -> Strip:
    """One row of cells, with neighbours of the same colours in one segment."""
    segments = []
    run, last = "", None
    cells = zip(upper[::2], upper[1::2], lower[::2], lower[1::2], strict=True)
    for one, two, three, four in cells:
        if one == two == three == four:
            character, pair = " ", (one, one)
        else:
            character, pair = _divide(one, two, three, four)
        if last is not None:
            pair = _as_before(pair[0], last[0]), _as_before(pair[1], last[1])
        if pair == last:
            run += character
            continue
        if last is not None:
            segments.append(Segment(run, _style(*last)))
        run, last = character, pair
    if last is not None:
        segments.append(Segment(run, _style(*last)))
    return Strip(segments, len(upper) // 2)


def _as_before(colour: Rgb, before: Rgb) -> Rgb:
    """The colour of the cell before where no eye tells the two apart, so that it has to be sent once."""
    return before if looks_like(colour, before) else colour


def _divide(one: Rgb, two: Rgb, three: Rgb, four: Rgb) -> tuple[str, tuple[Rgb, Rgb]]:
    """Two colours, and the character that says which quarter has which.

    The quarters are lined up by the channel in which they differ most, and cut where the two sides are closest to
    their means in that channel.
    """
    reds, greens, blues = zip(one, two, three, four, strict=True)
    red, green, blue = max(reds) - min(reds), max(greens) - min(greens), max(blues) - min(blues)
    # The eye sees differences in green best and those in blue least.
    values = greens if 3 * green >= 2 * red and 3 * green >= blue else reds if 2 * red >= blue else blues
    a, b, c, d = sorted(values)
    # How much of the variance each cut takes away, but for a common factor: (the low side's sum less its share of the
    # whole), squared, over the product of the two sides' numbers.
    whole = a + b + c + d
    low, middle, high = 4 * (4 * a - whole) ** 2, 3 * (4 * (a + b) - 2 * whole) ** 2, 4 * (whole - 4 * d) ** 2
    limit = b if middle >= low and middle >= high else (a if low >= high else c)
    w, x, y, z = values
    bits = (w > limit) | (x > limit) << 1 | (y > limit) << 2 | (z > limit) << 3
    return _QUADRANTS[bits], (_mean(reds, greens, blues, bits), _mean(reds, greens, blues, 15 - bits))


_MEMBERS = tuple(tuple(place for place in range(4) if bits >> place & 1) for bits in range(16))


def _mean(reds: tuple[int, ...], greens: tuple[int, ...], blues: tuple[int, ...], bits: int) -> Rgb:
    """The mean colour of the quarters that are in the set."""
    members = _MEMBERS[bits]
    if len(members) == 1:
        place = members[0]
        return reds[place], greens[place], blues[place]
    red = green = blue = 0
    for place in members:
        red += reds[place]
        green += greens[place]
        blue += blues[place]
    number = len(members)
    return red // number, green // number, blue // number


@lru_cache(maxsize=4096)
def _colour(rgb: Rgb) -> Color:
    """A colour as Rich has it, its name left out: making one takes longer than the rest."""
    return Color("", ColorType.TRUECOLOR, None, ColorTriplet(*rgb))


def _style(foreground: Rgb, background: Rgb) -> Style:
    return Style.from_color(_colour(foreground), _colour(background))

"""How good a picture is that goes to the terminal, and so how many bytes it takes."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

NORMAL_PIXELS = 800 * 800
"""Pixels of a picture at most: about half a megabyte. Terminals with small cells would ask for four times that."""


class Quality(StrEnum):
    """What a user may ask for; the values are what stands in the settings.

    Text cells (blocks, quadrants, plain text) are the same in each: their size is that of the window.

    Attributes:
        FULL: Twice the pixels, so that fine print is readable where cells have many pixels; for a terminal on this
            machine or a fast network. In a window with fewer pixels than the normal budget it differs in JPEGs alone.
        NORMAL: What suits most lines; the default.
        LOW: A quarter of the pixels, fewer colours and no dithering, a sixth to a third of the bytes: for slow lines,
            below some 5 Mbit/s, or those that are paid by the byte. Faces can still be told, small print can't.
    """

    FULL = "full"
    NORMAL = "normal"
    LOW = "low"


QUALITIES = tuple(quality.value for quality in Quality)
"""What a user may write."""


class QualityRules(NamedTuple):
    """What a quality means to those who encode.

    Attributes:
        pixels: The largest width times height of an encoded picture; it is never enlarged to reach that.
        colours: Colours of a PNG's palette.
        registers: Colours of a Sixel picture. A terminal with fewer registers has the say.
        dither: Whether those are mixed by dots, which hides steps in shades and takes more bytes.
        jpeg: Pillow's quality of a JPEG, 1 to 95.
    """

    pixels: int
    colours: int
    registers: int
    dither: bool
    jpeg: int

    def palette(self, *, exact: bool) -> int:
        """Colours of a palette at most.

        Args:
            exact: Whether it is for a way that shows pictures pixel by pixel, as Sixel.
        """
        return self.registers if exact else self.colours


RULES: Mapping[Quality, QualityRules] = MappingProxyType(
    {
        Quality.FULL: QualityRules(pixels=2 * NORMAL_PIXELS, colours=256, registers=256, dither=True, jpeg=90),
        Quality.NORMAL: QualityRules(pixels=NORMAL_PIXELS, colours=256, registers=128, dither=True, jpeg=80),
        Quality.LOW: QualityRules(pixels=NORMAL_PIXELS // 4, colours=64, registers=64, dither=False, jpeg=60),
    }
)
"""The rules of each quality.

A Sixel says each colour's dots apart. Over 8 pictures, blurred as an eye does, 128 dithered colours took 246 kB for
45.9 dB, 256 took 308 kB for 47.5 dB, 64 took 193 kB for 41.9 dB; 256 that were not dithered took 272 kB for 42.6 dB.
"""

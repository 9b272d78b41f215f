"""Pixel formats: whatever a decoder hands out becomes 8-bit RGB, without clipping and without a black background."""

from __future__ import annotations

import math

from PIL import Image

CHEQUER_SIDE = 8
"""Pixels along a square of the pattern that stands for transparency."""
CHEQUER_GREYS = (0x66, 0x99)

_SIXTEEN_BIT_MAX = 65535
_WITH_ALPHA = ("RGBA", "LA", "La", "RGBa", "PA")


def to_eight_bit(image: Image.Image) -> Image.Image:
    """Bring any mode to one that can be resized smoothly: L, RGB, RGBA, LA, CMYK, YCbCr or LAB.

    Pillow clips when it converts 16-bit grey, integers and floats, which shows such pictures all white or all black.
    They are scaled here instead.
    """
    if image.mode in ("I", "F") or image.mode.startswith("I;"):
        return _scale_grey(image)
    if "transparency" in image.info or image.mode == "PA":
        return image.convert("RGBA")
    if image.mode in ("P", "HSV"):
        return image.convert("RGB")
    return image.convert("L") if image.mode == "1" else image


def _scale_grey(image: Image.Image) -> Image.Image:
    """16-bit grey by its full range; integers beyond 16 bits and floats between their extremes."""
    low, high = _extremes(image)
    if image.mode != "F" and low >= 0 and high <= _SIXTEEN_BIT_MAX:
        scale, offset = 255 / _SIXTEEN_BIT_MAX, 0.0
    elif not (math.isfinite(low) and math.isfinite(high)) or high <= low:
        return image.convert("L")
    else:
        scale, offset = 255 / (high - low), -low * 255 / (high - low)
    floats = image if image.mode == "F" else image.convert("F")
    # Half a step more, as the conversion to 8 bits cuts off.
    return floats.point(lambda value: value * scale + (offset + 0.5)).convert("L")


def _extremes(image: Image.Image) -> tuple[float, float]:
    """The smallest and the greatest pixel value of a picture with one band."""
    low, high = image.getextrema()
    if isinstance(low, tuple) or isinstance(high, tuple):  # a picture with several bands never comes here
        return 0.0, 255.0
    return float(low), float(high)


def has_alpha(image: Image.Image) -> bool:
    """Whether some of it may be transparent."""
    return image.mode in _WITH_ALPHA or "transparency" in image.info


def flatten(image: Image.Image, background: tuple[int, int, int], *, chequered: bool = False) -> Image.Image:
    """RGB, with what is transparent laid over the background colour, or over squares of two greys."""
    if image.mode in _WITH_ALPHA:
        rgba = image.convert("RGBA")
        under = chequer(rgba.size) if chequered else Image.new("RGBA", rgba.size, (*background, 255))
        under.alpha_composite(rgba)
        return under.convert("RGB")
    return image if image.mode == "RGB" else image.convert("RGB")


def chequer(size: tuple[int, int]) -> Image.Image:
    """Squares of two greys, the usual sign for nothing; opaque RGBA."""
    across, down = -(-size[0] // CHEQUER_SIDE), -(-size[1] // CHEQUER_SIDE)
    row = bytes(CHEQUER_GREYS[x % 2] for x in range(across + 1))
    squares = Image.frombytes("L", (across, down), b"".join(row[y % 2 : y % 2 + across] for y in range(down)))
    large = squares.resize((across * CHEQUER_SIDE, down * CHEQUER_SIDE), Image.Resampling.NEAREST)
    return large.crop((0, 0, *size)).convert("RGBA")

"""A perceptual hash of a picture: 64 bits that stay nearly the same when it is encoded anew, scaled or mirrored.

From the pixels of a thumbnail: the even border is trimmed, the rest scaled to 32x32 greys; of their cosine transform
the 8x8 lowest frequencies are compared with their median (pHash, as in https://www.phash.org). Thresholds for what
looks alike are in `lookalikes`, measured on real pictures.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

SIDE = 32
"""Greys along a side."""
THUMBNAIL = 128
"""Pixels along the longest side of a thumbnail: four for each grey."""
_LOW = 8
"""Frequencies along a side that count."""
_EVEN = 12.0
"""Greys of 255 by which an even border may differ from its middle grey: what JPEG adds, and scaling."""
_BORDERS = 2
_COLUMNS = 32
_FLAT = 2.0
"""Deviation in greys below which a picture is taken for one colour: it has no hash, or all of them would look alike."""
_NOTHING = 0.5
"""Of a frequency: less is what rounding gives."""
_WEIGHTS = (0.299, 0.587, 0.114)
"""Of red, green and blue in a grey (ITU-R BT.601)."""

Greys = NDArray[np.float32]


class PictureHash(NamedTuple):
    """What a picture is known by.

    Args:
        bits: Its hash, an unsigned number of 64 bits.
        mirrored: The hash that it has mirrored, left for right.
        greys: 32x32 greys without the even border, a byte each, row by row.
    """

    bits: int
    mirrored: int
    greys: bytes


def hash_of(pixels: bytes | bytearray, width: int, height: int) -> PictureHash | None:
    """The hash of a picture; None for one that is of one colour.

    Args:
        pixels: Red, green and blue of each pixel, a byte each, row by row; what is transparent laid over white.
        width: Pixels of a row, some `THUMBNAIL`; more only take longer.
        height: Rows.

    Raises:
        ValueError: If that are not so many pixels.
    """
    colours = np.frombuffer(pixels, np.uint8).reshape(height, width, 3)
    red, green, blue = (colours[:, :, band] * np.float32(weight) for band, weight in enumerate(_WEIGHTS))
    grey: Greys = red + green + blue
    greys = _scaled(_trimmed(grey))
    if float(greys.std()) < _FLAT:
        return None
    waves = _waves()
    low = waves @ greys @ waves.T
    low[np.abs(low) < _NOTHING] = 0
    # Mirrored, every second frequency along a row changes its sign.
    turned = low * np.where(np.arange(_LOW) % 2, -1, 1)
    return PictureHash(_bits(low), _bits(turned), np.rint(greys).astype(np.uint8).tobytes())


def _bits(low: NDArray[Any]) -> int:
    """A bit for each frequency: whether it is above the median."""
    return int.from_bytes(np.packbits(low > np.median(low)).tobytes(), "big")


def _trimmed(grey: Greys) -> Greys:
    """The picture without its even border, of which there may be two, one in the other: a black frame, padded white."""
    for _ in range(_BORDERS):
        before = grey.shape
        for _ in range(2):
            first, last = _inner(grey)
            grey = (grey[first:last] if last > first else grey).T
        if grey.shape == before:
            break
    return grey


def _inner(grey: Greys) -> tuple[int, int]:
    """The first line that is no even border, and the one behind the last; the same number twice if all are."""
    least, most = grey.min(axis=1), grey.max(axis=1)
    even, middle = most - least <= 2 * _EVEN, (most + least) / 2
    first = _run(even, middle)
    return (0, 0) if first >= len(even) else (first, len(even) - _run(even[::-1], middle[::-1]))


def _run(even: NDArray[np.bool_], middle: Greys) -> int:
    """How many lines at the beginning are even and of one colour; with them goes the line where that ends, in which
    scaling has mixed both sides."""
    kept = even & (np.abs(middle - middle[0]) <= _EVEN)
    count = len(kept) if kept.all() else int(np.argmin(kept))
    return count + 1 if count else 0


def _scaled(grey: Greys) -> Greys:
    """The greys on `SIDE` by `SIDE`: each the mean of what it covers."""
    down, across = _means(grey.shape[0]), _means(grey.shape[1])
    # A few columns at a time: for more the algebra library wakes its threads, which takes longer than the work.
    parts = [down @ grey[:, at : at + _COLUMNS] for at in range(0, grey.shape[1], _COLUMNS)]
    return np.asarray(np.hstack(parts) @ across.T, np.float32)


@lru_cache(maxsize=256)
def _means(length: int) -> Greys:
    """The weights of `length` pixels in each of `SIDE` parts; a pixel on a border counts for both in proportion."""
    edges = np.arange(SIDE + 1) * (length / SIDE)
    pixels = np.arange(length)
    covered = np.minimum(edges[1:, None], pixels + 1) - np.maximum(edges[:-1, None], pixels)
    return np.asarray(np.clip(covered, 0, None) * (SIDE / length), np.float32)


@lru_cache(maxsize=1)
def _waves() -> Greys:
    """The cosines of the lowest frequencies (DCT-II)."""
    steps = (2 * np.arange(SIDE) + 1) * (np.pi / (2 * SIDE))
    return np.asarray(np.cos(np.arange(_LOW)[:, None] * steps), np.float32)

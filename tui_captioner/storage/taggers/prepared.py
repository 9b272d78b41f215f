"""A picture as a tagger wants to see it: a square of numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from tui_captioner.domain.taggers.family import Family

if TYPE_CHECKING:
    from numpy.typing import NDArray


def prepared(picture: Image.Image, family: Family, side: int, *, channels_first: bool) -> NDArray[np.float32]:
    """One picture for a tagger.

    Args:
        picture: RGB, upright.
        family: What its family wants.
        side: Side of the square in pixels.
        channels_first: Whether colours come before rows.

    Returns:
        float32, of shape (1, 3, side, side), or (1, side, side, 3).
    """
    if family.squashes:
        square = picture.resize((side, side), Image.Resampling.BICUBIC)
    else:
        width, height = picture.size
        scale = side / max(width, height)
        size = (max(1, round(width * scale)), max(1, round(height * scale)))
        square = Image.new("RGB", (side, side), family.margin)
        place = ((side - size[0]) // 2, (side - size[1]) // 2)
        square.paste(picture.resize(size, Image.Resampling.BICUBIC), place)
    values = np.asarray(square, dtype=np.float32) / 255
    if family.is_bgr:
        values = values[:, :, ::-1]
    values = (values - np.asarray(family.mean, dtype=np.float32)) / np.asarray(family.std, dtype=np.float32)
    if channels_first:
        values = values.transpose(2, 0, 1)
    return np.ascontiguousarray(values[None], dtype=np.float32)

"""iTerm2's way to send pictures: a whole file, and the cells that it is to fill."""

from __future__ import annotations

import base64
import io
from typing import TYPE_CHECKING

from tui_captioner.tui.graphics.model import Frame, Piece

if TYPE_CHECKING:
    from PIL import Image

_PIECE_PIXELS = 80_000
"""Pixels in one command, some 30 kB."""


def encode_iterm2(image: Image.Image, frame: Frame) -> tuple[Piece, ...]:
    """A picture as one JPEG for every few rows of cells: so it can be paced, given up, and mended in part.

    Args:
        image: RGB; it may have fewer pixels than its cells, the terminal stretches it.
        frame: What it is to fill.
    """
    columns, rows = frame.cells
    # A part has to have whole pixels, or the parts would not meet.
    cell_height = max(1, round(image.height / rows))
    if image.height != cell_height * rows:
        from PIL import Image  # not above: it comes with the first picture

        image = image.resize((image.width, cell_height * rows), Image.Resampling.BICUBIC)
    step = rows if frame.whole else max(1, _PIECE_PIXELS // (image.width * cell_height))
    pieces = []
    for top in range(0, rows, step):
        height = min(step, rows - top)
        part = image.crop((0, top * cell_height, image.width, (top + height) * cell_height))
        pieces.append(Piece(top, height, _command(part, columns, height, frame.jpeg)))
    return tuple(pieces)


def _command(image: Image.Image, columns: int, rows: int, quality: int) -> bytes:
    """The command for one part."""
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=quality)
    file = buffer.getvalue()
    keys = f"inline=1;size={len(file)};width={columns};height={rows};preserveAspectRatio=0;doNotMoveCursor=1"
    return f"\x1b]1337;File={keys}:".encode() + base64.standard_b64encode(file) + b"\x07"

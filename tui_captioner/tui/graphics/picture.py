"""A picture made ready to be shown: decoded, scaled, drawn in text cells, encoded for terminals that take a PNG."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from PIL import Image
from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui_captioner.storage.images import fitted, load_scaled
from tui_captioner.tui.graphics.kitty_commands import MAX_CELLS, colour_of, placeholder_rows
from tui_captioner.tui.graphics.protocol import Protocol
from tui_captioner.tui.graphics.text_cells import render_cells, shrink_to_cells

PIXEL_BUDGET = 800 * 800
"""Pixels that are uploaded at most, about half a megabyte; terminals with small cells would ask for four times that."""

MAX_ZOOM = 2.0
"""How far small pictures are enlarged."""

Rgb = tuple[int, int, int]


@dataclass(frozen=True)
class PictureRequest:
    """What is to be shown, and where.

    Attributes:
        path: The file.
        cells: Columns and rows that there are.
        cell_px: Width and height of a cell in pixels.
        protocol: The way pictures are shown.
        background: What shows through transparent pixels.
    """

    path: Path
    cells: tuple[int, int]
    cell_px: tuple[int, int]
    protocol: Protocol
    background: Rgb


PictureKey = tuple[PictureRequest, int, int]
"""A request together with the file's time of change and size: another key when the file has changed."""


@dataclass
class Picture:
    """A picture that is ready.

    Attributes:
        path: The file.
        source_size: Width and height of the picture in the file.
        frames: Frames of an animation.
        columns: Cells it takes across.
        rows: Cells it takes down.
        protocol: The way pictures are shown.
        small: The pixels of its text cells. The cells themselves take a hundred times the memory.
        milliseconds: How long decoding and scaling took.
        png: For upload; empty until `encode` has run.
    """

    path: Path
    source_size: tuple[int, int]
    frames: int
    columns: int
    rows: int
    protocol: Protocol
    small: Image.Image
    milliseconds: float
    png: bytes = b""
    _image: Image.Image | None = field(default=None, repr=False)

    @property
    def memory(self) -> int:
        """Bytes it takes, for the cache."""
        images = (self.small, self._image)
        return sum(image.width * image.height * 3 for image in images if image is not None) + len(self.png)

    def draw(self) -> list[Strip]:
        """Its text cells, a strip per row."""
        return render_cells(self.small, self.protocol)

    def encode(self) -> None:
        """Make the PNG; does nothing if it is there or the protocol needs none."""
        image = self._image
        if image is not None:
            self.png = palette_png(image)
            self._image = None


def identify(request: PictureRequest) -> PictureKey:
    """The key under which a picture is kept.

    Raises:
        OSError: If there is no such file.
    """
    status = request.path.stat()
    return request, status.st_mtime_ns, status.st_size


def prepare(request: PictureRequest, cancelled: Callable[[], bool]) -> Picture:
    """Decode a picture and scale it for its text cells.

    Raises:
        ImageUnreadable: If it can't be shown.
        LoadCancelled: If nobody wants it any more.
    """
    began = perf_counter()
    columns, rows = request.cells
    box = (columns * request.cell_px[0], rows * request.cell_px[1])
    graphics = request.protocol is Protocol.KITTY
    # Text cells have two pixels each; four times as many are enough to scale down smoothly.
    budget = PIXEL_BUDGET if graphics else columns * rows * 8
    scaled = load_scaled(request.path, box, request.background, max_pixels=budget, cancelled=cancelled)
    across, down = cells_for(scaled.source_size, request.cells, request.cell_px)
    small = shrink_to_cells(scaled.image, across, down)
    return Picture(
        path=request.path,
        source_size=scaled.source_size,
        frames=scaled.frames,
        columns=across,
        rows=down,
        protocol=request.protocol,
        small=small,
        milliseconds=(perf_counter() - began) * 1000,
        _image=scaled.image if graphics else None,
    )


def cells_for(source: tuple[int, int], cells: tuple[int, int], cell_px: tuple[int, int]) -> tuple[int, int]:
    """Columns and rows that a picture takes of those there are, its proportions kept."""
    columns, rows = min(cells[0], MAX_CELLS), min(cells[1], MAX_CELLS)
    width, height = fitted(source, (columns * cell_px[0], rows * cell_px[1]), max_zoom=MAX_ZOOM)
    across, down = round(width / cell_px[0]), round(height / cell_px[1])
    return min(max(1, across), columns), min(max(1, down), rows)


def palette_png(image: Image.Image) -> bytes:
    """A PNG of 256 colours with dithering: a third of the bytes of one in full colour, hardly to be told apart."""
    # `dither` counts only when a palette is given, so the palette is made first.
    palette = image.quantize(256, method=Image.Quantize.FASTOCTREE)
    buffer = io.BytesIO()
    dithered = image.quantize(palette=palette, dither=Image.Dither.FLOYDSTEINBERG)
    dithered.save(buffer, "PNG", compress_level=6)
    return buffer.getvalue()


def placeholder_strips(image_id: int, columns: int, rows: int, background: Color) -> list[Strip]:
    """The cells that show an uploaded picture. Their background has to be set, else dark bands appear."""
    style = Style.from_color(Color.from_ansi(colour_of(image_id)), background)
    return [Strip([Segment(text, style)], columns) for text in placeholder_rows(image_id, columns, rows)]

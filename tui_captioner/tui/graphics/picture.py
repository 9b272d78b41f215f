"""A picture made ready to be shown: decoded, scaled, drawn in text cells, encoded for terminals that take more."""

from __future__ import annotations

import math
import typing
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from time import perf_counter

from PIL import Image
from textual.strip import Strip

from tui_captioner.storage.images.images import Scaled, fitted, load_scaled
from tui_captioner.tui.graphics.kitty_commands import MAX_CELLS
from tui_captioner.tui.graphics.protocol import Protocol
from tui_captioner.tui.graphics.quality import RULES, Quality
from tui_captioner.tui.graphics.renderers.base import Drawing, Frame, Piece
from tui_captioner.tui.graphics.renderers.registry import RENDERERS
from tui_captioner.tui.graphics.text_cells import shrink_to_cells

MAX_ZOOM = 2.0
"""How far small pictures are enlarged, unless another measure is asked for."""

Rgb = tuple[int, int, int]
Part = tuple[float, float, float, float]
"""Left, top, right and bottom of a part, as fractions of the upright picture."""


class Load(typing.Protocol):
    """Decodes a picture and shrinks it into a box, as `storage.images.load_scaled` does."""

    def __call__(
        self,
        path: Path,
        box_px: tuple[int, int],
        background: Rgb = ...,
        *,
        max_pixels: int | None = ...,
        cancelled: Callable[[], bool] | None = ...,
        region: Part | None = ...,
        chequered: bool = ...,
    ) -> Scaled:
        """The picture, or the part of it.

        Raises:
            ImageUnreadable: If it can't be shown.
            LoadCancelled: If `cancelled` said so.
        """


@dataclass(frozen=True)
class PictureRequest:
    """What is to be shown, and where.

    Attributes:
        path: The file.
        cells: Columns and rows that there are.
        cell_px: Width and height of a cell in pixels.
        protocol: The way pictures are shown.
        background: What shows through transparent pixels.
        quality: How good what is sent is to be.
        region: The part of the picture that is wanted; none: all of it.
        max_zoom: How far it is enlarged at most; none: until it fills the cells.
        chequered: Whether squares of two greys show through transparent pixels, in place of the background.
        colours: Colours that a palette has at most.
        limit_px: Width and height of the largest picture that the terminal takes, if it has a limit.
        whole: Whether it has to be sent in one piece.
    """

    path: Path
    cells: tuple[int, int]
    cell_px: tuple[int, int]
    protocol: Protocol
    background: Rgb
    quality: Quality = Quality.NORMAL
    region: Part | None = None
    max_zoom: float | None = MAX_ZOOM
    chequered: bool = False
    colours: int = 256
    limit_px: tuple[int, int] | None = None
    whole: bool = False


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
        drawing: How its text cells are drawn.
        small: The pixels of its text cells. The cells themselves take a hundred times the memory.
        milliseconds: How long decoding and scaling took.
        payload: What is sent; empty until `encode` has run, and where nothing is.
    """

    path: Path
    source_size: tuple[int, int]
    frames: int
    columns: int
    rows: int
    drawing: Drawing
    small: Image.Image
    milliseconds: float
    payload: tuple[Piece, ...] = ()
    _encode: Callable[[], tuple[Piece, ...]] | None = field(default=None, repr=False)
    _image_bytes: int = 0

    @property
    def memory(self) -> int:
        """Bytes it takes, for the cache."""
        pending = self._image_bytes if self._encode is not None else 0
        return self.small.width * self.small.height * 3 + pending + self.payload_bytes

    @property
    def payload_bytes(self) -> int:
        """Bytes of what is sent."""
        return sum(len(piece.data) for piece in self.payload)

    def draw(self) -> list[Strip]:
        """Its text cells, a strip per row."""
        return self.drawing.draw(self.small)

    def encode(self) -> None:
        """Make what is sent; does nothing if it is there or nothing is sent at all."""
        if self._encode is not None:
            self.payload = self._encode()
            self._encode = None


def identify(request: PictureRequest) -> PictureKey:
    """The key under which a picture is kept.

    Raises:
        OSError: If there is no such file.
    """
    status = request.path.stat()
    return request, status.st_mtime_ns, status.st_size


def prepare(request: PictureRequest, cancelled: Callable[[], bool], load: Load = load_scaled) -> Picture:
    """Decode a picture and scale it for its text cells.

    Raises:
        ImageUnreadable: If it can't be shown.
        LoadCancelled: If nobody wants it any more.
    """
    began = perf_counter()
    renderer, rules = RENDERERS[request.protocol], RULES[request.quality]
    columns, rows = request.cells
    across, down = renderer.drawing.dots
    box = (columns * request.cell_px[0], rows * request.cell_px[1])
    # Four pixels for each dot of a cell are enough to scale down smoothly.
    budget = columns * rows * across * down * 4 if renderer.encode is None else rules.pixels
    scaled = load(
        request.path,
        box,
        request.background,
        max_pixels=budget,
        cancelled=cancelled,
        region=request.region,
        chequered=request.chequered,
    )
    cells = cells_of(request, scaled.source_size)
    picture = Picture(
        path=request.path,
        source_size=scaled.source_size,
        frames=scaled.frames,
        columns=cells[0],
        rows=cells[1],
        drawing=renderer.drawing,
        small=shrink_to_cells(scaled.image, *cells, renderer.drawing.dots),
        milliseconds=(perf_counter() - began) * 1000,
    )
    if renderer.encode is not None:
        colours = min(rules.colours, request.colours)
        frame = Frame(cells, request.cell_px, colours, rules.jpeg, rules.dither, request.whole)
        picture._encode = partial(renderer.encode, scaled.image, frame)
        picture._image_bytes = scaled.image.width * scaled.image.height * 3
    return picture


def cells_of(request: PictureRequest, source: tuple[int, int]) -> tuple[int, int]:
    """Columns and rows that the wanted part of a picture takes, which is so large in its file."""
    left, top, right, bottom = request.region or (0.0, 0.0, 1.0, 1.0)
    part = max(1, round(source[0] * (right - left))), max(1, round(source[1] * (bottom - top)))
    cells = cells_for(part, request.cells, request.cell_px, request.max_zoom)
    if not RENDERERS[request.protocol].exact:
        return cells
    # Nothing stretches these pixels, so fewer of them make a smaller picture.
    pixels = cells[0] * request.cell_px[0], cells[1] * request.cell_px[1]
    widest = request.limit_px[0] if request.limit_px else pixels[0]
    # A limit of height does not matter, as pictures go in pieces of a few rows.
    shrink = min(1.0, math.sqrt(RULES[request.quality].pixels / (pixels[0] * pixels[1])), widest / pixels[0])
    return max(1, math.floor(cells[0] * shrink)), max(1, math.floor(cells[1] * shrink))


def cells_for(
    source: tuple[int, int],
    cells: tuple[int, int],
    cell_px: tuple[int, int],
    max_zoom: float | None = MAX_ZOOM,
) -> tuple[int, int]:
    """Columns and rows that a picture takes of those there are, its proportions kept."""
    columns, rows = min(cells[0], MAX_CELLS), min(cells[1], MAX_CELLS)
    zoom = math.inf if max_zoom is None else max_zoom
    width, height = fitted(source, (columns * cell_px[0], rows * cell_px[1]), max_zoom=zoom)
    across, down = round(width / cell_px[0]), round(height / cell_px[1])
    return min(max(1, across), columns), min(max(1, down), rows)


@dataclass(frozen=True)
class View:
    """Which part of a picture is looked at.

    Attributes:
        region: The part; none: all of it.
        max_zoom: How far it is enlarged at most; none: until it fills the cells.
    """

    region: Part | None = None
    max_zoom: float | None = MAX_ZOOM

"""What pictures are made of: the request for one, how it is drawn and sent, the ready picture, the view of it."""

from __future__ import annotations

import typing
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from textual.strip import Strip

from tui_captioner.tui.graphics.protocol import Protocol
from tui_captioner.tui.graphics.quality import Quality

if TYPE_CHECKING:
    from PIL import Image

    from tui_captioner.storage.images.loaded_pictures import Scaled

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


class Drawing(NamedTuple):
    """A way to draw a picture in text cells, which every terminal shows at once.

    Attributes:
        dots: Pixels of a cell, across and down.
        draw: Turns pixels into cells, a strip per row.
        coloured: Whether it uses colours at all.
    """

    dots: tuple[int, int]
    draw: Callable[[Image.Image], list[Strip]]
    coloured: bool = True


class Frame(NamedTuple):
    """What a picture is encoded for.

    Attributes:
        cells: Columns and rows it fills.
        cell_px: Width and height of a cell in pixels.
        colours: Colours of its palette at most.
        jpeg: Pillow's quality of a JPEG.
        dither: Whether the colours of a palette are mixed by dots.
        whole: Whether all of it is to be in one piece.
    """

    cells: tuple[int, int]
    cell_px: tuple[int, int]
    colours: int
    jpeg: int
    dither: bool = True
    whole: bool = False


class Piece(NamedTuple):
    """A part of an encoded picture, over the whole of its width.

    Attributes:
        top: Its first row of cells, counted from the picture's first.
        rows: Rows of cells it fills.
        data: What the terminal is to be sent, without the way there.
    """

    top: int
    rows: int
    data: bytes


class Spot(NamedTuple):
    """Where the first cell of a picture stands on the screen, counted from 0."""

    x: int
    y: int


class PictureRequest(NamedTuple):
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
        pending: Makes what is sent, until `encode` has run.
        pending_bytes: Memory that is held until then.
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
    pending: Callable[[], tuple[Piece, ...]] | None = field(default=None, repr=False)
    pending_bytes: int = 0

    @property
    def memory(self) -> int:
        """Bytes it takes, for the cache."""
        waiting = self.pending_bytes if self.pending is not None else 0
        return self.small.width * self.small.height * 3 + waiting + self.payload_bytes

    @property
    def payload_bytes(self) -> int:
        """Bytes of what is sent."""
        return sum(len(piece.data) for piece in self.payload)

    def draw(self) -> list[Strip]:
        """Its text cells, a strip per row."""
        return self.drawing.draw(self.small)

    def encode(self) -> None:
        """Make what is sent; does nothing if it is there or nothing is sent at all."""
        if self.pending is not None:
            self.payload = self.pending()
            self.pending = None


class View(NamedTuple):
    """Which part of a picture is looked at.

    Attributes:
        region: The part; none: all of it.
        max_zoom: How far it is enlarged at most; none: until it fills the cells.
    """

    region: Part | None = None
    max_zoom: float | None = MAX_ZOOM

"""A picture made ready to be shown: decoded, scaled, drawn in text cells, encoded for terminals that take more."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial
from time import perf_counter

from tui_captioner.storage.images.image_views import fitted
from tui_captioner.tui.graphics.kitty_commands import MAX_CELLS
from tui_captioner.tui.graphics.model import MAX_ZOOM, Frame, Load, Picture, PictureKey, PictureRequest
from tui_captioner.tui.graphics.quality import RULES
from tui_captioner.tui.graphics.renderers.registry import RENDERERS
from tui_captioner.tui.graphics.text_cells import shrink_to_cells


def identify(request: PictureRequest) -> PictureKey:
    """The key under which a picture is kept.

    Raises:
        OSError: If there is no such file.
    """
    status = request.path.stat()
    return request, status.st_mtime_ns, status.st_size


def prepare(request: PictureRequest, cancelled: Callable[[], bool], load: Load) -> Picture:
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
        colours = min(rules.palette(exact=renderer.exact), request.colours)
        frame = Frame(cells, request.cell_px, colours, rules.jpeg, rules.dither, request.whole)
        picture.pending = partial(renderer.encode, scaled.image, frame)
        picture.pending_bytes = scaled.image.width * scaled.image.height * 3
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

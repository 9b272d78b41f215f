"""A sheet of thumbnails, as many as fit; each has the state's sign and the name below it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from textual.containers import Horizontal, Vertical

from tui_captioner.tui.pictures import Pictures
from tui_captioner.tui.widgets.lines import Line, Lines

_WIDTH, _HEIGHT = 20, 9
"""Cells of a thumbnail with its name and a blank column, at least."""
MOST = 40
"""Thumbnails at once."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How a sheet is divided.

    Args:
        across: Thumbnails in a row.
        down: Rows of them.
    """

    across: int
    down: int

    @classmethod
    def fitting(cls, width: int, height: int) -> Shape:
        """As many as fit, one at least, `MOST` at most."""
        across = max(1, min(width // _WIDTH, MOST))
        return cls(across, max(1, min(height // _HEIGHT, MOST // across)))

    @property
    def page(self) -> int:
        """Thumbnails on a sheet."""
        return self.across * self.down

    def first(self, row: int, top: int, total: int) -> int:
        """The first image on the sheet: `top`, moved by whole rows of thumbnails until `row` is in sight.

        Args:
            row: The image that is to be seen, from 0.
            top: The first one so far.
            total: How many images there are.
        """
        line, first = row // self.across, top // self.across
        last = max(0, -(-total // self.across) - self.down)
        return max(line - self.down + 1, min(first, line, last)) * self.across


class Thumbnail(Vertical):
    """A small picture with a line below it."""

    DEFAULT_CSS = "Thumbnail { width: 1fr; height: 1fr; padding: 0 1 0 0; } Thumbnail Lines { height: 1; }"

    def __init__(self, pictures: Pictures) -> None:
        self._picture, self._below = pictures.thumbnail(), Lines()
        super().__init__(self._picture, self._below)
        self._path: Path | None = None

    def tell(self, path: Path | None, line: Line) -> None:
        """Show a picture; nothing without a path."""
        self.visible = path is not None
        self._below.show_lines([line])
        if path is not None and path != self._path:
            self._picture.show(path)
        self._path = path


class Sheet(Vertical):
    """The sheet.

    Args:
        pictures: How pictures are shown.
    """

    DEFAULT_CSS = "Sheet { height: 1fr; padding: 0 1; } Sheet Horizontal { height: 1fr; }"

    def __init__(self, pictures: Pictures, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._pictures = pictures
        self.shape = Shape(0, 0)
        self._top = 0

    async def divide(self, width: int, height: int) -> None:
        """Divide the sheet for so many cells."""
        shape = Shape.fitting(width - 2, height)
        if shape == self.shape:
            return
        self.shape = shape
        await self.remove_children()
        rows = (Horizontal(*(Thumbnail(self._pictures) for _ in range(shape.across))) for _ in range(shape.down))
        await self.mount_all(rows)

    def show(self, row: int, total: int, path_of: Callable[[int], Path], line_of: Callable[[int, int], Line]) -> None:
        """Show the images around a row.

        Args:
            row: The one that is to be seen.
            total: How many images there are.
            path_of: Gives the file of a row.
            line_of: Gives the line below it, for so many cells.
        """
        cells: Sequence[Thumbnail] = list(self.query(Thumbnail))
        if not cells or not cells[0].size.width:
            return  # it is being divided
        self._top = self.shape.first(row, self._top, total)
        width = max(1, cells[0].size.width - 1)
        for at, cell in enumerate(cells, self._top):
            cell.tell(path_of(at) if at < total else None, line_of(at, width) if at < total else ())

    @property
    def in_sight(self) -> range:
        """The rows that are shown."""
        return range(self._top, self._top + self.shape.page)

"""A list of any length, of which only the rows in sight are worked out and drawn."""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.message import Message

from tui_captioner.tui.widgets.lines import Line, Lines

DrawRow = Callable[[int, int], Line]
"""Gives the line of a row: its number, and the cells that it has."""


class RowList(Lines):
    """Rows with a cursor that is always in sight. It knows how many rows there are, not what is in them."""

    DEFAULT_CSS = """
    RowList { height: 1fr; }
    """

    class Resized(Message):
        """There is room for another number of rows."""

    def __init__(self, draw: DrawRow, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._draw = draw
        self.total = 0
        self.cursor = 0
        self._top = 0

    @property
    def page(self) -> int:
        """Rows that are in sight at once."""
        return max(1, self.size.height)

    @property
    def visible_rows(self) -> range:
        """The rows in sight."""
        return range(self._top, min(self.total, self._top + self.page))

    def set_total(self, total: int) -> None:
        """There are so many rows now; the cursor stays where it can."""
        self.total = total
        self.go_to(self.cursor)

    def go_to(self, row: int) -> None:
        """Put the cursor on a row, the first or the last if it lies beyond, and bring it into sight."""
        self.cursor = max(0, min(row, self.total - 1))
        self._top = max(self.cursor - self.page + 1, min(self._top, self.cursor, max(0, self.total - self.page)))

    def go_to_in_place(self, row: int) -> None:
        """Put the cursor on a row that then stands where the cursor stands now, as far as the list allows."""
        line = self.cursor - self._top
        self.cursor = max(0, min(row, self.total - 1))
        self._top = max(0, self.cursor - line)
        self.go_to(self.cursor)

    def move(self, step: int) -> None:
        """Move the cursor by so many rows."""
        self.go_to(self.cursor + step)

    def redraw(self) -> None:
        """Draw the rows in sight anew, as far as they changed."""
        self.go_to(self.cursor)
        width = self.size.width
        if width:
            self.show_lines([self._draw(row, width) for row in self.visible_rows])

    def on_resize(self, _: events.Resize) -> None:
        """More or fewer rows fit."""
        self.post_message(self.Resized())

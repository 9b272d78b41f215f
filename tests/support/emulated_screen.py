"""The cells of a terminal's screen, as a terminal emulator draws them: each with its character and all of its look."""

from __future__ import annotations

from typing import Any

import pyte

Shown = tuple[object, ...]

_DIM, _NOT_BOLD = 2, 22
_PARTS_OF_COLOUR = {5: 3, 2: 5}


class _Screen(pyte.Screen):
    """pyte's, with dim letters too; they are noted as blinking, which nothing of ours is."""

    def select_graphic_rendition(self, *attrs: int, private: bool = False) -> None:
        super().select_graphic_rendition(*attrs, **({"private": True} if private else {}))
        numbers = list(attrs) or [0]
        while numbers:
            number = numbers[0]
            if number in (_DIM, _NOT_BOLD):
                self.cursor.attrs = self.cursor.attrs._replace(blink=number == _DIM)
            del numbers[: _PARTS_OF_COLOUR.get(numbers[1] if len(numbers) > 1 else 0, 1) if number in (38, 48) else 1]


class EmulatedScreen:
    """A terminal.

    Args:
        rows: Its height.
        columns: Its width.
    """

    def __init__(self, rows: int, columns: int) -> None:
        self._screen = _Screen(columns, rows)
        self._stream = pyte.Stream(self._screen)
        # As Textual has it: what is too long for a row does not go on in the next one.
        self._screen.reset_mode(7 << 5)

    def feed(self, text: str) -> None:
        """Draw a text."""
        self._stream.feed(text)

    def resize(self, rows: int, columns: int) -> None:
        """Change the size, as a terminal does by itself."""
        self._screen.resize(rows, columns)

    @property
    def cursor(self) -> tuple[int, int]:
        """Row and column of the cursor."""
        return self._screen.cursor.y, self._screen.cursor.x

    def dirty(self) -> set[int]:
        """The rows that something was written to since this was last asked."""
        dirty = {row for row in self._screen.dirty if row < self._screen.lines}
        self._screen.dirty.clear()
        return dirty

    def row(self, row: int) -> list[Shown]:
        """What is to be seen in a row."""
        return [_seen(self._screen.buffer[row][column]) for column in range(self._screen.columns)]


def _seen(char: Any) -> Shown:
    """A cell as somebody sees it: a blank has no weight, and a colour where there is a line or it is turned around."""
    if char.data != " ":
        return tuple(char)
    lines = char.underscore, char.strikethrough, char.reverse
    return " ", char.bg, char.fg if any(lines) else "", lines

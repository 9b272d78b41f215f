"""Tables: columns of given widths, of which as many are drawn as fit. Pure: no terminal is needed to try them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from tui_captioner.tui.widgets.lines import Line, Piece, cut

_GAP = 2
"""Cells between two columns."""
UP, DOWN = "▲", "▼"
"""Signs of the column by which rows are sorted, from the first on or from the last."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Args:
        key: Its name, by which rows have their cells.
        title: What stands over it.
        width: Its cells; where `grows`, the least that it is drawn on.
        right: Whether its texts stand at its right end, as numbers do.
        rank: Where room is short, columns of the highest rank fall away first; those of rank 0 stay.
        grows: Whether it takes the room that is left.
    """

    key: str
    title: str
    width: int
    right: bool = False
    rank: int = 0
    grows: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """The columns that fit into a width, each with its cells."""

    columns: tuple[tuple[Column, int], ...]

    @classmethod
    def fitted(cls, columns: Sequence[Column], width: int) -> Table:
        """Leave out what does not fit; the last column that grows gets what is left."""
        kept = list(columns)
        while kept and _needs(kept) > width:
            least = max(kept, key=lambda column: (column.rank, kept.index(column)))
            if not least.rank:
                break
            kept.remove(least)
        rest = max(0, width - _needs(kept))
        growing = next((column for column in reversed(kept) if column.grows), None)
        return cls(tuple((column, column.width + (rest if column is growing else 0)) for column in kept))

    def head(self, by: str, *, reverse: bool = False) -> Line:
        """The titles, with a sign at the column by which rows are sorted."""
        sign = DOWN if reverse else UP
        cells = {
            column.key: ((f"{column.title}{f' {sign}' if column.key == by else ''}", "dim"),)
            for column, _ in self.columns
        }
        return self.row(cells)

    def row(self, cells: Mapping[str, Sequence[Piece]], style: str | None = None) -> Line:
        """A row of them.

        Args:
            cells: By column what stands there; nothing where a column has none.
            style: A style for all of it, in place of those of the pieces.
        """
        pieces: list[Piece] = []
        for number, (column, width) in enumerate(self.columns):
            if number:
                pieces.append((" " * _GAP, style or ""))
            pieces += _cell(cells.get(column.key, ()), width, right=column.right)
        return tuple(pieces) if style is None else tuple((text, style) for text, _ in pieces)


def _needs(columns: Sequence[Column]) -> int:
    return sum(column.width for column in columns) + _GAP * max(0, len(columns) - 1)


def _cell(pieces: Sequence[Piece], width: int, *, right: bool) -> list[Piece]:
    """Pieces on so many cells, cut or filled up."""
    kept: list[Piece] = []
    room = width
    for text, style in pieces:
        shown = cut(text, room)
        room -= cell_len(shown)
        if shown:
            kept.append((shown, style))
    blank: list[Piece] = [(" " * room, "")] if room else []
    return [*blank, *kept] if right else [*kept, *blank]

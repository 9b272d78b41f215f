"""A number as a row of the list: how many images, their share with a bar, what they have, what else is to be said."""

from __future__ import annotations

from rich.cells import cell_len

from tui_captioner.domain.statistics.shares import percent
from tui_captioner.domain.statistics.told import Row
from tui_captioner.tui.numbers.listing import Item
from tui_captioner.tui.widgets.lines import Line, Piece, cut

_COUNT, _SHARE = 9, 6
_BAR, _BAR_NEEDS = 16, 60
"""Cells of a bar, and those of a row from which there is room for it."""


def item_line(item: Item, width: int, *, here: bool) -> Line:
    """A line of the list.

    Args:
        item: What it shows.
        width: Cells of the line.
        here: Whether the cursor is on it.
    """
    if item.row is not None:
        return _row_line(item.row, width, here=here)
    if item.more:
        return (("> " if here else "  ", "accent"), (f"{'':{_COUNT}} … {item.more:,} more", "dim"))
    title: Piece = (cut(item.section.title, width), "strong")
    room = width - cell_len(title[0]) - 2
    return (title, ("  ", ""), (cut(item.section.note, room), "dim")) if room > 0 and item.section.note else (title,)


def _row_line(row: Row, width: int, *, here: bool) -> Line:
    pieces: list[Piece] = [
        ("> " if here else "  ", "accent"),
        (f"{row.images:>{_COUNT},}", ""),
        (f"{percent(row.images, row.whole):>{_SHARE}}  ", "dim"),
    ]
    if width >= _BAR_NEEDS:
        pieces += [*share_bar(row.images, row.whole, _BAR), ("  ", "")]
    room = width - sum(cell_len(text) for text, _ in pieces)
    label = cut(row.label, room)
    pieces.append((label, "strong" if here else ""))
    room -= cell_len(label) + 2
    if row.note and room > 3:
        pieces += [("  ", ""), (cut(row.note, room), "dim")]
    return tuple(pieces)


def share_bar(part: int, whole: int, cells: int) -> Line:
    """A thin bar for a share; empty only for nothing, and full only for all."""
    filled = cells * part // whole if whole else 0
    if part and not filled:
        filled = 1
    return tuple(piece for piece in (("━" * filled, "accent"), ("─" * (cells - filled), "line")) if piece[0])

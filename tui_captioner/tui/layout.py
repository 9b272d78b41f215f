"""How the composer divides the window. Depends on the size alone, so nothing moves when the next image comes."""

from __future__ import annotations

from dataclasses import dataclass

NARROW = 66
"""Columns below which there is no room for a picture beside the slots."""
_EXTRA_ROWS = 10
"""Rows beyond one per slot that are of use; more would only tear slots and input apart."""
_HEADER, _STATUS, _INPUT = 1, 1, 1


@dataclass(frozen=True, slots=True)
class Layout:
    """Sizes in cells.

    Args:
        picture: Columns of the picture, 0 for none.
        slots: Rows of the slots.
        gap: Blank rows before and after the input.
        suggestions: Rows of suggestions; none in a window of five rows.
        caption: Rows of the caption.
    """

    picture: int
    slots: int
    gap: int
    suggestions: int
    caption: int


def plan(width: int, height: int, slots: int, *, picture: bool = True) -> Layout:
    """Divide a window.

    Args:
        width: Columns of the window.
        height: Rows of the window.
        slots: How many slots there are.
        picture: Whether the user wants to see the picture.
    """
    caption = 4 if height >= 40 else 3 if height >= 22 else 2 if height >= 12 else 1
    room = max(1, height - _HEADER - _STATUS - caption - _INPUT)
    gap = 1 if room >= slots + 10 else 0
    room -= 2 * gap
    suggestions = max(1, min(9, room - slots)) if room >= slots + 4 else room // 2
    columns = 0
    if picture and width >= NARROW:
        columns = min(width - 48, max(24, round(width * 0.46)))
    rows = max(1, min(room - suggestions, slots + _EXTRA_ROWS))
    return Layout(columns, rows, gap, suggestions, caption)


def share_rows(rows: int, keys: tuple[str, ...], roomy: tuple[str, ...]) -> dict[str, int]:
    """How many rows each slot gets: one each, what is left in turn to those that hold much, then to all.

    Args:
        rows: Rows there are; with fewer than slots, each gets one and the list is scrolled.
        keys: The slots.
        roomy: Slots that usually hold many tags, the fullest first.
    """
    shares = dict.fromkeys(keys, 1)
    left = rows - len(keys)
    order = [key for key in roomy if key in shares] or list(keys)
    place = 0
    while left > 0:
        shares[order[place % len(order)]] += 1
        place += 1
        left -= 1
    return shares

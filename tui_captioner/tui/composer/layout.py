"""How the composer divides the window. Depends on the size alone, so nothing moves when the next image comes."""

from __future__ import annotations

from dataclasses import dataclass

NARROW = 76
"""Columns below which there is no room for a picture beside the slots."""
_WISHES = ((3, 9, 1, 1), (2, 9, 1, 1), (2, 9, 1, 0), (2, 7, 1, 0), (1, 9, 1, 1), (1, 9, 1, 0))
"""Rows per slot, rows of suggestions, blank rows around the input, blank rows under the header and over the caption:
the first of these that fits. More rows per slot would only tear slots and input apart."""
_HEADER, _STATUS, _INPUT = 1, 1, 1


@dataclass(frozen=True, slots=True)
class Layout:
    """Sizes in cells.

    Args:
        picture: Columns of the picture, 0 for none.
        slots: Rows of the slots; where there is room, the same number for each.
        gap: Blank rows before and after the input.
        margin: Blank rows under the header and over the caption.
        suggestions: Rows of suggestions.
        caption: Rows of the caption.
    """

    picture: int
    slots: int
    gap: int
    margin: int
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
    for each, suggestions, gap, margin in _WISHES:
        if slots * each + suggestions + 2 * (gap + margin) <= room:
            break
    else:
        each, gap, margin = 0, 0, 0
        suggestions = max(1, min(9, room - slots)) if room >= slots + 4 else room // 2
    rows = slots * each or max(1, min(slots, room - suggestions))
    columns = 0
    if picture and width >= NARROW:
        columns = min(width - 52, max(24, round(width * 0.46)))
    return Layout(columns, rows, gap, margin, suggestions, caption)

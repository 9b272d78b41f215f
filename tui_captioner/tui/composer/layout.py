"""How the composer divides the window. Depends on the size alone, so nothing moves when the next image comes."""

from __future__ import annotations

from typing import NamedTuple

NARROW = 76
"""Columns below which there is no room for a picture beside the slots."""
_SPACIOUS = 140
"""Columns from which the caption stands beside the picture too, which so gets all the height."""
_BESIDE = 52
"""Columns that slots and input need beside a picture."""
_BESIDE_SPACIOUS = 92
"""The same where there is plenty: two columns of suggestions, and slots that seldom need a second row."""
_TWO_COLUMNS = 76
"""Columns beside the picture from which suggestions stand in two columns."""
_WISHES = ((2, 9, 1, 1), (2, 9, 1, 0), (2, 7, 1, 0), (1, 9, 1, 1), (1, 9, 1, 0))
"""Rows per slot, rows of suggestions, blank rows around the input, blank rows under the header and over the caption:
the first of these that fits. More rows per slot would only tear slots and input apart."""
_HEADER, _STATUS, _INPUT = 1, 1, 1


class Layout(NamedTuple):
    """Sizes in cells.

    Args:
        picture: Columns of the picture, 0 for none.
        slots: Rows of the slots; where there is room, the same number for each.
        gap: Blank rows before and after the input.
        margin: Blank rows under the header and over the caption.
        suggestions: Rows of suggestions.
        caption: Rows of the caption.
        columns: Columns of suggestions, each of that many rows.
        caption_beside: Whether the caption stands beside the picture, not below it.
    """

    picture: int
    slots: int
    gap: int
    margin: int
    suggestions: int
    caption: int
    columns: int = 1
    caption_beside: bool = False


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
    columns = _picture_columns(width, height) if picture else 0
    beside = columns > 0 and width >= _SPACIOUS
    if beside:
        caption += 2  # its lines are shorter, and there is room
        caption = max(1, min(caption, height - _HEADER - _STATUS - _INPUT - rows - suggestions - 2 * (gap + margin)))
    two = width - columns - 2 >= _TWO_COLUMNS
    return Layout(columns, rows, gap, margin, suggestions, caption, 2 if two else 1, beside)


def _picture_columns(width: int, height: int) -> int:
    """Columns of the picture; 0 where there is no room for it."""
    if width < NARROW:
        return 0
    usual = round(width * 0.46)
    if width < _SPACIOUS:
        return min(width - _BESIDE, max(24, usual))
    # A cell is a little more than twice as high as wide: this makes a square.
    return min(width - _BESIDE_SPACIOUS, max(usual, round(2.2 * (height - _HEADER - _STATUS))))

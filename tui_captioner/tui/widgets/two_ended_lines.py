"""Lines that are filled from both ends: facts to the left, keys to the right."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from tui_captioner.domain.text import visible
from tui_captioner.tui.widgets.lines import Line, Piece, cut, width_of

_GAP = "  "
"""Between the keys that the status line reminds of."""
_END = "; "
"""Before what a message ends with."""


def spread(left: Sequence[Piece], right: Sequence[Piece], width: int) -> Line:
    """Pieces at both ends of a line; where they do not fit, the left ones are cut first.

    Of these the first is cut before what it ends with, which is the key that takes back what was done: `Done: a long
    title…; Ctrl+Z takes it back`.
    """
    end = _fitting(right, width - 1)
    room = width - width_of(tuple(end)) - 1
    kept = _fitting(_shortened(left, room), room)
    return (*kept, (" " * max(1, room - width_of(tuple(kept)) + 1), ""), *end)


def _shortened(left: Sequence[Piece], room: int) -> Sequence[Piece]:
    """The pieces with the first one cut in its middle, where there is no room for all, and room enough for its end."""
    if not left or width_of(tuple(left)) <= room:
        return left
    (text, style), *others = left
    said, mark, end = visible(text).rpartition(_END)
    for_said = room - width_of(((f"{mark}{end}", ""), *others))
    return [(f"{cut(said, for_said)}{mark}{end}", style), *others] if mark and for_said > room // 3 else left


def _fitting(pieces: Sequence[Piece], room: int) -> list[Piece]:
    kept: list[Piece] = []
    for text, style in pieces:
        shown = cut(text, room)
        room -= cell_len(shown)
        if shown:
            kept.append((shown, style))
        if shown != visible(text):
            break
    return kept


def with_keys(left: Sequence[Piece], keys: Sequence[str], width: int, *, least: int = 0) -> Line:
    """A line with as many keys at its right end as leave the rest whole.

    Args:
        left: The rest.
        keys: A key and what it does each; the last one is the last to go.
        width: Columns of the line.
        least: Keys that stay even if the rest has to be cut for them.
    """
    room = width - width_of(tuple(left)) - len(_GAP)
    while len(keys) > least and cell_len(_GAP.join(keys)) > room:
        keys = keys[1:]
    return spread(left, [(_GAP.join(keys), "faint")], width)

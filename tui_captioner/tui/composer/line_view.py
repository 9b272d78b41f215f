"""How a line without commas was cut, as lines of styled text."""

from __future__ import annotations

from tui_captioner.domain.line_cutting.cutter import CutLine
from tui_captioner.domain.text import visible
from tui_captioner.tui.widgets.lines import Line, Piece, cut, width_of

_BORDER = (" · ", "faint")
_BEFORE = ("… ", "faint")


def cut_lines(line: CutLine, width: int) -> list[Line]:
    """The tags of a line in the order in which they were said, its end if it is too long; what became of other words.

    Args:
        line: The line.
        width: Columns of the lines.
    """
    said = [(f"{visible(one.text)} ?", "unsure") if one.doubtful else (visible(one.text), "") for one in line.cuts]
    notes = [f"{visible(one.said)} → {visible(one.text)}" for one in line.cuts if one.changed]
    if line.dropped:
        notes.append(f"dropped: {visible(' '.join(line.dropped))}")
    told: list[Line] = [((cut(f"({'; '.join(notes)})", width), "warn"),)] if notes else []
    return [_end_of(said, width), *told]


def _end_of(pieces: list[Piece], width: int) -> Line:
    """The last pieces that fit, parted, with a sign for those before."""
    shown: list[Piece] = []
    for place, piece in reversed(list(enumerate(pieces))):
        longer = [piece, *([_BORDER, *shown] if shown else [])]
        if shown and width_of(tuple(longer)) + (width_of((_BEFORE,)) if place else 0) > width:
            return (_BEFORE, *shown)
        shown = longer
    return tuple(shown)

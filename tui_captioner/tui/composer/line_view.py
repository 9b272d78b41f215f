"""How a line without commas was cut, as pieces of styled text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_captioner.domain.text import visible
from tui_captioner.tui.widgets.lines import Line, Piece, cut

if TYPE_CHECKING:
    from tui_captioner.domain.line_cutting.cutter import Cut, CutLine


def cut_pieces(line: CutLine) -> list[Piece]:
    """The tags of a line in the order in which they were said, a sign behind those that may end elsewhere."""
    return [(f"{one.text} ?", "unsure") if one.doubtful else (one.text, "") for one in line.cuts]


def changes_line(line: CutLine, width: int) -> Line:
    """What became of the words that are not written as they were said; nothing where there are none.

    Args:
        line: The line.
        width: Columns.
    """
    notes = list(dict.fromkeys(_change(one) for one in line.cuts if one.changed))
    if line.dropped:
        notes.append(f"dropped: {' '.join(line.dropped)}")
    return ((cut(f"({visible('; '.join(notes))})", width), "warn"),) if notes else ()


def _change(one: Cut) -> str:
    """The words of a tag that were changed, and what into; all of them where there are more or fewer now."""
    said, written = one.said.split(), one.text.replace("_", " ").split()
    if len(said) != len(written):
        return f"{one.said} → {one.text}"
    pairs = zip(said, written, strict=True)
    return ", ".join(f"{was} → {now}" for was, now in pairs if was.lower() != now.lower())

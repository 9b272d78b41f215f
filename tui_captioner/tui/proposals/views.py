"""The difference of one image as a line: what goes, what comes, and its neighbours."""

from __future__ import annotations

from collections.abc import Sequence

from tui_captioner.domain.difference import Part, parts
from tui_captioner.domain.text import visible
from tui_captioner.services.bulk.proposed import ImageChange
from tui_captioner.tui.widgets.lines import Line, Piece

_BESIDE = 1
"""Pieces that stay which are shown on each side of one that goes or comes."""


def change_pieces(change: ImageChange, *, whole: bool = False) -> list[Piece]:
    """What changes in an image.

    Args:
        change: The change.
        whole: Whether all that stays is shown too.
    """
    pieces: list[Piece] = []
    if change.why:
        pieces.append((f"! {change.why}  ", "warn"))
    for number, sample in enumerate(change.texts):
        if number:
            pieces.append((f"  caption {number + 1}: ", "faint"))
        pieces += text_pieces(parts(sample.before, sample.after), whole=whole)
    for text, before, after in change.moves:
        pieces.append((f"{text}: {before} → {after}  ", ""))
    if change.state:
        pieces.append((f"  {change.state[0]} → {change.state[1]}", "dim"))
    if change.note:
        pieces.append((f"  note: {change.note[0] or '(none)'} → {change.note[1] or '(none)'}", ""))
    return pieces or [("reads the same", "faint")]


def text_pieces(found: Sequence[Part], *, whole: bool = False) -> list[Piece]:
    """The pieces of a caption, those that differ standing out; signs say it too: `old → new`, `-gone-`, `+new+`."""
    near = _near([part.differs for part in found]) if not whole else {*range(len(found))}
    pieces: list[Piece] = []
    last = -1
    for place, part in enumerate(found):
        if place not in near:
            continue
        if pieces or place:
            pieces.append((", " if place == last + 1 else ("…, " if not pieces else ", …, "), "faint"))
        pieces += _part_pieces(part)
        last = place
    if last < len(found) - 1:
        pieces.append((", …" if pieces else "…", "faint"))
    return pieces


def _near(differs: Sequence[bool]) -> set[int]:
    changed = [place for place, other in enumerate(differs) if other]
    return {
        near for place in changed for near in range(max(0, place - _BESIDE), min(len(differs), place + _BESIDE + 1))
    }


def _part_pieces(part: Part) -> list[Piece]:
    if not part.differs:
        return [(part.after, "dim")]
    if not part.after:
        return [(f"-{part.before}-", "warn")]
    if not part.before:
        return [(f"+{part.after}+", "good")]
    return [(part.before, "warn"), (" → ", "faint"), (part.after, "good")]


def change_line(sign: Line, change: ImageChange, name_width: int, *, whole: bool = False) -> Line:
    """A row: a sign, the name, the difference.

    Args:
        sign: What stands in front.
        change: What changes.
        name_width: Cells for the name.
        whole: See `change_pieces`.
    """
    name = visible(change.name)
    if len(name) > name_width:
        name = "…" + name[-(name_width - 1) :]
    return (*sign, (name.ljust(name_width) + "  ", ""), *change_pieces(change, whole=whole))

"""The difference of one image as a line: what goes, what comes, and its neighbours."""

from __future__ import annotations

from collections.abc import Sequence

from tui_captioner.domain.difference import Part, parts
from tui_captioner.domain.text import visible
from tui_captioner.services.bulk.proposed import ImageChange
from tui_captioner.tui.widgets.lines import Line, Piece

_LONG = 40
"""Characters of two texts, of which one comes for the other, that are shown whole."""
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
    for title, before, after in change.marks:
        pieces.append((f"  {title}: {before} → {after}", ""))
    for sign, tag in change.drafted:
        pieces.append((f"  {sign}{visible(tag)}", "good" if sign == "+" else "warn"))
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
        pieces += _part_pieces(part, whole=whole)
        last = place
    if last < len(found) - 1:
        pieces.append((", …" if pieces else "…", "faint"))
    return pieces


def _near(differs: Sequence[bool]) -> set[int]:
    changed = [place for place, other in enumerate(differs) if other]
    return {
        near for place in changed for near in range(max(0, place - _BESIDE), min(len(differs), place + _BESIDE + 1))
    }


def _part_pieces(part: Part, *, whole: bool) -> list[Piece]:
    if not part.differs:
        return [(part.after, "dim")]
    if not part.after:
        return [(f"-{part.before}-", "warn")]
    if not part.before:
        return [(f"+{part.after}+", "good")]
    before, after = (part.before, part.after) if whole else shortened(part.before, part.after)
    return [(before, "warn"), (" → ", "faint"), (after, "good")]


def shortened(before: str, after: str) -> tuple[str, str]:
    """Two texts, of which one comes for the other, without most of the words that long ones begin or end with alike."""
    if len(before) + len(after) <= _LONG:
        return before, after
    old, new = before.split(" "), after.split(" ")
    most = min(len(old), len(new))
    begin = next((place for place in range(most) if old[place] != new[place]), most)
    end = next((place for place in range(most - begin) if old[-1 - place] != new[-1 - place]), most - begin)
    begin, end = max(0, begin - 1), max(0, end - 1)

    def middle(words: Sequence[str]) -> str:
        kept = " ".join(words[begin : len(words) - end])
        return f"{'… ' if begin else ''}{kept}{' …' if end else ''}"

    return middle(old), middle(new)


def change_line(sign: Line, change: ImageChange, name_width: int, *, whole: bool = False) -> Line:
    """A row: a sign, the name, the difference.

    Args:
        sign: What stands in front.
        change: What changes.
        name_width: Cells for the name.
        whole: See `change_pieces`.
    """
    return (*sign, name_piece(change.name, name_width), *change_pieces(change, whole=whole))


def name_piece(name: str, width: int) -> Piece:
    """The name of an image on so many cells, by its end where it is longer."""
    shown = visible(name)
    return (shown if len(shown) <= width else "…" + shown[len(shown) - width + 1 :]).ljust(width) + "  ", ""

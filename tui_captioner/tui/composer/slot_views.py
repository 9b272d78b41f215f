"""The slots and their tags as the composer draws them, and what stands at a place of that drawing."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size

from tui_captioner.domain.caption import Tag
from tui_captioner.domain.drafting.drafted import DraftedTag
from tui_captioner.domain.structure import GLOBALS
from tui_captioner.domain.text import visible
from tui_captioner.tui.composer.composing import Composing
from tui_captioner.tui.composer.marking import own_sign
from tui_captioner.tui.widgets.caption_text import machine_text, tag_text
from tui_captioner.tui.widgets.lines import Line, Piece, cut, flow, width_of

LABEL = 17
"""Cells in which the title of a slot stands."""
_COUNTED = 24
"""Columns from which a cut end of a slot says how many tags are beyond it."""


def slot_lines(state: Composing, width: int, rows: int) -> list[Line]:
    """The slots with their tags; each has a fixed number of rows, so nothing moves."""
    shown, each = _shown_slots(state, rows)
    return [line for key in shown for line in _slot(state, key, width, each)]


def _shown_slots(state: Composing, rows: int) -> tuple[Sequence[str], int]:
    """The slots that there is room for, that at hand among them, and the rows of each."""
    keys = state.session.structure.keys
    if rows >= len(keys):
        return keys, rows // len(keys)
    first = max(0, min(keys.index(state.slot) - rows // 2, len(keys) - rows))
    return keys[first : first + rows], 1


def slot_at(state: Composing, width: int, rows: int, row: int, column: int) -> tuple[str, int | None] | None:
    """The slot that is drawn at a place of `slot_lines`, and which of its tags; None beside all of them."""
    shown, each = _shown_slots(state, rows)
    if not 0 <= row // each < len(shown):
        return None
    key = shown[row // each]
    lines, place = _tags_of(state, key, width, each)
    pieces = [tag_piece(state, key, number, tag) for number, tag in enumerate(state.tags(key))]
    for number, line in enumerate(lines):
        cell = _label_room(width) + width_of(_left_out_words(state, key, width))
        for piece in line:
            end = cell + width_of((piece,))
            if place < len(pieces) and _is_drawn(piece, pieces[place]):
                if number == row % each and cell <= column < end:
                    return key, place
                place += 1
            cell = end
    return key, None


def _is_drawn(drawn: Piece, piece: Piece) -> bool:
    """Whether what is drawn is this piece, cut perhaps, and no separator or sign."""
    text = visible(piece[0])
    return drawn[1] == piece[1] and (drawn[0] == text or (drawn[0][-1:] == "…" and text.startswith(drawn[0][:-1])))


def _label_room(width: int) -> int:
    return min(LABEL, max(4, width // 3))


def _left_out_words(state: Composing, key: str, width: int) -> Line:
    """What stands before the tags of a slot that the profile leaves out; nothing for one that is written."""
    rule = state.session.project.leaving_out
    if not rule.parts or not rule.has_slot(key):
        layers = [] if width < _COUNTED * 2 else rule.layers(key)
        return ((f"{', '.join(layers)} left out  ", "faint"),) if layers else ()
    tags = state.tags(key)
    if tags and all(tag.written for tag in tags if not tag.mark):
        return ()
    return (("left out  " if width >= _COUNTED * 2 else "⊘ ", "faint"),)


def _tags_of(state: Composing, key: str, width: int, rows: int) -> tuple[list[list[Piece]], int]:
    """The tags of a slot on its rows, and the place of the first that is shown."""
    pieces = [tag_piece(state, key, place, tag) for place, tag in enumerate(state.tags(key))]
    # Where somebody types the end is seen, elsewhere the beginning.
    current = key == state.slot
    focus = state.cursor.place if current and state.cursor.place is not None else max(0, len(pieces) - 1) * current
    proposed = state.machine.of(key)
    if state.machine.here in proposed:
        focus = len(pieces) + proposed.index(state.machine.here)
    pieces += [_proposed_piece(state, one) for one in proposed]
    room = width - _label_room(width) - width_of(_left_out_words(state, key, width))
    return window(pieces, focus, max(4, room), rows)


def _slot(state: Composing, key: str, width: int, rows: int) -> list[Line]:
    structure = state.session.structure
    current = key == state.slot
    number = structure.index(key) + 1
    room = _label_room(width)
    sign = own_sign(state, key)
    label = set_cell_size(cut(f"{number} {structure.title(key)}", room - 2 - len(sign)), room - 2 - len(sign))
    mark = "> " if current else "  "
    head: Line = ((label, "accent" if current else "dim"), *sign, (mark, "accent"))
    lines, _ = _tags_of(state, key, width, rows)
    note = _left_out_words(state, key, width)
    indent: Line = ((" " * (room + width_of(note)), ""),)
    drawn: list[Line] = [(*(indent if row else (*head, *note)), *pieces) for row, pieces in enumerate(lines)]
    return [*drawn, *([()] * (rows - len(drawn)))]


def tag_piece(state: Composing, key: str, place: int, tag: Tag) -> Piece:
    """A tag of a slot, with the sign and the style that its place and its author give it."""
    text = f"{tag_text(tag)} ?" if tag.unsure else tag_text(tag)
    if key == state.slot and place == state.cursor.place:
        return text, "chosen"
    if key == state.slot and place == state.editing:
        return text, "faint"
    if tag.is_left_out:
        return text, "faint"
    return text, "unsure" if tag.unsure else "globals" if key == GLOBALS else ""


def _proposed_piece(state: Composing, one: DraftedTag) -> Piece:
    return machine_text(one), "chosen" if one is state.machine.here else "machine"


def window(pieces: Sequence[Piece], focus: int, width: int, rows: int) -> tuple[list[list[Piece]], int]:
    """The pieces on at most `rows` lines, the one in focus among them, and the place of the first.

    From the first piece on if they can, so that the beginning is seen; a cut end says how many are beyond it, with `?`
    where an unsure one is among them.
    """
    # No more than this many fit: beside each stands a separator.
    most = rows * (width // 4 + 1)
    first = max(0, focus - most)
    while True:
        start = _sign(pieces[:first], "+{} … ", "… ", width)
        lines, shown = _from_first(pieces[first:], most, width - cell_len(start[0]), rows)
        if first + shown > focus or first == focus:
            break
        first += 1
    if first:
        lines[0] = [start, *lines[0]]
    return lines, first


def _from_first(pieces: Sequence[Piece], most: int, width: int, rows: int) -> tuple[list[list[Piece]], int]:
    """As many of the pieces as fit, on lines, and how many these are."""
    lines = flow(pieces[: most + 1], width)
    if len(lines) <= rows:
        return lines, len(pieces)
    # The sign stands in place of the separator behind the last piece, and is at most six cells wider.
    lines = flow(pieces[: most + 1], max(2, width - 6))[:rows]
    shown = _count(lines)
    lines[-1] = [*lines[-1][:-1], _sign(pieces[shown:], " … +{}", " …", width)]
    return lines, shown


def _sign(hidden: Sequence[Piece], long: str, short: str, width: int) -> Piece:
    """What stands for pieces that are not shown; empty if there are none."""
    if not hidden:
        return "", ""
    unsure = any(style == "unsure" for _, style in hidden)
    number = f"{len(hidden)}{'?' if unsure else ''}"
    return (long.format(number) if width >= _COUNTED and len(hidden) < 1000 else short), "unsure" if unsure else "faint"


def _count(lines: Sequence[Sequence[Piece]]) -> int:
    """How many tags stand on these lines; behind each but the last stands a separator."""
    return sum((len(line) + 1) // 2 for line in lines)

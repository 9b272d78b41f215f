"""What the composer's lines say: from its state to lines of styled text. Pure: no terminal is needed to try them."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size

from tui_captioner.domain.caption import Tag
from tui_captioner.domain.structure import GLOBALS
from tui_captioner.domain.text import visible
from tui_captioner.tui.composer.composing import Composing
from tui_captioner.tui.composer.status_view import status
from tui_captioner.tui.composer.token_views import with_limits
from tui_captioner.tui.widgets.caption_text import tag_text, text_pieces
from tui_captioner.tui.widgets.lines import Line, Piece, cut, flow, wrap
from tui_captioner.tui.widgets.two_ended_lines import spread

__all__ = ["caption_lines", "header", "prompt", "run_text", "saved_word", "slot_lines", "status", "suggestion_lines"]

_LABEL = 17
_SUGGESTION = 44
"""Cells of a row of suggestions, so that the count does not stand far from its tag."""
_WIDE = 60
"""Columns from which the header has room for the folder's name."""
_COUNTED = 24
"""Columns from which a cut end of a slot says how many tags are beyond it."""
_STATE_STYLE = {"done": "good", "reviewed": "good", "flagged": "warn"}


def header(state: Composing, folder: str, pixels: str, width: int) -> Line:
    """Dataset, place, file name and size in pixels; state of the image and of its sidecar."""
    session = state.session
    if not state.name:
        return spread([(folder, "strong")], [], width)
    record = session.record(state.name)
    place = walked_place(state)
    left: list[Piece] = [(cut(folder, width // 4), "dim"), ("  ", "")] if width >= _WIDE else []
    left += [(place, "strong"), ("  ", ""), (state.name, ""), ("  ", "")]
    left += [(cut(state.scope.asked.text, width // 3), "accent"), ("  ", "")] if state.scope.is_filtered else []
    count = len(state.captions)
    which: list[Piece] = [(f"caption {state.alternative + 1}/{count}", "accent"), ("  ", "")] if count > 1 else []
    right = [*which, (record.state, _STATE_STYLE.get(record.state, "dim")), ("  ", ""), saved_word(state)]
    return spread([*left, (pixels, "dim")], right, width)


def walked_place(state: Composing) -> str:
    """Which image of how many this is, among those that are gone through; `-` for one that is not."""
    session, scope = state.session, state.scope
    if scope.is_all:
        return f"{session.place(state.name) + 1}/{len(session.names)}"
    row = scope.row(state.name)
    return f"{'-' if row is None else row + 1}/{len(scope)} of {len(session.names)}"


def saved_word(state: Composing) -> Piece:
    """Whether what is on the screen is on disk."""
    session = state.session
    if session.project.read_only:
        return "read-only", "warn"
    if session.problem(state.name):
        return "sidecar unreadable", "error"
    if session.lock(state.name):
        return "read-only", "warn"
    problem = session.save_state(state.name)
    if problem:
        return ("NOT SAVED", "error") if problem.startswith("NOT SAVED") else ("project only", "warn")
    return ("saved", "dim") if session.row(state.name) is not None else ("unchanged", "dim")


def slot_lines(state: Composing, width: int, rows: int) -> list[Line]:
    """The slots with their tags; each has a fixed number of rows, so nothing moves."""
    keys = state.session.structure.keys
    if rows < len(keys):
        first = max(0, min(keys.index(state.slot) - rows // 2, len(keys) - rows))
        shown = keys[first : first + rows]
        return [line for key in shown for line in _slot(state, key, width, 1)]
    return [line for key in keys for line in _slot(state, key, width, rows // len(keys))]


def _slot(state: Composing, key: str, width: int, rows: int) -> list[Line]:
    structure = state.session.structure
    current = key == state.slot
    number = structure.index(key) + 1
    room = min(_LABEL, max(4, width // 2))
    label = set_cell_size(cut(f"{number} {structure.title(key)}", room - 2), room - 2)
    mark = "> " if current else "  "
    head: Line = ((label, "accent" if current else "dim"), (mark, "accent"))
    pieces = [_tag_piece(state, key, place, tag) for place, tag in enumerate(state.tags(key))]
    # Where somebody types the end is seen, elsewhere the beginning.
    focus = state.cursor.place if current and state.cursor.place is not None else max(0, len(pieces) - 1) * current
    lines, _ = _window(pieces, focus, max(4, width - room), rows)
    indent: Line = ((" " * room, ""),)
    drawn: list[Line] = [(*(indent if row else head), *pieces) for row, pieces in enumerate(lines)]
    return [*drawn, *([()] * (rows - len(drawn)))]


def _tag_piece(state: Composing, key: str, place: int, tag: Tag) -> Piece:
    text = f"{tag_text(tag)} ?" if tag.unsure else tag_text(tag)
    if key == state.slot and place == state.cursor.place:
        return text, "chosen"
    if key == state.slot and place == state.editing:
        return text, "faint"
    return text, "warn" if tag.unsure else "accent" if key == GLOBALS else ""


def _window(pieces: Sequence[Piece], focus: int, width: int, rows: int) -> tuple[list[list[Piece]], int]:
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
    unsure = any(style == "warn" for _, style in hidden)
    number = f"{len(hidden)}{'?' if unsure else ''}"
    return (long.format(number) if width >= _COUNTED and len(hidden) < 1000 else short), "warn" if unsure else "faint"


def _count(lines: Sequence[Sequence[Piece]]) -> int:
    """How many tags stand on these lines; behind each but the last stands a separator."""
    return sum((len(line) + 1) // 2 for line in lines)


def suggestion_lines(state: Composing, width: int, rows: int) -> list[Line]:
    """The suggestions: digits before predictions, aliases as `alias -> term`, how often the dataset uses each."""
    lines: list[Line] = []
    for place, suggestion in enumerate(state.rows[:rows]):
        text, matched = suggestion.term.text, suggestion.matched
        taken = state.mode == "empty" and state.is_taken(text)
        number = f"{place + 1}{'✓' if taken else ' '}" if state.mode == "empty" else "  "
        used = state.completer.used(text)
        right = [(str(used), "faint")] if used else []
        chosen = place == state.marked
        name: list[Piece] = [(text.rstrip(" _") + " …" if suggestion.begins else text, "chosen" if chosen else "")]
        if matched and matched != text:
            name = [(f"{matched} -> ", "chosen" if chosen else "dim"), *name]
        lines.append(spread([(number, "accent" if taken else "faint"), *name], right, min(width, _SUGGESTION)))
    if not lines and state.name and state.text:
        lines.append((("  new tag: Enter keeps it", "faint"),))
    return [*lines, *([()] * (rows - len(lines)))][:rows]


def caption_lines(state: Composing, width: int, rows: int) -> list[Line]:
    """The caption as the trainer will read it, the tags of the current slot standing out; its end if it is too long."""
    if not state.name:
        return [()] * rows
    written = state.written
    current = {tag.text for tag in state.tags(state.slot)}
    line = text_pieces(written, lambda text: "" if text in current else "dim")
    line = with_limits(line, state.session.tokens.counts(written.text))
    lines = wrap(line, max(1, width))
    if len(lines) > rows:
        lines = wrap(line, max(1, width - 2))[-rows:]
        lines[0] = (("… ", "faint"), *lines[0])
    return [*lines, *([()] * (rows - len(lines)))]


def run_text(state: Composing) -> str:
    """The run that one key takes, to be shown greyed on an empty input."""
    return visible(", ".join(state.run)) if state.mode == "empty" else ""


def prompt(state: Composing) -> Piece:
    """What stands before the input: which slot the text goes to, and how."""
    title = state.session.structure.title(state.slot) if state.name else ""
    if state.cursor.place is not None:
        return f"{title}: tag cursor ", "warn"
    if state.template:
        return f"{title}, {state.template}: ", "warn"
    if state.editing is not None:
        return f"{title}, edit: ", "warn"
    if state.sentence:
        return f"{title}, sentence: ", "warn"
    return f"{title}: ", "accent"

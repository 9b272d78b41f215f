"""What the composer's lines say: from its state to lines of styled text. Pure: no terminal is needed to try them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from rich.cells import set_cell_size

from tui_captioner.domain.caption_prose import INSTEAD
from tui_captioner.domain.suggest import Suggestion
from tui_captioner.domain.text import visible
from tui_captioner.services.catalogue.catalogue import catalogue_of
from tui_captioner.services.session.pasting import Pasted
from tui_captioner.tui.composer.composing import Composing
from tui_captioner.tui.composer.line_view import changes_line, cut_pieces
from tui_captioner.tui.composer.slot_views import LABEL, tag_piece, window
from tui_captioner.tui.composer.status_view import status
from tui_captioner.tui.composer.token_views import with_limits
from tui_captioner.tui.tagging.predictions import ROWS
from tui_captioner.tui.tagging.typed_line import RUN_SEPARATOR
from tui_captioner.tui.widgets.caption_text import text_pieces
from tui_captioner.tui.widgets.frame_lines import WARNING, Progress, header_line, outside_word, part
from tui_captioner.tui.widgets.lines import Line, Piece, cut, width_of, wrap
from tui_captioner.tui.widgets.two_ended_lines import spread

if TYPE_CHECKING:
    from tui_captioner.domain.line_cutting.cutter import CutLine

__all__ = ["caption_lines", "header", "prompt", "run_text", "saved_word", "status", "suggestion_lines"]

_SUGGESTION = 44
"""Cells of a row of suggestions, so that the count does not stand far from its tag."""
_BETWEEN = 2
"""Cells between two columns of suggestions."""
SEEN = "•"
"""Stands in a row whose tag a tagger sees in the picture."""
_STATES = {"done": ("✔", "good"), "reviewed": ("✔", "good"), "flagged": ("⚑", "warn")}
"""The sign and the style of a state of an image."""
_LABEL_RANK, _FILTER_RANK, _STATE_RANK, _PIXELS_RANK, _FOLDER_RANK = 1, 1, 3, 4, 5


def header(state: Composing, folder: str, pixels: str, width: int) -> Line:
    """Dataset, place, file name and size in pixels; state of the image and of its sidecar, how far the dataset is."""
    session = state.session
    if not state.name:
        return header_line([part(folder, "strong")], [], None, width)
    total, count = len(session.names), len(state.captions)
    sign, style = _STATES.get(session.record(state.name).state, ("", "dim"))
    said, how = saved_word(state)
    left = [
        part(cut(folder, width // 4), "dim", _FOLDER_RANK),
        part(walked_place(state), "strong"),
        # A long name leaves room for what became of the image.
        part(cut(state.name, max(20, width - 44))),
        part(cut(state.scope.asked.text, width // 3), "accent", _FILTER_RANK),
        part(pixels, "dim", _PIXELS_RANK),
        part(captions_read(state), "dim", _PIXELS_RANK),
    ]
    right = [
        part(f"caption {state.alternative + 1}/{count}" if count > 1 else "", "accent", _LABEL_RANK),
        part(f"{sign} {session.record(state.name).state}".lstrip(), style, _STATE_RANK),
        part(said, how, _STATE_RANK if how == "dim" else 0),
        part(outside_word(session), "warn", _LABEL_RANK),
    ]
    return header_line(left, right, Progress(session.finished.count, total), width)


def captions_read(state: Composing) -> str:
    """How far the captions of a large dataset are read, while a process of its own does that."""
    progress = catalogue_of(state.session).progress
    return "" if progress is None else f"captions read {progress.percent}%"


def walked_place(state: Composing) -> str:
    """Which image of how many this is, among those that are gone through; `-` for one that is not."""
    session, scope = state.session, state.scope
    if scope.is_all:
        return f"{session.place(state.name) + 1}/{len(session.names)}"
    row = scope.row(state.name)
    of = f" of {len(session.names)}" if scope.is_filtered else ""
    return f"{'-' if row is None else row + 1}/{len(scope)}{of}"


def saved_word(state: Composing) -> Piece:
    """Whether what is on the screen is on disk."""
    session = state.session
    if session.project.read_only:
        return f"{WARNING} read-only", "warn"
    if session.problem(state.name):
        return f"{WARNING} sidecar unreadable", "error"
    if session.lock(state.name):
        return f"{WARNING} read-only", "warn"
    problem = session.save_state(state.name)
    if problem:
        if problem.startswith("NOT SAVED"):
            return f"{WARNING} NOT SAVED", "error"
        # Else a file in another dialect is not ours to write; what it is stands in the status line.
        return f"{WARNING} {'project only' if session.image(state.name).shares_with else 'saved, a file left'}", "warn"
    return ("saved", "dim") if session.row(state.name) is not None else ("unchanged", "dim")


def suggestion_lines(state: Composing, width: int, rows: int, columns: int = 1) -> list[Line]:
    """The suggestions: digits before predictions, aliases as `alias -> term`, how often the dataset uses each.

    Args:
        state: What the composer is at.
        width: Columns of the lines.
        rows: How many lines.
        columns: How many suggestions stand side by side; they are read down each column.
    """
    found = state.to_lay
    if found is not None:
        return laid_lines(state, found, width, rows)
    if state.cuts_line and state.text.strip():
        return [((f"  {state.line_problem(state.text)}", "warn"),), *([()] * (rows - 1))][:rows]
    room = (width - _BETWEEN * (columns - 1)) // columns
    shown = [_suggestion(state, place, room, one) for place, one in enumerate(state.rows[: rows * columns])]
    if not shown and state.name and state.text:
        shown.append((("  new tag: Enter keeps it", "faint"),))
    return [_beside(shown[row::rows], room) for row in range(rows)]


def suggestion_at(state: Composing, width: int, rows: int, columns: int, row: int, column: int) -> int | None:
    """Which suggestion is drawn at a place of `suggestion_lines`, from 0; None for none."""
    room = (width - _BETWEEN * (columns - 1)) // columns
    place = column // (room + _BETWEEN) * rows + row
    return place if state.pasted is None and place < min(len(state.rows), rows * columns) else None


def _beside(lines: Sequence[Line], width: int) -> Line:
    """Lines side by side, each on so many cells."""
    pieces: list[Piece] = []
    for place, line in enumerate(lines):
        pieces += [*line, (" " * (width - width_of(line) + _BETWEEN), "")] if place + 1 < len(lines) else line
    return tuple(pieces)


def _suggestion(state: Composing, place: int, width: int, suggestion: Suggestion) -> Line:
    """One row: a digit or a mark, the term, how often it is used."""
    text, matched = suggestion.term.text, suggestion.matched
    style = "chosen" if place == state.choice else "marked" if place == state.marked else ""
    name: list[Piece] = [(text.rstrip(" _") + " …" if suggestion.begins else text, style)]
    if matched and matched != text:
        name = [(f"{matched} -> ", style or "dim"), *name]
    used = state.completer.used(text)
    right = " ".join(filter(None, (SEEN * suggestion.seen, str(used or ""))))
    return spread([_row_mark(state, place), *name], [(right, "faint")] if right else [], min(width, _SUGGESTION))


def _row_mark(state: Composing, place: int) -> Piece:
    """What stands before a row: its digit, a tick where it is taken; `>` where it is the one that `Tab` takes."""
    if state.mode == "empty":
        if place >= ROWS:
            return "  ", ""
        taken = state.is_taken(state.rows[place].term.text)
        sign = ">" if place == state.marked else "✓" if taken else " "
        return f"{place + 1}{sign}", "faint" if sign == " " else "accent"
    return ("> ", "accent") if state.mode == "typing" and place == state.marked else ("  ", "")


def laid_lines(state: Composing, found: Pasted, width: int, rows: int) -> list[Line]:
    """A pasted caption, or a line in line mode, as it would be laid: how it was cut, a line for each slot with tags."""
    structure = state.session.structure
    slots: list[Line] = []
    for key in structure.own_keys:
        tags = found.caption.tags(key)
        if tags:
            pieces = [tag_piece(state, "", 0, tag) for tag in tags]
            label = set_cell_size(cut(structure.title(key), LABEL - 2), LABEL - 2)
            (first, *_), _ = window(pieces, 0, max(4, width - LABEL), 1)
            slots.append(((f"{label}  ", "dim"), *first))
    lines = [] if found.line is None else _cut_lines(found.line, width, rows - len(slots))
    return [*lines, *slots, *([()] * (rows - len(lines) - len(slots)))][:rows]


def _cut_lines(line: CutLine, width: int, rows: int) -> list[Line]:
    """How a line was cut, on as many rows as are left, at least one: its end, where one types, and what was changed."""
    changes, pieces = changes_line(line, width), cut_pieces(line)
    told = [changes] if changes else []
    lines, _ = window(pieces, len(pieces) - 1, width, max(1, rows - len(told))) if pieces else ([], 0)
    return [*(tuple(one) for one in lines), *told]


def caption_lines(state: Composing, width: int, rows: int) -> list[Line]:
    """The caption as the trainer will read it, the tags of the current slot standing out; its end if it is too long."""
    if not state.name:
        return [()] * rows
    written = state.written_text
    current = {tag.text for tag in state.tags(state.slot)}
    line = text_pieces(written, lambda text: "" if text in current else "dim")
    line = (*with_limits(line, state.session.tokens.counts(written.text)), *_left_pieces(state))
    lines = wrap(line, max(1, width))
    if len(lines) > rows:
        lines = wrap(line, max(1, width - 2))[-rows:]
        lines[0] = (("… ", "faint"), *lines[0])
    return [*lines, *([()] * (rows - len(lines)))]


def _left_pieces(state: Composing) -> Line:
    """The tags that the sentences of a template leave out, where these stand instead of tags."""
    prose, name = state.caption.prose, state.session.project.settings.template
    if prose is None or prose.is_kept or prose.place != INSTEAD or not name:
        return ()
    left = state.session.rendered(name, state.caption).left_texts
    return ((f"  (left out: {', '.join(left)})", "warn"),) if left else ()


def run_text(state: Composing) -> str:
    """The run that one key takes, to be shown greyed on an empty input."""
    return visible(RUN_SEPARATOR.join(state.run)) if state.mode == "empty" else ""


def slot_hint(state: Composing) -> str:
    """What goes into the slot one is at, to be shown where nothing else is greyed."""
    if not state.name or state.mode != "empty" or state.template or state.editing is not None:
        return ""
    return visible(state.session.structure.slot(state.slot).hint)


def guide(first: Callable[[str], str], width: int) -> Line:
    """What somebody new has to know, in as many words as there is room for.

    Args:
        first: Gives the first key of an action, by its id; empty if it has none.
        width: Columns of the line.
    """
    take, go_on, keys = (first(name) for name in ("take", "next_slot", "help"))
    if not (take and go_on):
        return ()
    more = f" {keys} shows all keys." if keys else ""
    words = (
        f"New here? Type what you see; {take} takes the marked row, a digit a numbered one, {go_on} goes on.{more}",
        f"New here? Type and {take} takes a tag, a digit another; {go_on} goes to the next slot.",
        f"New here? Type, {take} takes a tag, {go_on} goes on.",
        f"Type; {take} takes a tag, {go_on} goes on.",
    )
    return ((cut(next((text for text in words if len(text) <= width), words[-1]), width), "accent"),)


def prompt(state: Composing) -> Piece:
    """What stands before the input: which slot the text goes to, and how."""
    title = state.session.structure.title(state.slot) if state.name else ""
    if state.pasted is not None:
        return "Pasted caption: ", "warn"
    if state.cursor.place is not None:
        return f"{title}: tag cursor ", "accent"
    if state.template:
        return f"{title}, {state.template}: ", "accent"
    if state.editing is not None:
        return f"{title}, edit: ", "accent"
    if state.sentence:
        return f"{title}, sentence: ", "accent"
    if state.cuts_line:
        return f"{title}, line: ", "accent"
    return f"{title}: ", "accent"

"""What the slot sweep says: from its state to lines of styled text. Pure: no terminal is needed to try them."""

from __future__ import annotations

from collections.abc import Sequence

from tui_captioner.tui.sweep.sweeping import Sweeping
from tui_captioner.tui.sweep.yes_no_views import file_name
from tui_captioner.tui.tagging.predictions import ROWS
from tui_captioner.tui.widgets.caption_text import tag_text, text_pieces
from tui_captioner.tui.widgets.frame_lines import Part, Progress, part
from tui_captioner.tui.widgets.lines import Line, Piece, cut, flow, wrap
from tui_captioner.tui.widgets.two_ended_lines import spread

_FOLDER_RANK, _NAME_RANK = 5, 3
SLOT_ROWS = 3
"""Rows of the slot's tags."""


def header(state: Sweeping, folder: str, width: int) -> tuple[list[Part], list[Part], Progress]:
    """Dataset, slot, how far, file name; how many images are done."""
    left = [
        part(cut(folder, width // 5), "dim", _FOLDER_RANK),
        part("sweep", "dim", _FOLDER_RANK),
        part(cut(state.session.structure.title(state.slot), width // 3), "accent"),
        part(f"{state.place + 1:,}/{len(state.names):,}", "strong"),
        part(file_name(state.name, width // 3), "", _NAME_RANK),
    ]
    done = [part("✓ done", "good", _NAME_RANK)] if state.name in state.done else []
    return left, done, Progress(len(state.done), len(state.names))


def slot_lines(state: Sweeping, width: int) -> list[Line]:
    """The tags of the slot, on a fixed number of rows; the last ones where there is no room."""
    tags = state.tags(state.slot)
    if not tags:
        return [(("> ", "accent"), ("empty", "faint")), *([()] * (SLOT_ROWS - 1))]
    pieces = [(f"{tag_text(tag)} ?" if tag.unsure else tag_text(tag), "unsure" if tag.unsure else "") for tag in tags]
    laid = flow(pieces, max(4, width - 2))
    lines: list[Line] = [((" " * 2, ""), *line) for line in laid[-SLOT_ROWS:]]
    lines[0] = (("> " if len(laid) <= SLOT_ROWS else "… ", "accent"), *lines[0][1:])
    return [*lines, *([()] * (SLOT_ROWS - len(lines)))]


def row_lines(state: Sweeping, width: int, rows: int) -> list[Line]:
    """The numbered tags with their ticks and counts; what is offered while somebody types.

    Args:
        state: What the sweep is at.
        width: Cells of a line.
        rows: How many lines.
    """
    typing = state.mode == "typing"
    shown = [_row(state, place, width, typing=typing) for place in range(min(len(state.rows), rows))]
    if not shown and typing:
        shown.append((("  new tag: Enter keeps it", "faint"),))
    elif not shown:
        words = "no tag yet: type one, it gets a number" if state.counted else "the tags are being counted"
        shown.append(((cut(words, width), "faint"),))
    return [*shown, *([()] * (rows - len(shown)))]


def _row(state: Sweeping, place: int, width: int, *, typing: bool) -> Line:
    one = state.rows[place]
    text, matched = one.term.text, one.matched
    style = "chosen" if place == state.choice else "marked" if typing and place == state.marked else ""
    name: list[Piece] = [(text.rstrip(" _") + " …" if one.begins else text, style)]
    if matched and matched != text:
        name = [(f"{matched} -> ", style or "dim"), *name]
    if typing:
        used = state.completer.used(text)
        mark: Piece = ("> " if place == state.marked else "  ", "accent")
        return spread([mark, *name], [(str(used), "faint")] if used else [], width)
    taken = state.is_taken(text)
    number: Piece = (f"{place + 1} {'✓' if taken else ' '} ", "accent" if taken else "faint")
    return spread([number, *name], [(f"{state.held.counts.get(text, 0):,}", "faint")], width)


def more_line(state: Sweeping, key: str, width: int) -> Line:
    """How many tags have no number now, and the key that numbers the next."""
    total, start = len(state.held), state.held.start
    seen = min(state.room, ROWS)
    if state.mode == "typing" or total <= seen:
        return ()
    return (
        (cut(f"{key} next {min(seen, ROWS)}   {start + 1}-{min(start + seen, total)} of {total:,}", width), "faint"),
    )


def caption_lines(state: Sweeping, width: int, rows: int) -> list[Line]:
    """The caption as the trainer reads it, the tags of the slot standing out; its end if it is too long."""
    current = {tag.text for tag in state.tags(state.slot)}
    line = text_pieces(state.written_text, lambda text: "" if text in current else "dim")
    lines: Sequence[Line] = wrap(line, max(1, width))
    if len(lines) > rows:
        lines = wrap(line, max(1, width - 2))[-rows:]
        lines = [(("… ", "faint"), *lines[0]), *lines[1:]]
    return [*lines, *([()] * (rows - len(lines)))]

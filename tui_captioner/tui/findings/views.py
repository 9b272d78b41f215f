"""Findings as lines: a row for a rule or a finding, and what is to be said of it. Pure: no terminal is needed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.cells import cell_len

from tui_captioner.domain.text import visible
from tui_captioner.tui.findings.listing import Item
from tui_captioner.tui.widgets.lines import Line, Piece, cut, wrap
from tui_captioner.tui.widgets.severity import sign_of

_COUNT = 8
_TITLE = 44
_SOURCE_NEEDS, _SOURCE = 120, 40
"""Cells of a row from which there is room for the source of a rule, and those that it gets."""
_LEAST_TEXT = 12
_EXAMPLES = 6


def item_line(item: Item, width: int, *, here: bool, is_open: bool = False) -> Line:
    """A row of the list.

    Args:
        item: What it shows.
        width: Cells of the row.
        here: Whether the cursor is on it.
        is_open: Whether the findings of its rule stand below it.
    """
    mark: Piece = (">" if here else " ", "accent")
    if item.entry is not None:
        return (mark, *_entry_pieces(item, width - 1, here=here))
    rule, findings = item.group.rule, item.findings
    fold = "▾" if is_open else "▸" if len(item.group.entries) > 1 else " "
    pieces: list[Piece] = [
        mark,
        (fold, "faint"),
        (f"{len(findings):>{_COUNT - 1},}  ", ""),
        sign_of(findings[0]),
        (" ", ""),
    ]
    room = width - _width(pieces)
    source = cut(rule.source, _SOURCE) if width >= _SOURCE_NEEDS else ""
    room -= cell_len(source) + 2 if source else 0
    title = cut(rule.title, min(room, _TITLE))
    pieces.append((title, "strong" if here else ""))
    room -= cell_len(title) + 2
    if room >= _LEAST_TEXT and not is_open:
        text = cut(_examples(item), room)
        pieces += [("  ", ""), (text, "dim")]
        room -= cell_len(text)
    else:
        room += 2
    if source:
        pieces += [(" " * max(0, room + 2), ""), (source, "faint")]
    return tuple(pieces)


def _entry_pieces(item: Item, width: int, *, here: bool) -> list[Piece]:
    """Where the findings of a rule stand one by one: what is so, and in which images."""
    finding, images = item.findings[0], item.images
    count = f"{len(images):,}" if images else ""
    pieces: list[Piece] = [(f"{count:>{_COUNT + 4}}  ", "dim")]
    room = width - _width(pieces)
    message = cut(finding.message, room)
    pieces.append((message, "strong" if here else ""))
    room -= cell_len(message) + 2
    if images and room >= _LEAST_TEXT:
        pieces += [("  ", ""), (cut(", ".join(images[:_EXAMPLES]), room), "faint")]
    return pieces


def _examples(item: Item) -> str:
    """What some findings of a rule are about: what they say where it is one, else their tags, else their images."""
    entries = item.group.entries
    if len(entries) == 1:
        return entries[0].first.message
    tags = list(dict.fromkeys(entry.first.tag for entry in entries[:_EXAMPLES] if entry.first.tag))
    if tags:
        return ", ".join(tags) + (", …" if len(entries) > len(tags) else "")
    if all(len(entry.images) <= 1 for entry in entries[:_EXAMPLES]):
        return f"{len(item.images):,} image{'s' * (len(item.images) != 1)}"
    return "; ".join(entry.first.message for entry in entries[:2])


def detail_lines(
    item: Item, width: int, rows: int, key: Callable[[str], str], mend: str, told_shortly: Callable[[str], str]
) -> list[Line]:
    """What is to be said of what the cursor is at: what is so, where from, what to do, what a key does.

    Args:
        item: What the cursor is at.
        width: Cells of a line.
        rows: How many lines there are.
        key: Gives the key of an action.
        mend: What the key that mends would do; empty where no key mends it.
        told_shortly: Names the dataset in commands that are advised.
    """
    rule, finding = item.group.rule, item.findings[0]
    told: list[Line] = [
        ((rule.title, "strong"), ("  ", ""), (rule.id, "dim"), ("  ", ""), (rule.source, "faint")),
    ]
    if item.entry is not None or len(item.group.entries) == 1:
        told.append(((finding.message, ""),))
    else:
        images = f" in {len(item.images):,} images" if item.images else ""
        told.append(((f"{len(item.findings):,} findings{images}", ""), (f": {_examples(item)}", "dim")))
    if mend:
        told.append(((f"{key('finding_mend')}  {mend}", "accent"),))
    advice = finding.mend if item.entry is not None else rule.advice or finding.mend
    told.append(((told_shortly(advice), "dim"),))
    if item.images:
        told.append(((", ".join(item.images[: _EXAMPLES * 4]), "faint"),))
    return fitted(told, width, rows)


def fitted(told: Sequence[Line], width: int, rows: int) -> list[Line]:
    """Lines on so many rows: longer ones take two, as long as there is room."""
    lines: list[Line] = []
    for number, line in enumerate(told):
        left = rows - len(lines) - (len(told) - number - 1)
        if left < 1:
            break
        shown = [(visible(text), style) for text, style in line]
        wrapped = wrap(tuple(shown), width)
        if len(wrapped) > left:
            kept = wrapped[: left - 1]
            rest = tuple(piece for row in wrapped[left - 1 :] for piece in row)
            wrapped = [*kept, _cut(rest, width)]
        lines += wrapped
    return lines[:rows]


def _cut(line: Line, width: int) -> Line:
    pieces: list[Piece] = []
    for text, style in line:
        shown = cut(text, width)
        width -= cell_len(shown)
        if shown:
            pieces.append((shown, style))
    return tuple(pieces)


def _width(pieces: Sequence[Piece]) -> int:
    return sum(cell_len(text) for text, _ in pieces)

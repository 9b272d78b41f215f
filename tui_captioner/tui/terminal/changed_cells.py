"""What of a frame has to be sent, given the cells that the terminal shows already.

Textual writes a changed row from its left edge and names all colours with each piece of text. Over a slow line that is
most of what a typed letter costs. So what it writes is read here, and only cells that differ from those sent before go
out, with no more colours than change.

Whatever is not understood to the last character, a picture for one, goes out as it is; after that nothing is known of
the terminal's cells, and all that is written next goes out again. Known are only characters that take one cell in
every terminal: on the width of others (wide ones, emoji, marks) terminals differ, and what follows such a character on
its row is always sent as Textual wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tui_captioner.tui.terminal.looks import PLAIN, Look, after, change, for_blank, on_blank

Cell = tuple[str, Look]

_CHANGES_NO_CELL = re.compile(r"(?:\x1b\[\?2026[hl]|\x1b\[6n|\x07)*")
"""The beginning and the end of a frame, the question for the cursor, the bell."""
_TEXT = r"[^\x00-\x1f\x7f-\x9f]"
_RUN = re.compile(
    # Behind a row there may be a line feed: to the next row, where another place is named before anything is written.
    rf"\x1b\[([0-9]+);([0-9]+)H({_TEXT}*(?:\x1b\[[0-9;]*m{_TEXT}*)*)(?:\n(?=\x1b\[[0-9]+;[0-9]+H))?"
)
_PIECE = re.compile(rf"(?:\x1b\[([0-9;]*)m)?({_TEXT}*)(\x1b\[0m)?")
"""A look, text in it, the end of the look."""
_NOT_ONE_CELL = re.compile(
    "[^ -~\xa0-\xac\xae-\u02ff"  # Latin, without the soft hyphen
    "\u0370-\u0482\u048a-\u052f"  # Greek and Cyrillic, without marks
    "\u2010-\u2027\u2030-\u203b\u2190-\u22ff"  # dashes, quotation marks, arrows, mathematics
    "\u2500-\u25fc⚑⚠✎✓✔✖⟨⟩]"  # boxes, blocks, shapes, and signs that are on our screens
)
_JUMP = 4
"""Characters that are rather sent again than jumped over: as many as the sequence that jumps."""


@dataclass(slots=True)
class _Run:
    """What is written from one place on.

    Attributes:
        row: Its row, from 0.
        column: Its first column, from 0.
        cells: The cells up to where widths are not certain any more.
        rest: What follows them, as it is written.
        rest_look: The look in which that begins; as long as there is none, that of the last cell as it was written.
    """

    row: int
    column: int
    cells: list[Cell]
    rest: str = ""
    rest_look: Look = PLAIN


class ChangedCells:
    """Remembers what was sent to a terminal."""

    def __init__(self) -> None:
        self._rows: dict[int, list[Cell | None]] = {}
        self._cursor: tuple[int, int] | None = None

    def forget(self) -> None:
        """Take nothing for known: the terminal's cells may have changed by themselves, or by somebody else."""
        self._rows.clear()
        self._cursor = None

    def needed(self, text: str) -> str:
        """What has to be sent so that the terminal shows what it would show after a text.

        Args:
            text: What is written: a frame, or anything else. The look is plain before it, and after.
        """
        if _CHANGES_NO_CELL.fullmatch(text):
            return text
        runs = _runs(text)
        if runs is None:
            self.forget()
            return text
        *written, last = runs
        frame = _Frame(self._rows)
        for run in written:
            frame.add(run)
        cursor, self._cursor = self._cursor, (last.row, last.column)
        return frame.closed(last, moved=cursor != self._cursor)


class _Frame:
    """One frame, while it is made up.

    Args:
        rows: The cells that are known, by row; what is added to the frame is known then.
    """

    def __init__(self, rows: dict[int, list[Cell | None]]) -> None:
        self._rows = rows
        self._pen = PLAIN
        self._parts: list[str] = []

    def add(self, run: _Run) -> None:
        """Send what differs from the cells that are known."""
        row = self._rows.setdefault(run.row, [])
        end = run.column + len(run.cells)
        row.extend([None] * (end - len(row)))
        known = row[run.column : end]
        if known != run.cells:
            self._add_spans(run, known)
            row[run.column : end] = run.cells
        if run.rest:
            self._move(run.row, end)
            self._turn(run.rest_look)
            self._parts.append(run.rest)
            self._pen = PLAIN
            # A mark that comes first belongs to the cell before; what a wide character pushes aside is not certain.
            del row[end if run.cells else max(0, end - 1) :]

    def closed(self, cursor: _Run, *, moved: bool) -> str:
        """All of it, with the cursor where it belongs; empty where nothing has to be sent.

        Args:
            cursor: Where that is.
            moved: Whether it was elsewhere.
        """
        self._turn(PLAIN)
        if self._parts or moved:
            self._move(cursor.row, cursor.column)
        return "".join(self._parts)

    def _add_spans(self, run: _Run, known: list[Cell | None]) -> None:
        at = -1
        for start, end in _spans(known, run.cells):
            if at < 0:
                self._move(run.row, run.column + start)
            else:
                self._parts.append(f"\x1b[{start - at}C")
            for char, look in run.cells[start:end]:
                self._turn(for_blank(self._pen, look) if char == " " else look)
                self._parts.append(char)
            at = end

    def _move(self, row: int, column: int) -> None:
        self._parts.append(f"\x1b[{row + 1};{column + 1}H")

    def _turn(self, look: Look) -> None:
        if look != self._pen:
            self._parts.append(change(self._pen, look))
            self._pen = look


def _spans(known: list[Cell | None], cells: list[Cell]) -> Iterator[tuple[int, int]]:
    """Where cells differ: beginnings and ends, those that are close to each other taken together."""
    start = end = -1
    for place, (old, new) in enumerate(zip(known, cells, strict=True)):
        if old == new:
            continue
        if 0 <= end < place and not _is_bridged(cells, end, place):
            yield start, end
            start = place
        elif start < 0:
            start = place
        end = place + 1
    if start >= 0:
        yield start, end


def _is_bridged(cells: list[Cell], end: int, start: int) -> bool:
    """Whether what lies between two spans is sent as well, rather than jumped over."""
    if start - end > _JUMP:
        return False
    looks = (cells[end - 1][1], cells[start][1])
    # Where blanks show the same, no look has to be changed for them.
    plain = (on_blank(looks[0]), on_blank(looks[1]))
    return all(look in (plain if char == " " else looks) for char, look in cells[end:start])


def _runs(text: str) -> list[_Run] | None:
    """What is written where, at last where the cursor is put; None where anything is not understood."""
    runs, end = [], 0
    for match in _RUN.finditer(text):
        run = _read(int(match[1]) - 1, int(match[2]) - 1, match[3]) if match.start() == end else None
        if run is None:
            return None
        runs.append(run)
        end = match.end()
    if not runs or end != len(text) or runs[-1].cells or runs[-1].rest:
        return None
    return runs


def _read(row: int, column: int, body: str) -> _Run | None:
    """One run; None where it is not understood, or does not end in the plain look."""
    run = _Run(row, column, [])
    look = PLAIN
    for piece in _PIECE.finditer(body):
        parameters, text, end = piece.groups()
        if parameters is not None:
            changed = after(look, parameters)
            if changed is None:
                return None
            look = changed
        if text and not run.rest:
            _take(run, text, look, body[piece.end(2) :])
        if end:
            look = PLAIN
    return run if look == PLAIN else None


def _take(run: _Run, text: str, look: Look, following: str) -> None:
    """Add a piece of text to a run, up to the last character whose width is certain.

    Args:
        run: The run.
        text: What is added.
        look: Its look.
        following: What is written after it.
    """
    odd = _NOT_ONE_CELL.search(text)
    if odd is None:
        _take_known(run, text, look)
        return
    # The character before may be part of it.
    at = odd.start()
    if at:
        _take_known(run, text[: at - 1], look)
        run.rest, run.rest_look = text[at - 1 :] + following, look
    elif run.cells:
        before, _ = run.cells.pop()
        run.rest = before + change(run.rest_look, look) + text + following
    else:
        run.rest, run.rest_look = text + following, look


def _take_known(run: _Run, text: str, look: Look) -> None:
    seen = on_blank(look)
    run.cells += [(char, seen if char == " " else look) for char in text]
    run.rest_look = look

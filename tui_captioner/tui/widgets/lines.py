"""The base of the composer's own widgets: lines of styled text, of which only the cells that changed are redrawn.

Over SSH every byte counts: a list of ten rows redrawn whole costs some 3 kB per key, its changed cells a fraction.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from tui_captioner.domain.text import visible
from tui_captioner.tui.terminal.textual_parts import LateLooks
from tui_captioner.tui.widgets.kept_looks import KeptLooks

Piece = tuple[str, str]
"""Text and the name of its style: a component class without the widget's prefix, empty for plain."""
Line = tuple[Piece, ...]

_BETWEEN = " · "
"""Parts the pieces of a line."""
_LONGEST_SIGN = 32
"""Characters that are measured as one sign: joined emoji have some ten, and nothing ends a pile of accents."""
_KEPT = 512
"""Texts that are kept as characters with their widths: those of a screen are mostly the same at the next key."""


class Lines(LateLooks):
    """Draws lines of pieces; text is never markup and control characters are made visible."""

    DEFAULT_CSS = """
    Lines { height: auto; width: 1fr; }
    Lines > .lines--dim { color: $text-muted; }
    Lines > .lines--faint { color: $text-disabled; }
    Lines > .lines--line { color: $panel; }
    Lines > .lines--accent { color: $accent; }
    Lines > .lines--globals { color: $secondary; }
    Lines > .lines--unsure { color: $text-warning; }
    Lines > .lines--machine { color: $text-accent; }
    Lines > .lines--strong { text-style: bold; }
    Lines > .lines--warn { color: $warning; }
    Lines > .lines--error { color: $error; text-style: bold; }
    Lines > .lines--good { color: $success; }
    Lines > .lines--chosen { text-style: reverse; }
    Lines > .lines--marked { background: $panel; text-style: bold; }
    """
    COMPONENT_CLASSES = {
        "lines--dim",
        "lines--faint",
        "lines--line",
        "lines--accent",
        "lines--globals",
        "lines--unsure",
        "lines--machine",
        "lines--strong",
        "lines--warn",
        "lines--error",
        "lines--good",
        "lines--chosen",
        "lines--marked",
    }
    can_focus = False

    class Pressed(Message):
        """A mouse button was pressed on a cell; only where the mouse is on.

        Args:
            lines: Where.
            row: The row, from 0.
            column: The cell of the row, from 0.
        """

        def __init__(self, lines: Lines, row: int, column: int) -> None:
            super().__init__()
            self.lines, self.row, self.column = lines, row, column

        @property
        def control(self) -> Lines:
            """Where, for `on`."""
            return self.lines

    def on_click(self, event: events.Click) -> None:
        """Say where."""
        self.post_message(self.Pressed(self, event.y - self.gutter.top, event.x - self.gutter.left))

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._lines: tuple[Line, ...] = ()
        self._looks = KeptLooks(self)

    @property
    def plain(self) -> list[str]:
        """The lines as text, for tests."""
        return ["".join(text for text, _ in line) for line in self._lines]

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Draw these lines, redrawing no more cells than changed."""
        old, new = self._lines, tuple(lines)
        self._lines = new
        for row in range(max(len(old), len(new))):
            before = old[row] if row < len(old) else ()
            after = new[row] if row < len(new) else ()
            if before != after:
                start, end = _changed_cells(before, after)
                if end > start:
                    self.refresh(Region(start, row, end - start, 1))

    def notify_style_update(self) -> None:
        """The styles have changed."""
        self._looks.forget()
        super().notify_style_update()

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        base = self._looks.of()
        width = self.size.width
        line = self._lines[y] if y < len(self._lines) else ()
        segments = [Segment(visible(text), self._looks.of(f"lines--{name}" if name else "")) for text, name in line]
        return Strip(segments).adjust_cell_length(width, base)


def _cells(line: Line) -> list[tuple[str, str]]:
    """One entry per cell: the character that starts there (none in the second half of a wide one) and its style."""
    cells: list[tuple[str, str]] = []
    for text, style in line:
        shown = visible(text)
        if shown.isascii():
            cells += [(char, style) for char in shown]
            continue
        for char, width in _characters(shown):
            if width:
                cells.extend([(char, style), *[("", style)] * (width - 1)])
            elif cells:
                start = max(place for place, (shown, _) in enumerate(cells) if shown)
                cells[start] = (cells[start][0] + char, style)
    return cells


@lru_cache(_KEPT)
def _characters(text: str) -> tuple[tuple[str, int], ...]:
    """Characters as they are seen, marks and joined signs with the one they belong to, and the cells of each."""
    found: list[tuple[str, int]] = []
    shown, width = "", 0
    for char in text:
        own = cell_len(char)
        joined = width + own if len(shown) >= _LONGEST_SIGN else cell_len(shown + char)
        if shown and own and joined == width + own:
            found.append((shown, width))
            shown, width = char, own
        else:
            shown, width = shown + char, joined
    if shown:
        found.append((shown, width))
    return tuple(found)


def _changed_cells(before: Line, after: Line) -> tuple[int, int]:
    """First changed cell and the one behind the last, wide characters not cut; equal ones if nothing changed."""
    old, new = _cells(before), _cells(after)
    length = max(len(old), len(new))
    old += [(" ", "")] * (length - len(old))
    new += [(" ", "")] * (length - len(new))
    changed = [place for place in range(length) if old[place] != new[place]]
    if not changed:
        return 0, 0
    start, end = changed[0], changed[-1] + 1
    while start and (old[start][0] == "" or new[start][0] == ""):
        start -= 1
    while end < length and (old[end][0] == "" or new[end][0] == ""):
        end += 1
    return start, end


def cut(text: str, width: int) -> str:
    """Text cut to `width` cells, with `…` where it was cut."""
    text = visible(text)
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, max(0, width - 1)).rstrip() + "…" if width > 0 else ""


def end_of(name: str, width: int) -> str:
    """A name on so many cells: of a long one its end, which tells it from its neighbours."""
    shown = visible(name)
    if cell_len(shown) <= width:
        return shown
    kept = ""
    for char in reversed(shown):
        if cell_len(char + kept) > width - 1:
            break
        kept = char + kept
    return f"…{kept}"


def width_of(line: Line) -> int:
    """Cells of a line."""
    return sum(cell_len(visible(text)) for text, _ in line)


def flow(pieces: Sequence[Piece], width: int) -> list[list[Piece]]:
    """Lay pieces out on lines of `width` cells; one that is wider than a line is cut.

    The separator stays behind the last piece of a line that goes on, so that two pieces are never read as one.
    """
    end = _BETWEEN.rstrip()
    lines: list[list[Piece]] = [[]]
    used = 0
    for number, (text, style) in enumerate(pieces, 1):
        room = width - (cell_len(end) if number < len(pieces) else 0)
        shown = cut(text, room)
        gap = cell_len(_BETWEEN) if lines[-1] else 0
        if lines[-1] and used + gap + cell_len(shown) > room:
            lines[-1].append((end, "faint"))
            lines.append([])
            used = gap = 0
        if gap:
            lines[-1].append((_BETWEEN, "faint"))
        lines[-1].append((shown, style))
        used += gap + cell_len(shown)
    return lines


def wrap(line: Line, width: int) -> list[Line]:
    """A long line on several, broken at blanks where there are any."""
    cells, widths = list[tuple[str, str]](), list[int]()
    for text, style in line:
        for char, cells_of in _characters(visible(text)):
            cells.append((char, style))
            widths.append(cells_of)
    rows: list[list[tuple[str, str]]] = []
    start = 0
    while start < len(cells):
        end, used, blank = start, 0, start
        while end < len(cells) and used + widths[end] <= width:
            used += widths[end]
            end += 1
            if cells[end - 1][0] == " ":
                blank = end
        if end < len(cells) and blank > start and cells[end][0] != " ":
            end = blank
        end = max(end, start + 1)
        rows.append(cells[start:end])
        start = end
        while start < len(cells) and cells[start][0] == " ":
            start += 1
    return [_merged(row) for row in rows] or [()]


def _merged(row: Sequence[tuple[str, str]]) -> Line:
    if not row:
        return ()
    bounds = [0, *(place for place, (a, b) in enumerate(pairwise(row), 1) if a[1] != b[1]), len(row)]
    return tuple(("".join(char for char, _ in row[start:end]), row[start][1]) for start, end in pairwise(bounds))

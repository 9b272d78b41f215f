"""Finding an image by a part of its name, or by its number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input

from tui_captioner.tui.dialogs.dialog import Dialog
from tui_captioner.tui.widgets.lines import Line, Lines
from tui_captioner.tui.widgets.text_field import TextField

_ROWS = 12


def find_images(names: Sequence[str], query: str, limit: int = _ROWS) -> list[str]:
    """Names that fit a query: the image of that number, then names that start with it, then those that hold it."""
    query = query.strip().casefold()
    if not query:
        return list(names[:limit])
    found: list[str] = []
    if query.isascii() and query.isdigit() and 1 <= int(query[:9]) <= len(names):
        found.append(names[int(query[:9]) - 1])
    starts = [name for name in names if name.rsplit("/", 1)[-1].casefold().startswith(query)]
    holds = [name for name in names if query in name.casefold()]
    return list(dict.fromkeys([*found, *starts, *holds]))[:limit]


class FindScreen(Dialog[str]):
    """A line to type into and the names that fit; answers a name."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "choose(1)", "Next", show=False),
        Binding("up", "choose(-1)", "Previous", show=False),
    ]

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self._names = names
        self._found = find_images(names, "")
        self._choice = 0

    def compose(self) -> ComposeResult:
        """Input above, names below."""
        with Vertical(classes="dialog"):
            field = TextField(placeholder="name or number", id="query", compact=True)
            field.cursor_blink = False
            yield field
            yield Lines(id="lines")

    def on_mount(self) -> None:
        """Show the first names."""
        self._draw()

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        self._found, self._choice = find_images(self._names, event.value), 0
        self._draw()

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.dismiss(self._found[self._choice] if self._found else None)

    def action_choose(self, step: int) -> None:
        """Choose another name."""
        self._choice = max(0, min(len(self._found) - 1, self._choice + step))
        self._draw()

    def _draw(self) -> None:
        lines: list[Line] = [((name, "chosen" if row == self._choice else ""),) for row, name in enumerate(self._found)]
        lines = lines or [(("no image has that in its name", "faint"),)]
        widget = self.query_one("#lines", Lines)
        widget.styles.height = _ROWS
        widget.show_lines([*lines, *([()] * (_ROWS - len(lines)))])

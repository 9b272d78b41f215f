"""Finding an image by a part of its name, or by its number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from tui_captioner.tui.dialogs.dialog import Dialog, Handler
from tui_captioner.tui.keymap import ScreenKeymap
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
    """A line to type into and the names that fit; answers a name.

    Args:
        keymap: Which key does what.
        names: The images, or what else is chosen by its name.
        what: What is typed.
        nothing: Said where nothing fits.
    """

    mode = "find"

    def __init__(
        self,
        keymap: ScreenKeymap,
        names: Sequence[str],
        *,
        what: str = "name or number",
        nothing: str = "no image has that in its name",
    ) -> None:
        super().__init__(keymap)
        self._what, self._nothing = what, nothing
        self._names = names
        self._query = ""
        self._found = find_images(names, "")
        self._choice = 0

    def handlers(self) -> Mapping[str, Handler]:
        """Keys that choose, besides those of every dialog."""
        return {
            **super().handlers(),
            "find_next": lambda _: self._choose(1),
            "find_previous": lambda _: self._choose(-1),
            "find_go": lambda _: self._go(),
        }

    def compose(self) -> ComposeResult:
        """Input above, names below."""
        with Vertical(classes="dialog"):
            said = self.reminder(
                (("find_previous", "find_next"), "choose"),
                (("find_go",), "goes there"),
                (("leave_dialog",), "goes back"),
            )
            field = TextField(placeholder=f"{self._what}. {said}".rstrip(), id="query", compact=True)
            field.cursor_blink = False
            yield field
            yield Lines(id="lines")

    def on_mount(self) -> None:
        """Show the first names."""
        super().on_mount()
        self._draw()

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        self._look_for(event.value)
        self._draw()

    def _look_for(self, query: str) -> None:
        if query != self._query:
            self._query, self._found, self._choice = query, find_images(self._names, query), 0

    def _catch_up(self) -> None:
        """Look for what stands in the field: a key may be quicker than the message that the text was changed."""
        self._look_for(self.query_one("#query", TextField).value)

    def _go(self) -> None:
        self._catch_up()
        self.dismiss(self._found[self._choice] if self._found else None)

    def _choose(self, step: int) -> None:
        self._catch_up()
        self._choice = max(0, min(len(self._found) - 1, self._choice + step))
        self._draw()

    def _draw(self) -> None:
        lines: list[Line] = [
            (("> ", "accent"), (name, "marked")) if row == self._choice else (("  ", ""), (name, ""))
            for row, name in enumerate(self._found)
        ]
        lines = lines or [((f"  {self._nothing}", "faint"),)]
        widget = self.query_one("#lines", Lines)
        widget.styles.height = _ROWS
        widget.show_lines([*lines, *([()] * (_ROWS - len(lines)))])

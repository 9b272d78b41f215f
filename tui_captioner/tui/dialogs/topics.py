"""The topics of the manual; typing looks for words in all pages."""

from __future__ import annotations

from collections.abc import Mapping

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from tui_captioner.domain.manual import Found, Page, look_for
from tui_captioner.tui.dialogs.dialog import Dialog, Handler
from tui_captioner.tui.keymap import ScreenKeymap
from tui_captioner.tui.widgets.lines import Line, Lines, cut
from tui_captioner.tui.widgets.text_field import TextField

_AROUND = 4
"""Rows of the pane that are no topics: its edges, the line to type into, and a gap."""


class TopicsScreen(Dialog[str]):
    """A line to type into, and the places of the manual that hold the words; answers a link.

    Args:
        keymap: Which key does what.
        pages: The pages by topic, in the order in which they are listed.
    """

    mode = "topics"

    def __init__(self, keymap: ScreenKeymap, pages: Mapping[str, Page]) -> None:
        super().__init__(keymap)
        self._pages = pages
        self._query = ""
        self._found = look_for(pages, "")
        self._choice = 0

    def handlers(self) -> Mapping[str, Handler]:
        """Keys that choose, besides those of every dialog."""
        return {
            **super().handlers(),
            "topic_next": lambda _: self._choose(1),
            "topic_previous": lambda _: self._choose(-1),
            "topic_go": lambda _: self._go(),
        }

    def compose(self) -> ComposeResult:
        """The line above, the places below."""
        with Vertical(classes="dialog large"):
            said = self.reminder(
                (("topic_previous", "topic_next"), "choose"),
                (("topic_go",), "goes there"),
                (("leave_dialog",), "goes back"),
            )
            field = TextField(placeholder=f"Type to look for words. {said}".rstrip(), id="query", compact=True)
            field.cursor_blink = False
            yield field
            yield Lines(classes="gap")
            yield Lines(id="lines")

    def on_mount(self) -> None:
        """Show all topics."""
        super().on_mount()
        self._draw()

    def on_resize(self) -> None:
        """More or fewer rows fit."""
        super().on_resize()
        self._draw()

    @on(Input.Changed)
    def _changed(self) -> None:
        self._catch_up()
        self._draw()

    def _catch_up(self) -> None:
        """Look for what stands in the field: a key may be quicker than the message that the text was changed."""
        query = self.query_one("#query", TextField).value
        if query != self._query:
            self._query, self._found, self._choice = query, look_for(self._pages, query), 0

    def _go(self) -> None:
        self._catch_up()
        if self._found:
            chosen = self._found[self._choice]
            self.dismiss(f"{chosen.topic}#{chosen.anchor}")

    def _choose(self, step: int) -> None:
        self._catch_up()
        self._choice = max(0, min(len(self._found) - 1, self._choice + step))
        self._draw()

    def _draw(self) -> None:
        rows = max(1, self.size.height - _AROUND)
        top = max(0, self._choice - rows + 1)
        width = max(20, min(168, self.size.width) - 4)
        shown = self._found[top : top + rows]
        lines = [_line(found, width, chosen=row == self._choice) for row, found in enumerate(shown, top)]
        self.show_lines(lines or [(("No page has these words", "faint"),)])


def _line(found: Found, width: int, *, chosen: bool) -> Line:
    title = cut(found.title, width - 2)
    rest = width - 4 - len(title)
    return (
        ("> " if chosen else "  ", "accent"),
        (title, "marked" if chosen else ""),
        (f"  {cut(found.line, rest)}", "dim"),
    )

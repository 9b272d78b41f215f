"""What the screens over the composer have in common: a pane of lines in the middle, closed by Esc."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen

from tui_captioner.tui.widgets.lines import Line, Lines

Result = TypeVar("Result")


class Dialog(ModalScreen[Result]):
    """A modal screen that shows lines and is left with Esc."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back", show=False),
        Binding("ctrl+q", "app.quit", "Quit", show=False),
    ]

    def compose(self) -> ComposeResult:
        """A scrolling pane with the lines."""
        with VerticalScroll(classes="dialog"):
            yield Lines(id="lines")

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Fill the pane."""
        widget = self.query_one("#lines", Lines)
        widget.styles.height = max(1, len(lines))
        widget.show_lines(lines)

    def action_leave(self) -> None:
        """Close without an answer."""
        self.dismiss(None)


class TextDialog(Dialog[Result]):
    """A dialog that only shows text, wrapped anew when the window changes."""

    def lines_at(self, width: int) -> Sequence[Line]:
        """The text on lines of that many cells."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Fill in the text."""
        self._fill()

    def on_resize(self) -> None:
        """Wrap the text anew."""
        self._fill()

    def _fill(self) -> None:
        # As wide as the pane of dialog.tcss, its padding and the scrollbar taken off.
        self.show_lines(self.lines_at(max(20, min(100, self.size.width * 9 // 10) - 6)))

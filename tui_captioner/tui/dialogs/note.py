"""A line to write a note into."""

from __future__ import annotations

from collections.abc import Mapping

from textual.app import ComposeResult
from textual.containers import Vertical

from tui_captioner.tui.dialogs.dialog import Dialog, Handler
from tui_captioner.tui.keymap import ScreenKeymap
from tui_captioner.tui.widgets.lines import Lines
from tui_captioner.tui.widgets.text_field import TextField


class NoteScreen(Dialog[str]):
    """Answers the note, which may be empty; nothing where it is left.

    Args:
        keymap: Which key does what.
        title: What the note is for.
        text: The note so far.
    """

    mode = "note"

    def __init__(self, keymap: ScreenKeymap, title: str, text: str) -> None:
        super().__init__(keymap)
        self._title, self._text = title, text

    def handlers(self) -> Mapping[str, Handler]:
        """The key that keeps the note, besides those of every dialog."""
        return {**super().handlers(), "note_keep": lambda _: self.dismiss(self.query_one(TextField).value)}

    def compose(self) -> ComposeResult:
        """The title above the line."""
        with Vertical(classes="dialog"):
            yield Lines(id="lines")
            said = self.reminder((("note_keep",), "keeps it"), (("leave_dialog",), "goes back"))
            field = TextField(self._text, placeholder=said, id="query", compact=True, select_on_focus=False)
            field.cursor_blink = False
            yield field

    def on_mount(self) -> None:
        """Say what for."""
        super().on_mount()
        self.show_lines([((self._title, "accent"),)])

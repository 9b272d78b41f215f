"""The help screen: every key, from the registry, those of the screen one is on first; typing looks for words."""

from __future__ import annotations

from collections.abc import Mapping

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Input

from tui_captioner.tui.action import ScreenActions
from tui_captioner.tui.dialogs.dialog import Handler, TextDialog
from tui_captioner.tui.dialogs.help_lines import filtered, help_blocks, help_lines
from tui_captioner.tui.keymap import ScreenKeymap
from tui_captioner.tui.widgets.lines import Line
from tui_captioner.tui.widgets.text_field import TextField


class FilterField(TextField):
    """A field that leaves a key to the screen as long as nothing is typed, if it does something there.

    Args:
        keymap: Which key does what.
        mode: The mode of the screen.
    """

    def __init__(self, keymap: ScreenKeymap, mode: str, placeholder: str) -> None:
        super().__init__(placeholder=placeholder, id="query", compact=True)
        self.cursor_blink = False
        self._keymap, self._mode = keymap, mode

    async def on_key(self, event: events.Key) -> None:
        """Type what the key types."""
        if not self.value and self._keymap.lookup(event.key, self._mode) is not None:
            event.prevent_default()  # nor is it typed by what this class comes from
            return
        await super().on_key(event)


class HelpScreen(TextDialog[None]):
    """All keys; typing leaves those that hold the words.

    Args:
        keymap: Which key does what.
        here: What can be done on the screen one comes from, if it is one.
    """

    mode = "help"

    def __init__(self, keymap: ScreenKeymap, here: ScreenActions | None = None) -> None:
        super().__init__(keymap)
        self._blocks = help_blocks(keymap, here.actions if here else ())
        self._manual = here.manual if here else ""
        self._query = ""

    def handlers(self) -> Mapping[str, Handler]:
        """Keys that close it, besides those of every dialog of text."""
        close = lambda _: self.dismiss(None)  # noqa: E731 - as in every table of handlers
        return {
            **super().handlers(),
            "close_help": close,
            "leave_dialog": lambda _: self._leave(),
            "open_manual": lambda _: self._open_manual(),
        }

    def compose(self) -> ComposeResult:
        """What is looked for, above the keys."""
        with Vertical(classes="dialog large"):
            said = self.reminder(
                (("open_manual",), "shows the manual"),
                (("scroll_up", "scroll_down"), "scroll"),
                (("leave_dialog",), "goes back"),
            )
            yield FilterField(self.keymap, self.mode, f"Type a word. {said}".rstrip())
            with VerticalScroll():
                yield self.make_lines()

    @property
    def line_width(self) -> int:
        """The whole width: two columns of keys have room on most windows."""
        return max(20, min(168, self.size.width) - 6)

    def lines_at(self, width: int) -> list[Line]:
        """The keys that hold the words."""
        lines = help_lines(filtered(self._blocks, self._query), width)
        return lines or [(("No key has these words", "faint"),)]

    @on(Input.Changed)
    def _look(self, event: Input.Changed) -> None:
        self._query = event.value
        self.query_one(VerticalScroll).scroll_home(animate=False)
        self._fill()

    def _open_manual(self) -> None:
        """Show the page about the screen one comes from. Here, not above: what draws pages takes long to import."""
        from tui_captioner.tui.dialogs.manual import ManualScreen

        self.app.push_screen(ManualScreen(self.keymap, self._manual))

    def _leave(self) -> None:
        """First out of the words, then out of the keys."""
        field = self.query_one(FilterField)
        if field.value:
            field.value = ""
        else:
            self.dismiss(None)

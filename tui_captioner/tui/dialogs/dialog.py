"""What the screens over the composer have in common: a pane of lines, closed by Esc.

The pane stands in the middle, or beside the picture, which then stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input

from tui_captioner.tui.keymap import ScreenKeymap
from tui_captioner.tui.terminal.passing_on import passed_on
from tui_captioner.tui.widgets.lines import Line, Lines
from tui_captioner.tui.widgets.pane_place import Place
from tui_captioner.tui.widgets.text_field import typed_by

Result = TypeVar("Result")


Handler = Callable[[str], object]
"""Takes the key that was pressed."""


class Dialog(ModalScreen[Result]):
    """A modal screen that shows lines and is left with Esc.

    Args:
        keymap: Which key does what.
    """

    CSS_PATH = "dialog.tcss"
    mode: ClassVar[str]
    """The name by which `dialogs/actions.py` has it."""

    def __init__(self, keymap: ScreenKeymap) -> None:
        super().__init__()
        self.keymap = keymap
        self._place: Callable[[], Place | None] = lambda: None

    def stand_beside(self, place: Callable[[], Place | None]) -> None:
        """Leave a picture standing.

        Args:
            place: Gives where the pane goes, for the present window; None: in the middle, over everything.
        """
        self._place = place
        self._make_clear(clear=place() is not None)

    def _make_clear(self, *, clear: bool) -> None:
        """Show what is below as it is, or dimmed. Not by a rule: pictures look before rules are applied."""
        self.set_class(clear, "-beside")
        if clear:
            self.styles.background = "transparent"
        else:
            self.styles.clear_rule("background")

    def place_pane(self) -> None:
        """Put the pane where it goes in the present window."""
        place, pane = self._place(), self.query_one(".dialog")
        self._make_clear(clear=place is not None)
        if place is None:
            for rule in ("width", "max_width", "height", "max_height", "margin"):
                pane.styles.clear_rule(rule)
            return
        pane.styles.width = pane.styles.max_width = self.size.width - place.left
        pane.styles.height = pane.styles.max_height = max(1, self.size.height - place.top - place.bottom)
        pane.styles.margin = (place.top, 0, place.bottom, 0)

    @property
    def line_width(self) -> int:
        """Cells of a line in the pane, its padding and the scrollbar taken off."""
        place = self._place()
        pane = min(100, self.size.width * 9 // 10) if place is None else self.size.width - place.left
        return max(20, pane - 6)

    def handlers(self) -> Mapping[str, Handler]:
        """The handler of each action, by its id."""
        return {"leave_dialog": lambda _: self.dismiss(None), "quit": lambda _: self.app.exit()}

    def on_key(self, event: events.Key) -> None:
        """Carry out the action of a key; what no action has is left to the widget that has the focus."""
        if passed_on(event, self):
            return
        action = self.keymap.lookup(event.key, self.mode)
        if action is not None:
            event.stop()
            event.prevent_default()
            self.handlers()[action.id](event.key)
        elif typed_by(event) and (field := self.field) is not None:
            # It came before the field had the keyboard: a field lets no text go by.
            event.stop()
            event.prevent_default()
            field.post_message(events.Key(event.key, event.character))

    @property
    def field(self) -> Widget | None:
        """The line that is typed into; None where there is none, or where the keys are about something else."""
        return next(iter(self.query(Input)), None)

    def reminder(self, *parts: tuple[Sequence[str], str]) -> str:
        """A sentence that says which keys do what: `Up and Down choose, Enter goes there.`

        Args:
            parts: Ids of actions, and the words that follow their keys. Actions without a key are left out.
        """
        said = [
            f"{' and '.join(keys)} {words}"
            for ids, words in parts
            if (keys := [key for name in ids if (key := self.keymap.first(name))])
        ]
        return f"{', '.join(said)}." if said else ""

    def compose(self) -> ComposeResult:
        """A scrolling pane with the lines."""
        with VerticalScroll(classes="dialog"):
            yield self.make_lines()

    def make_lines(self) -> Lines:
        """The lines that `show_lines` fills."""
        return Lines(id="lines")

    def on_mount(self) -> None:
        """Put the pane where it goes."""
        self.place_pane()

    def on_resize(self) -> None:
        """Put the pane where it goes now."""
        self.place_pane()

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Fill the pane."""
        widget = self.query_one("#lines", Lines)
        widget.styles.height = max(1, len(lines))
        widget.show_lines(lines)


class TextDialog(Dialog[Result]):
    """A dialog that only shows text, wrapped anew when the window changes."""

    def handlers(self) -> Mapping[str, Handler]:
        """Keys that scroll, besides those of every dialog."""
        return {
            **super().handlers(),
            "scroll_down": lambda _: self._scroll(lines=1),
            "scroll_up": lambda _: self._scroll(lines=-1),
            "scroll_page_down": lambda _: self._scroll(pages=1),
            "scroll_page_up": lambda _: self._scroll(pages=-1),
            "scroll_home": lambda _: self.query_one(VerticalScroll).scroll_home(animate=False),
            "scroll_end": lambda _: self.query_one(VerticalScroll).scroll_end(animate=False),
        }

    def _scroll(self, *, lines: int = 0, pages: int = 0) -> None:
        pane = self.query_one(VerticalScroll)
        pane.scroll_relative(y=lines + pages * pane.size.height, animate=False, immediate=True)

    def lines_at(self, width: int) -> Sequence[Line]:
        """The text on lines of that many cells."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Fill in the text."""
        super().on_mount()
        self._fill()

    def on_resize(self) -> None:
        """Wrap the text anew."""
        super().on_resize()
        self._fill()

    def _fill(self) -> None:
        self.show_lines(self.lines_at(self.line_width))

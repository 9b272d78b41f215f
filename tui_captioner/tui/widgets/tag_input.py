"""The line that is typed into: Textual's input, with every key offered to the composer first."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from textual import events

from tui_captioner.domain.typed_text import is_drawable
from tui_captioner.tui.terminal.passing_on import passed_on
from tui_captioner.tui.terminal.textual_parts import bindings_of
from tui_captioner.tui.widgets.text_field import TextField

KeyHandler = Callable[[events.Key], Awaitable[bool]]


class TagInput(TextField):
    """An input that shows ghost text and lets the composer decide what a key does.

    Args:
        on_key: Called with each key; answers whether it was dealt with.
        on_text: Called with the text at once whenever the user changed it. A message would come later, when more has
            been typed already, and whoever drew from it would undo what was typed meanwhile.
        line_break: Gives what a line break in pasted text becomes now: a comma ends a tag, a space goes on.
        on_pasted: Called with pasted text; answers whether it was dealt with.
    """

    DEFAULT_CSS = """
    TagInput {
        border: none; padding: 0; height: 1; width: 1fr; background: transparent; background-tint: transparent;
        &:focus { border: none; background-tint: transparent; }
        &.-textual-compact { border: none; }
        & > .input--suggestion { color: $text-disabled; text-style: italic; }
        & > .input--placeholder { color: $text-disabled; text-style: italic; }
        &.-hint > .input--placeholder { text-style: none; }
    }
    """

    def __init__(
        self,
        on_key: KeyHandler,
        on_text: Callable[[str], None],
        line_break: Callable[[], str] = lambda: ", ",
        on_pasted: Callable[[str], bool] = lambda _: False,
        *,
        id: str | None = None,
    ) -> None:
        self._told = True
        super().__init__(id=id, compact=True, select_on_focus=False)
        self.cursor_blink = False
        self._handle_key = on_key
        self._tell = on_text
        self._line_break = line_break
        self._take_pasted = on_pasted
        self._told = False

    def watch_value(self, value: str) -> None:
        """Tell of a change by the user."""
        if not self._told:
            self._tell(value)

    def set_text(self, text: str, ghost: str) -> None:
        """Show this text with the cursor behind it, and this ghost text."""
        if text != self.value:
            self._told = True
            self.value = text
            self._told = False
            self.cursor_position = len(text)
        self.set_ghost(ghost)

    def set_run(self, text: str, hint: str = "") -> None:
        """Show greyed tags on an empty input.

        Args:
            text: The tags.
            hint: What may be typed, shown where there are none; in brackets, as no key takes it.
        """
        shown = text or (f"({hint})" if hint else "")
        if self.placeholder != shown:
            self.placeholder = shown
        self.set_class(not text, "-hint")

    def set_ghost(self, ghost: str) -> None:
        """Show greyed text after what was typed."""
        self.greyed = self.value + ghost if ghost and self.value else ""

    async def on_key(self, event: events.Key) -> None:
        """Offer the key to the composer, then to the input itself."""
        if passed_on(event, self):
            return
        if await self._handle_key(event):
            event.stop()
            event.prevent_default()
            return
        if await self._edit(event.key):
            event.stop()
            event.prevent_default()
            return
        await super().on_key(event)

    async def _edit(self, key: str) -> bool:
        """Carry out the input's own keys (backspace, home ...) here and now.

        Left to Textual they run when the event has bubbled up to the app, after keys that were typed behind them.
        """
        for binding in bindings_of(self, key):
            if await self.app.run_action(binding.action, self):
                return True
        return False

    def on_paste(self, event: events.Paste) -> None:
        """Offer it to the composer; else put in all of it, on one line."""
        event.stop()
        event.prevent_default()
        if self._take_pasted(event.text):
            return
        text = self._line_break().join(line.strip() for line in event.text.splitlines() if line.strip())
        self.insert_text_at_cursor("".join(char for char in text if is_drawable(char)))

"""A line to type into, behind the gate: what can't be drawn is shown written out, the text stays as it is.

Textual's own input sends its text to the terminal as it is.
"""

from __future__ import annotations

from functools import cached_property
from itertools import accumulate
from typing import ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.reactive import Reactive
from textual.strip import Strip
from textual.widgets.input import Selection

from tui_captioner.domain.text import shown_characters, visible
from tui_captioner.domain.typed_text import is_drawable
from tui_captioner.tui.terminal.passing_on import passed_on
from tui_captioner.tui.terminal.textual_parts import OpenInput
from tui_captioner.tui.widgets.kept_looks import KeptLooks
from tui_captioner.tui.widgets.words import blank_word_start, word_end, word_start


def typed_by(event: events.Key) -> str:
    """The text that a key types: joiners too, which Textual takes for no text; empty for a key that types none.

    Alt with a letter that is no command types nothing: the letter was not meant.
    """
    text = event.character or ""
    return text if "alt+" not in event.key and all(map(is_drawable, text)) else ""


class TextField(OpenInput):
    """Textual's input behind the gate: `value` is the text as it is, what is drawn of it is its visible form.

    Keys that move or delete by words do what they do in the shell; Textual has other borders of words.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+h", "delete_left", show=False),
        Binding("ctrl+b", "cursor_left", show=False),
        Binding("ctrl+w", "delete_blank_word", show=False),
        Binding("alt+backspace,ctrl+backspace", "delete_left_word", show=False),
        Binding("alt+d,ctrl+delete,alt+delete", "delete_right_word", show=False),
        Binding("alt+b,alt+left", "cursor_left_word", show=False),
        Binding("alt+f,alt+right", "cursor_right_word", show=False),
    ]

    _looks = cached_property(KeptLooks)

    def notify_style_update(self) -> None:
        """The styles have changed."""
        self._looks.forget()
        super().notify_style_update()

    virtual_size = Reactive(Size(0, 0), layout=False)
    """How long the text is. Textual lays the whole screen out anew for it; but nothing gets another place or size by
    that, and the field scrolls without."""

    async def on_key(self, event: events.Key) -> None:
        """Type what the key types."""
        if passed_on(event, self):
            return
        text = typed_by(event)
        if text:
            self.replace(text, *self.selection)
            event.stop()
        event.prevent_default()

    def action_cursor_right(self, select: bool = False) -> None:
        """Move the cursor; what is greyed is for whoever greyed it to take."""
        self.greyed, greyed = "", self.greyed
        super().action_cursor_right(select)
        self.greyed = greyed

    def action_cursor_left_word(self, select: bool = False) -> None:
        """Go to where the word begins."""
        self._go_to(word_start(self.value, self.cursor_position), select=select)

    def action_cursor_right_word(self, select: bool = False) -> None:
        """Go behind the word."""
        self._go_to(word_end(self.value, self.cursor_position), select=select)

    def _go_to(self, place: int, *, select: bool) -> None:
        if select:
            self.selection = Selection(self.selection.start, place)
        else:
            self.cursor_position = place

    def action_delete_left_word(self) -> None:
        """Delete back to where the word begins."""
        self._delete_between(word_start(self.value, self.cursor_position), self.cursor_position)

    def action_delete_blank_word(self) -> None:
        """Delete back to the blank before."""
        self._delete_between(blank_word_start(self.value, self.cursor_position), self.cursor_position)

    def action_delete_right_word(self) -> None:
        """Delete to behind the word."""
        self._delete_between(self.cursor_position, word_end(self.value, self.cursor_position))

    def _delete_between(self, start: int, end: int) -> None:
        if self.selection.is_empty:
            self.delete(start, end)
        else:
            self.delete_selection()

    def shown(self) -> Text:
        """The visible form of the text."""
        return Text(visible(self.value), no_wrap=True, overflow="ignore", end="")

    def _places(self) -> list[int]:
        """Where in the visible form each character of the text begins, and at the end where the last one ends."""
        return [0, *accumulate(map(len, shown_characters(self.value)))]

    def cell_of(self, position: int) -> int:
        """The cell of the visible form where a character begins."""
        return cell_len(visible(self.value)[: self._places()[position]])

    def character_at(self, offset: int) -> int:
        """The character whose visible form stands in a cell, counted from the first that can be seen."""
        cell = offset + self.scroll_offset.x
        shown, places = visible(self.value), self._places()
        return next((at for at in range(len(self.value)) if cell_len(shown[: places[at + 1]]) > cell), len(self.value))

    def render_line(self, y: int) -> Strip:
        """Draw the line: the text in its visible form with selection and cursor, then what is suggested."""
        if y != 0 or not self.value:
            return super().render_line(y)
        strip = Strip(self.app.console.render(self._drawn(), self.app.console_options.update_width(self.content_width)))
        room = self.scrollable_content_region.width + 1
        start = self.scroll_offset.x
        return strip.crop(start, start + room).extend_cell_length(room).apply_style(self._looks.of())

    def _drawn(self) -> Text:
        """What the line shows, styled."""
        text, places = self.shown(), self._places()
        text.append(self._foreseen(), self._looks.of("input--suggestion"))
        if self.has_focus and not self.selection.is_empty:
            start, end = sorted(self.selection)
            text.stylize_before(self._looks.of("input--selection"), places[start], places[end])
        if self.has_focus and self.cursor_is_drawn:
            start = places[self.cursor_position]
            end = places[self.cursor_position + 1] if not self.cursor_at_end else start + 1
            if start == len(text):
                text.pad_right(1)
            text.stylize(self._looks.of("input--cursor"), start, end)
        return text

    def _foreseen(self) -> str:
        """The visible form of what is suggested to follow."""
        return visible(self.greyed[len(self.value) :]) if self.has_focus else ""

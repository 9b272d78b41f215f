"""The line that a filter is typed into: the place that can't be read is underlined."""

from __future__ import annotations

from rich.style import Style
from rich.text import Text

from tui_captioner.domain.query.at_cursor import Completion, complete, written
from tui_captioner.domain.query.words import FilterWords
from tui_captioner.tui.widgets.tag_input import TagInput

_BROKEN = Style(underline=True, bold=True)
CHOICES = 6
"""What is offered at once."""


class FilterField(TagInput):
    """An input with a place that may be underlined."""

    def show_broken(self, start: int, end: int) -> None:
        """Underline these characters, counted from 0; equal ones underline nothing."""
        if (start, end) != self._broken:
            self._broken = (start, end)
            self.refresh()

    _broken = (0, 0)

    def _drawn(self) -> Text:
        text = super()._drawn()
        places = self._places()
        start, end = (places[min(place, len(places) - 1)] for place in self._broken)
        if start < end:
            text.stylize(_BROKEN, start, end)
        elif self._broken[1] > self._broken[0]:
            # It is wrong behind the end.
            text.stylize(_BROKEN, max(0, start - 1), start)
        return text


class FilterTyping:
    """What may be put in at the cursor of a filter, one after the other with the same key.

    Args:
        words: What the dataset has.
    """

    def __init__(self, words: FilterWords) -> None:
        self._words = words
        self.place: Completion | None = None
        self.options: list[str] = []
        self._at = -1
        self._looked_at = ("", -1)

    def look(self, text: str, cursor: int) -> Completion | None:
        """Look at what was typed; the tags that may stand there are for the caller to add.

        None if this was looked at already, or is what was put in last.
        """
        if (text, cursor) == self._looked_at:
            return None
        self._looked_at = (text, cursor)
        self.place = complete(text, cursor, self._words)
        self.options = list(self.place.options)
        self._at = -1
        return self.place

    def add_tags(self, tags: list[str]) -> None:
        """Tags may stand there too."""
        self.options += [written(tag) for tag in tags]

    @property
    def shown(self) -> list[str]:
        """The options that are shown, the next one first."""
        at = self._at + 1
        return [*self.options[at:], *self.options[:at]][:CHOICES]

    def take(self, text: str, cursor: int, step: int = 1) -> tuple[str, int] | None:
        """Put in the next option in place of the one before: the text with its cursor; None if there is none.

        Args:
            text: The filter.
            cursor: Where the cursor stands.
            step: -1 for the one before.
        """
        if self.place is None or not self.options:
            return None
        start = self.place.start
        self._at = (self._at + step) % len(self.options) if self._at >= 0 or step > 0 else len(self.options) - 1
        put = self.options[self._at]
        taken = (f"{text[:start]}{put}{text[cursor:]}", start + len(put))
        # Where there was but one, the same key goes on with what may follow it.
        self._looked_at = taken if len(self.options) > 1 else ("", -1)
        return taken

"""The question whether a session that holds the dataset, and can't be looked at from here, is still there."""

from __future__ import annotations

from collections.abc import Mapping

from tui_captioner.tui.dialogs.dialog import Handler, TextDialog
from tui_captioner.tui.keymap import ScreenKeymap
from tui_captioner.tui.widgets.lines import Line, wrap


class TakeOverScreen(TextDialog[bool]):
    """Says who holds the dataset; answers whether it is taken over, None for no.

    Args:
        keymap: Which key does what.
        holder: Who holds it, in a clause.
    """

    mode = "take-over"

    def __init__(self, keymap: ScreenKeymap, holder: str) -> None:
        super().__init__(keymap)
        self._holder = holder

    def handlers(self) -> Mapping[str, Handler]:
        """The key that takes it over, besides those of every dialog of text."""
        return {**super().handlers(), "take_over": lambda _: self.dismiss(True)}

    def lines_at(self, width: int) -> list[Line]:
        """Who holds it, and the keys."""
        first = self.keymap.first
        told: tuple[tuple[str, str], ...] = (
            ("This dataset is held by another session.", "strong"),
            (f"It is {self._holder}.", ""),
            ("From here it can't be told whether that program still runs.", ""),
            (f"{first('take_over')}  take the dataset over: nobody works there any more", "accent"),
            ("If that program does run, it notices this before it writes, and only reads from then on.", "dim"),
            (f"{first('leave_dialog')}  look only; nothing is written", "accent"),
        )
        lines: list[Line] = []
        for piece in told:
            lines += [*wrap((piece,), width), ()]
        return lines

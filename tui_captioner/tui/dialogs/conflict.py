"""The question that a sidecar changed outside raises: which text is kept."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from tui_captioner.services.session.sidecars import Conflict
from tui_captioner.tui.dialogs.dialog import TextDialog
from tui_captioner.tui.widgets.lines import Line, wrap


class ConflictScreen(TextDialog[str]):
    """Shows both texts; answers `ours`, `theirs`, or None for later."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "answer('ours')", "Keep ours", show=False),
        Binding("t", "answer('theirs')", "Take theirs", show=False),
    ]

    def __init__(self, conflict: Conflict) -> None:
        super().__init__()
        self._conflict = conflict

    def lines_at(self, width: int) -> list[Line]:
        """Both texts, and the keys that choose."""
        conflict = self._conflict
        theirs = "(the file is gone)" if conflict.theirs is None else conflict.theirs
        lines: list[Line] = [((f"The sidecar of {conflict.name} was changed by another program.", "strong"),), ()]
        for heading, text in (("o  keep the project's caption:", conflict.ours), ("t  take the text on disk:", theirs)):
            lines.append(((heading, "accent"),))
            lines.extend(wrap(((text, ""),), width))
            lines.append(())
        lines.append((("Esc  decide later; nothing is written until then", "dim"),))
        return lines

    def action_answer(self, answer: str) -> None:
        """Close with the user's choice."""
        self.dismiss(answer)

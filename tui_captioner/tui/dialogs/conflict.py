"""The question that a sidecar changed outside raises: which text is kept."""

from __future__ import annotations

from collections.abc import Mapping

from tui_captioner.services.session.sidecars import Conflict
from tui_captioner.tui.dialogs.dialog import Handler, TextDialog
from tui_captioner.tui.keymap import ScreenKeymap
from tui_captioner.tui.widgets.lines import Line, wrap


class ConflictScreen(TextDialog[str]):
    """Shows both texts; answers `ours`, `theirs`, `all` for a list of all such sidecars, or None for later.

    Args:
        keymap: Which key does what.
        conflict: The two texts.
        alone: Whether one comes from that list.
    """

    mode = "conflict"

    def __init__(self, keymap: ScreenKeymap, conflict: Conflict, *, alone: bool = False) -> None:
        super().__init__(keymap)
        self._conflict, self._alone = conflict, alone

    def handlers(self) -> Mapping[str, Handler]:
        """Keys that choose, besides those of every dialog of text."""
        return {
            **super().handlers(),
            "keep_ours": lambda _: self.dismiss("ours"),
            "take_theirs": lambda _: self.dismiss("theirs"),
            "all_outside": lambda _: self._alone or self.dismiss("all"),
        }

    def lines_at(self, width: int) -> list[Line]:
        """Both texts, and the keys that choose."""
        conflict = self._conflict
        theirs = "(the file is gone)" if conflict.theirs is None else conflict.theirs
        lines: list[Line] = [((f"The sidecar of {conflict.name} was changed by another program.", "strong"),), ()]
        first = self.keymap.first
        keep, take = (
            f"{first('keep_ours')}  keep the project's caption:",
            f"{first('take_theirs')}  take the text on disk:",
        )
        for heading, text in ((keep, conflict.ours), (take, theirs)):
            lines.append(((heading, "accent"),))
            lines.extend(wrap(((text, ""),), width))
            lines.append(())
        if not self._alone and first("all_outside"):
            lines.append(((f"{first('all_outside')}  if there are more: list all, and decide at once", "dim"),))
        lines.append(((f"{first('leave_dialog')}  decide later; nothing is written until then", "dim"),))
        return lines

"""The captions of one image, compared."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.geometry import Region

from tui_captioner.domain.alternatives import Captions
from tui_captioner.domain.caption import OutputRules, Tags
from tui_captioner.domain.structure import Structure
from tui_captioner.tui.dialogs.compare_views import Marked, as_text, by_slot
from tui_captioner.tui.dialogs.dialog import TextDialog
from tui_captioner.tui.widgets.lines import Line, wrap

_HINT = "Up and Down choose, Enter goes there, Tab shows slots or texts, PageUp and PageDown scroll, Esc goes back."


class CaptionsScreen(TextDialog[int]):
    """All captions of an image, slot by slot or as texts, what differs standing out; answers the index of one.

    Args:
        captions: The captions, the first one first.
        structure: The slots of the dataset.
        rules: How captions are written.
        globals_: The globals of the project.
        chosen: The index of the one to begin at.
    """

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "choose(1)", "Next", show=False),
        Binding("up", "choose(-1)", "Previous", show=False),
        Binding("enter", "go", "Go there", show=False),
        Binding("tab,shift+tab", "turn", "Slots or texts", show=False),
        Binding("pagedown", "scroll(1)", "Down", show=False),
        Binding("pageup", "scroll(-1)", "Up", show=False),
        *(Binding(str(number), f"go({number})", f"Caption {number}", show=False) for number in range(1, 10)),
    ]

    def __init__(
        self, captions: Captions, structure: Structure, rules: OutputRules, globals_: Tags, chosen: int
    ) -> None:
        super().__init__()
        self._captions, self._structure, self._rules, self._globals = captions, structure, rules, globals_
        self._chosen, self._as_text = chosen, False
        self._owners: list[int] = []

    def lines_at(self, width: int) -> list[Line]:
        """The captions, in the form that is shown."""
        marked: list[Marked] = [(-1, line) for line in wrap(((_HINT, "dim"),), width)] + [(-1, ())]
        if self._as_text:
            marked += as_text(self._captions, self._structure, self._rules, self._globals, self._chosen, width)
        else:
            marked += by_slot(self._captions, self._structure, self._chosen, width)
        self._owners = [owner for owner, _ in marked]
        return [line for _, line in marked]

    def action_choose(self, step: int) -> None:
        """Choose another caption and bring it into sight."""
        self._chosen = max(0, min(len(self._captions) - 1, self._chosen + step))
        self._fill()
        self.call_after_refresh(self._bring_into_sight)

    def _bring_into_sight(self) -> None:
        if self._as_text and self._chosen in self._owners:
            pane = self.query_one(VerticalScroll)
            rows = min(self._owners.count(self._chosen), pane.size.height)
            pane.scroll_to_region(Region(0, self._owners.index(self._chosen), 1, rows), animate=False)

    def action_go(self, number: int = 0) -> None:
        """Close with the chosen caption, or with that of a number, counted from 1."""
        if number <= len(self._captions):
            self.dismiss(number - 1 if number else self._chosen)

    def action_turn(self) -> None:
        """Show texts in place of slots, or slots in place of texts."""
        self._as_text = not self._as_text
        self._fill()
        self.call_after_refresh(self._bring_into_sight)

    def action_scroll(self, pages: int) -> None:
        """Scroll by a page."""
        pane = self.query_one(VerticalScroll)
        pane.scroll_relative(y=pages * pane.size.height, animate=False, immediate=True)

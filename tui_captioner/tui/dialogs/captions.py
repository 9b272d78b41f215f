"""The captions of one image, or of several, compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.containers import VerticalScroll
from textual.geometry import Region

from tui_captioner.domain.alternatives import Captions
from tui_captioner.domain.caption import OutputRules, Tags
from tui_captioner.domain.structure import Structure
from tui_captioner.tui.dialogs.compare_views import Marked, as_text, by_slot
from tui_captioner.tui.dialogs.dialog import Handler, TextDialog
from tui_captioner.tui.keymap import ScreenKeymap
from tui_captioner.tui.widgets.lines import Line, Lines, wrap


class CaptionsScreen(TextDialog[int]):
    """Captions, slot by slot or as texts, what differs standing out; answers the index of one.

    Args:
        keymap: Which key does what.
        captions: The captions, the first one first.
        structure: The slots of the dataset.
        rules: How captions are written.
        globals_: The globals of the project.
        chosen: The index of the one to begin at.
        names: The image of each, where they are of several.
    """

    AUTO_FOCUS = ""
    mode = "captions"

    def __init__(
        self,
        keymap: ScreenKeymap,
        captions: Captions,
        structure: Structure,
        rules: OutputRules,
        globals_: Tags,
        chosen: int,
        names: Sequence[str] = (),
    ) -> None:
        super().__init__(keymap)
        self._captions, self._structure, self._rules, self._globals = captions, structure, rules, globals_
        self._chosen, self._as_text, self._names = chosen, False, names
        self._owners: list[int] = []
        self._following = False

    def on_mount(self) -> None:
        """What has grown can be scrolled to once it is laid out."""
        super().on_mount()
        self.screen_layout_refresh_signal.subscribe(self, lambda _: self._bring_into_sight())

    def handlers(self) -> Mapping[str, Handler]:
        """Keys that choose, besides those of every dialog of text."""
        return {
            **super().handlers(),
            "compare_next": lambda _: self._choose(1),
            "compare_previous": lambda _: self._choose(-1),
            "compare_go": lambda _: self._go(),
            "compare_pick": lambda key: self._go(self.keymap.number("compare_pick", key)),
            "compare_turn": lambda _: self._turn(),
        }

    def _hint(self) -> str:
        return self.reminder(
            (("compare_previous", "compare_next"), "choose"),
            (("compare_go",), "goes there"),
            (("compare_turn",), "shows slots or texts"),
            (("scroll_page_up", "scroll_page_down"), "scroll"),
            (("leave_dialog",), "goes back"),
        )

    def lines_at(self, width: int) -> list[Line]:
        """The captions, in the form that is shown."""
        marked: list[Marked] = [(-1, line) for line in wrap(((self._hint(), "dim"),), width)] + [(-1, ())]
        if self._as_text:
            rules = self._structure, self._rules, self._globals
            marked += as_text(self._captions, *rules, self._chosen, width, self._names)
        else:
            marked += by_slot(self._captions, self._structure, self._chosen, width, self._names)
        self._owners = [owner for owner, _ in marked]
        return [line for _, line in marked]

    def _choose(self, step: int) -> None:
        self._chosen = max(0, min(len(self._captions) - 1, self._chosen + step))
        self._show_chosen()

    def _show_chosen(self) -> None:
        self._following = True
        self._fill()
        self.call_after_refresh(self._bring_into_sight)

    def _bring_into_sight(self) -> None:
        """Scroll to the chosen text, once: from then on the user scrolls."""
        if not self._following or self.query_one("#lines", Lines).size.height != len(self._owners):
            return
        self._following = False
        if self._as_text and self._chosen in self._owners:
            pane = self.query_one(VerticalScroll)
            rows = min(self._owners.count(self._chosen), pane.size.height)
            pane.scroll_to_region(Region(0, self._owners.index(self._chosen), 1, rows), animate=False)

    def _go(self, number: int = 0) -> None:
        """Close with the chosen caption, or with that of a number, counted from 1."""
        if number <= len(self._captions):
            self.dismiss(number - 1 if number else self._chosen)

    def _turn(self) -> None:
        self._as_text = not self._as_text
        self._show_chosen()

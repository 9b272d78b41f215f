"""What one step did, a row for each image."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from tui_captioner.domain.row_filter import RowFilter
from tui_captioner.domain.text import visible
from tui_captioner.services.bulk.bulk import Sample
from tui_captioner.services.bulk.proposed import ImageChange, draft_titles, mark_titles
from tui_captioner.services.history.history import History, PartDifference
from tui_captioner.storage.project.steps import StepHeader
from tui_captioner.tui.history.actions import STEP
from tui_captioner.tui.lists.filtered_page import FilteredPage
from tui_captioner.tui.lists.page import Handler
from tui_captioner.tui.lists.workplace import Workplace
from tui_captioner.tui.proposals.views import change_line
from tui_captioner.tui.widgets.lines import Line, Piece

_KEPT = 500
"""Images of which it is kept what the step did."""
_NAMES = 28
"""Cells of a name, at most."""


class StepScreen(FilteredPage[str]):
    """The difference of a step; answers what is to be said if an image is gone to, else None.

    Args:
        place: What it works on.
        step: The step.
    """

    declared = STEP
    filter_words = "Filter names:"
    hints = (
        ("part_whole", "whole captions"),
        ("list_filter", "filter"),
        ("part_back", "take back for this image"),
        ("part_show", "go to the image"),
        ("list_leave", "back"),
        ("list_help", "keys"),
    )

    def __init__(self, place: Workplace, step: StepHeader) -> None:
        super().__init__(place)
        self.step = step
        self.history = History(self.session)
        self._names: Sequence[str] = self.history.images(step.number)
        self._places = {name: number for number, name in enumerate(self._names)}
        self._listed = self._names
        self._whole = False
        self._change = lru_cache(_KEPT)(self._read)

    def handlers(self) -> Mapping[str, Handler]:
        """The handler of each action, besides those of every list."""
        return {
            **super().handlers(),
            "part_back": lambda _: self._take_back(),
            "part_whole": lambda _: self._turn_whole(),
            "part_show": lambda _: self._show(),
        }

    def _read(self, name: str) -> tuple[ImageChange, bool, bool]:
        """What the step did to an image, whether that was taken back, and whether the image is gone."""
        place = self._places[name]
        before = self._names[place - 1] if place else ""
        part: PartDifference = self.history.difference(self.step.number, 1, before)[0]
        texts = [
            Sample(name, *(side[at] if at < len(side) else "" for side in (part.before, part.after)))
            for at in range(max(len(part.before), len(part.after)))
        ]
        moves = tuple((moved.text, self._title(moved.from_slot), self._title(moved.to_slot)) for moved in part.moved)
        differing = tuple(text for text in texts if text.before != text.after)
        states = part.states if part.states[0] != part.states[1] and all(part.states) else ()
        notes = part.notes if part.notes[0] != part.notes[1] else ()
        marks = mark_titles(self.session, part.marks)
        drafted = draft_titles(self.session, part.drafted)
        change = ImageChange(name, differing, () if differing else moves, states, notes, marks=marks, drafted=drafted)
        return change, part.taken_back, part.gone

    def _title(self, slot: str) -> str:
        """The title of a slot; its key where the structure has it no more."""
        structure = self.session.structure
        return structure.title(slot) if slot in structure.own_keys else slot

    def title_pieces(self) -> tuple[Sequence[Piece], Sequence[Piece]]:
        """The step, and how many images it changed."""
        left: list[Piece] = [
            (self.folder, "strong"),
            (f"  step {self.step.number}  ", "dim"),
            (self.step.title, "accent"),
        ]
        left.append((f"  {len(self._names):,} image{'' if len(self._names) == 1 else 's'}", ""))
        return left, [self.filter_piece if self.typed else ("from history", "dim")]

    def head_lines(self) -> Sequence[Line]:
        """Globals that it changed."""
        before, after = self.history.globals_of(self.step.number)
        if after is None:
            return ()
        old, new = (", ".join(texts or ()) or "none" for texts in (before, after))
        return (((visible(f"globals: {old} → {new}"), "warn"),),)

    def draw_row(self, row: int, width: int) -> Line:
        """One image with what was done to it."""
        change, taken_back, gone = self._change(self._listed[row])
        longest = max((len(visible(self._listed[each])) for each in self.rows.visible_rows), default=0)
        sign: Line = (("> " if row == self.rows.cursor else "  ", "accent"),)
        line = change_line(sign, change, min(longest, _NAMES, width // 3), whole=self._whole)
        if taken_back:
            line = (*line, ("  (taken back)", "faint"))
        return (*line, ("  (not in the dataset any more)", "faint")) if gone else line

    @property
    def total(self) -> int:
        """How many images are listed now."""
        return len(self._listed)

    def changed(self) -> None:
        """Something was taken back or done again."""
        self._change.cache_clear()

    def filtered_texts(self) -> Iterable[str]:
        """The names of the images."""
        return self._names

    def narrow(self, wanted: RowFilter) -> None:
        """List the images whose name fits, from the first one."""
        self._listed = [name for name in self._names if wanted.holds(name)] if wanted.text else self._names
        self.rows.go_to(0)

    @property
    def _here(self) -> str:
        return self._listed[self.rows.cursor] if self._listed else ""

    def _turn_whole(self) -> None:
        self._whole = not self._whole

    def _take_back(self) -> None:
        if self._here:
            self.history.undo_part(self.step.number, self._here)
            self.changed()
            self.say(f"Taken back for {self._here}, as a step of its own")
            self.rows.move(1)

    def _show(self) -> None:
        name = self._here
        if name in self.session.project.images:
            self.place.show_image(name)
            self.dismiss(f"{name}, from step {self.step.number}: {self.step.title}")
        elif name:
            self.say(f"{name} is not in this dataset any more")

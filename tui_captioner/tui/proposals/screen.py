"""A proposal: the difference first, one row per image, each in or out; Enter carries out what is left."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from textual import work
from textual.worker import get_current_worker

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.domain.row_filter import RowFilter, row_filter
from tui_captioner.domain.text import visible
from tui_captioner.services.bulk.proposal import Proposal
from tui_captioner.services.session.jobs import Job, Progress
from tui_captioner.storage.pattern_search import search
from tui_captioner.tui.lists.filtered_page import FilteredPage
from tui_captioner.tui.lists.page import Handler
from tui_captioner.tui.lists.work import in_slices
from tui_captioner.tui.lists.workplace import Workplace
from tui_captioner.tui.proposals.actions import PROPOSALS
from tui_captioner.tui.proposals.choosing import Choosing
from tui_captioner.tui.proposals.views import change_line, name_piece
from tui_captioner.tui.widgets.lines import Line, Piece

_NAMES = 28
"""Cells of a name, at most."""
_DRAWING = 0.02
"""Seconds that working out rows may take before the keys are looked at."""
OUT_OF_DATE = "Worked out anew, since a step was taken back or done again"
"""The answer if the captions changed and the proposal has to be made anew."""
_PATTERN_PART = 2000
"""Images whose differences an expression is looked for in at a time."""


class ProposalScreen(FilteredPage[str]):
    """Shows what would change; answers what was done, or `OUT_OF_DATE`; None if all was left as it is.

    Args:
        place: What it works on.
        proposal: The change.
        sure: Whether the images that it is about are known to be those that it changes; else they are looked for while
            the first ones are shown.
        nothing: The answer if it turns out that nothing would change.
    """

    declared = PROPOSALS
    filter_words = "Narrow to:"
    narrows_while_typing = False  # each caption has to be worked out
    hints = (
        ("proposal_whole", "whole captions"),
        ("proposal_all", "all"),
        ("proposal_only", "only this image"),
        ("list_filter", "narrow"),
        ("proposal_toggle", "in or out"),
        ("list_leave", "leave"),
        ("carry_out", "carry out"),
    )

    def __init__(self, place: Workplace, proposal: Proposal, *, sure: bool = False, nothing: str = "") -> None:
        super().__init__(place)
        self.choosing = Choosing(proposal, sure=sure)
        self.proposal = proposal
        self._nothing = nothing
        self._whole = False
        self._until, self._worked_out, self._rows_due = 0.0, 0, False
        self._looking: Progress | None = Progress(0, max(1, len(proposal.names)))
        self._looked_through = False
        self._filter = RowFilter("")

    def handlers(self) -> Mapping[str, Handler]:
        """The handler of each action, besides those of every list."""
        return {
            **super().handlers(),
            "carry_out": lambda _: self._carry_out(),
            "proposal_toggle": lambda _: self._toggle(),
            "proposal_all": lambda _: self._choose(self.choosing.toggle_all),
            "proposal_only": lambda _: self._only(),
            "proposal_whole": lambda _: self._turn_whole(),
        }

    def on_mount(self) -> None:
        """Begin to look through the images."""
        self._look_through()

    # --- drawing --------------------------------------------------------------------------------------------------

    def title_pieces(self) -> tuple[Sequence[Piece], Sequence[Piece]]:
        """The title with what it is about, and where one came from."""
        choosing = self.choosing
        count = len(choosing.names)
        left: list[Piece] = [(self.folder, "strong"), ("  ", ""), (self.proposal.title, "accent")]
        left.append((f"  {count:,} image{'' if count == 1 else 's'}", ""))
        if choosing.is_narrowed:
            left.append((f"  {len(choosing.listed):,} listed", "accent"))
        if self._looking is not None:
            return left, [(f"looking {self._looking.done:,}/{self._looking.total:,}", "dim")]
        return left, [self.filter_piece]

    def head_lines(self) -> Sequence[Line]:
        """What should be known before; said once all is known, so that nothing moves meanwhile."""
        lines: list[Line] = []
        found = self.proposal.difference
        if self._looking is not None:
            return lines
        if found.unsure:
            lines.append(((f"{found.unsure:,} of them hold tags whose slot was only guessed.", "warn"),))
        lines += [((remark, "warn"),) for remark in found.remarks]
        return lines

    def draw_row(self, row: int, width: int) -> Line:
        """One image with its difference."""
        name = self.choosing.listed[row]
        here = row == self.rows.cursor
        sign: Line = (
            ("> " if here else "  ", "accent"),
            ("[x] " if self.choosing.has(name) else "[ ] ", "" if self.choosing.has(name) else "faint"),
        )
        cells = self._name_width(width)
        if not self._may_work_out(name):
            return (*sign, name_piece(name, cells), ("…", "faint"))
        return change_line(sign, self.choosing.change(name), cells, whole=self._whole)

    def _may_work_out(self, name: str) -> bool:
        """Whether there is time to work a row out: the rest of a page comes when the keys have been answered.

        While a change is made nothing else is read.
        """
        if self.choosing.is_known(name):
            return True
        if self.work is not None or (self._worked_out and time.monotonic() > self._until):
            self._rows_due = True
            return False
        self._worked_out += 1
        return True

    def _name_width(self, width: int) -> int:
        """Cells for the names in sight."""
        listed = self.choosing.listed
        longest = max((len(visible(listed[row])) for row in self.rows.visible_rows), default=0)
        return min(longest, _NAMES, width // 3)

    @property
    def total(self) -> int:
        """How many images are listed now."""
        return len(self.choosing.listed)

    def redraw(self) -> None:
        """Draw the rows; those for which there was no time follow when the keys have been answered."""
        self._until, self._worked_out, self._rows_due = time.monotonic() + _DRAWING, 0, False
        super().redraw()
        if self._rows_due and self.work is None:
            self.call_later(self.redraw)

    def hints_now(self) -> Sequence[tuple[str, str]]:
        """The hints, with the number of images that are in; the key that carries it out as soon as it does."""
        words = f"carry out ({self.choosing.count:,})"
        shown = self.hints if self._may_carry_out else [hint for hint in self.hints if hint[0] != "carry_out"]
        return tuple((name, words if name == "carry_out" else word) for name, word in shown)

    # --- looking through ------------------------------------------------------------------------------------------

    @work(exclusive=True, group="look")
    async def _look_through(self) -> None:
        try:
            await in_slices(self.proposal.look_through(), progress=self._show_looking)
        except CaptionerError as error:
            self.complain(error)
        self._looking = None
        self._looked_through = not self.proposal.cancelled
        if self._looked_through and not self.proposal.is_needed and not self.proposal.difference.passed_over:
            self.dismiss(self._nothing or f"Nothing to do: {self.proposal.title}")
            return
        self.redraw()

    def _show_looking(self, progress: Progress) -> None:
        self._looking = progress
        self.redraw()

    def changed(self) -> None:
        """A step was taken back or done again: look anew, or have it made anew where that is not enough."""
        if self.proposal.is_fixed:
            self.call_later(self._leave_out_of_date)
            return
        self.choosing.forget_changes()
        self._look_through()

    def _leave_out_of_date(self) -> None:
        self.dismiss(OUT_OF_DATE)

    # --- choosing -------------------------------------------------------------------------------------------------

    @property
    def _here(self) -> str:
        listed = self.choosing.listed
        return listed[self.rows.cursor] if listed else ""

    def _may_choose(self) -> bool:
        if self.proposal.changes_globals:
            self.say("Globals stand in every caption: this is for all images or none", warning=True)
            return False
        return bool(self._here)

    def _choose(self, act: Callable[[], object]) -> None:
        if self._may_choose():
            act()

    def _toggle(self) -> None:
        if self._may_choose():
            self.choosing.toggle(self._here)
            self.rows.move(1)

    def _only(self) -> None:
        self._choose(partial(self.choosing.only, self._here))

    def _turn_whole(self) -> None:
        self._whole = not self._whole

    # --- narrowing ------------------------------------------------------------------------------------------------

    def ask_filter(self) -> None:
        """Ask for a part of the names or captions that are to be listed."""
        if self._may_choose():
            super().ask_filter()

    def set_filter(self, typed: str) -> None:
        """List the images whose name or captions hold what was typed."""
        self.typed, self._filter = typed.strip(), row_filter(typed)
        self.choosing.list_only(None)
        self.rows.go_to(0)
        if self._filter.text:
            self._narrowing()

    @work(exclusive=True, group="narrow")
    async def _narrowing(self) -> None:
        """List the images whose name or captions hold what was typed, a part at a time."""
        listed: list[str] = []
        self.choosing.list_only(listed)
        names = list(self.choosing.names)
        worker = get_current_worker()
        try:
            for start in range(0, len(names), _PATTERN_PART):
                part = names[start : start + _PATTERN_PART]
                texts: list[str] = []
                await in_slices(self._texts_of(part, texts), progress=lambda _: self.redraw())
                if self._filter.is_pattern:
                    found = await asyncio.to_thread(search, self._filter.text, texts)
                else:
                    found = [number for number, text in enumerate(texts) if self._filter.holds(text)]
                if worker.is_cancelled:
                    return
                listed += [part[number] for number in found]
                self.redraw()
        except CaptionerError as error:
            self.set_filter("")
            self.complain(error)

    def _texts_of(self, names: Sequence[str], texts: list[str]) -> Iterator[Progress]:
        for number, name in enumerate(names):
            change = self.choosing.change(name)
            both = [text for sample in change.texts for text in (sample.before, sample.after)]
            texts.append("\n".join([name, *both, *(move[0] for move in change.moves)]))
            yield Progress(number, len(names))

    def leave_list(self) -> None:
        """Go back, with all left as it is."""
        self.proposal.cancel()
        self.dismiss(None)

    # --- carrying out ---------------------------------------------------------------------------------------------

    @property
    def _may_carry_out(self) -> bool:
        """Whether it is known what would be done: all was looked through, or the user has named the images."""
        return self._looked_through or self.choosing.sure

    def _carry_out(self) -> None:
        count = self.choosing.count
        if not count:
            self.say("No image is in: Space takes one in" if self._looked_through else "No image was found yet")
            return
        if not self._may_carry_out:
            self.say("Not before all captions were looked through", warning=True)
            return
        chosen = self.choosing.chosen()
        self.workers.cancel_group(self, "look")
        self._looking = None

        def done() -> None:
            if chosen.cancelled and self.proposal.changes_globals:
                self.dismiss("Stopped: nothing was changed")
            elif chosen.cancelled:
                self.say("Stopped: nothing was changed")
            else:
                images = f"{count:,} image{'' if count == 1 else 's'}"
                unsaved = f"; {len(self.session.unsaved):,} NOT SAVED" if self.session.unsaved else ""
                undo = f"{self.keymap.first('undo')} takes it back"
                self.dismiss(f"Done: {chosen.title}, {images}{unsaved}; {undo}")

        def make() -> Job:
            return chosen.carry_out()

        self.begin(make, "Changing", done, chosen.cancel)

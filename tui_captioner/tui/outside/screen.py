"""Sidecars that other programs changed, a row for each: all from disk, all ours, or one by one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from textual import work

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.domain.row_filter import RowFilter
from tui_captioner.domain.text import visible
from tui_captioner.services.bulk.changed_outside import ChangedOutside, Decision
from tui_captioner.services.bulk.proposed import ImageChange, image_change
from tui_captioner.services.session.jobs import Progress
from tui_captioner.services.session.sidecars import SidecarChangedError
from tui_captioner.tui.dialogs.conflict import ConflictScreen
from tui_captioner.tui.lists.filtered_page import FilteredPage
from tui_captioner.tui.lists.page import Handler
from tui_captioner.tui.lists.work import in_slices
from tui_captioner.tui.lists.workplace import Workplace
from tui_captioner.tui.outside.actions import OUTSIDE
from tui_captioner.tui.proposals.screen import ProposalScreen
from tui_captioner.tui.proposals.views import change_line
from tui_captioner.tui.widgets.lines import Line, Piece

_KEPT = 500
"""Images of which it is kept how the texts differ."""
_NAMES = 28
"""Cells of a name, at most."""


class OutsideScreen(FilteredPage[str]):
    """The sidecars that are not as they were written; answers what is to be said when it is left.

    Args:
        place: What it works on.
        at: The image to begin at; empty for the first one.
    """

    declared = OUTSIDE
    filter_words = "Names:"
    hints = (
        ("outside_whole", "whole captions"),
        ("list_filter", "filter"),
        ("outside_one", "this one"),
        ("outside_ours", "all ours"),
        ("outside_theirs", "all from disk"),
        ("list_leave", "later"),
        ("list_help", "keys"),
    )

    def __init__(self, place: Workplace, at: str = "") -> None:
        super().__init__(place)
        self.names: Sequence[str] = ()
        self._listed: Sequence[str] = ()
        self._filter = RowFilter("")
        self._at = at
        self._whole = False
        self._looking: Progress | None = Progress(0, 1)
        self._difference = lru_cache(_KEPT)(self._read)

    def handlers(self) -> Mapping[str, Handler]:
        """The handler of each action, besides those of every list."""
        return {
            **super().handlers(),
            "outside_theirs": lambda _: self._decide(theirs=True),
            "outside_ours": lambda _: self._decide(theirs=False),
            "outside_one": lambda _: self._ask_about_one(),
            "outside_whole": lambda _: self._turn_whole(),
        }

    def on_mount(self) -> None:
        """Look for them."""
        self._look()

    def changed(self) -> None:
        """Look anew."""
        self._look()

    @work(exclusive=True, group="look")
    async def _look(self) -> None:
        at = self._here or self._at
        found = ChangedOutside(self.session)
        try:
            await in_slices(found.look_through(), progress=self._show_looking)
        except CaptionerError as error:
            self.complain(error)
        self._looking = None
        self._difference.cache_clear()
        had, self.names = bool(self.names), found.names
        if not self.names:
            self.dismiss(self.message or ("All of them are decided" if had else "No sidecar was changed outside"))
            return
        self._lay_out()
        self.filter_again()
        if at in self._listed:
            self.rows.go_to(self._listed.index(at))
        self.redraw()

    def _show_looking(self, progress: Progress) -> None:
        self._looking = progress
        self.redraw()

    # --- drawing --------------------------------------------------------------------------------------------------

    def title_pieces(self) -> tuple[Sequence[Piece], Sequence[Piece]]:
        """How many there are."""
        count = len(self.names)
        left: list[Piece] = [(self.folder, "strong"), ("  changed outside  ", "accent")]
        left.append((f"{count:,} sidecar{' is' if count == 1 else 's are'} not as written here", ""))
        if self._looking is not None:
            left.append((f"  looking {self._looking.done:,}/{self._looking.total:,}", "dim"))
        if self.typed:
            left.append((f"  {len(self._listed):,} listed", "accent"))
        return left, [self.filter_piece]

    def head_lines(self) -> Sequence[Line]:
        """What the rows say."""
        return ((("our caption → the text on disk; nothing is written before you choose", "dim"),),)

    def draw_row(self, row: int, width: int) -> Line:
        """Our caption and the text on disk."""
        longest = max((len(visible(self._listed[each])) for each in self.rows.visible_rows), default=0)
        sign: Line = (("> " if row == self.rows.cursor else "  ", "accent"),)
        return change_line(
            sign, self._difference(self._listed[row]), min(longest, _NAMES, width // 3), whole=self._whole
        )

    def _read(self, name: str) -> ImageChange:
        return image_change(Decision(self.session, [name], theirs=True), name)

    @property
    def total(self) -> int:
        """How many sidecars are listed now."""
        return len(self._listed)

    # --- keys -----------------------------------------------------------------------------------------------------

    @property
    def _here(self) -> str:
        return self._listed[min(self.rows.cursor, len(self._listed) - 1)] if self._listed else ""

    def _turn_whole(self) -> None:
        self._whole = not self._whole

    def filtered_texts(self) -> Iterable[str]:
        """The names of the images."""
        return self.names

    def narrow(self, wanted: RowFilter) -> None:
        """List the images whose name fits, from the first one."""
        self._filter = wanted
        self._lay_out()
        self.rows.go_to(0)

    def _lay_out(self) -> None:
        wanted = self._filter
        self._listed = [name for name in self.names if wanted.holds(name)] if wanted.text else self.names

    def _decide(self, *, theirs: bool) -> None:
        if not self._listed:
            return
        proposal = Decision(self.session, self._listed, theirs=theirs)

        def closed(done: str | None) -> None:
            if done:
                self.say(done)
            self._look()

        place = replace(self.place, origin="from changed outside")
        self.app.push_screen(ProposalScreen(place, proposal, nothing="They are as written here again"), closed)

    def _ask_about_one(self) -> None:
        conflict = self.session.conflict(self._here) if self._here else None
        if conflict is None:
            self._look()
            return

        def chosen(answer: str | None) -> None:
            try:
                if answer == "ours":
                    self.session.keep_ours(conflict)
                elif answer == "theirs":
                    self.session.take_theirs(conflict)
            except SidecarChangedError:
                self.say(f"The sidecar of {conflict.name} was changed once more: look again", warning=True)
            except CaptionerError as error:
                self.complain(error)
            self._look()

        self.app.push_screen(ConflictScreen(self.keymap, conflict), chosen)

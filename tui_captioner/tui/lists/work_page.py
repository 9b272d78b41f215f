"""A screen that does what takes long: one thing at a time, its progress in the last line, the keyboard free."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

from textual import work
from textual.screen import Screen

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.domain.text import visible
from tui_captioner.services.session.jobs import Job, Progress
from tui_captioner.tui.keymap import ScreenKeymap
from tui_captioner.tui.lists.work import Work, in_slices
from tui_captioner.tui.lists.workplace import Workplace
from tui_captioner.tui.widgets.lines import Line, Piece
from tui_captioner.tui.widgets.two_ended_lines import with_keys
from tui_captioner.tui.work_while_shown import WorkWhileShown

Result = TypeVar("Result")
Answer = TypeVar("Answer")
_BAR = 20
"""Cells of a progress bar."""


class WorkPage(WorkWhileShown, Screen[Result]):
    """What a screen needs to do something long, to stop it, to undo and to do again.

    Args:
        place: What it works on.
    """

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self.place = place
        self.session = place.session
        self.keymap: ScreenKeymap = place.keymap
        self.message, self.warning = "", False
        self.work: Work | None = None

    # --- what a subclass gives ------------------------------------------------------------------------------------

    def changed(self) -> None:
        """Captions were changed by a step: what is shown may be old."""

    def redraw(self) -> None:
        """Draw every line anew."""
        raise NotImplementedError

    # --- messages -------------------------------------------------------------------------------------------------

    def say(self, message: str, *, warning: bool = False) -> None:
        """Have a short message shown until the next key."""
        self.message, self.warning = self.session.project.told_shortly(message), warning

    def complain(self, error: CaptionerError) -> None:
        """Show an error; nothing is lost by it."""
        self.say(str(error), warning=True)
        self.redraw()

    def guarded(self, act: Callable[[], object]) -> None:
        """Do something; its errors are shown and lose nothing."""
        try:
            act()
        except CaptionerError as error:
            self.complain(error)
        self.redraw()

    # --- work -----------------------------------------------------------------------------------------------------

    def begin(
        self, make: Callable[[], Job], doing: str, then: Callable[[], object], stop: Callable[[], bool] | None = None
    ) -> None:
        """Do something that may take long, with its progress in the last line; errors are shown and lose nothing.

        Args:
            make: Begins it.
            doing: What is being done, for the last line.
            then: Done when it is at its end.
            stop: Stops it, and says whether it could.
        """
        self.work = Work(doing, stop)
        self._work_on(make, then)

    @work(exclusive=True, group="work")
    async def _work_on(self, make: Callable[[], Job], then: Callable[[], object]) -> None:
        try:
            await in_slices(make(), progress=self._advance)
        except CaptionerError as error:
            self.work = None
            self.changed()
            self.complain(error)
        else:
            self.work = None
            then()
        self._tell_unsaved()
        news = self.session.take_news()
        if news:
            self.notify(visible(news), severity="warning", timeout=15, markup=False)
        self.redraw()

    def _tell_unsaved(self) -> None:
        """Say which captions are in the project and not in their files."""
        unsaved = self.session.unsaved
        if unsaved:
            name, why = next(iter(unsaved.items()))
            many = "1 sidecar is" if len(unsaved) == 1 else f"{len(unsaved):,} sidecars are"
            message = f"{many} NOT SAVED, such as that of {name}: {why}. The project has the captions"
            self.notify(visible(message), severity="error", timeout=20, markup=False)

    @work(exclusive=True, group="aside")
    async def aside(self, act: Callable[[], Answer], then: Callable[[Answer], object]) -> None:
        """Work something out in a thread, and go on with it; errors are shown.

        Args:
            act: Works it out; touches nothing that others use.
            then: Takes it.
        """
        try:
            found = await asyncio.to_thread(act)
        except CaptionerError as error:
            self.complain(error)
            return
        self.guarded(lambda: then(found))

    def _advance(self, progress: Progress) -> None:
        if self.work is not None:
            self.work.done, self.work.total = progress.done, progress.total
            self.redraw()

    def _stop(self) -> None:
        if self.work is None or self.work.stop is None or not self.work.stop():
            self.say("This goes through; Ctrl+Z takes it back then")

    def _turn(self, title: str, make: Callable[[], Job], word: str, nothing: str) -> None:
        if self.work is not None:
            self.say(f"{self.work.doing}: not before that is done", warning=True)
            return
        if not title:
            self.say(nothing)
            return

        def done() -> None:
            self.changed()
            self.say(f"{word}: {title}")

        self.begin(make, "Taking back" if word == "Undone" else "Doing again", done)

    def progress_line(self, at: Work, width: int) -> Line:
        """The last line while something is being done."""
        filled = _BAR * at.done // max(1, at.total)
        count = f" {at.done:,}/{at.total:,}" if at.total else ""
        left: list[Piece] = [
            (f"{at.doing}{count}  ", ""),
            ("━" * filled, "accent"),
            ("─" * (_BAR - filled), "faint"),
            (" ", ""),
        ]
        left += [(self.message, "error" if self.warning else "dim")] if self.message else []
        keys = self.keymap.reminders((("work_stop", "stop"),)) if at.stop is not None else []
        return with_keys(left, keys, width, least=1)

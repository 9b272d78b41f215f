"""What the composer notices of others while it runs: sidecars that other programs change, and the lock."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from textual import work

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.domain.text import visible
from tui_captioner.services.session.outside_watch import INTERVAL, OutsideWatch
from tui_captioner.services.session.sidecars import SidecarChangedError
from tui_captioner.tui.composer.asking import AskingScreen
from tui_captioner.tui.dialogs.unasked import show_unasked
from tui_captioner.tui.lists.work_page import WorkPage
from tui_captioner.tui.open_again import OPEN_AGAIN, TAKE_OVER

if TYPE_CHECKING:
    from tui_captioner.tui.dialogs.take_over import TakeOverScreen


class WatchingScreen(AskingScreen):
    """A screen that sees what happens to the dataset outside."""

    _watch: OutsideWatch | None = None
    _version: int | None = None
    """`SqlFile.data_version`, as it was seen last."""
    _is_offered = False
    """Whether it was said that the other session has ended."""
    _come = 0
    """Images that came since the dataset was opened, at the last look."""
    _come_told = 0
    """How many of them were told of."""

    def begin_watching(self) -> None:
        """Look from now on, while nobody waits for it; in a test the test looks."""
        self._watch = OutsideWatch(self.session)
        self.session.changed_outside.update(self.outside)
        if not self.app.is_headless:
            self._keep_watching()

    @work(exclusive=True, group="outside")
    async def _keep_watching(self) -> None:
        while True:
            await asyncio.sleep(INTERVAL)
            # What can't be read now is said where it is shown; the next look may be luckier.
            with suppress(CaptionerError):
                await self.look_outside()

    async def look_outside(self) -> None:
        """Look once, and show what is new."""
        if self._watch is None or self._long_job is not None:
            return
        was_read_only = self.session.project.read_only
        names, is_freed = await asyncio.to_thread(self._look, self._watch)
        self._tell_lock(was_read_only, is_freed=is_freed)
        self._follow_writer()
        self._tell_come(self._watch.come)
        if names:
            changed: list[str] = []
            count = len(self.session.changed_outside)
            await self._in_slices(self._watch.judge(names, changed))
            self._show_changed(changed, before=count)

    def _look(self, watch: OutsideWatch) -> tuple[list[str], bool]:
        project = self.session.project
        project.look_at_lock()
        return watch.look(self.state.name), project.is_freed()

    # --- the lock -------------------------------------------------------------------------------------------------

    def _tell_lock(self, before: str, *, is_freed: bool) -> None:
        """Say that the dataset was taken over, or that the other session has ended."""
        project = self.session.project
        if project.read_only and not before:
            self._is_offered = False
            message = f"{project.read_only}. {project.what_to_do}"
            self.notify(visible(f"{message[0].upper()}{message[1:]}"), severity="error", timeout=30, markup=False)
            self._draw_all()
        elif is_freed and not self._is_offered:
            self._is_offered = True
            key = self.keymap.first("edit_here") or "'Edit here' in the palette"
            self._say_aloud(f"The other session has ended: {key} edits here")

    def _tell_come(self, count: int) -> None:
        """Say that images came, once no more of them come."""
        if count and count == self._come and count != self._come_told:
            self._come_told = count
            key = self.keymap.first("open_again") or "'Open again' in the palette"
            said, them = ("1 new image", "it") if count == 1 else (f"{count:,} new images", "them")
            self._say_aloud(f"{said} in the folder: {key} takes {them} in")
        self._come = count

    def _say_aloud(self, message: str) -> None:
        self.notify(message, timeout=15, markup=False)
        self.state.say(message)
        self._draw_all()

    def _follow_writer(self) -> None:
        """Show the image at hand as it is now, where another session has written into the database."""
        database, name = self.session.project.database, self.state.name
        version = database.data_version if database is not None and self.session.project.read_only else None
        before, self._version = self._version, version
        if name and None not in (before, version) and before != version:
            self.session.read_anew([name])
            self.follow()

    def edit_here(self) -> None:
        """Open the dataset anew to change it; ask first where it can't be known whether somebody is still there.

        Raises:
            ReadOnlyError: If somebody is.
        """
        project = self.session.project
        if not project.read_only:
            self.state.say("This session edits already")
        elif project.is_freed():
            self._open_again(OPEN_AGAIN)
        elif project.may_take_over:
            self._ask(self._take_over_screen(), self._taken_over)
        else:
            project.check_writable()

    def open_again(self) -> None:
        """Open the dataset anew, with the images that came; what is half typed is kept."""
        self._open_again(OPEN_AGAIN)

    def show_notices(self, *, at_start: bool) -> None:
        """Say what the scan found; ask about a session that holds the dataset and may be dead."""
        super().show_notices(at_start=at_start)
        if at_start and self.session.project.may_take_over:
            dialog = self._take_over_screen()
            dialog.stand_beside(self.room_beside)
            self.call_after_refresh(show_unasked, self.app, dialog, self._taken_over)

    def _take_over_screen(self) -> TakeOverScreen:
        from tui_captioner.tui.dialogs.take_over import TakeOverScreen

        return TakeOverScreen(self.keymap, self.session.project.read_only)

    def _taken_over(self, answer: bool | None) -> None:
        if answer:
            self._open_again(TAKE_OVER)

    def _open_again(self, how: int) -> None:
        self.leave()
        self.app.exit(return_code=how)

    # --- sidecars -------------------------------------------------------------------------------------------------

    def _show_changed(self, changed: list[str], before: int) -> None:
        """Show what other programs changed: ask about the image at hand, count the others."""
        session, state = self.session, self.state
        self.outside = sorted(session.changed_outside, key=session.place)
        is_more = len(self.outside) > before
        if is_more:
            self.outside_asked = False
        if not changed and len(self.outside) == before:
            return
        conflict = session.conflict(state.name) if state.name in changed and not session.project.read_only else None
        if state.name in changed and conflict is None:
            self.follow()
            if not session.project.read_only:
                state.say("Another program changed this caption: it is shown as it is now")
        top = self.app.screen
        if isinstance(top, WorkPage):
            top.changed()
        if conflict is not None and top is self:
            self.ask_about(SidecarChangedError(conflict))
        elif is_more:
            self._tell_outside()
        self._draw_all()

    def _tell_outside(self) -> None:
        count = len(self.outside)
        said = "1 sidecar was" if count == 1 else f"{count:,} sidecars were"
        message = f"{said} changed by other programs: 'Changed outside' in the palette decides"
        self.notify(visible(message), severity="warning", timeout=8, markup=False)

    def _draw_all(self) -> None:
        """Draw this screen, and the one in front of it."""
        self.redraw()
        top = self.app.screen
        if isinstance(top, WorkPage):
            top.redraw()

"""The backups of a dataset, a row for each; what one would bring back is a proposal, shown image by image."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from textual import work

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.services.backups.backed_up import BackedUp, unpacked, with_database
from tui_captioner.services.backups.places import kept_backups
from tui_captioner.services.backups.restoring import Restoring
from tui_captioner.services.session.jobs import Progress
from tui_captioner.storage.backups.kept import KeptBackup
from tui_captioner.storage.backups.reading import Backup
from tui_captioner.tui.lists.page import Handler, ListPage
from tui_captioner.tui.lists.work import in_slices
from tui_captioner.tui.lists.workplace import Workplace
from tui_captioner.tui.proposals.screen import ProposalScreen
from tui_captioner.tui.restoring.actions import RESTORING
from tui_captioner.tui.restoring.views import backup_line, head_line
from tui_captioner.tui.widgets.lines import Line, Piece


class RestoreScreen(ListPage[str]):
    """The backups that are kept; answers what is to be said when it is left.

    The one at the cursor is unpacked and compared, while keys are answered: others would take their time for nothing.

    Args:
        place: What it works on.
    """

    declared = RESTORING
    hints = (("list_help", "keys"), ("list_leave", "back"), ("restore_show", "show the difference"))

    def __init__(self, place: Workplace) -> None:
        super().__init__(place)
        self.backups: Sequence[KeptBackup] = ()
        self._images: dict[Path, int] = {}
        self._differs: dict[Path, str] = {}
        self._looking: Progress | None = None
        self._at: Path | None = None
        """The backup that is open."""
        self._open = ExitStack()
        self._backed_up: BackedUp | None = None

    def handlers(self) -> Mapping[str, Handler]:
        """The handler of each action, besides those of every list."""
        return {**super().handlers(), "restore_show": lambda _: self._show()}

    def on_mount(self) -> None:
        """List them."""
        self.backups = kept_backups(self.session.project.root)
        if not self.backups:
            self.call_later(self._leave_empty)

    def _leave_empty(self) -> None:
        self.dismiss("No backup is kept of this dataset, as it is called now: tui-captioner restore DATASET FILE")

    def on_unmount(self) -> None:
        """What was unpacked is deleted."""
        self._close()

    def changed(self) -> None:
        """Captions are others now: compare anew."""
        self._differs.clear()
        self._at = None

    # --- drawing --------------------------------------------------------------------------------------------------

    def title_pieces(self) -> tuple[Sequence[Piece], Sequence[Piece]]:
        """How many there are."""
        count = len(self.backups)
        left: list[Piece] = [(self.folder, "strong"), ("  restore  ", "accent")]
        left.append((f"{count:,} backup{'' if count == 1 else 's'}", ""))
        if self._looking is not None:
            left.append((f"  comparing {self._looking.done:,}/{self._looking.total:,}", "dim"))
        return left, [(self.place.origin, "dim")]

    def head_lines(self) -> Sequence[Line]:
        """The names of the columns."""
        return [head_line()]

    def draw_row(self, row: int, _width: int, /) -> Line:
        """One backup."""
        one = self.backups[row]
        images, differs = self._images.get(one.path), self._differs.get(one.path, "")
        return backup_line(one, images, differs, here=row == self.rows.cursor)

    def redraw(self) -> None:
        """Draw the rows, and begin to look at the one at the cursor."""
        if self.is_laid_out:
            self.rows.set_total(len(self.backups))
            here = self.here
            if here is not None and self.is_current and self.work is None and here.path != self._at:
                self._at = here.path
                self._compare(here.path)
        super().redraw()

    @property
    def here(self) -> KeptBackup | None:
        """The backup at the cursor."""
        return self.backups[min(self.rows.cursor, len(self.backups) - 1)] if self.backups else None

    # --- comparing ------------------------------------------------------------------------------------------------

    @work(exclusive=True, group="compare")
    async def _compare(self, path: Path) -> None:
        self._close()
        try:
            backed_up = await self._unpack(path)
            if path not in self._differs:
                change = Restoring(self.session, backed_up)
                await in_slices(change.look_through(), progress=self._show_looking)
                self._differs[path] = _in_words(change)
        except CaptionerError as error:
            self._differs[path] = error.message.removeprefix(f"{path} can't be brought back. ")
        self._looking = None
        self.redraw()

    async def _unpack(self, path: Path) -> BackedUp:
        """Open a backup; its database by this thread, as SQLite asks."""
        backup = await _beside(self._open, path)
        self._images[path] = len(backup.contents.images)
        self._backed_up = self._open.enter_context(with_database(backup))
        return self._backed_up

    def _close(self) -> None:
        self._looking, self._backed_up = None, None
        self._open.close()

    def _show_looking(self, progress: Progress) -> None:
        self._looking = progress
        self.redraw()

    # --- showing --------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        here = self.here
        if here is None or self._backed_up is None:
            why = "" if here is None else self._differs.get(here.path, "Not before it was opened")
            self.say(why, warning=True)
            return
        self.workers.cancel_group(self, "compare")
        self._looking = None

        def closed(done: str | None) -> None:
            if done is not None and done.startswith("Done"):
                self.dismiss(done)
                return
            self.say(done or "")
            self._at = here.path if here.path in self._differs else None
            self.redraw()

        proposal = Restoring(self.session, self._backed_up)
        place = replace(self.place, origin="from the backups")
        self.app.push_screen(ProposalScreen(place, proposal, nothing="All is as it was then"), closed)


async def _beside(kept: ExitStack, path: Path) -> Backup:
    """Unpack a backup in a thread; what it needs on the disk is deleted when the stack is closed."""
    opening = unpacked(path)  # where nobody waits for it any more, its end as a generator deletes what it unpacked
    backup = await asyncio.to_thread(opening.__enter__)
    kept.push(opening)
    return backup


def _in_words(change: Restoring) -> str:
    images, texts = len(change.names), change.difference.captions
    if not change.is_needed:
        return "nothing differs"
    said = [f"{images:,} image{'' if images == 1 else 's'} differ{'s' if images == 1 else ''}"] if images else []
    said += [f"{texts:,} text{'' if texts == 1 else 's'}"] if texts else []
    said += ["other globals"] if change.changes_globals else []
    said += [f"{len(change.gone):,} not here any more"] if change.gone else []
    return ", ".join(said) or "accepted findings or refused tags differ"

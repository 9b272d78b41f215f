"""Taking tags from the most alike image that has a caption: the pictures are looked at while one goes on typing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work
from textual.worker import Worker, get_current_worker

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.services.catalogue.catalogue import catalogue_of
from tui_captioner.services.session.jobs import Progress
from tui_captioner.tui.composer.checked import CheckedScreen
from tui_captioner.tui.lists.work import in_slices

if TYPE_CHECKING:
    from tui_captioner.services.lookalikes.finding import Alike


class AlikeScreen(CheckedScreen):
    """A screen over a composer's state that proposes the tags of look-alikes."""

    _alike_worker: Worker[object] | None = None
    """What looks at pictures."""
    _said = ""
    """What was said last of how far that is."""

    def take_from_alike(self) -> None:
        """Propose the tags of the most alike image that has a caption; once more: stop looking for it."""
        state = self.state
        if self._alike_worker is not None:
            self._alike_worker.cancel()
            self._alike_worker = None
            state.say("Stopped; the pictures that were looked at are kept")
        elif self.session.project.read_only:
            state.say(f"Read-only: {self.session.project.read_only}", warning=True)
        elif not state.is_half_typed():
            self._look_for_alike(state.name)

    @work(exclusive=True, group="look-alikes")
    async def _look_for_alike(self, name: str) -> None:
        from tui_captioner.services.lookalikes.lookalikes import look_alikes_of
        from tui_captioner.services.lookalikes.taking import sources_of

        worker = self._alike_worker = get_current_worker()
        looks, catalogue = look_alikes_of(self.session), catalogue_of(self.session)
        job = sources_of(self.session, [name], wait=0)
        try:
            found = await in_slices(
                job, progress=self._show_looking, waiting=lambda: looks.is_waiting or catalogue.is_waiting
            )
        except CaptionerError as error:
            self.complain(error)
            return
        finally:
            job.close()
            if self._alike_worker is worker:
                self._alike_worker = None
        self._offer(name, found if isinstance(found, dict) else {})

    def _show_looking(self, progress: Progress) -> None:
        """Say how far it is, unless something else is said."""
        if self.state.message in ("", self._said):
            stop = self.keymap.first("take_alike")
            stops = f", {stop} stops" if stop else ""
            self._said = f"Looking at the pictures {progress.done:,}/{progress.total:,}{stops}"
            self.state.say(self._said)
            self.redraw()

    def _offer(self, name: str, sources: dict[str, Alike]) -> None:
        """Show what would be taken, unless one went on to something else meanwhile."""
        from tui_captioner.services.lookalikes.taking import TakingFromAlike

        state = self.state
        if state.message == self._said:
            state.say("")
        if name not in sources:
            state.say(f"No image with a caption looks like {name}")
        elif state.name == name and not state.text.strip() and self.app.screen is self:
            self.propose(TakingFromAlike(self.session, sources), f"It has all tags of {sources[name].name} already")
        else:
            key = self.keymap.first("take_alike") or "'From the most alike' in the palette"
            state.say(f"{sources[name].name} looks most like {name}: there {key} takes its tags")
        self.redraw()

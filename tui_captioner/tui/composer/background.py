"""What the composer does beside typing: long jobs with a progress bar, reading the dataset, keeping half-typed text."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress

from textual import work
from textual.screen import Screen
from textual.worker import Worker, WorkerCancelled

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.domain.text import visible
from tui_captioner.services.bulk.globals_offer import GlobalsOffer
from tui_captioner.services.catalogue.catalogue import catalogue_of
from tui_captioner.services.catalogue.completion import Completer
from tui_captioner.services.session.jobs import Job
from tui_captioner.services.session.session import Session
from tui_captioner.services.session.sidecars import SidecarChangedError
from tui_captioner.tui.composer.composing import Composing
from tui_captioner.tui.dialogs.unasked import hand_on
from tui_captioner.tui.keymap import ScreenKeymap
from tui_captioner.tui.work_while_shown import WorkWhileShown

_PATIENCE = 0.1
"""Seconds a long job may take before a progress bar comes up."""
_SLICE = 0.008
"""Seconds of background work between two looks at the keyboard."""
_WAIT = 0.05
"""Seconds between two looks at what another process does."""
_NEAR_DELAY = 0.1
"""Seconds of rest after which a new tag is compared with those that are used."""
_DRAFT_DELAY = 0.4
"""Seconds of rest after which half-typed text is put on disk."""


class BackgroundScreen(WorkWhileShown, Screen[None]):
    """A screen over a composer's state that works on while the user types.

    Args:
        state: The state of the composer.
    """

    keymap: ScreenKeymap
    """Which key does what."""

    def __init__(self, state: Composing) -> None:
        super().__init__()
        self.state = state
        self.session: Session = state.session
        self.completer: Completer = state.completer
        self.offer = GlobalsOffer(self.session)
        self.surveyed = False
        self.outside: Sequence[str] = ()
        """The images whose sidecar other programs had changed when the dataset was opened."""
        self.outside_asked = False
        """Whether all of them were shown together."""
        self._long_job: Worker[None] | None = None
        self._changed = 0
        self._learns_lines = False
        self.session.subscribe(self._note_changed)

    @property
    def undo_key(self) -> str:
        """The key that takes a step back, as a person reads it."""
        return "Undo"

    def redraw(self) -> None:
        """Draw every line from the state."""
        raise NotImplementedError

    def import_later(self) -> None:
        """Import what a later key needs; called in a thread, once the screen stands."""

    def begin_watching(self) -> None:
        """Notice from now on what others do to the dataset."""

    def complain(self, error: CaptionerError) -> None:
        """Show an error; nothing is lost by it."""
        self.state.say(error.message, warning=True)
        said = self.session.project.told_shortly(str(error))
        self.notify(visible(said), severity="error", timeout=10, markup=False)

    def ask_about(self, error: SidecarChangedError) -> None:
        """Have the user choose between the two texts of a sidecar that was changed outside."""
        raise NotImplementedError

    def follow(self) -> None:
        """Draw the state anew after tags came or went behind its back; it may be at another image."""
        self.state.settle_cursor()
        self.state.suggest()
        self.redraw()
        self._catch_up()

    @work(exclusive=True, group="catch-up")
    async def _catch_up(self) -> None:
        """Learn what a step over many captions changed."""
        await self._in_slices(self.completer.catch_up())
        self.learn_changed_lines()

    # --- long jobs ------------------------------------------------------------------------------------------------

    def _note_changed(self, names: frozenset[str]) -> None:
        """Count the captions of a step: the first news of it names them; what follows may be of the globals."""
        self._changed = self._changed or len(names)

    def _tell_of_many(self) -> None:
        """Say of a step over many captions how many, and how to take it back, unless that was said."""
        title, state = self.session.undo_title(), self.state
        if self._changed > 1 and title and (state.warning or not state.message):
            said = f"Done: {title} ({self._changed} captions); {self.undo_key} takes it back"
            state.say(f"{state.message}; {said}" if state.message else said, warning=state.warning)
        self._changed = 0

    async def carry_out(self, act: Callable[[], Job | None]) -> None:
        """Do something, and what it leaves to do; its errors are shown and lose nothing."""
        self._changed = 0
        try:
            job = act()
            if job is not None:
                await self._run_job(job)
                self.state.settle_cursor()
                self.state.suggest()
            if self._long_job is None:
                self._tell_of_many()
        except SidecarChangedError as error:
            self.ask_about(error)
        except CaptionerError as error:
            self.complain(error)
        self.tell_news()

    def tell_news(self) -> None:
        """Show what happened by itself, such as a project folder that was deleted and made again."""
        news = self.session.take_news()
        if news:
            self.notify(visible(news), severity="warning", timeout=15, markup=False)

    async def _run_job(self, job: Job) -> None:
        """Carry a job out; if it takes long, with a progress bar over the screen, which also holds back the keys.

        Keys that were on their way to the input wait for the end of it there, before those that the bar holds.
        """
        from tui_captioner.tui.dialogs.progress import ProgressScreen

        started = time.monotonic()
        for progress in job:
            if time.monotonic() - started > _PATIENCE and progress.done < progress.total:
                await self.app.push_screen(ProgressScreen(self.keymap, progress))
                self._long_job = worker = self._finish_job(job)
                with suppress(WorkerCancelled):
                    await worker.wait()
                return

    @work(exclusive=True, group="job")
    async def _finish_job(self, job: Job) -> None:
        from tui_captioner.tui.dialogs.progress import ProgressScreen

        screen = self.app.screen
        started = time.monotonic()
        try:
            for progress in job:
                if time.monotonic() - started > _SLICE:
                    if isinstance(screen, ProgressScreen):
                        screen.advance(progress)
                    await asyncio.sleep(0)
                    started = time.monotonic()
            self._tell_of_many()
        except SidecarChangedError as error:
            self.call_later(self.ask_about, error)
        except CaptionerError as error:
            self.complain(error)
        finally:
            self._long_job = None
            if isinstance(screen, ProgressScreen):
                screen.dismiss()
                hand_on(self.app, screen.held)
        self.follow()

    # --- reading the dataset --------------------------------------------------------------------------------------

    @work(exclusive=True, group="lists")
    async def load_lists(self) -> None:
        """Open the imported lists in a thread, so that typing works meanwhile."""
        from tui_captioner.services.term_lists import load_lists

        problems: list[CaptionerError] = []
        indexes = await asyncio.to_thread(load_lists, self.session.project, problems.append)
        for problem in problems:
            self.complain(problem)
        if indexes:
            await self._in_slices(self.completer.add_lists(indexes))
            self.state.news()
            self.redraw()

    def read_dataset(self) -> None:
        """The first picture is there: now there is time to read the rest."""
        self.load_tokenizers()
        self.survey()

    def image_came(self) -> None:
        """Another image is in view."""
        self.learn_changed_lines()

    @work(exclusive=True, group="tokens")
    async def load_tokenizers(self) -> None:
        """Look for tokenizers in a thread; until then counts are estimates."""
        try:
            await asyncio.to_thread(self.session.tokens.load)
        except CaptionerError as error:
            self.complain(error)
        self.redraw()

    @work(exclusive=True, group="survey")
    async def survey(self) -> None:
        """Finish what an earlier session could not write, then learn the captions of the dataset, in small slices."""
        await asyncio.to_thread(self.import_later)
        self.completer.warm()
        await self._in_slices(self.session.finish_interrupted())
        await self._find_changed_outside()
        self.begin_watching()
        await self._in_slices(self._learning())
        self.state.news()
        self.redraw()
        rest = await asyncio.to_thread(self.completer.rest)
        if rest is not None:
            await self._in_slices(self.completer.add_rest(rest))
        await self._learn_near()
        await asyncio.to_thread(self.offer.ask)
        self.surveyed = True
        if self.offer.message and not self.session.project.read_only:
            self.notify(visible(self.offer.message), timeout=10, markup=False)
        self.state.news()
        self.redraw()

    async def _find_changed_outside(self) -> None:
        """Look for sidecars that other programs changed; of several that is said, one is asked about when it is met."""
        from tui_captioner.services.bulk.changed_outside import ChangedOutside

        found = ChangedOutside(self.session)
        await self._in_slices(found.look_through())
        self.outside = found.names
        if len(found.names) > 1 and not self.session.project.read_only:
            said = f"{len(found.names):,} sidecars were changed by other programs"
            message = f"{said}: 'Changed outside' in the palette decides about all of them"
            self.notify(visible(message), severity="warning", timeout=15, markup=False)

    @work(group="lines")
    async def learn_lines(self) -> None:
        """Have it known how lines are cut: the captions are learnt in a thread, and those that changed anew."""
        if self._learns_lines:
            return
        lines, self._learns_lines = self.state.lines, True
        try:
            if lines.is_ready:
                await self._in_slices(lines.catch_up())
            else:
                await self._in_slices(lines.reading(self.state.name))
                await asyncio.to_thread(lines.learn)
        finally:
            self._learns_lines = False
        self.redraw()

    def learn_changed_lines(self) -> None:
        """Have the captions that changed learnt anew, where lines were cut by them already."""
        if self.state.can_cut:
            self.learn_lines()

    async def _in_slices(self, work: Iterator[object]) -> None:
        """Carry something out a little at a time; an error is shown and ends it."""
        started = time.monotonic()
        catalogue = catalogue_of(self.session)
        shown: int | None = None
        try:
            for _ in work:
                percent = catalogue.progress.percent if catalogue.progress is not None else None
                if percent != shown:
                    shown = percent
                    self.redraw()
                if catalogue.is_waiting or time.monotonic() - started > _SLICE:
                    await asyncio.sleep(_WAIT if catalogue.is_waiting else 0)
                    started = time.monotonic()
        except CaptionerError as error:
            self.complain(error)

    def _learning(self) -> Iterator[None]:
        """Learn captions, but not that of the image in view."""
        for learned in self.completer.survey(self.state.name):
            if learned is not None and learned.name != self.state.name:
                self.completer.learn(learned)
            yield

    # --- near-duplicates ------------------------------------------------------------------------------------------

    @work(exclusive=True, group="near")
    async def look_for_near(self) -> None:
        """Once the keys rest, look whether what was typed is a near-duplicate of a used tag, and say so."""
        await asyncio.sleep(_NEAR_DELAY)
        if self.state.look_for_near():
            self.redraw()

    async def _learn_near(self) -> None:
        """Have it known which tags are used, for telling near-duplicates of them."""
        from tui_captioner.tui.lists.near_duplicates import look_for_near_duplicates

        try:
            await look_for_near_duplicates(self.session)
        except CaptionerError as error:
            self.complain(error)

    # --- half-typed text ------------------------------------------------------------------------------------------

    @work(exclusive=True, group="draft")
    async def save_draft(self) -> None:
        """Put the half-typed text on disk once the keys rest."""
        await asyncio.sleep(_DRAFT_DELAY)
        self.state.keep_draft()
        try:
            self.session.save_place()
        except CaptionerError as error:
            self.complain(error)
        self.tell_news()

    def on_unmount(self) -> None:
        """Keep the half-typed text, whatever ended the program."""
        self.leave()

    def leave(self) -> None:
        """Keep the half-typed text before the program ends."""
        self.state.keep_draft()

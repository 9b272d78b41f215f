"""The catalogue of an open dataset: opened, brought up to date, and asked.

That of a small dataset is made in memory, a little at a time. That of a large one lies in the user's cache folder and
is filled by a process of its own.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

from tui_captioner.domain.slotting.arranging import Spot
from tui_captioner.services.session.jobs import Job, Progress, Steps, finish
from tui_captioner.services.session.session import Session
from tui_captioner.services.session.sidecars import Spots
from tui_captioner.storage.catalogue.catalogue_files import CatalogueFiles
from tui_captioner.storage.catalogue.database import (
    CatalogueBusyError,
    CatalogueDamagedError,
    CatalogueDatabase,
    CatalogueError,
    open_catalogue,
)
from tui_captioner.storage.catalogue.placed_tags import Placed, placed_tags

if TYPE_CHECKING:
    from tui_captioner.services.catalogue.feeder import Feeder

SMALL = 2000
"""Images up to which no file is kept: reading so many captions takes a second, of which no key notices anything."""
_FEW = 50
"""Changed images that are looked at before a question at once: a tenth of what a key may wait."""
_AHEAD = 50
"""Images of which is read together where their tags were put: that takes two milliseconds."""
_LOOK = 0.005
"""Seconds to wait for a word of the process that fills it, between two looks at the keyboard."""
_AGAIN = 1.0
"""Seconds after which it is tried again to fill what another process fills."""
_TRIES = 2
"""How often a file is tried before the catalogue is made in memory."""
_UNKNOWN = -1
"""No turn: what was placed is to be looked at again."""
_PATIENCE = 0.05
"""Seconds to wait for another process that writes, while somebody waits for us."""

Answer = TypeVar("Answer")


class Catalogue:
    """What is known of all captions of a dataset.

    `whole` says whether every image was looked at since the dataset was opened; before that nothing is answered.

    Args:
        session: The open dataset.
        small: Images up to which it is made in memory.
    """

    def __init__(self, session: Session, small: int = SMALL) -> None:
        self._session = session
        self._changed: dict[str, int] = {}
        """The images that changed since they were looked at, and a number that grows with each change."""
        self._changes = 0
        self._job: Steps | None = None
        self._feeder: Feeder | None = None
        self._store: CatalogueDatabase | None = None
        self._files: CatalogueFiles | None = None
        self._turn = 0
        self._checked = session.checks.turn
        """The turn of its rules when it was brought up to date."""
        self._version = 0
        """Of the file when it was brought up to date."""
        self._ahead: dict[str, Placed] = {}
        """Where the tags of images were put that are about to be looked at."""
        self._retried = False
        """Whether it had to be made anew once."""
        self.whole = False
        if len(session.names) > small:
            with suppress(OSError):
                self._files = CatalogueFiles(session.project.root)
        session.subscribe(self._note)
        session.recall_by(self._recall)
        session.before_close(self.close)

    @property
    def is_waiting(self) -> bool:
        """Whether another process is at work, so that there is nothing to do here but wait."""
        return self._feeder is not None

    @property
    def progress(self) -> Progress | None:
        """How far the process is that fills it; None where none does, or it has said nothing yet."""
        found = None if self._feeder is None else self._feeder.progress
        return found if found is not None and found.done else None

    def known_before(self) -> CatalogueDatabase | None:
        """The catalogue as it was left when the dataset was open last, not compared with the dataset yet.

        None where it was never whole, or where it is whole already. The caller closes it.
        """
        if self.whole or self._files is None or not self._files.path.exists():
            return None
        with suppress(CatalogueError, OSError):
            store = CatalogueDatabase(self._files.path, _PATIENCE)
            if store.was_whole:
                return store
            store.close()
        return None

    @property
    def is_kept(self) -> bool:
        """Whether it lies in a file, for the next time."""
        return self._store is not None and self._store.path is not None

    @property
    def is_current(self) -> bool:
        """Whether it is as the dataset is, as far as we know."""
        as_checked = self._checked == self._session.checks.turn
        return self.whole and not self._changed and as_checked and self._turn == self._session.placement_history.turn

    @property
    def is_ready(self) -> bool:
        """Whether it can be asked at once, though captions may be placed a little otherwise by the last edits."""
        # Rows that a job holds and has not written yet would go over newer ones.
        return self.whole and (not self._changed or (self._job is None and len(self._changed) <= _FEW))

    def fill(self, *, at_once: bool = False) -> Job:
        """Bring it up to date, a little at each step; several may do so at the same time.

        Args:
            at_once: Do no more than to have it ready.

        Raises:
            CatalogueError: If that can't be done: then nothing is answered.
        """
        while not (self.is_ready if at_once else self.is_current):
            if self._job is None:
                self._job = self._work()
            try:
                progress = next(self._job)
            except StopIteration:
                self._job = None
                continue
            except BaseException:
                self._job = None
                raise
            # Who leaves here leaves the job to the others, and to the end of the session.
            yield progress

    def begin(self) -> None:
        """Begin to bring it up to date where a process of its own does that, for who asks only after other work."""
        if self._files is not None:
            with suppress(CatalogueError):
                next(self.fill(), None)

    def fill_kept(self) -> Steps:
        """Bring it up to date where it lies in a file, so that captions of a large dataset need not be placed again.

        Those of a small one are placed in no more time; where there can be no catalogue nothing happens.
        """
        if self._files is not None:
            with suppress(CatalogueError):
                yield from self.fill()

    def ask(self, question: Callable[[CatalogueDatabase], Answer]) -> Answer | None:
        """Ask a question, see `storage.catalogue.questions`; None if it can't be answered: then look for yourself.

        Images that changed since are looked at before, where they are few.
        """
        try:
            if self._changed and self.is_ready:
                self._look_at_changed()
            if not self.whole or self._changed or self._store is None:
                return None
            return question(self._store)
        except CatalogueBusyError:
            return None
        except CatalogueError as error:
            self._lose(error)
            return None

    def ask_aside(self, question: Callable[[CatalogueDatabase], Answer]) -> Answer | None:
        """Ask a question that takes long, from a thread; see `ask`. What changed since is not looked at."""
        store = self._store
        if not self.whole or store is None:
            return None
        try:
            if store.path is None:
                return question(store)
            own = CatalogueDatabase(store.path, known=True)
            try:
                return question(own)
            finally:
                own.close()
        except CatalogueError:
            return None

    def answer(
        self, question: Callable[[CatalogueDatabase], Answer], *, at_once: bool = False
    ) -> Generator[Progress, None, Answer]:
        """Bring it up to date and ask a question: a job that has an answer in the end, whatever lies in the cache.

        Args:
            question: The question.
            at_once: See `fill`.

        Raises:
            CatalogueError: If there is no room for a catalogue in memory either.
        """
        for _ in range(_TRIES):
            with suppress(CatalogueError):
                yield from self.fill(at_once=at_once)
                found = self.ask(question)
                if found is not None:
                    return found
        self._let_go()
        self._files = None
        yield from self.fill()
        if self._store is None:
            raise CatalogueError("The captions of the dataset can't be looked through")
        return question(self._store)

    def close(self) -> None:
        """End what is being done."""
        if self._job is not None:
            self._job.close()
            self._job = None
        if self._feeder is not None:
            self._feeder.end()
            self._feeder = None
        self._let_go()

    def one_by_one(self, names: Sequence[str]) -> Iterator[str]:
        """These images, for who looks at each when it comes: where their tags were put is read for some at a time."""
        for at in range(0, len(names), _AHEAD):
            some = names[at : at + _AHEAD]
            self._ahead = self._placed(some)
            yield from some

    def _placed(self, names: Sequence[str]) -> dict[str, Placed]:
        """Where the tags of these images were put, if they would be put there again."""
        if self._store is not None and self.whole and self._turn == self._session.placement_history.turn:
            with suppress(CatalogueError):
                if self._store.version == self._version:
                    return placed_tags(self._store, names)
                # Another process wrote into it, and may know of other edits than we do.
                self._turn = _UNKNOWN
        return {}

    def _recall(self, name: str, data: bytes) -> Mapping[int, Spots]:
        """Where the tags of the captions of an image were put, if they would be put there again."""
        from tui_captioner.services.catalogue.image_rows import digest_of

        ahead = self._ahead if name in self._ahead else self._placed([name])
        placed = ahead.get(name)
        if placed is None or placed.digest != digest_of(data) or self._turn != self._session.placement_history.turn:
            return {}
        found: dict[int, dict[str, list[Spot]]] = {}
        for number, text, slot, unsure in placed.tags:
            found.setdefault(number, {}).setdefault(text, []).append(Spot(slot, unsure))
        return found

    # --- filling --------------------------------------------------------------------------------------------------

    def _note(self, names: Iterable[str]) -> None:
        self._ahead = {}
        self._changes += 1
        self._changed.update(dict.fromkeys(names, self._changes))

    def _looked_at(self, names: Mapping[str, int]) -> None:
        """These images were looked at as they were after those changes."""
        for name, change in names.items():
            if self._changed.get(name) == change:
                del self._changed[name]

    def _work(self) -> Steps:
        turn = self._session.placement_history.turn
        try:
            if self.whole:
                yield from self._refresh(turn)
            elif self._files is None:
                yield from self._fill_here(turn)
            else:
                yield from self._fill_by_process(self._files, turn)
        except CatalogueBusyError:
            raise
        except CatalogueError as error:
            self._lose(error)
            if self._retried:
                raise
            # Damaged, or no space: once more from the start, and if need be in memory.
            self._retried = True

    def _look_at_changed(self) -> None:
        """Look at the few images that changed; how others would be placed by that is left for `fill`."""
        from tui_captioner.services.catalogue.filling import Filling

        if self._store is not None:
            finish(Filling(self._session, self._store).look_at(sorted(self._changed)))
        self._changed.clear()

    def _refresh(self, turn: int) -> Steps:
        """Look at what changed, and at what is placed otherwise by that."""
        from tui_captioner.services.catalogue.filling import Filling

        names, checked = dict(self._changed), self._session.checks.turn
        self._ahead = {}
        if self._store is not None:
            version = self._store.version
            yield from Filling(self._session, self._store).refresh(names)
            self._version = version
        self._looked_at(names)
        self._turn, self._checked = turn, checked

    def _fill_here(self, turn: int) -> Steps:
        """Fill one in memory."""
        from tui_captioner.services.catalogue.filling import Filling

        if self._store is None:
            self._store = CatalogueDatabase(None)
        names, self._version = dict(self._changed), self._store.version
        yield from Filling(self._session, self._store).run()
        self._looked_at(names)
        self._turn, self.whole = turn, True

    def _fill_by_process(self, files: CatalogueFiles, turn: int) -> Steps:
        """Have it filled by a process of its own; here, and in memory, where that can't be done."""
        from tui_captioner.services.catalogue.feeder import DONE
        from tui_captioner.services.catalogue.filling import placing_key, practice_of

        status = yield from self._wait()
        if status == DONE:
            self._store = open_catalogue(files, _PATIENCE)
            if self._store.meta("placing") == placing_key(self._session):
                # What was edited since the dataset was opened may not have been seen by it; that is looked at again.
                self.whole, self._version = True, self._store.version
                self._turn = turn if self._store.practice() == practice_of(self._session) else _UNKNOWN
                return
            self._let_go()
        self._files = None
        yield from self._fill_here(turn)

    def _wait(self) -> Generator[Progress, None, int]:
        """Run the process to its end, and say how it ended; where another one is at work, wait for that first."""
        from tui_captioner.services.catalogue.feeder import BUSY, FAILED, Feeder

        try:
            while True:
                self._feeder = Feeder(self._session.project.root)
                while (status := self._feeder.wait(_LOOK)) is None:
                    yield self._feeder.progress
                if status != BUSY:
                    return status
                again = time.monotonic() + _AGAIN
                while time.monotonic() < again:
                    time.sleep(_LOOK)
                    yield self._feeder.progress
        except OSError:
            return FAILED
        finally:
            if self._feeder is not None:
                self._feeder.end()
                self._feeder = None

    def _let_go(self) -> None:
        self._ahead = {}
        self.whole = False
        if self._store is not None:
            self._store.close()
            self._store = None

    def _lose(self, error: CatalogueError) -> None:
        """Let go of a catalogue that can't be used; a damaged one is made again under another name."""
        self._let_go()
        if isinstance(error, CatalogueDamagedError) and self._files is not None:
            with suppress(OSError):
                self._files.next()
                return
        self._files = None


def catalogue_of(session: Session) -> Catalogue:
    """The catalogue of an open dataset: one for all who ask."""
    return session.companions.get(Catalogue, lambda: Catalogue(session))

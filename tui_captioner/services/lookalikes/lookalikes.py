"""The look-alikes of an open dataset: found when somebody asks, in a thread, and kept for the next time.

Nothing is decoded before `look` is called. What was found is noted in the catalogue too, where sorting and filtering
ask for it.
"""

from __future__ import annotations

from collections.abc import Collection, Generator, Sequence
from contextlib import suppress
from threading import Thread

from tui_captioner.services.catalogue.catalogue import catalogue_of
from tui_captioner.services.lookalikes.finding import FEW, Alike, AlikeGroup, Found, Run, alike
from tui_captioner.services.lookalikes.hashing import hash_store
from tui_captioner.services.session.aside import Aside, saying
from tui_captioner.services.session.jobs import Progress, Steps
from tui_captioner.services.session.session import Session
from tui_captioner.storage.catalogue.catalogue_files import CatalogueFiles
from tui_captioner.storage.catalogue.database import CatalogueDatabase, CatalogueError
from tui_captioner.storage.catalogue.look_alikes import note_look_alikes, noted_key

LOOK = 0.02
"""Seconds between two looks at what the thread does, for who has nothing else to do."""
_MOST_ASKED = 500
"""Images that others are compared with to tell how likely they are: a fraction of a second in 100,000."""
_UNLIKE = 32
"""Bits by which hashes of pictures differ that have nothing in common: half of them."""


class LookAlikes:
    """The look-alikes of an open dataset. May be asked from any thread.

    Args:
        session: The open dataset.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._store: CatalogueDatabase | None = None
        self._run: Run | None = None
        self._found: Found | None = None
        self._places: dict[str, int] = {}
        session.before_close(self.close)

    @property
    def is_known(self) -> bool:
        """Whether the pictures were looked at, this time or before."""
        return self._found is not None

    @property
    def groups(self) -> Sequence[AlikeGroup]:
        """The groups of images that look alike, in the order of their first ones; none before they were compared.

        The catalogue has them too, without how much they look alike.
        """
        return (self._found.groups or ()) if self._found is not None else ()

    @property
    def problems(self) -> dict[str, str]:
        """The images that can't be decoded, and why."""
        return self._found.problems if self._found is not None else {}

    # --- finding --------------------------------------------------------------------------------------------------

    @property
    def is_waiting(self) -> bool:
        """Whether a thread is at work, so that there is nothing to do here but wait."""
        return self._run is not None and not self._run.ended.is_set()

    def look(self, names: Sequence[str] | None = None, wait: float = LOOK, *, compares: bool = True) -> Steps:
        """Look at the pictures that were not looked at yet, or changed since, and compare them.

        Whoever leaves the job stops it; what was hashed till then is kept.

        Args:
            names: The images that are compared; all without it, and then it is noted for sorting and filtering.
            wait: Seconds to wait at each step for the thread that does it; 0 for who waits otherwise.
            compares: Whether `groups` are wanted; else they are only found where the catalogue has them not.

        Raises:
            CaptionerError: If pictures can't be decoded here, or there can be no catalogue.
        """
        job = self._looking(names, wait, compares)
        self._session.own(job)
        return job

    def recall(self, wait: float = 0) -> Steps:
        """Know what is kept from the last time, as far as files are as they were; nothing is decoded."""
        job = self._recalling(wait)
        self._session.own(job)
        return job

    def _looking(self, names: Sequence[str] | None, wait: float, compares: bool) -> Steps:
        wanted = self._session.names if names is None else names
        found = yield from self._in_thread(wanted, wait, decodes=True, compares=compares or names is not None)
        if found is not None and names is None:
            noted = yield from self._note(found)
            if not noted:
                found = yield from self._in_thread(wanted, wait, decodes=True, compares=True)
                yield from self._note(found)

    def _recalling(self, wait: float) -> Steps:
        with suppress(OSError, CatalogueError):
            if self._found is not None or not CatalogueFiles(self._session.project.root).path.exists():
                return
            names = self._session.names
            found = yield from self._in_thread(names, wait, decodes=False, compares=False)
            if found is not None and found.names:
                noted = yield from self._note(found)
                if not noted and len(names) <= FEW:
                    found = yield from self._in_thread(names, wait, decodes=False, compares=True)
                    yield from self._note(found)

    def recall_here(self) -> None:
        """The same as `recall` for a thread of the caller's, without the groups."""
        with suppress(OSError, CatalogueError):
            if self._found is None and not self.is_waiting and CatalogueFiles(self._session.project.root).path.exists():
                run = Run(self._session, self._opened(), self._session.names, decodes=False, compares=False)
                run()
                self._keep(run.found)

    def _in_thread(
        self, names: Sequence[str], wait: float, *, decodes: bool, compares: bool
    ) -> Generator[Progress, None, Found | None]:
        """Find the look-alikes among some images; gives what was found, None if it was stopped."""
        # One at a time: what was begun before is stopped, and goes on here.
        while self._run is not None and not self._stopped(self._run, wait):
            yield Progress(0, len(names))
        self._run = run = Run(self._session, self._opened(), names, decodes=decodes, compares=compares)
        Thread(target=run, name="look-alikes", daemon=True).start()
        try:
            while not run.ended.wait(wait):
                yield run.progress
        finally:
            # Its end is waited for by the next one, or on closing: a picture may have to be decoded till then.
            run.stop.set()
        if run.error is not None:
            raise run.error
        if decodes or (run.found is not None and run.found.names):
            self._keep(run.found)
        return run.found

    def _keep(self, found: Found | None) -> None:
        if found is not None:
            self._places = {name: place for place, name in enumerate(found.names)}
            self._found = found

    def _note(self, found: Found | None) -> Generator[Progress, None, bool]:
        """Have the catalogue know the groups; False if it does not, and they were not compared."""
        if found is None:
            return True
        key, groups = found.key, found.groups

        def question(store: CatalogueDatabase) -> bool:
            if noted_key(store) != key and groups is not None:
                note_look_alikes(store, key, (group.parts for group in groups))
            return noted_key(store) == key

        catalogue, total = catalogue_of(self._session), len(self._session.names)
        looked = Progress(total, total)
        yield from (looked for _ in catalogue.fill(at_once=True))
        if catalogue.is_kept:
            yield from saying(looked, Aside(lambda: catalogue.ask_aside(question)).waiting())
        return (yield from saying(looked, catalogue.answer(question, at_once=True)))

    def _opened(self) -> CatalogueDatabase:
        if self._store is None:
            self._store = hash_store(self._session)
        return self._store

    def _stopped(self, run: Run, wait: float | None = None) -> bool:
        """Stop what is being done; whether it came to its end within so many seconds."""
        run.stop.set()
        return run.ended.wait(wait)

    def close(self) -> None:
        """Stop what is being done and let the hashes go."""
        if self._run is not None:
            self._stopped(self._run)
            self._run = None
        if self._store is not None:
            self._store.close()
            self._store = None

    # --- asking ---------------------------------------------------------------------------------------------------

    def nearest(self, name: str, limit: int | None = None) -> list[Alike]:
        """The images that look like one, the most alike first; none for one without a hash.

        Args:
            name: The image.
            limit: How many at most.

        Raises:
            CatalogueError: If what is kept can't be read.
        """
        place = self._places.get(name)
        if self._found is None or place is None:
            return []
        names = self._found.names
        return [alike(names, match) for match in self._found.pictures.nearest(place, limit)]

    def likeness(self, names: Collection[str], to: Collection[str]) -> dict[str, float]:
        """How much images look like the nearest of some others, to ask about the likely ones first.

        Args:
            names: The images.
            to: What they are compared with, themselves left out; of many, some of them.

        Returns:
            By name, for those that were hashed: from 1, the same, to 0, nothing in common. Nothing before it is known.
        """
        found, places = self._found, self._places
        if found is None:
            return {}
        others = [places[name] for name in to if name in places]
        nearest = found.pictures.distances_to(others[:: max(1, len(others) // _MOST_ASKED)])
        return {name: max(0.0, 1 - int(nearest[places[name]]) / _UNLIKE) for name in names if name in places}


def look_alikes_of(session: Session) -> LookAlikes:
    """The look-alikes of an open dataset: one for all who ask."""
    return session.companions.get(LookAlikes, lambda: LookAlikes(session))

"""Which images have tags whose slot was only guessed, and which of these tags were not asked about yet."""

from __future__ import annotations

from collections.abc import Collection

from tui_captioner.domain.review import unsure_spots
from tui_captioner.services.catalogue.catalogue import catalogue_of
from tui_captioner.services.catalogue.scope import scope_of
from tui_captioner.services.session.jobs import Job
from tui_captioner.services.session.session import Session
from tui_captioner.storage.catalogue.questions import images_with_other_unsure


class UnsureImages:
    """The images with unsure tags, as the catalogue knows them.

    Args:
        session: The open dataset.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._found: frozenset[str] = frozenset()
        self._passed: frozenset[str] = frozenset()

    def look_through(self, passed: Collection[str] = ()) -> Job:
        """Bring the catalogue up to date, and ask it.

        Args:
            passed: Tags that are not asked about.

        Raises:
            CatalogueError: If there can be none.
        """
        self._passed = frozenset(passed)
        names = yield from catalogue_of(self._session).answer(
            lambda store: images_with_other_unsure(store, self._passed), at_once=True
        )
        self._found = frozenset(names)

    def look(self, name: str) -> bool:
        """Look at one image anew; say whether it has an unsure tag that is asked about."""
        record, structure = self._session.peek(name), self._session.structure
        return any(
            caption.tags(slot)[index].text not in self._passed
            for caption in (record.caption, *record.alternatives)
            for slot, index in unsure_spots(caption, structure)
        )

    def after(self, name: str) -> str:
        """The next image with unsure tags, of those that are gone through, round the end; empty if no other has any."""
        for other in scope_of(self._session).behind(name):
            if other in self._found and self.look(other):
                return other
        return ""

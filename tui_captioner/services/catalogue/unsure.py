"""Which images have tags whose slot was only guessed."""

from __future__ import annotations

from tui_captioner.domain.review import has_unsure
from tui_captioner.services.catalogue.catalogue import catalogue_of
from tui_captioner.services.session.jobs import Job
from tui_captioner.services.session.session import Session
from tui_captioner.storage.catalogue.questions import unsure_images


class UnsureImages:
    """The images with unsure tags, as the catalogue knows them.

    Args:
        session: The open dataset.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._found: set[str] = set()

    def look_through(self) -> Job:
        """Bring the catalogue up to date, and ask it.

        Raises:
            CatalogueError: If there can be none.
        """
        self._found = set((yield from catalogue_of(self._session).answer(unsure_images)))

    def look(self, name: str) -> bool:
        """Look at one image anew; say whether it has unsure tags."""
        record = self._session.peek(name)
        unsure = any(has_unsure(caption, self._session.structure) for caption in (record.caption, *record.alternatives))
        if unsure:
            self._found.add(name)
        else:
            self._found.discard(name)
        return unsure

    def after(self, name: str) -> str:
        """The next image with unsure tags, round the end if need be; empty if no other has any."""
        names, place = self._session.names, self._session.place(name)
        for other in (*names[place + 1 :], *names[:place]):
            if other in self._found and self.look(other):
                return other
        return ""

    def __len__(self) -> int:
        """How many images have unsure tags, as far as they were looked at."""
        return len(self._found)

"""Which images have tags whose slot was only guessed."""

from __future__ import annotations

from tui_captioner.domain.review import has_unsure
from tui_captioner.services.session.jobs import Job, Progress
from tui_captioner.services.session.session import Session


class UnsureImages:
    """The images with unsure tags. All images are looked through once, then those that changed.

    Args:
        session: The open dataset.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._found: set[str] = set()
        self._waiting = set(session.names)
        session.subscribe(self._waiting.update)

    def look_through(self) -> Job:
        """Look at every image that was not looked at since it changed."""
        names = [name for name in self._session.names if name in self._waiting]
        for count, name in enumerate(names, 1):
            self.look(name)
            if count % 20 == 0:
                yield Progress(count, len(names))

    def look(self, name: str) -> bool:
        """Look at one image anew; say whether it has unsure tags."""
        record = self._session.peek(name)
        unsure = any(has_unsure(caption, self._session.structure) for caption in (record.caption, *record.alternatives))
        self._waiting.discard(name)
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

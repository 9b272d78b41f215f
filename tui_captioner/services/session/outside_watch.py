"""Watching the sidecars of an open dataset while the program runs: what other programs write is noticed soon.

The kernel says which files changed, where it can (inotify). Beside that times and sizes are looked at: of the image at
hand each time, of the others in turn. Where the kernel says nothing, as on a network file system, that is all there is,
and the turn is quicker.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.services.session.session import Session
from tui_captioner.storage.dataset.folder_events import FolderEvents
from tui_captioner.storage.dataset.mounts import is_network_folder
from tui_captioner.storage.dataset.scan import ImageFile
from tui_captioner.storage.project.steps import is_ours

INTERVAL = 1.0
"""Seconds between two looks: with the time that a look takes, a change is seen within two."""
_FRESH = 2_000_000_000
"""Nanoseconds: a file that is younger than this may change once more within its time stamp (FAT counts in 2 s)."""
_BESIDE = 500
"""Files that are looked at in turn each time, where the kernel tells of changes: some 1.3 ms."""
_ALONE = 10_000
"""The same where it tells of none: some 25 ms, in a thread that holds up no key."""
_MOST_FOLDERS = 2000
"""Folders that are watched; a user may watch some 8,000 in all on small systems."""


class OutsideWatch:
    """Notices sidecars that other programs change; `Session.changed_outside` has those that are to be decided.

    Args:
        session: The open dataset.
        events: Whether the kernel is asked.
    """

    def __init__(self, session: Session, *, events: bool = True) -> None:
        self._session = session
        project = session.project
        self._images = [image for image in project.images.values() if not image.shares_with]
        self._by_file = {image.sidecar_file: image for image in self._images}
        self._looks: dict[str, int] = {}
        """How each sidecar looked last."""
        self._next = 0
        self._again: set[str] = set()
        """Images that steps changed: whether their sidecars are as written is looked at again."""
        self._events: FolderEvents | None = None
        if events and not is_network_folder(project.root):
            with suppress(OSError):
                self._events = FolderEvents(self._folders())
        session.subscribe(self._again.update)
        session.before_close(self.close)

    def _folders(self) -> Iterable[str]:
        root = os.fspath(self._session.project.root)
        below = {os.path.dirname(image.sidecar_file) for image in self._images}  # noqa: PTH120 (100,000 files)
        if len(below) > _MOST_FOLDERS:
            raise OSError("too many folders")
        return [f"{root}/{folder}" if folder else root for folder in below]

    def close(self) -> None:
        """Let the folders go."""
        if self._events is not None:
            self._events.close()
            self._events = None

    def look(self, at: str) -> list[str]:
        """The images whose sidecar may have changed since the last look; touches nothing else, so it may run aside.

        Args:
            at: The image at hand, empty for none.
        """
        here = [self._session.project.images[at]] if at else []
        told = self._told()
        turn = self._turn(_ALONE if self._events is None or told is None else _BESIDE)
        found = {image.name for image in (*here, *turn) if self._looks_new(image, at)}
        found |= told or set()
        found |= self._again
        self._again.clear()
        return sorted(found)

    def _told(self) -> set[str] | None:
        """The images of whose sidecars the kernel tells; None if it can't."""
        changed = None if self._events is None else self._events.changed()
        if changed is None:
            return None
        start = len(os.fspath(self._session.project.root)) + 1
        images = (self._by_file.get(path[start:]) for path in changed)
        return {image.name for image in images if image is not None}

    def _turn(self, count: int) -> list[ImageFile]:
        """The next images whose turn it is."""
        found = list(islice(self._images, self._next, self._next + count))
        self._next = 0 if self._next + count >= len(self._images) else self._next + count
        return found

    def _looks_new(self, image: ImageFile, at: str) -> bool:
        """Whether a sidecar looks otherwise than at the last look; not at the first one."""
        try:
            status = os.stat(f"{image.root}/{image.sidecar_file}")  # noqa: PTH116 (100,000 files)
            look = hash((status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns))
            is_fresh = max(status.st_mtime_ns, status.st_ctime_ns) > time.time_ns() - _FRESH
        except OSError:
            look, is_fresh = 0, False
        before = self._looks.get(image.name)
        # What is in sight and fresh is looked into once more.
        self._looks[image.name] = ~look if is_fresh and image.name == at else look
        return before is not None and before != look

    def judge(self, names: Iterable[str], changed: list[str]) -> Iterator[None]:
        """See of which images the sidecar is another one than was known; yields after each.

        Those that were never edited are read anew, and so are all where the dataset is only read.

        Args:
            names: The images, as `look` gave them.
            changed: Gets the names of those.
        """
        for name in names:
            if self._is_changed(name):
                changed.append(name)
            yield

    def _is_changed(self, name: str) -> bool:
        session, project = self._session, self._session.project
        image = project.images[name]
        row = project.database.to_write([name]).get(name) if project.database is not None else None
        try:
            data = project.sidecar_files.read(image.sidecar)
        except CaptionerError:
            return False  # what can't be read is said where it is shown
        if row is None or row.goes or project.read_only:
            session.changed_outside.discard(name)
            if session.is_shown_as(name, data):
                return False
            session.read_anew([name])
            self._again.discard(name)
            return True
        if is_ours(data, row):
            session.changed_outside.discard(name)
            return False
        is_new = name not in session.changed_outside
        session.changed_outside.add(name)
        return is_new

"""Watching an open dataset while the program runs: what other programs write is noticed soon.

The kernel says which files changed, where it can (inotify). Where it says nothing, as on a network file system, the
program looks: at the image at hand and those beside it each time, at the times of folders, into those that changed, and
at all other files in turn, which are a minute for each 100,000. No look takes longer than `_LONGEST`, however far the
server is.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.services.session.session import Session
from tui_captioner.storage.dataset.folder_events import FolderEvents
from tui_captioner.storage.dataset.mounts import is_network_folder
from tui_captioner.storage.dataset.watched_files import WatchedFiles
from tui_captioner.storage.project.steps import is_ours

INTERVAL = 1.0
"""Seconds between two looks: with the time that a look takes, a change is seen within two."""
_LONGEST = 0.5
"""Seconds that a look may take; what it does not get to is looked at the next time."""
_BESIDE = 500
"""Files that are looked at in turn each time, where the kernel tells of changes: some 1.3 ms."""
_ALONE = 2000
"""The same where it tells of none: some 5 ms, in a thread that holds up no key."""
_FOLDERS = 500
"""Folders whose times are looked at each time, where the kernel tells of none."""
_ENTRIES = 10_000
"""Entries of folders that are gone through each time, some 20 ms; one with more is gone through more seldom."""
_MOST_FOLDERS = 2000
"""Folders that are watched; a user may watch some 8,000 in all on small systems."""


class OutsideWatch:
    """Notices sidecars that other programs change; `Session.changed_outside` has those that are to be decided.

    Args:
        session: The open dataset.
        events: Whether the kernel is asked.
        clock: Gives seconds.
    """

    def __init__(self, session: Session, *, events: bool = True, clock: Callable[[], float] = time.monotonic) -> None:
        self._session = session
        self._clock = clock
        project = session.project
        self._files = WatchedFiles(project.dataset)
        self._next = self._next_folder = 0
        self._to_list: dict[str, None] = {}
        """Folders that are to be gone through, the first one next."""
        self._room = _ENTRIES
        """Entries that may be gone through now."""
        self._hurry = 0
        """Files that are looked at in greater steps, since the kernel lost count."""
        self._again: set[str] = set()
        """Images that steps changed: whether their sidecars are as written is looked at again."""
        self._events: FolderEvents | None = None
        folders = self._files.folders
        if events and len(folders) <= _MOST_FOLDERS and not is_network_folder(project.root):
            with suppress(OSError):
                self._events = FolderEvents(map(self._files.path, folders))
        session.subscribe(self._again.update)
        session.before_close(self.close)

    def close(self) -> None:
        """Let the folders go."""
        if self._events is not None:
            self._events.close()
            self._events = None

    @property
    def come(self) -> int:
        """How many images are there now that were not when the dataset was opened, as far as that was noticed."""
        return len(self._files.come)

    def look(self, at: str) -> list[str]:
        """The images whose sidecar may have changed since the last look; touches nothing else, so it may run aside.

        Args:
            at: The image at hand, empty for none.
        """
        began = self._clock()
        until = began + _LONGEST
        found = self._in_sight(at)
        if self._events is None:
            self._look_at_folders(began + _LONGEST / 2)
        else:
            found |= self._told(self._events)
        found |= self._in_folders(until)
        found |= self._in_turn(until)
        names = {self._session.names[place] for place in found} | self._again
        self._again.clear()
        return sorted(names)

    def _in_sight(self, at: str) -> set[int]:
        """The image at hand, and those that a key leads to."""
        if not at:
            return set()
        files, here = self._files, self._session.place(at)
        found = {here} if files.looks_new(here, at_hand=True, asks=self._events is None) else set()
        beside = (place for place in (here - 1, here + 1) if 0 <= place < len(self._session.names))
        return found | {place for place in beside if files.looks_new(place)}

    def _told(self, events: FolderEvents) -> set[int]:
        """The images of whose sidecars the kernel tells; where it lost count, all folders are gone through."""
        changed: set[str] | None = None
        with suppress(OSError):
            changed = events.changed()
        if changed is None:
            self._to_list.update(dict.fromkeys(self._files.folders))
            self._hurry = len(self._session.names)
            return set()
        start = len(self._files.path("")) + 1
        found: set[int] = set()
        for path in sorted(changed):
            place = self._files.place_of(path[start:])
            if place is not None:
                found.add(place)
                continue
            folder = self._files.lists(path[start:])
            if folder is not None:
                self._to_list[folder] = None
        return found

    def _look_at_folders(self, until: float) -> None:
        """Have the folders gone through whose times are others; those whose turn it is are looked at."""
        folders = self._files.folders
        for _ in range(min(_FOLDERS, len(folders))):
            folder = folders[self._next_folder % len(folders)]
            self._next_folder = (self._next_folder + 1) % len(folders)
            if self._files.folder_changed(folder):
                self._to_list[folder] = None
            if self._clock() > until:
                return

    def _in_folders(self, until: float) -> set[int]:
        """The images whose sidecars are other files, by what changed folders list."""
        self._room = min(self._room + _ENTRIES, _ENTRIES)
        found: set[int] = set()
        while self._to_list and self._room > 0 and self._clock() <= until:
            folder = next(iter(self._to_list))
            del self._to_list[folder]
            known = len(self._files.folders)
            if self._events is not None:
                with suppress(OSError):
                    self._events.watch(self._files.path(folder))
            entries, changed = self._files.list_folder(folder)
            self._room -= entries
            self._to_list.update(dict.fromkeys(self._files.folders[known:]))
            found.update(changed)
        return found

    def _in_turn(self, until: float) -> set[int]:
        """The next images whose turn it is; one at least, however late it is."""
        count = len(self._session.names)
        found: set[int] = set()
        for _ in range(min(count, _BESIDE if self._events is not None and self._hurry <= 0 else _ALONE)):
            place, self._next = self._next, (self._next + 1) % count
            self._hurry -= 1
            if self._files.looks_new(place):
                found.add(place)
            if self._clock() > until:
                break
        return found

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

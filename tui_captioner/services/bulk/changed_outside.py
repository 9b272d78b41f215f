"""Sidecars that other programs changed, all of them: after `sed`, `git checkout`, a tagger. Found without reading those
that are as they were, and decided together: all from disk, or all ours, as one step."""

from __future__ import annotations

import os
import struct
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from hashlib import blake2b

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.services.bulk.bulk import SAMPLES, Difference, Sample
from tui_captioner.services.bulk.proposal import PACE, Proposal
from tui_captioner.services.catalogue.catalogue import SMALL
from tui_captioner.services.session.jobs import Job, Progress, Steps
from tui_captioner.services.session.session import Session
from tui_captioner.services.session.sidecars import Conflict
from tui_captioner.storage.catalogue.catalogue_files import CatalogueFiles
from tui_captioner.storage.catalogue.database import CatalogueDatabase, CatalogueError, open_catalogue
from tui_captioner.storage.catalogue.seen_sidecars import note_seen, seen_sidecars
from tui_captioner.storage.dataset.scan import ImageFile
from tui_captioner.storage.files.fresh_files import FRESH
from tui_captioner.storage.project.records import ImageRecord
from tui_captioner.storage.project.steps import ToWrite, is_ours

_LOOKS = 200
"""Sidecars between two steps of the progress: a look takes some 10 microseconds."""


class ChangedOutside:
    """Finds the edited images whose sidecar another program changed.

    `names` has them, in order, once it was looked through.

    Args:
        session: The open dataset.
        small: Images up to which every sidecar is read each time: so many take no longer than a blink.
    """

    def __init__(self, session: Session, small: int = SMALL) -> None:
        self._session = session
        self._small = small
        self.names: Sequence[str] = ()

    def look_through(self) -> Job:
        """Look at the times and sizes of all sidecars, and into those that are not as they were seen last."""
        return self._session.own(self._looked_through())

    def _looked_through(self) -> Steps:
        session, database = self._session, self._session.project.database
        if database is None:
            return
        store = self._open_store()
        try:
            seen = _asked(store)
            found: list[str] = []
            new: dict[str, tuple[bytes, bytes]] = {}
            for count, (name, row) in enumerate(database.all_to_write(), 1):
                image = session.project.images.get(name)
                if image is not None and not image.shares_with:
                    self._look(image, row, seen, new, found)
                if count % _LOOKS == 0:
                    yield Progress(min(count, len(session.names)), len(session.names))
            if store is not None and new:
                with suppress(CatalogueError):
                    note_seen(store, new)
        finally:
            if store is not None:
                store.close()
        self.names = sorted(found, key=session.place)

    def _open_store(self) -> CatalogueDatabase | None:
        if len(self._session.names) <= self._small:
            return None
        with suppress(OSError, CatalogueError):
            return open_catalogue(CatalogueFiles(self._session.project.root))
        return None

    def _look(
        self,
        image: ImageFile,
        row: ToWrite,
        seen: dict[str, tuple[bytes, bytes]],
        new: dict[str, tuple[bytes, bytes]],
        found: list[str],
    ) -> None:
        """Look at one sidecar: note it as changed, or as seen to be ours."""
        file = _key_of(image)
        held = blake2b(row.written or b"", digest_size=8).digest()
        if file is not None and not row.pending and seen.get(image.name) == (file, held):
            return
        try:
            data = self._session.project.sidecar_files.read(image.sidecar)
        except CaptionerError:
            return  # what can't be read is said where it is shown
        if not is_ours(data, row):
            found.append(image.name)
        elif file is not None and not row.pending:
            new[image.name] = file, held


def _asked(store: CatalogueDatabase | None) -> dict[str, tuple[bytes, bytes]]:
    with suppress(CatalogueError):
        return {} if store is None else seen_sidecars(store)
    return {}


def _key_of(image: ImageFile) -> bytes | None:
    """Times, size and inode of a sidecar; None where there is none, or where it may change yet within its times."""
    now = time.time_ns()
    try:
        status = os.stat(f"{image.root}/{image.sidecar_file}")  # noqa: PTH116 (100,000 files)
    except OSError:
        return None
    if not image.sidecar_file or max(status.st_mtime_ns, status.st_ctime_ns) > now - FRESH:
        return None
    return struct.pack("<qqqQ", status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino)


class Decision(Proposal):
    """One answer for many sidecars that were changed outside.

    Args:
        session: The open dataset.
        names: The images, as `ChangedOutside` found them.
        theirs: Whether the texts on disk are taken, else our captions are written over them.
    """

    lasting = False
    decides = True

    def __init__(self, session: Session, names: Sequence[str], *, theirs: bool) -> None:
        title = "take the captions that were changed outside" if theirs else "keep our captions, not the texts on disk"
        super().__init__(session, title, names)
        self._theirs = theirs
        self._shown: dict[str, bytes | None] = {}

    def new_record(self, name: str, record: ImageRecord, /) -> ImageRecord:
        """See `Proposal.new_record`: their record, or ours as it is."""
        their = self.session.their_record(name) if self._theirs else record
        return record if their is None else their

    def _looked_through(self) -> Steps:
        self.difference = Difference()
        self._shown = {}
        for count, name in enumerate(self._scope, 1):
            conflict = self.session.conflict(name)
            if conflict is not None:
                self._note(conflict)
            if count % PACE == 0:
                yield Progress(count, len(self._scope))
        self._found = list(self._shown)

    def _note(self, conflict: Conflict) -> None:
        name = conflict.name
        if self._theirs and conflict.data is not None:
            why = self.session.read_sidecar(self.session.image(name)).problem
            if why:
                self.difference.passed_over.append((name, why))
                return
        self._shown[name] = conflict.data
        sample = self._sample(conflict)
        self.difference.captions += sample.before != sample.after
        if len(self.difference.samples) < SAMPLES:
            self.difference.samples.append(sample)

    def _sample(self, conflict: Conflict) -> Sample:
        texts = conflict.ours, conflict.theirs or ""
        return Sample(conflict.name, *(texts if self._theirs else texts[::-1]))

    def samples(self, name: str) -> list[Sample]:
        """See `Proposal.samples`."""
        conflict = self.session.conflict(name)
        return [] if conflict is None else [self._sample(conflict)]

    def _carried_out(self) -> Steps:
        names = list(self.names)
        yield from self.session.choose_many(self.title, self._conflicts(names), theirs=self._theirs, total=len(names))

    def _conflicts(self, names: Sequence[str]) -> Iterator[Conflict]:
        """The conflicts as they were shown; one that is another by now is passed over."""
        for name in names:
            conflict = self.session.conflict(name)
            if conflict is None or (name in self._shown and conflict.data != self._shown[name]):
                self.difference.passed_over.append((name, "its sidecar changed once more"))
            else:
                yield conflict

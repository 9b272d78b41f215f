"""Many sidecars written in batches, aside: one batch is filled while the one before it is brought to the disk."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.services.session.aside import Aside
from tui_captioner.services.session.project import Project
from tui_captioner.storage.dataset.mounts import syncs_as_a_whole
from tui_captioner.storage.files.batches import WriteBatch
from tui_captioner.storage.files.file_system_sync import FileSystemSync
from tui_captioner.storage.project.database import Database
from tui_captioner.storage.project.steps import ToWrite, is_ours

_BATCH = 200
"""Sidecars that are written, and noted as written, together: larger ones save little more, and hold up the progress."""
_ROWS = 50
"""Sidecars that are looked at between two words of how far it is."""


class SidecarBatches:
    """Writes sidecars in batches; what is odd about one of them is left to who writes it singly.

    Args:
        project: The opened project.
        singly: Writes the sidecar of an image by itself, with all that is to be asked and said about it.
    """

    def __init__(self, project: Project, singly: Callable[[str], object]) -> None:
        self._project = project
        self._singly = singly
        self._batch: _Batch | None = None
        """What is being filled."""
        self._filling: Aside[Sequence[str]] | None = None
        self._under_way: Aside[Sequence[str]] | None = None
        """A batch that is being written."""
        self._left: list[str] = []
        """Images that are to be written singly."""

    def write(self, names: Sequence[str]) -> Iterator[int]:
        """Bring the sidecars of these images to what their rows say; yields how many were looked at.

        Those of the last batch are on the disk when the iterator is at its end, or after `settle`.
        """
        sync = FileSystemSync(together=syncs_as_a_whole(self._project.root))
        at = 0
        while at < len(names):
            if self._batch is None:
                self._batch = _Batch(self._project, sync)
            some = names[at : at + min(_ROWS, _BATCH - len(self._batch))]
            self._filling = Aside(partial(self._batch.fill, self._project.ensure().to_write(some)))
            yield from (at for _ in self._filled())
            at += len(some)
            yield at
            if self._batch is not None and len(self._batch) >= _BATCH:
                yield from (at for _ in self._handing_over())
        yield from (at for _ in self._ending())

    @property
    def is_begun(self) -> bool:
        """Whether there is anything to settle."""
        return bool(self._filling or self._under_way or self._batch or self._left)

    def settle(self) -> None:
        """Write what was begun, and note it in the database."""
        for _ in self._ending():
            pass

    def _ending(self) -> Iterator[None]:
        """Bring to its end what was begun, all of it."""
        yield from self._filled()
        yield from self._handing_over()
        yield from self._written()
        yield from self._writing_singly()

    def _filled(self) -> Iterator[None]:
        """Wait until the batch has taken in what it was given."""
        filling = self._filling
        if filling is None:
            return
        try:
            left = yield from filling.waiting()
        finally:
            is_mine = self._filling is filling  # else somebody else waited for it too, and was quicker
            self._filling = None if is_mine else self._filling
        if is_mine:
            self._left += left
            if self._batch is not None and self._batch.is_short_of_room:
                # What it holds may be what fills the disk.
                yield from self._handing_over()
                yield from self._written()
            yield from self._writing_singly()

    def _handing_over(self) -> Iterator[None]:
        """Have the batch written aside, while the next one is filled; yields while the one before is waited for."""
        yield from self._written()
        batch, self._batch = self._batch, None
        if not batch:
            return
        try:
            # By `ensure`: it may only be read by now, and the database may be another one.
            database = self._project.ensure()
        except CaptionerError:
            batch.files.give_up()
            raise
        self._under_way = Aside(partial(batch.carry_out, database))

    def _written(self) -> Iterator[None]:
        """Wait for the batch that is under way, and write singly what it left."""
        under_way = self._under_way
        if under_way is None:
            return
        try:
            left = yield from under_way.waiting()
        finally:
            is_mine = self._under_way is under_way
            self._under_way = None if is_mine else self._under_way
        if is_mine:
            self._left += left
            yield from self._writing_singly()

    def _writing_singly(self) -> Iterator[None]:
        while self._left:
            self._singly(self._left.pop(0))
            yield


class _Batch:
    """What is written together, and which of it was there already."""

    def __init__(self, project: Project, sync: FileSystemSync) -> None:
        self._images = project.images
        self._sidecars = project.sidecar_files.plain()
        self._there: list[str] = []
        self.files = WriteBatch(sync)
        self.is_short_of_room = False
        """Whether a file could not be taken in, so that others may not find room either."""

    def __len__(self) -> int:
        return len(self.files) + len(self._there)

    def fill(self, rows: Mapping[str, ToWrite]) -> Sequence[str]:
        """Take in the sidecars that are not as their rows say; those images that must be looked at singly.

        A sidecar that was changed outside is no part of it, and stays as it is.
        """
        return [name for name, row in rows.items() if not self._take_in(name, row)]

    def _take_in(self, name: str, row: ToWrite) -> bool:
        """Look at a sidecar, and take it in if need be; False if that is to be done singly."""
        image = self._images.get(name)
        found = None if image is None or image.shares_with else self._sidecars.look(image.sidecar_file)
        if found is None:
            return False
        if found.data == row.written:
            self._there.append(name)
        elif is_ours(found.data, row):
            try:
                self.files.stage(name, found.path, row.written, found.look)
            except OSError:
                self.is_short_of_room = True
                return False
        return True

    def carry_out(self, database: Database) -> Sequence[str]:
        """Write them, and note that in the database; those that were left as they are."""
        written = self.files.carry_out()
        with database.aside() as own:
            own.mark_written([*self._there, *written.done])
        return written.left

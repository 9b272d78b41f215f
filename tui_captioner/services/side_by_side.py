"""Captions kept in other dialects beside their sidecars, as `[output] dialects` asks for.

These files follow each edit behind the sidecar. One that somebody else changed is never overwritten unasked; it is
told where the image is shown, and `export --to sidecars --force` writes it anew.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tui_captioner.domain.dialects import SUFFIXES
from tui_captioner.domain.errors import CaptionerError
from tui_captioner.formats import sidecar
from tui_captioner.services.dialects import Dialects
from tui_captioner.services.session.aside import Aside
from tui_captioner.services.session.session import Session
from tui_captioner.storage.dataset.mounts import syncs_as_a_whole
from tui_captioner.storage.dataset.scan import PROJECT_FOLDER, ImageFile
from tui_captioner.storage.files.atomic import Look, look_of, remove, write_atomic
from tui_captioner.storage.files.batches import WriteBatch
from tui_captioner.storage.files.file_system_sync import FileSystemSync
from tui_captioner.storage.project.dialect_marks import DialectMarks, mark_of

_BATCH = 100
"""Images whose files are written together."""
_FEW = 20
"""Files that are written one by one: a sync of the whole file system waits for what other programs wrote, too."""
CHANGED = "was changed outside and is left as it is; export --to sidecars --force writes it anew"


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A file that is to be written: its image, its path below the dataset, itself, its content, and how it looked.

    One that is there already is only noted as ours.
    """

    name: str
    path: str
    file: Path
    data: bytes | None
    look: Look
    is_there: bool


class SideBySide:
    """Writes the files of an open dataset in other dialects.

    Args:
        session: The dataset, open for writing.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._files = session.project.sidecar_files
        self._dialects = Dialects(session)
        self._kept: DialectMarks | None = None
        self.left: dict[str, str] = {}
        """Why a file of an image is not as the caption says, by image."""
        self.paths: list[Path] = []
        """What was written so far."""
        self.written: set[str] = set()
        """The images of these."""

    @property
    def _marks(self) -> DialectMarks:
        if self._kept is None:
            self._session.project.ensure()
            self._kept = DialectMarks(self._session.project.root / PROJECT_FOLDER)
        return self._kept

    def behind(self) -> list[str]:
        """The edited images whose files were not written for the record that they have now."""
        database = self._session.project.database
        if database is None:
            return []
        written = self._marks.records()
        return [name for name, digest in database.record_digests().items() if written.get(name) != digest]

    def write(self, names: Sequence[str], *, force: bool = False) -> Iterator[None]:
        """Bring the files of these images to what their captions say; yields after each image.

        Args:
            names: The images; those that are gone are passed over.
            force: Whether files that somebody else changed are replaced too.
        """
        there = [name for name in names if name in self._session.project.images]
        for start in range(0, len(there), _BATCH):
            some = there[start : start + _BATCH]
            try:
                yield from self._write_some(some, force=force)
            except (CaptionerError, OSError) as error:
                self.left.update(dict.fromkeys(some, str(error)))

    def _write_some(self, names: Sequence[str], *, force: bool) -> Iterator[None]:
        waiting: list[_Waiting] = []
        for name in names:
            waiting.extend(self._of(name, force=force))
            yield
        database = self._session.project.database
        digests = {} if database is None else database.record_digests(names)
        yield from self._carry_out(waiting)
        self._marks.written((name, digests.get(name, b"")) for name in names if name not in self.left)

    def _of(self, name: str, *, force: bool) -> Iterator[_Waiting]:
        """What is to be written for an image."""
        self.left.pop(name, None)
        image = self._session.image(name)
        known = self._session.look_over(name)
        if image.shares_with or known.problem:
            return
        for dialect in self._session.project.settings.dialects:
            path = image.file.rpartition(".")[0] + SUFFIXES[dialect]
            try:
                text = self._dialects.text_of(known.record.caption, dialect)
                waiting = self._changed(image, path, sidecar.encode(text) if text else None, force=force)
            except (CaptionerError, OSError) as error:
                self.left[name] = f"{path.rpartition('/')[2]}: {error}"
                continue
            if waiting is not None:
                yield waiting

    def _changed(self, image: ImageFile, path: str, data: bytes | None, *, force: bool) -> _Waiting | None:
        """A file that is to become this, None if it is; raises CaptionerError if it is not ours to change."""
        file = image.root / path
        look = look_of(file)
        there = self._files.read(file)
        if there == data and (data is None or mark_of(data) in self._marks.of(path)):
            return None
        if there not in (None, data) and not force and mark_of(there) not in self._marks.of(path):
            raise CaptionerError(CHANGED)
        target = self._files.to_write(file, there or b"")
        return _Waiting(image.name, path, target, data, look, is_there=there == data)

    def _carry_out(self, waiting: Sequence[_Waiting]) -> Iterator[None]:
        """Note, then write; what could not be written is told, and tried again with the next edit."""
        if not waiting:
            return
        self._marks.note({one.path: mark_of(one.data) for one in waiting})
        left = waiting = [one for one in waiting if not one.is_there]
        if len(waiting) > _FEW:
            left = yield from self._batched(waiting)
        for one in left:
            try:
                if one.data is None:
                    remove(one.file)
                else:
                    write_atomic(one.file, one.data)
            except OSError as error:
                self.left[one.name] = f"{one.file.name}: {error.strerror or error}"
        for one in waiting:
            if one.data is not None and one.name not in self.left:
                self.paths.append(one.file)
                self.written.add(one.name)

    def _batched(self, waiting: Sequence[_Waiting]) -> Generator[None, None, list[_Waiting]]:
        """Write many files together, while keys are answered; those that this left."""
        batch = WriteBatch(FileSystemSync(together=syncs_as_a_whole(self._session.project.root)))
        by_path = {one.path: one for one in waiting}
        with suppress(OSError):  # what it holds may be what fills the disk
            for one in waiting:
                batch.stage(one.path, one.file, one.data, one.look)
        written = yield from Aside(batch.carry_out).waiting()
        return [by_path[path] for path in by_path if path not in set(written.done)]


def side_by_side_of(session: Session) -> SideBySide:
    """What writes the files of an open dataset in other dialects; from here on it follows each step."""

    def made() -> SideBySide:
        beside = SideBySide(session)
        session.write_beside(beside)
        return beside

    return session.companions.get(SideBySide, made)

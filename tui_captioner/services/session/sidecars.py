"""The sidecars of an open project: what lies on disk, what should, and whether somebody else changed it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tui_captioner.domain.caption import Caption
from tui_captioner.domain.errors import CaptionerError, DecodingError
from tui_captioner.domain.named_commands import told_of
from tui_captioner.domain.slotting.arranging import Spot, place_as_before, unplaced
from tui_captioner.domain.slotting.placing import place
from tui_captioner.formats import sidecar
from tui_captioner.formats.hydrus import lines_of, read_tags
from tui_captioner.formats.infotext import is_infotext, pieces_of
from tui_captioner.services.session.project import Project
from tui_captioner.services.session.sidecar_batches import SidecarBatches
from tui_captioner.services.session.slot_history import PlacementHistory
from tui_captioner.storage.dataset.scan import ImageFile
from tui_captioner.storage.files.atomic import Look, look_of, remove, write_atomic
from tui_captioner.storage.project.database import Stored
from tui_captioner.storage.project.records import ImageRecord
from tui_captioner.storage.project.settings import CAPTION_A_LINE, ONE_CAPTION
from tui_captioner.storage.project.steps import ToWrite, is_ours

_ROWS = 50
"""Rows that are read from the database together."""
_FEW = 20
"""Sidecars that are written one by one: a sync of the whole file system waits for what other programs wrote, too."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A sidecar that was changed outside since we read or wrote it.

    Args:
        name: The image.
        ours: The caption the project has for it.
        theirs: The text on disk; None if the file is gone.
        data: The bytes on disk that this text is of: what the user sees is what is replaced or taken.
    """

    name: str
    ours: str
    theirs: str | None
    data: bytes | None


class SidecarChangedError(CaptionerError):
    """An edit met a sidecar that was changed outside; nothing was written."""

    def __init__(self, conflict: Conflict) -> None:
        super().__init__(f"The sidecar of {conflict.name} was changed outside", "Choose which text to keep")
        self.conflict = conflict


Spots = Mapping[str, Sequence[Spot]]
"""Where the tags of a caption were put, by text."""
Recall = Callable[[str, bytes], Mapping[int, Spots]]
"""Says of an image, and the bytes of its sidecar, where the tags of each caption were put; nothing if unknown."""


class Sidecars:
    """Reads and writes the sidecars of a project; knows nothing of edits.

    `failed` holds, by image, why its last write did not succeed; `history` where the dataset has put its tags so far;
    `recall` is asked before a caption is placed, which takes long.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self._files = project.sidecar_files
        self.history = PlacementHistory(project)
        self.failed: dict[str, str] = {}
        self.recall: Recall = _nothing
        self._written: list[str] = []
        self._batches = SidecarBatches(project, self._write_singly)

    def on_disk(self, image: ImageFile) -> bytes | None:
        """The bytes of the sidecar, None if there is no file.

        Raises:
            CaptionerError: If it is there and can't be read.
        """
        return self._files.read_file(image.sidecar_file)

    def lock(self, image: ImageFile, *, read: bool = False) -> str:
        """Why the sidecar of an image must not be written, since it is a link; empty if it may.

        Args:
            image: The image.
            read: Whether its sidecar was just read.
        """
        return "" if image.shares_with else self._files.lock(image.sidecar_file, read=read)

    def read(self, image: ImageFile, data: bytes | None, *, placed: bool = True) -> ImageRecord:
        """The record that the bytes of a sidecar make, tags placed into slots.

        Without a sidecar it is made of the caption that Hydrus wrote, where there is one.

        Args:
            image: The image.
            data: The bytes of its sidecar, None for no file.
            placed: Whether the slots matter; without it all tags stand in one.

        Raises:
            DecodingError: If the bytes are not UTF-8 text; names the file and the offset.
            CaptionerError: If the caption that Hydrus wrote can't be read.
        """
        path = image.sidecar
        spots: Mapping[int, Spots] = {} if data is None or not placed else self.recall(image.name, data)
        if data is None and image.named_file:
            path = image.root / image.named_file
            data = self._files.read(path)
        if data is None:
            return ImageRecord()
        try:
            text = sidecar.decode_caption(data)
        except DecodingError as error:
            hint = told_of(error.hint, image.root)
            raise DecodingError(f"{path.name} {error.message}", hint, offset=error.offset) from None
        settings = self._project.settings
        output = settings.output
        if path != image.sidecar:
            # The lines of what Hydrus wrote are tags; the caption that is made of them is one line.
            text = output.separator.join(read_tags(text))
        captions: list[Caption] = []
        for part in self._parts(text):
            caption = self._caption(part, spots.get(len(captions), {}), placed=placed)
            captions.extend([caption] if caption.read is not None and caption.read.pieces else [])
        return ImageRecord(captions[0], "draft", tuple(captions[1:])) if captions else ImageRecord()

    def _parts(self, text: str) -> Sequence[str]:
        """The captions in a text: one, unless the settings say that each line is one."""
        several = self._project.settings.lines == CAPTION_A_LINE and not is_infotext(text)
        return lines_of(text) if several else (text,)

    def _caption(self, text: str, spots: Spots, *, placed: bool) -> Caption:
        """The caption that a text is, its tags where they were put before, if that is known."""
        settings = self._project.settings
        output = settings.output
        read = pieces_of(
            text,
            separator=output.separator,
            head_separator=output.head_separator,
            join_lines=settings.lines == ONE_CAPTION,
        )
        if not placed:
            return unplaced(read, settings.structure, settings.globals)
        before = place_as_before(read, settings.structure, settings.globals, spots)
        if before is not None:
            return before
        vocabulary, counts = self._project.vocabulary, self.history.counts
        return place(read, vocabulary, settings.structure, settings.globals, history=counts)

    def changed_outside(self, image: ImageFile, row: Stored) -> bool:
        """Whether the sidecar holds neither what the row says nor what it was to replace."""
        if image.shares_with:
            return False
        return not is_ours(self.on_disk(image), row)

    def as_written(self, rows: Mapping[str, ToWrite]) -> set[str]:
        """Those images whose sidecars hold what their rows say; touches no state, so it may run in a thread.

        What is odd about one, and so must be looked at singly, is not among them.
        """
        sidecars = self._files.plain()
        found: set[str] = set()
        for name, row in rows.items():
            image = self._project.images.get(name)
            plain = None if image is None or image.shares_with else sidecars.look(image.sidecar_file)
            if plain is not None and is_ours(plain.data, row):
                found.add(name)
        return found

    def write_pending(self, names: Sequence[str]) -> Iterator[int]:
        """Bring the sidecars of these images to what their rows say; yields how many were looked at.

        One that was changed outside, or that two images share, is left alone and stays pending. A write that fails
        is noted in `failed` and stays pending too. Many are written in batches: those of the last one are on the disk
        when the iterator is at its end, or after `settle`.
        """
        try:
            if len(names) > _FEW:
                for name in names if self.failed else ():
                    self.failed.pop(name, None)
                yield from self._batches.write(names)
                return
            for count, name in enumerate(names, 1):
                self._write_singly(name)
                yield count
        finally:
            self.settle()

    def settle(self) -> None:
        """Write what a batch holds, and note in the database what was written.

        To be done before a step changes what is to be written.
        """
        try:
            if self._batches.is_begun:
                self._batches.settle()
        finally:
            self._mark_written()

    def settle_before(self, names: Iterable[str]) -> None:
        """Settle, and note which of these sidecars are on disk already: a session wrote them that was killed.

        To be done before a step changes what is to be written: from then on that text would count as changed outside.
        """
        self.settle()
        database = self._project.database
        pending = database.pending() if database is not None else []
        if not pending:
            return
        wanted = set(names)
        there = [name for name in pending if name in wanted]
        for count in range(0, len(there), _ROWS):
            rows = self._project.ensure().to_write(there[count : count + _ROWS])
            self._written.extend(name for name, row in rows.items() if self._is_there(name, row))
        self._mark_written()

    def _is_there(self, name: str, row: ToWrite) -> bool:
        image = self._project.images.get(name)
        if image is None or image.shares_with:
            return False
        try:
            return self._files.read(image.sidecar) == row.written
        except (OSError, CaptionerError):
            return False  # that it can't be read is said when it is written

    def _mark_written(self) -> None:
        names, self._written = self._written, []
        if names and self._project.database is not None:
            self._project.ensure().mark_written(names)

    def _write_singly(self, name: str) -> None:
        database = self._project.database
        row = None if database is None else database.to_write([name]).get(name)
        if self._write(name, row):
            self._written.append(name)

    def _write(self, name: str, row: ToWrite | None) -> bool:
        """Bring one sidecar to what its row says; whether it is there now."""
        image = self._project.images.get(name)
        self.failed.pop(name, None)
        if row is None or image is None:
            return False
        if image.shares_with:
            return row.goes
        path = image.sidecar
        try:
            look = look_of(path)
            data = self._files.read(path)
            if data == row.written:
                return True
            if not is_ours(data, row):
                return False
            file = self._files.to_write(path, data or b"")
            if not self._may_write(path, file, look, data):
                return False
            if row.written is None:
                remove(file)
            else:
                write_atomic(file, row.written)
        except OSError as error:
            self.failed[name] = f"{path.name}: {error.strerror or error}"
            return False
        except CaptionerError as error:
            self.failed[name] = str(error)
            return False
        return True

    def _may_write(self, path: Path, file: Path, look: Look, data: bytes | None) -> bool:
        """Whether a sidecar is what it was when it was read; `file` is another one than `path` behind a link.

        Raises:
            ReadOnlyError: If another session has taken the dataset over.
        """
        self._project.check_writable()
        return look_of(path) == look and (file == path or self._files.read(path) == data)


def _nothing(_name: str, _data: bytes) -> Mapping[int, Spots]:
    return {}

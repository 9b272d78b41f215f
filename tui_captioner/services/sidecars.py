"""The sidecars of an open project: what lies on disk, what should, and whether somebody else changed it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tui_captioner.domain.caption import Caption
from tui_captioner.domain.errors import CaptionerError, DecodingError
from tui_captioner.domain.slotting import place
from tui_captioner.formats import sidecar
from tui_captioner.formats.hydrus import read_tags
from tui_captioner.formats.infotext import pieces_of
from tui_captioner.services.placing import PlacementHistory
from tui_captioner.services.project import Project
from tui_captioner.storage.atomic import remove, write_atomic
from tui_captioner.storage.database import Stored
from tui_captioner.storage.dataset import ImageFile
from tui_captioner.storage.records import ImageRecord
from tui_captioner.storage.regular_files import read_regular


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


class Sidecars:
    """Reads and writes the sidecars of a project; knows nothing of edits.

    `failed` holds, by image, why its last write did not succeed; `history` where the dataset has put its tags so far.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self.history = PlacementHistory(project)
        self.failed: dict[str, str] = {}

    def on_disk(self, image: ImageFile) -> bytes | None:
        """The bytes of the sidecar, None if there is no file.

        Raises:
            CaptionerError: If it is there and can't be read.
        """
        return _read(image.sidecar)

    def read(self, image: ImageFile, data: bytes | None) -> ImageRecord:
        """The record that the bytes of a sidecar make, tags placed into slots.

        Without a sidecar it is made of the caption that Hydrus wrote, where there is one.

        Raises:
            DecodingError: If the bytes are not UTF-8 text; names the file and the offset.
            CaptionerError: If the caption that Hydrus wrote can't be read.
        """
        path = image.sidecar
        if data is None and image.named_file:
            path = image.root / image.named_file
            data = _read(path)
        if data is None:
            return ImageRecord()
        try:
            text = sidecar.decode_caption(data)
        except DecodingError as error:
            raise DecodingError(f"{path.name} {error.message}", error.hint, offset=error.offset) from None
        settings = self._project.settings
        output = settings.output
        if path != image.sidecar:
            # The lines of what Hydrus wrote are tags; the caption that is made of them is one line.
            text = output.separator.join(read_tags(text))
        read = pieces_of(text, separator=output.separator, head_separator=output.head_separator)
        counts = self.history.counts
        caption = place(read, self._project.vocabulary, settings.structure, settings.globals, history=counts)
        return ImageRecord(caption, "draft") if read.pieces else ImageRecord(Caption())

    def changed_outside(self, image: ImageFile, row: Stored) -> bool:
        """Whether the sidecar holds neither what the row says nor what it was to replace."""
        if image.shares_with:
            return False
        data = self.on_disk(image)
        return data != row.written and not (row.pending and data == row.replaces)

    def write_pending(self, names: Iterable[str]) -> Iterator[int]:
        """Bring the sidecars of these images to what their rows say; yields after each.

        One that was changed outside, or that two images share, is left alone and stays pending. A write that fails
        is noted in `failed` and stays pending too.
        """
        database = self._project.ensure()
        done: list[str] = []
        count = 0
        try:
            for count, name in enumerate(names, 1):
                if self._write(name, database.stored(name)):
                    done.append(name)
                if len(done) >= 200:
                    database.mark_written(done)
                    done.clear()
                yield count
        finally:
            if done:
                database.mark_written(done)

    def _write(self, name: str, row: Stored | None) -> bool:
        image = self._project.images.get(name)
        self.failed.pop(name, None)
        if row is None or image is None:
            return False
        if image.shares_with:
            return row.record is None
        try:
            if self.changed_outside(image, row):
                return False
            if self.on_disk(image) != row.written:
                if row.written is None:
                    remove(image.sidecar)
                else:
                    write_atomic(image.sidecar, row.written)
        except OSError as error:
            self.failed[name] = f"{image.sidecar.name}: {error.strerror or error}"
            return False
        except CaptionerError as error:
            self.failed[name] = error.message
            return False
        return True


def _read(path: Path) -> bytes | None:
    try:
        return read_regular(path)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise CaptionerError(f"{path.name} can't be read: {error.strerror}", "Check its permissions") from error

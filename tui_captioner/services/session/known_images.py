"""What is known of each image: from the database or, if it was never edited, from its sidecar."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from tui_captioner.domain.errors import CaptionerError, DecodingError, ReadOnlyError
from tui_captioner.domain.slotting.placing import rehouse
from tui_captioner.services.session.project import Project
from tui_captioner.services.session.sidecars import Sidecars
from tui_captioner.storage.dataset.scan import ImageFile
from tui_captioner.storage.project.database import Stored
from tui_captioner.storage.project.records import ImageRecord


@dataclass(frozen=True, slots=True)
class Known:
    """One image.

    Args:
        record: Its captions and state.
        data: The bytes that its sidecar is believed to hold, None for no file.
        problem: Why its captions can't be edited; empty if they can.
        lock: Why its sidecar must not be written though it can be read; empty if it may.
        damaged: Whether the problem is its row in the database: then nothing may be written over that.
        row: What the database has of it, None if it was never edited.
        turn: `PlacementHistory.turn` when its tags were placed, None where they were not: an edited image, or none.
        placed: Whether its tags stand in their slots; if not, all in one.
    """

    record: ImageRecord
    data: bytes | None
    problem: str = ""
    lock: str = ""
    damaged: bool = False
    row: Stored | None = None
    turn: int | None = None
    placed: bool = True

    @property
    def stored_record(self) -> ImageRecord | None:
        """The record as the database has it, None if the image was never edited."""
        return None if self.row is None else self.row.record


class KnownImages:
    """Looks images up and keeps those in memory that were looked at.

    Args:
        project: The opened project.
        sidecars: Reads the sidecars.
    """

    def __init__(self, project: Project, sidecars: Sidecars) -> None:
        self._project = project
        self._sidecars = sidecars
        self._kept: dict[str, Known] = {}
        self._peeked: tuple[str, Known] | None = None

    def look(self, name: str) -> Known:
        """An image, kept in memory from now on; raises KeyError if there is none of that name.

        For what is shown and edited: it stays what the user saw, so a change made outside since is noticed.
        """
        known = self._kept.get(name)
        if known is None:
            known = self._kept[name] = self._load(self._project.images[name])
        elif known.turn not in (None, self._sidecars.history.turn):
            placed = self._placed(self._project.images[name], known.data)
            known = self._kept[name] = replace(placed, row=known.row)
        return known

    def editable(self, name: str) -> Known:
        """An image that is to be changed, kept in memory; raises ReadOnlyError if that can't be done."""
        known = self.look(name)
        self._project.refuse_if_read_only()
        if known.problem or known.lock:
            raise ReadOnlyError(f"Not changed: {known.problem or known.lock}")
        return known

    def peek(self, name: str) -> Known:
        """An image without keeping it in memory: for going over many. One that is kept is given as it was shown."""
        if name in self._kept:
            return self.look(name)
        known = self._load(self._project.images[name])
        self._peeked = name, known
        return known

    def unplaced(self, name: str) -> Known:
        """An image whose slots don't matter: those of a caption that was never edited are not worked out."""
        kept = self._kept.get(name)
        return self._load(self._project.images[name], placed=False) if kept is None else kept

    def peek_again(self, name: str) -> Known:
        """What `peek` just gave for an image, if that was its last answer and no step came since; else as `unplaced`.

        For who works out a change of an image that was peeked at to make it: its sidecar is not read and placed twice.
        """
        last, self._peeked = self._peeked, None
        if last is not None and last[0] == name and last[1].turn in (None, self._sidecars.history.turn):
            return last[1]
        return self.unplaced(name)

    def forget_peeked(self) -> None:
        """Have `peek_again` read anew: what was peeked at may be old."""
        self._peeked = None

    def forget(self, name: str) -> None:
        """Read an image anew when it is asked for next."""
        self._kept.pop(name, None)
        self._peeked = None

    def forget_many(self, names: Iterable[str]) -> None:
        """Read images anew when they are asked for next; quick where few of them are kept in memory."""
        self._peeked = None
        for name in self._kept.keys() & set(names) if self._kept else ():
            del self._kept[name]

    def is_kept_as(self, name: str, data: bytes | None) -> bool:
        """Whether an image is kept, and was read from these bytes."""
        kept = self._kept.get(name)
        return kept is not None and kept.data == data

    def row(self, name: str) -> Stored | None:
        """What the database has of an image, None if it was never edited."""
        database = self._project.database
        return None if database is None else database.stored(name)

    def _load(self, image: ImageFile, *, placed: bool = True) -> Known:
        row = self.row(image.name)
        if row is not None and row.damage:
            found = self.read_sidecar(image, placed=placed)
            return replace(found, problem=row.damage, damaged=True, row=row, turn=None)
        if row is not None and row.record is not None:
            structure = self._project.settings.structure
            others = tuple(rehouse(other, structure) for other in row.record.alternatives)
            record = replace(row.record, caption=rehouse(row.record.caption, structure), alternatives=others)
            return Known(record, row.written, lock=self._sidecars.lock(image), row=row)
        found = self.read_sidecar(image, placed=placed)
        return found if row is None else replace(found, row=row)

    def read_sidecar(self, image: ImageFile, *, placed: bool = True) -> Known:
        """What the sidecar of an image says; touches no state, so it may run in a thread.

        Args:
            image: The image.
            placed: Whether the slots matter.
        """
        try:
            data = self._sidecars.on_disk(image)
        except CaptionerError as error:
            return Known(ImageRecord(), None, str(error))
        return self._placed(image, data, placed=placed, read=True)

    def _placed(self, image: ImageFile, data: bytes | None, *, placed: bool = True, read: bool = False) -> Known:
        """What the bytes of a sidecar say, placed by what is known of the dataset now."""
        turn = self._sidecars.history.turn
        try:
            record = self._sidecars.read(image, data, placed=placed)
            lock = self._sidecars.lock(image, read=read)
            return Known(record, data, lock=lock, turn=turn, placed=placed)
        except (DecodingError, CaptionerError) as error:
            return Known(ImageRecord(), data, str(error))

"""What a step does to its images: each as its row, many of them packed, and what is asked of all of them summed up."""

from __future__ import annotations

import marshal
import sys
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tui_captioner.domain.slot_states import Marks
from tui_captioner.domain.slotting.practice import Told, told_by
from tui_captioner.storage.project.records import ImageRecord, RecordError, dump_record, load_record

_TOGETHER = 32
"""Rows that are packed together: what they share, such as tags, is held once, and packing begins anew less often."""


@dataclass(frozen=True, slots=True)
class Change:
    """What one step does to one image; `None` for "not in the database" and for "no sidecar"."""

    file_name: str
    before: ImageRecord | None
    after: ImageRecord | None
    bytes_before: bytes | None
    bytes_after: bytes | None

    @property
    def inverse(self) -> Change:
        """The change that takes this one back."""
        return Change(self.file_name, self.after, self.before, self.bytes_after, self.bytes_before)


ChangeRow = tuple[str, str | None, str | None, bytes | None, bytes | None]
"""A change as it stands in its table, but for the number of its step."""


def row_of(change: Change) -> ChangeRow:
    """A change for its table."""
    return change.file_name, dump(change.before), dump(change.after), change.bytes_before, change.bytes_after


def inverse_row(row: ChangeRow) -> ChangeRow:
    """The row of the change that takes this one back."""
    name, before, after, bytes_before, bytes_after = row
    return name, after, before, bytes_after, bytes_before


def change_of(row: ChangeRow) -> Change:
    """The change in a row; raises RecordError if that holds none."""
    name, before, after, *data = row
    if not all(one is None or isinstance(one, bytes) for one in data):
        raise RecordError("the text of its sidecar is no bytes")
    return Change(name, load(before), load(after), *data)


class PackedChanges:
    """Changes of images, in the order in which they came. Of very many each takes some 500 bytes, a `Change` 7,000.

    Args:
        changes: The first of them.
    """

    def __init__(self, changes: Iterable[Change] = ()) -> None:
        self.names: list[str] = []
        """The images."""
        self.states: list[str] = []
        """The state of each image afterwards; empty for one that is "never edited" again."""
        self.marks: dict[str, Marks] = {}
        """The states of slots afterwards, of those images that have such."""
        self.told: Counter[Told] = Counter()
        """In how many captions more, or fewer, a tag stands in a slot afterwards."""
        self._rows: list[ChangeRow] = []
        """Those that are not packed yet."""
        self._packed: list[bytes] = []
        for change in changes:
            self.append(change)

    def append(self, change: Change, row: ChangeRow | None = None) -> None:
        """Take in one more.

        Args:
            change: It.
            row: The same as its table has it, where it was read there.
        """
        old, new = ({} if record is None else record.caption.slots for record in (change.before, change.after))
        for told, by in told_by(old, new):
            self.told[told] += by
        self.names.append(change.file_name)
        after = change.after
        self.states.append("" if after is None else sys.intern(after.state))
        if after is not None and after.marks:
            self.marks[change.file_name] = after.marks
        self._rows.append(row_of(change) if row is None else row)
        if len(self._rows) == _TOGETHER:
            self._packed.append(zlib.compress(marshal.dumps(self._rows), 1))
            self._rows = []

    def rows(self) -> Iterator[ChangeRow]:
        """All of them as their table has them."""
        for packed in self._packed:
            yield from marshal.loads(zlib.decompress(packed))
        yield from self._rows

    def __iter__(self) -> Iterator[Change]:
        return map(change_of, self.rows())

    def __len__(self) -> int:
        return len(self.names)


def dump(record: ImageRecord | None) -> str | None:
    """A record for a column; None for none."""
    return None if record is None else dump_record(record)


def load(text: str | None) -> ImageRecord | None:
    """The record in a column; raises RecordError if it is none."""
    return None if text is None else load_record(text)

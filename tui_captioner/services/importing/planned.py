"""What the images of an import are to get, packed: an import may be about all of a large dataset."""

from __future__ import annotations

import marshal
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import overload

from tui_captioner.storage.project.records import ImageRecord, dump_record, load_record


@dataclass(frozen=True, slots=True)
class Planned:
    """What one image is to get.

    Args:
        name: The image.
        text: Its new record, as `dump_record` has it.
        before: The captions it has, as the trainer reads them.
        after: The captions it gets, likewise.
    """

    name: str
    text: str
    before: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def record(self) -> ImageRecord:
        """Its new record; made anew each time."""
        return load_record(self.text)


class PlannedImages(Sequence[Planned]):
    """What very many images are to get: some 430 bytes each of 15 tags, where those that are not packed take 3,000."""

    def __init__(self) -> None:
        self.names: list[str] = []
        """The images, in order."""
        self._packed: list[bytes] = []

    def add(self, name: str, record: ImageRecord, before: tuple[str, ...], after: tuple[str, ...]) -> None:
        """Take in one more; see `Planned`."""
        self.names.append(name)
        self._packed.append(zlib.compress(marshal.dumps((dump_record(record), before, after)), 1))

    def __len__(self) -> int:
        return len(self.names)

    @overload
    def __getitem__(self, place: int) -> Planned: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Planned]: ...

    def __getitem__(self, place: int | slice) -> Planned | Sequence[Planned]:
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        return Planned(self.names[place], *marshal.loads(zlib.decompress(self._packed[place])))

"""Which images are finished, and which need work: asked of the database once, then kept up to date by each step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tui_captioner.domain.slot_states import is_open
from tui_captioner.services.session.project import Project
from tui_captioner.storage.project.database import Step
from tui_captioner.storage.project.records import FINISHED

_DONE, _OPEN, _DONE_BUT_OPEN = 1, 2, 3
"""Flags of an image: it is finished; one of its slots was given a state that needs work."""
_PACE = 200
"""Images that are noted between two looks at the keyboard."""
_NEEDS_WORK = bytes(flags != _DONE for flags in range(256))
"""By the flags of an image whether it needs work."""


class FinishedImages:
    """The images in a state of `FINISHED`. Those that were never edited are not among them.

    An image needs work that is not finished, or has a slot with a state of its own that needs work: a flag, `draft`.

    Args:
        project: The opened project.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self._kept: bytearray | None = None

    def _flags(self) -> bytearray:
        """A byte for each image in the order of the dataset, with the flags that it has."""
        # Where this session does not write, another one may.
        if self._kept is None or self._project.read_only:
            places, database = self._project.places, self._project.database
            self._kept = bytearray(len(places))
            for name in () if database is None else database.finished():
                if name in places:
                    self._kept[places[name]] = _DONE
            slots = self._project.settings.structure.own_keys
            for name, marks in {} if database is None else database.marked().items():
                if name in places and is_open(marks, slots):
                    self._kept[places[name]] |= _OPEN
        return self._kept

    def has(self, name: str) -> bool:
        """Whether an image is finished; one that is not there is not."""
        place = self._project.places.get(name)
        return place is not None and bool(self._flags()[place] & _DONE)

    @property
    def count(self) -> int:
        """How many images are finished."""
        flags = self._flags()
        return flags.count(_DONE) + flags.count(_DONE_BUT_OPEN)

    @property
    def places(self) -> list[int]:
        """The places of all of them in the order of the dataset."""
        return [place for place, flags in enumerate(self._flags()) if flags & _DONE]

    def next_unfinished(self, name: str) -> str:
        """The next image of the dataset that needs work, round the end if need be; empty if no other does."""
        names = self._project.names
        found = _next(self._flags().translate(_NEEDS_WORK), self._project.places[name])
        return "" if found is None else names[found]

    def next_to_do(self, places: Sequence[int], row: int) -> int | None:
        """The first row behind this one, round the end if need be, whose image needs work; None if no other does.

        Args:
            places: The place in the dataset of the image in each row.
            row: The row; below 0 to begin at the first one.
        """
        # At one go: a loop over 100,000 rows takes longer than a key may.
        return _next(bytes(map(self._flags().__getitem__, places)).translate(_NEEDS_WORK), row)

    def note(self, step: Step) -> Iterator[None]:
        """A step was carried out, or back; noted some images at a time."""
        changes, slots = step.changes, self._project.settings.structure.own_keys
        for count, (name, state) in enumerate(zip(changes.names, changes.states, strict=True), 1):
            if self._kept is None:
                return  # the database will tell, this step included
            place = self._project.places.get(name)
            if place is not None:
                done, is_open_ = state in FINISHED, is_open(changes.marks.get(name, {}), slots)
                self._kept[place] = (_DONE if done else 0) | (_OPEN if is_open_ else 0)
            if count % _PACE == 0:
                yield


def _next(needs: bytes | bytearray, row: int) -> int | None:
    """The first row with a 1 behind this one, round the end if need be; None if no other has it."""
    found = needs.find(1, row + 1)
    if found < 0:
        found = needs.find(1, 0, max(0, row))
    return found if found >= 0 else None

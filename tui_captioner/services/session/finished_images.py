"""Which images need no more work: asked of the database once, then kept up to date by each step."""

from __future__ import annotations

from tui_captioner.services.session.project import Project
from tui_captioner.storage.project.database import Step
from tui_captioner.storage.project.records import FINISHED


class FinishedImages:
    """The images in a state of `FINISHED`. Those that were never edited are not among them.

    Args:
        project: The opened project.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self._kept: bytearray | None = None

    def _flags(self) -> bytearray:
        """A byte for each image in the order of the dataset, 1 where it is finished."""
        # Where this session does not write, another one may.
        if self._kept is None or self._project.read_only:
            places, database = self._project.places, self._project.database
            self._kept = bytearray(len(places))
            for name in () if database is None else database.finished():
                if name in places:
                    self._kept[places[name]] = 1
        return self._kept

    def has(self, name: str) -> bool:
        """Whether an image needs no more work; one that is not there does."""
        place = self._project.places.get(name)
        return place is not None and bool(self._flags()[place])

    @property
    def count(self) -> int:
        """How many images need no more work."""
        return self._flags().count(1)

    def next_unfinished(self, name: str) -> str:
        """The next image that needs work, round the end if need be; empty if all others need none."""
        flags, place = self._flags(), self._project.places[name]
        found = flags.find(0, place + 1)
        if found < 0:
            found = flags.find(0, 0, place)
        return self._project.names[found] if found >= 0 else ""

    def note(self, step: Step) -> None:
        """A step was carried out, or back."""
        if self._kept is None:
            return  # the database will tell, this step included
        for change in step.changes:
            place = self._project.places.get(change.file_name)
            if place is not None:
                self._kept[place] = change.after is not None and change.after.state in FINISHED

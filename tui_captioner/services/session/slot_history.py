"""Where this dataset has put its tags so far: what decides before the vocabulary."""

from __future__ import annotations

from collections.abc import Iterator

from tui_captioner.domain.slotting.phrases import bare_key
from tui_captioner.domain.slotting.placing import History
from tui_captioner.domain.slotting.practice import Practice
from tui_captioner.services.session.project import Project
from tui_captioner.storage.project.database import Step
from tui_captioner.storage.project.records import ImageRecord

Told = tuple[str, str]
"""The text of a tag, and the slot that it stands in."""
_READ_AT_FIRST = 2000
"""Edited images that are read when the first sidecar is: more would be felt at the start, and tell little more."""


class PlacementHistory:
    """Counts, by tag, in which slots the edited captions have it; follows each step.

    Args:
        project: The opened project.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self._counts: Practice | None = None
        self.turn = 0
        """Grows with each step, after which unedited images may be placed otherwise."""

    @property
    def counts(self) -> History:
        """The counts, read from the database when they are asked for first."""
        if self._counts is None:
            self._counts = Practice()
            database = self._project.database
            for record in database.some_records(_READ_AT_FIRST) if database is not None else ():
                self._follow(None, record)
        return self._counts

    def note(self, step: Step) -> Iterator[None]:
        """A step was carried out, or back; noted one image at a time."""
        self.turn += 1
        if self._counts is None:
            return  # the database will tell, this step included
        for change in step.changes:
            self._follow(change.before, change.after)
            yield

    def _follow(self, before: ImageRecord | None, after: ImageRecord | None) -> None:
        if self._counts is None:
            return
        told = _told_by(before, after)
        for gone in (True, False):
            for (text, slot), times in told.items():
                if times and (times < 0) == gone:
                    self._counts.count(bare_key(text), slot, times)


def _told_by(before: ImageRecord | None, after: ImageRecord | None) -> dict[Told, int]:
    """The tags that tell where such ones belong, and how much more often they stand there than before."""
    old, new = ({} if record is None else record.caption.slots for record in (before, after))
    told: dict[Told, int] = {}
    for slots, others, by in ((old, new, -1), (new, old, 1)):
        for slot, tags in slots.items():
            if tags == others.get(slot):
                continue  # what stays where it was says nothing new, and most does
            for tag in tags:
                # What was only guessed tells nothing, and sentences have their own slot.
                if not (tag.unsure or tag.sentence or tag.mark):
                    told[tag.text, slot] = told.get((tag.text, slot), 0) + by
    return told

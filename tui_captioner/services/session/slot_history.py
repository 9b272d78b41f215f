"""Where this dataset has put its tags so far: what decides before the vocabulary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from tui_captioner.domain.slotting.phrases import bare_key
from tui_captioner.domain.slotting.placing import History
from tui_captioner.domain.slotting.practice import Practice, Told, told_by
from tui_captioner.services.session.project import Project
from tui_captioner.storage.project.database import Step

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
            told: Counter[Told] = Counter()
            for record in database.some_records(_READ_AT_FIRST) if database is not None else ():
                for tag, by in told_by({}, record.caption.slots):
                    told[tag] += by
            for _ in _noted(self._counts, told):
                pass
        return self._counts

    def note(self, step: Step) -> Iterator[None]:
        """A step was carried out, or back; noted one tag at a time."""
        self.turn += 1
        if self._counts is not None:  # else the database will tell, this step included
            yield from _noted(self._counts, step.changes.told)


def _noted(counts: Practice, told: Mapping[Told, int]) -> Iterator[None]:
    """Count tags that stand in a slot more often, or less often, than before: what is gone first."""
    for gone in (True, False):
        for (text, slot), times in told.items():
            if times and (times < 0) == gone:
                counts.count(bare_key(text), slot, times)
                yield

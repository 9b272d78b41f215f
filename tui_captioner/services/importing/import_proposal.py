"""What an import gives each image, as a proposal."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from tui_captioner.services.bulk.proposal import Proposal
from tui_captioner.services.importing.planned import PlannedImages
from tui_captioner.services.session.jobs import Steps
from tui_captioner.services.session.session import Session
from tui_captioner.storage.project.records import ImageRecord


class ImportProposal(Proposal):
    """The records that were made of what was read. Sidecars get the form of ours; stopped, nothing is imported.

    Args:
        session: The open dataset.
        title: What is done, for undo and the log.
        changes: Images and what they get.
        globals_: The globals afterwards; None to keep them.
        outside: Images that get the text of their sidecar, which was changed outside; that is a step of its own where
            there are others.
    """

    lasting = False
    leaves_out = False
    rewrite = True
    is_fixed = True

    def __init__(
        self,
        session: Session,
        title: str,
        changes: PlannedImages,
        globals_: Sequence[str] | None = None,
        outside: Collection[str] = (),
    ) -> None:
        super().__init__(session, title, changes.names, globals_)
        self._planned = changes
        self._places = {name: place for place, name in enumerate(changes.names)}
        self._outside = frozenset(outside)

    def new_record(self, name: str, record: ImageRecord, /) -> ImageRecord:
        """See `Proposal.new_record`."""
        place = self._places.get(name)
        return record if place is None else self._planned[place].record

    def records(self) -> Iterator[tuple[str, ImageRecord]]:
        """See `Proposal.records`; the images are not read again for it."""
        wanted = (name for name in self.names if name not in self._outside)
        return ((name, self._planned[self._places[name]].record) for name in wanted)

    def _carried_out(self) -> Steps:
        theirs = [name for name in self.names if name in self._outside]
        if theirs:
            found = (conflict for name in theirs if (conflict := self.session.conflict(name)) is not None)
            yield from self.session.choose_many(self.title, found, theirs=True, total=len(theirs))
        yield from super()._carried_out()

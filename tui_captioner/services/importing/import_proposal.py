"""What an import gives each image, as a proposal."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from tui_captioner.services.bulk.proposal import Proposal
from tui_captioner.services.session.jobs import Steps
from tui_captioner.services.session.session import Session
from tui_captioner.storage.project.records import ImageRecord


@dataclass(frozen=True, slots=True)
class Planned:
    """What one image is to get.

    Args:
        name: The image.
        record: Its new record.
        before: The captions it has, as the trainer reads them.
        after: The captions it gets, likewise.
    """

    name: str
    record: ImageRecord
    before: tuple[str, ...]
    after: tuple[str, ...]


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
        changes: Sequence[Planned],
        globals_: Sequence[str] | None = None,
        outside: Collection[str] = (),
    ) -> None:
        super().__init__(session, title, [planned.name for planned in changes], globals_)
        self._planned = {planned.name: planned.record for planned in changes}
        self._outside = frozenset(outside)

    def new_record(self, name: str, record: ImageRecord, /) -> ImageRecord:
        """See `Proposal.new_record`."""
        return self._planned.get(name, record)

    def records(self) -> Iterator[tuple[str, ImageRecord]]:
        """See `Proposal.records`; the images are not read again for it."""
        return ((name, self._planned[name]) for name in self.names if name not in self._outside)

    def _carried_out(self) -> Steps:
        theirs = [name for name in self.names if name in self._outside]
        if theirs:
            found = (conflict for name in theirs if (conflict := self.session.conflict(name)) is not None)
            yield from self.session.choose_many(self.title, found, theirs=True, total=len(theirs))
        yield from super()._carried_out()

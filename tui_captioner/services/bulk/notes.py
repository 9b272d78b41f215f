"""Notes on many images, as one step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tui_captioner.services.bulk.proposal import Proposal
from tui_captioner.services.session.session import Session
from tui_captioner.storage.project.records import ImageRecord


class Notes(Proposal):
    """The same note on many images, in place of what stood there. Captions and states stay.

    Args:
        session: The open dataset.
        text: The note; empty to take notes away.
        names: The images; all without it.
    """

    def __init__(self, session: Session, text: str, names: Sequence[str] | None = None) -> None:
        self._words = " ".join(text.split())
        super().__init__(session, f"note '{self._words}'" if self._words else "take notes away", names)

    def new_record(self, _name: str, record: ImageRecord, /) -> ImageRecord:
        """See `Proposal.new_record`."""
        return replace(record, note=self._words)

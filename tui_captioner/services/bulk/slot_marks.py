"""The state of a slot on many images, as one step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tui_captioner.domain.slot_states import SlotMark, with_mark
from tui_captioner.services.bulk.proposal import Proposal
from tui_captioner.services.session.session import Session
from tui_captioner.storage.project.records import ImageRecord


class SlotMarks(Proposal):
    """The same state of a slot on many images, in place of what it had. Captions and the images' states stay.

    Args:
        session: The open dataset.
        slot: Key of the slot.
        mark: The state; None so that it follows from the image again.
        names: The images; all without it.
    """

    def __init__(self, session: Session, slot: str, mark: SlotMark | None, names: Sequence[str] | None = None) -> None:
        self._slot = slot
        self._mark = None if mark is None else mark._replace(note=" ".join(mark.note.split()))
        said = "as its image" if mark is None else mark.state
        super().__init__(session, f"{session.structure.title(slot)}: {said}", names)

    def new_record(self, _name: str, record: ImageRecord, /) -> ImageRecord:
        """See `Proposal.new_record`."""
        return replace(record, marks=with_mark(record.marks, self._slot, self._mark))

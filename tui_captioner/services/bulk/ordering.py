"""Putting captions that keep the order of their file into the order of the slots."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tui_captioner.domain.caption import Caption
from tui_captioner.services.bulk.proposal import Proposal
from tui_captioner.services.session.session import Session
from tui_captioner.storage.project.records import ImageRecord


class Ordering(Proposal):
    """Every caption in the order of the slots, as if each had been edited once.

    A caption that reads the same in slot order is left alone, and with it the bytes of its file.

    Args:
        session: The open dataset.
        names: The images; all without it.
    """

    def __init__(self, session: Session, names: Sequence[str] | None = None) -> None:
        super().__init__(session, "put all captions in order", names)

    def new_record(self, _name: str, record: ImageRecord, /) -> ImageRecord:
        """See `Proposal.new_record`."""
        others = tuple(self._in_order(caption) for caption in record.alternatives)
        return replace(record, caption=self._in_order(record.caption), alternatives=others)

    def _in_order(self, caption: Caption) -> Caption:
        if caption.read is None:
            return caption
        ordered, text = caption.edited(), self.session.caption_text
        return caption if text(ordered) == text(caption) else ordered

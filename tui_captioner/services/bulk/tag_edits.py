"""Edits of captions over many images: the same for each, and one step of undo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tui_captioner.domain.alternatives import Captions
from tui_captioner.domain.caption import Tag
from tui_captioner.domain.edits import Edit, apply_all
from tui_captioner.services.bulk.proposal import Proposal
from tui_captioner.services.session.session import Session
from tui_captioner.storage.project.records import ImageRecord


def edited(record: ImageRecord, edits: Sequence[Edit], globals_: Sequence[Tag] = ()) -> ImageRecord:
    """A record after these edits of each of its captions, in the state that follows or that an edit sets."""
    first, *others = (apply_all(edits, caption, globals_) for caption in _captions(record))
    new = record.with_caption(first, tuple(others))
    state = next((edit.state for edit in reversed(edits) if edit.state), new.state)
    return replace(new, state=state)


def _captions(record: ImageRecord) -> Captions:
    return record.caption, *record.alternatives


class TagEdits(Proposal):
    """The same edits on every caption of many images.

    Args:
        session: The open dataset.
        title: What is done, for undo, the log and the preview.
        edits: Carried out one after the other.
        names: The images; all without it.
    """

    def __init__(self, session: Session, title: str, edits: Sequence[Edit], names: Sequence[str] | None = None) -> None:
        super().__init__(session, title, names)
        self._edits = tuple(edits)

    def new_record(self, _name: str, record: ImageRecord, /) -> ImageRecord:
        """See `Proposal.new_record`."""
        return edited(record, self._edits, self.session.globals)

    def note(self, name: str, before: ImageRecord, after: ImageRecord) -> None:
        """Count it, and the captions that had a new tag already: it stands there once."""
        super().note(name, before, after)
        for caption in _captions(before):
            now = caption
            for edit in self._edits:
                for tag in edit.already(now, self.session.globals):
                    self.difference.already[tag.text] += 1
                now = edit.apply(now, self.session.globals)

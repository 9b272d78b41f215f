"""Making tags of the captions globals, as `GlobalsOffer` offers it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tui_captioner.domain.caption import Caption, Tags
from tui_captioner.services.bulk.proposal import Proposal
from tui_captioner.services.session.session import Session
from tui_captioner.storage.project.records import ImageRecord


class Adoption(Proposal):
    """Making tags of the captions globals: they leave the slots and stand in every caption once, at the globals' place.

    Args:
        session: The open dataset.
        texts: The new globals, in order; they come behind those that there are.
    """

    def __init__(self, session: Session, texts: Sequence[str]) -> None:
        before = tuple(tag.text for tag in session.globals)
        self._texts = tuple(text for text in texts if text not in before)
        super().__init__(session, f"adopt globals '{', '.join(texts)}'", globals_=(*before, *self._texts))

    @property
    def is_needed(self) -> bool:
        """Whether there is anything to make a global: captions may read the same and their slots be shorter."""
        return bool(self._texts)

    def new_record(self, _name: str, record: ImageRecord, /) -> ImageRecord:
        """See `Proposal.new_record`."""
        others = tuple(self._without(caption) for caption in record.alternatives)
        caption = self._without(record.caption)
        state = "empty" if caption.is_empty else record.state
        return replace(record, caption=caption, state=state, alternatives=others)

    def _without(self, caption: Caption) -> Caption:
        """The caption with each global taken out once; what keeps the order of its file goes on doing so."""
        texts = set(self._texts)
        slots: dict[str, Tags] = {}
        for key in self.session.structure.own_keys:
            own = []
            for tag in caption.tags(key):
                if tag.text in texts and not tag.mark:
                    texts.discard(tag.text)
                else:
                    own.append(tag)
            slots[key] = tuple(own)
        taken = set(self._texts) - texts
        if not taken:
            return caption
        kept = {key: tags for key, tags in slots.items() if tags}
        read = None if caption.read is None else caption.read.without(taken)
        return replace(caption, slots=kept, read=read, left_out=caption.left_out | taken)

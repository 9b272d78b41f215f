"""Tags that stand in nearly all captions of a dataset that has no globals yet, and making them its globals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tui_captioner.domain.caption import Caption, Tags
from tui_captioner.domain.uniform_tags import UniformTags, needed_captions
from tui_captioner.services.bulk.proposal import Proposal
from tui_captioner.services.catalogue.catalogue import catalogue_of
from tui_captioner.services.session.session import Session
from tui_captioner.storage.catalogue.database import CatalogueDatabase
from tui_captioner.storage.catalogue.questions import Share, caption_count, shares
from tui_captioner.storage.project.records import ImageRecord


class GlobalsOffer:
    """Gathers what the captions of a dataset share. It only offers: no caption is changed before that is accepted.

    Args:
        session: The open dataset.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._tags = UniformTags()
        self.texts: tuple[str, ...] = ()

    def ask(self) -> None:
        """Take all captions into account, as the catalogue knows them, and work out what to offer.

        Takes long for many captions and touches nothing but this object, so it may run in a thread; nothing is offered
        as long as the catalogue is not whole.
        """
        counted = catalogue_of(self._session).ask_aside(_shares)
        if counted is not None:
            self._tags = UniformTags(*counted)
            self.texts = tuple(self._tags.find())

    @property
    def stands(self) -> bool:
        """Whether there is something to offer: never once there are globals."""
        return bool(self.texts) and not self._session.globals

    @property
    def message(self) -> str:
        """What to tell the user, empty if there is nothing to offer."""
        if not self.stands:
            return ""
        one = len(self.texts) == 1
        counts = sorted(self._tags.count(text) for text in self.texts)
        many = f"{counts[0]}{'' if counts[0] == counts[-1] else ' or more'}"
        return (
            f"'{', '.join(self.texts)}' {'stands' if one else 'stand'} in {many} of {self._tags.captions} captions: "
            f"'Adopt globals' in the palette makes {'it a global' if one else 'them globals'}"
        )


def _shares(store: CatalogueDatabase) -> tuple[int, list[Share]]:
    captions = caption_count(store)
    return captions, shares(store, needed_captions(captions))


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

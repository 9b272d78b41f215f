"""Tags that stand in nearly all captions of a dataset that has no globals yet."""

from __future__ import annotations

from tui_captioner.domain.uniform_tags import UniformTags, needed_captions
from tui_captioner.services.catalogue.catalogue import catalogue_of
from tui_captioner.services.session.session import Session
from tui_captioner.storage.catalogue.database import CatalogueDatabase
from tui_captioner.storage.catalogue.questions import Share, caption_count, shares


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

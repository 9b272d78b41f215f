"""Whether a tag that is being typed is a near-duplicate of one that the captions use; asked between two keys."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from tui_captioner.domain.consistency.pairs import Pair, Rule
from tui_captioner.services.catalogue.completion import Completer
from tui_captioner.services.catalogue.different_tags import different_tags

if TYPE_CHECKING:
    from tui_captioner.services.catalogue.near_duplicates import NearDuplicates


class UsedTag(NamedTuple):
    """A tag that captions use, and how many images."""

    text: str
    images: int


class NearTags:
    """The tags of a dataset, those that were just typed among them.

    Nothing is said before the near-duplicates of the dataset were looked for, see `NearDuplicates.look`.

    Args:
        completer: Knows which tags are used.
    """

    def __init__(self, completer: Completer) -> None:
        self._completer = completer
        completer.tell_new(self._add)

    @cached_property
    def _known(self) -> NearDuplicates:
        # Here, not above: nothing is looked for before the screen stands.
        from tui_captioner.services.catalogue.near_duplicates import near_duplicates_of

        return near_duplicates_of(self._completer.session)

    def _add(self, text: str) -> None:
        index = self._known.index
        if index is not None and text not in index:
            index.add(text)

    def near(self, text: str, here: Iterable[str] = (), *, typing: bool = False) -> UsedTag | None:
        """The used tag that a new one is a near-duplicate of; None if there is none, or it is used itself.

        Args:
            text: The tag.
            here: The tags of the caption at hand, which are not counted yet.
            typing: Whether it may go on: then what it is only the beginning of is no other spelling of it.
        """
        index, here = self._known.index, list(here)
        if index is None or not text or text in here or self._completer.used(text):
            return None
        # Here, not above, as in `_known`.
        from tui_captioner.domain.consistency.tag_index import TagIndex

        own = TagIndex(index.lexicon, prose=index.prose)
        for tag in here:
            own.add(tag)
        found = [*self._still_used(index.near_unused(text)), *own.near(text)]
        if typing:
            found = [pair for pair in found if not _goes_on(pair, text)]
        if not found:
            return None
        apart = different_tags(self._completer.session).holds
        kept = (pair.other for pair in found if not apart(pair.one, pair.other))
        used = next(kept, None)
        return None if used is None else UsedTag(used, self._completer.used(used) + (used in here))

    def _still_used(self, pairs: Iterable[Pair]) -> list[Pair]:
        used = [pair for pair in pairs if self._completer.used(pair.other)]
        order = list(Rule)
        return sorted(used, key=lambda pair: (order.index(pair.rule), -self._completer.used(pair.other), pair.other))


def _goes_on(pair: Pair, text: str) -> bool:
    return pair.rule is Rule.SPELLING and pair.other.casefold().startswith(text.casefold())

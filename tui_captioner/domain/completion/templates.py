"""Terms with a placeholder, such as `{colour} jacket`, filled from the group of that name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from itertools import islice

from tui_captioner.domain.completion.hit import Hit, Tier
from tui_captioner.domain.completion.index import StaticIndex
from tui_captioner.domain.completion.matching import hits
from tui_captioner.domain.templates import filled_with, gap
from tui_captioner.domain.vocabulary import Term, Vocabulary

_SHORTEST = 2
_BEGUN = frozenset({Tier.WHOLE, Tier.BEGINS, Tier.WHOLE_FREELY, Tier.BEGINS_FREELY})
_WITH_BLANK = frozenset({Tier.WORDS, Tier.NEAR, Tier.SLIP})
_MOST = 20_000


class Templates:
    """All that the templates of a vocabulary may stand for: found when it is typed, never foreseen.

    Args:
        vocabulary: its terms with a placeholder, and its groups.
        stored: gives the index of what `filled` gives, if it is there already; it is built otherwise.
    """

    def __init__(self, vocabulary: Vocabulary, stored: Callable[[], StaticIndex] | None = None) -> None:
        self._index_of = stored or (lambda: StaticIndex.of(filled(vocabulary)))

    @cached_property
    def index(self) -> StaticIndex:
        """The index of the filled templates, made or read when it is asked for: nobody needs it before a key."""
        return self._index_of()

    def hits(self, query: str, wanted: int, slot: str | None) -> list[Hit]:
        """Find what a folded query may become; with one word, only what begins with it."""
        if len(query) < _SHORTEST or not len(self.index):
            return []
        tiers = _BEGUN | _WITH_BLANK if " " in query.strip() else _BEGUN
        return [hit for hit in hits(self.index, query, wanted, slot=slot) if hit.tier in tiers]


def filled(vocabulary: Vocabulary) -> Iterable[Term]:
    """Give the terms that the templates of a vocabulary stand for, the first 20,000."""
    return islice(_filled(vocabulary), _MOST)


def _filled(vocabulary: Vocabulary) -> Iterator[Term]:
    groups = vocabulary.groups()
    for term in vocabulary.terms:
        for member in groups.get(gap(term.text), ()):
            text = filled_with(term.text, member)
            if text not in vocabulary and not gap(text):
                yield Term(text, term.slot, term.layer, group=term.group)

"""What is searched, and how well a term that is found answers the query."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple, Protocol

from tui_captioner.domain.completion.keys import Range, SortedKeys
from tui_captioner.domain.completion.text import ALIAS, ALIAS_BARE, ALIAS_WORD, BARE, PENALTY, TEXT

WHOLE_GAIN = 1.5
"""Gain in log score of a key that is matched to its end."""


_ALIAS = frozenset((ALIAS, ALIAS_WORD, ALIAS_BARE))
_WHOLE = frozenset((TEXT, ALIAS, BARE, ALIAS_BARE))


class Tier(IntEnum):
    """How a term was found, best first. Rows are shown in this order, however usual their terms are."""

    WHOLE = 0
    """The query is the term, but for case and the like."""
    WHOLE_ALIAS = 1
    BEGINS = 2
    WHOLE_FREELY = 3
    """The same, small words left out."""
    WHOLE_ALSO = 4
    """Another word, which is perhaps a term itself, that may mean it."""
    BEGINS_FREELY = 5
    """An alias begins so, or the term without its small words does."""
    WORDS = 6
    """A later word begins so, or several words do in any order, or the first letters of the words."""
    WHOLE_INFLECTED = 7
    """The same words in other forms: one and many, does and doing."""
    INFLECTED = 8
    INSIDE = 9
    NEAR = 10
    """The whole but for one slip."""
    SLIP = 11
    LOOSE = 12
    """Letters are skipped, or two slips."""
    PART = 13
    """Only some words of the query are a term."""


class Source(Protocol):
    """A set of terms that can be searched by key."""

    @property
    def keys(self) -> SortedKeys:
        """The sorted keys."""
        ...

    @property
    def top(self) -> float:
        """The score of the most usual term."""
        ...

    def score(self, number: int) -> float:
        """Give how usual a term is, as a log probability."""
        ...

    def find(self, prefix: str) -> Range:
        """Give the range of keys that begin with a folded text."""
        ...

    def best(self, found: Range, amount: int) -> list[int]:
        """Give the positions of the best keys of a range, best first."""
        ...

    def best_in_slot(self, found: Range, amount: int, slot: str) -> list[int]:
        """Give the positions of the best keys of a range whose terms are known for a slot; none where it is wide."""
        ...

    def owner(self, position: int) -> int:
        """Give the number of the term that a key leads to."""
        ...

    def kind(self, position: int) -> int:
        """Give the kind of a key."""
        ...

    def text_at(self, position: int) -> str:
        """Give the whole folded text or alias that a key is the end of."""
        ...

    def name(self, number: int) -> str:
        """Give the folded text of a term."""
        ...

    def containing(self, text: str, amount: int) -> list[int]:
        """Give the numbers of the most usual terms with `text` anywhere inside."""
        ...

    def skipping(self, query: str, amount: int) -> list[int]:
        """Give the numbers of the most usual terms with the letters of the query in order, with others between."""
        ...


class Hit(NamedTuple):
    """A term that answers the query.

    Args:
        number: the term's number in its source.
        tier: how it was found.
        penalty: what that costs, in log score, where the likeliest rows are chosen.
        score: how usual the term is, and the penalty.
        alias: the folded alias that matched; empty where the term's own text did.
        of_slot: it was looked for since it is of the slot that is being filled.
    """

    number: int
    tier: Tier
    penalty: float
    score: float
    alias: str = ""
    of_slot: bool = False


def hit_of(source: Source, position: int, penalty: float, tier: Tier) -> Hit:
    """Make a hit of a key."""
    number = source.owner(position)
    penalty += PENALTY[source.kind(position)]
    return Hit(number, tier, penalty, source.score(number) + penalty, alias_at(source, position))


def alias_at(source: Source, position: int) -> str:
    """Give the alias that a key is the end of, empty where it is the term's own."""
    return source.text_at(position) if source.kind(position) in _ALIAS else ""


def is_whole(source: Source, position: int, length: int) -> bool:
    """Tell whether a key that has at least so many letters is a whole text or alias, of this length."""
    return source.kind(position) in _WHOLE and source.keys.ends_at(position, length)

"""How well a term answers a query: the tiers, from an exact match to two slips of the finger.

Tiers are penalties in log score that are added to how usual a term is, so that a common term that is found by a later
word may stand above a rare one that is found by its beginning.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from heapq import nlargest
from math import inf
from typing import Protocol

from rapidfuzz import process
from rapidfuzz.distance import OSA

from tui_captioner.domain.completion.keys import Range, SortedKeys, slips, whole_but_for_the_end
from tui_captioner.domain.completion.text import ALIAS, ALIAS_WORD, PENALTY, TEXT, WORD

WHOLE = 1.5
"""Gain of a key that is matched to its end."""
_SEVERAL_WORDS = -2.0
_WORDS_MIXED = -4.0
_SUBSTRING = -5.0
_SLIP = -6.0
_FIRST_LETTER_SLIP = -1.0
_SKIPPING = -7.0
_TWO_SLIPS = -9.5
_SLIP_FROM = 3
_TWO_SLIPS_FROM = 7
_SUBSTRING_FROM = 2
_SKIPPING_FROM = 3
_NEAR_FROM = 4
_ENOUGH = 10
"""Texts are not searched inside where this many have been found by their words."""
_LOOSE_UP_TO = 60
"""What is longer can only be a sentence: it is found by its beginning, the rest is for the ghost words."""
_SENTENCE_UP_TO = 300
"""A sentence up to this length is also found by its beginning with a slip in it, where nothing begins as typed."""
_FEW = 3
"""Two slips are only thought of where hardly anything has been found."""
_CANDIDATES = 3000
_PER_SLIP = 12
_SPARE = 12
"""More are looked at than are shown: a term can be found by several keys, and slots move terms up and down."""


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

    def owner(self, position: int) -> int:
        """Give the number of the term that a key leads to."""
        ...

    def kind(self, position: int) -> int:
        """Give the kind of a key."""
        ...

    def text_at(self, position: int) -> str:
        """Give the whole folded text or alias that a key is the end of."""
        ...

    def containing(self, text: str, amount: int) -> list[int]:
        """Give the numbers of the most usual terms with `text` anywhere inside."""
        ...

    def skipping(self, query: str, amount: int) -> list[int]:
        """Give the numbers of the most usual terms with the letters of the query in order, with others between."""
        ...


@dataclass(frozen=True, slots=True)
class Hit:
    """A term that answers the query.

    Args:
        number: the term's number in its source.
        penalty: what the tier costs, in log score.
        score: how usual the term is, and the penalty.
        exact: the query is the whole of the term (2) or of an alias (1), but for case and the like.
        alias: the folded alias that matched; empty where the term's own text did.
        loose: the query had to be corrected, or letters to be skipped, for the term to be found.
        near: the query is the whole of the term or an alias but for one slip.
    """

    number: int
    penalty: float
    score: float
    exact: int = 0
    alias: str = ""
    loose: bool = False
    near: bool = False


def hits(source: Source, query: str, wanted: int, bar: float = -inf) -> list[Hit]:
    """Find the terms of a source that answer a folded query, each by its best tier.

    Args:
        source: where to look.
        query: the folded query, not empty.
        wanted: how many will be shown, and how many of the terms may be left out since the caption has them.
        bar: a score that is reached by enough terms already; tiers that cannot reach it are left out.

    Returns:
        The best hits, best first.
    """
    found: dict[int, Hit] = {}
    amount = wanted + _SPARE
    _add(found, _by_prefix(source, query, amount))
    if query.endswith(" "):
        _add(found, _by_stem(source, query.rstrip(), amount))
    if len(query) <= _LOOSE_UP_TO:
        _add_further(found, source, query, wanted, bar)
    elif not found and len(query) <= _SENTENCE_UP_TO:
        _add(found, _by_slip(source, query))
    loose = all(hit.loose for hit in found.values())
    return nlargest(amount, found.values(), key=lambda hit: (hit.exact, loose and hit.near, hit.score, -hit.number))


def _add_further(found: dict[int, Hit], source: Source, query: str, wanted: int, bar: float) -> None:
    """Add what is not begun with the query: its words in another order, its letters inside, corrected or in order."""
    amount = wanted + _SPARE
    if " " in query.strip():
        _add(found, _by_words(source, query.split(), amount))
    bar = max(bar, _score_at(found, wanted))
    if len(query) >= _SLIP_FROM and source.top + _SLIP > bar:
        _add(found, _by_slip(source, query))
    if (
        (len(query) >= _SUBSTRING_FROM or not query.isalnum())
        and len(found) < _ENOUGH
        and source.top + _SUBSTRING > bar
    ):
        inside = source.containing(query, amount)
        _add(found, (Hit(number, _SUBSTRING, source.score(number) + _SUBSTRING) for number in inside))
    if len(query) >= _SKIPPING_FROM and len(found) < wanted and source.top + _SKIPPING > bar:
        skipped = source.skipping(query, amount)
        _add(found, (Hit(number, _SKIPPING, source.score(number) + _SKIPPING, loose=True) for number in skipped))
    if len(query) >= _TWO_SLIPS_FROM and len(found) < _FEW and source.top + _TWO_SLIPS > bar:
        _add(found, _by_two_slips(source, query))


def _add(found: dict[int, Hit], more: Iterable[Hit]) -> None:
    for hit in more:
        known = found.get(hit.number)
        if known is None or hit.penalty > known.penalty:
            found[hit.number] = hit


def _score_at(found: Mapping[int, Hit], rank: int) -> float:
    """Give the score of the hit at a rank; there is none yet that would be too low where fewer are found."""
    if len(found) < rank:
        return -inf
    return nlargest(rank, (hit.score for hit in found.values()))[-1]


def _hit(source: Source, position: int, penalty: float, matched: int) -> Hit:
    """Make a hit of a key of which `matched` letters agree with the query."""
    kind, number = source.kind(position), source.owner(position)
    penalty += PENALTY[kind]
    exact = 0
    if kind in (TEXT, ALIAS) and len(source.keys.key(position)) == matched:
        penalty += WHOLE
        exact = 2 if kind == TEXT else 1
    return Hit(number, penalty, source.score(number) + penalty, exact, _alias(source, position))


def _loose_hit(source: Source, position: int, penalty: float, matched: int) -> Hit:
    """Make a hit of a key of which `matched` letters agree with the corrected query."""
    kind, number = source.kind(position), source.owner(position)
    penalty += PENALTY[kind]
    near = kind in (TEXT, ALIAS) and len(source.keys.key(position)) == matched
    if near:
        penalty += WHOLE
    return Hit(number, penalty, source.score(number) + penalty, 0, _alias(source, position), True, near)


def _alias(source: Source, position: int) -> str:
    return source.text_at(position) if source.kind(position) in (ALIAS, ALIAS_WORD) else ""


def _by_prefix(source: Source, query: str, amount: int) -> Iterator[Hit]:
    low, high = found = source.find(query)
    if low >= high:
        return
    for position in source.best(found, amount):
        yield _hit(source, position, 0.0, len(query))
    # What the query is the whole of is there, however rare it is: such keys stand first in the range.
    for position in range(low, min(high, low + amount)):
        if len(source.keys.key(position)) != len(query):
            break
        yield _hit(source, position, 0.0, len(query))


def _by_stem(source: Source, stem: str, amount: int) -> Iterator[Hit]:
    """Find the terms that end where a space has been typed; they are still meant, but less than those that go on."""
    low, high = source.find(stem)
    for position in range(low, min(high, low + amount)):
        if len(source.keys.key(position)) != len(stem):
            break
        yield _hit(source, position, -WHOLE, -1)


def _by_words(source: Source, words: list[str], amount: int) -> Iterator[Hit]:
    """Find terms that have words beginning with each of these; start from the word that narrows it down most."""
    ranges = [source.find(word) for word in words]
    narrowest = min(ranges, key=lambda found: found[1] - found[0])
    if narrowest[0] >= narrowest[1]:
        return
    for position in source.best(narrowest, 2 * amount):
        kind = source.kind(position)
        if kind not in (TEXT, WORD, ALIAS, ALIAS_WORD):
            continue
        text = source.text_at(position)
        penalty = _words_penalty(text.split(), words)
        if penalty is not None:
            is_alias = kind in (ALIAS, ALIAS_WORD)
            penalty += PENALTY[ALIAS] if is_alias else 0.0
            number = source.owner(position)
            yield Hit(number, penalty, source.score(number) + penalty, 0, text if is_alias else "")


def _words_penalty(have: list[str], wanted: list[str]) -> float | None:
    """Tell what it costs that words begin these, in order or mixed; None if one of them begins none."""
    left = iter(have)
    if all(any(word.startswith(start) for word in left) for start in wanted):
        return _SEVERAL_WORDS
    rest = list(have)
    for start in wanted:
        word = next((word for word in rest if word.startswith(start)), None)
        if word is None:
            return None
        rest.remove(word)
    return _WORDS_MIXED


def _by_slip(source: Source, query: str) -> Iterator[Hit]:
    for found, depth, length in slips(source.keys, query):
        penalty = _SLIP + (_FIRST_LETTER_SLIP if depth == 0 else 0.0)
        for position in source.best(found, _PER_SLIP):
            yield _loose_hit(source, position, penalty, length)
        if length >= _NEAR_FROM:
            yield from _whole(source, found, penalty, length)
    if len(query) >= _NEAR_FROM:
        for found in whole_but_for_the_end(source.keys, query):
            yield from _whole(source, found, _SLIP, len(source.keys.key(found[0])))


def _whole(source: Source, found: Range, penalty: float, length: int) -> Iterator[Hit]:
    """Find the keys that end where the corrected query does, however rare they are: they stand first in the range."""
    low, high = found
    for position in range(low, min(high, low + _PER_SLIP)):
        if len(source.keys.key(position)) != length:
            break
        yield _loose_hit(source, position, penalty, length)


def _by_two_slips(source: Source, query: str) -> Iterator[Hit]:
    """Compare the query with the beginnings of the keys; where there are many, of those with the same first letters."""
    low, high = (0, len(source.keys)) if len(source.keys) <= _CANDIDATES else source.find(query[:2])
    if high - low > _CANDIDATES or low >= high:
        low, high = source.find(query[:3])
        high = min(high, low + _CANDIDATES)
    size = len(query)
    starts: dict[str, list[int]] = {}
    for position in range(low, high):
        starts.setdefault(source.keys.key(position)[: size + 1], []).append(position)
    cuts = list(starts)
    for cut_at in (size, size + 1, size - 1):
        beginnings = [start[:cut_at] for start in cuts]
        for _, distance, at in process.extract(query, beginnings, scorer=OSA.distance, score_cutoff=2, limit=20):
            for position in starts[cuts[at]][:_PER_SLIP]:
                yield _loose_hit(source, position, _TWO_SLIPS if distance > 1 else _SLIP, -1)

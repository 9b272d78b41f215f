"""How well a term answers a query: the tiers, from an exact match to two slips of the finger.

Tiers are penalties in log score that are added to how usual a term is, so that a common term that is found by a later
word may stand above a rare one that is found by its beginning.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from rapidfuzz import process
from rapidfuzz.distance import OSA

from tui_captioner.domain.completion.keys import Range, SortedKeys, slips
from tui_captioner.domain.completion.text import ALIAS, ALIAS_WORD, PENALTY, TEXT, WORD

WHOLE = 1.5
"""Gain of a key that is matched to its end."""
_SEVERAL_WORDS = -2.0
_WORDS_MIXED = -4.0
_SUBSTRING = -5.0
_SLIP = -6.0
_FIRST_LETTER_SLIP = -1.0
_TWO_SLIPS = -9.5
_SLIP_FROM = 3
_TWO_SLIPS_FROM = 7
_SUBSTRING_FROM = 2
_ENOUGH = 10
"""The costly tiers are left out where the cheaper ones have found this many."""
_CANDIDATES = 3000
_PER_SLIP = 12


class Source(Protocol):
    """A set of terms that can be searched by key."""

    @property
    def keys(self) -> SortedKeys:
        """The sorted keys."""
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


@dataclass(frozen=True, slots=True)
class Hit:
    """A term that answers the query.

    Args:
        number: the term's number in its source.
        penalty: what the tier costs, in log score.
        exact: the query is the whole of the term (2) or of an alias (1), but for case and the like.
        alias: the folded alias that matched; empty where the term's own text did.
    """

    number: int
    penalty: float
    exact: int = 0
    alias: str = ""


def hits(source: Source, query: str, amount: int) -> dict[int, Hit]:
    """Find the terms of a source that answer a folded query, each by its best tier.

    Args:
        source: where to look.
        query: the folded query, not empty.
        amount: about how many terms to find in each tier.
    """
    found: dict[int, Hit] = {}
    _add(found, _by_prefix(source, query, amount))
    if " " in query.strip():
        _add(found, _by_words(source, query.split(), amount))
    if len(query) >= _SLIP_FROM:
        _add(found, _by_slip(source, query))
    if len(query) >= _SUBSTRING_FROM and len(found) < _ENOUGH:
        _add(found, (Hit(number, _SUBSTRING) for number in source.containing(query, amount)))
    if len(query) >= _TWO_SLIPS_FROM and len(found) < _ENOUGH:
        _add(found, _by_two_slips(source, query))
    return found


def _add(found: dict[int, Hit], more: Iterator[Hit]) -> None:
    for hit in more:
        known = found.get(hit.number)
        if known is None or hit.penalty > known.penalty:
            found[hit.number] = hit


def _hit(source: Source, position: int, penalty: float, matched: int) -> Hit:
    """Make a hit of a key of which `matched` letters agree with the (corrected) query."""
    kind = source.kind(position)
    penalty += PENALTY[kind]
    alias = source.text_at(position) if kind in (ALIAS, ALIAS_WORD) else ""
    if kind in (TEXT, ALIAS) and len(source.keys.key(position)) == matched:
        return Hit(source.owner(position), penalty + WHOLE, 2 if kind == TEXT else 1, alias)
    return Hit(source.owner(position), penalty, 0, alias)


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
            yield Hit(source.owner(position), penalty + (PENALTY[ALIAS] if is_alias else 0.0), 0, text * is_alias)


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
            hit = _hit(source, position, penalty, length)
            yield Hit(hit.number, hit.penalty, 0, hit.alias)


def _by_two_slips(source: Source, query: str) -> Iterator[Hit]:
    """Compare the query, slips and all, with the beginnings of the keys that share its first letters."""
    low, high = source.find(query[:2])
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
                hit = _hit(source, position, _TWO_SLIPS if distance > 1 else _SLIP, -1)
                yield hit

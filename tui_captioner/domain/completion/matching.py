"""How well a term answers a query: the tiers, from an exact match to two slips of the finger.

Each tier also has a penalty in log score. Which terms are worth a row is decided by how usual they are and that penalty
(a common term that is found by a later word is shown rather than a rare one that is found by its beginning); in which
order the rows stand is decided by the tiers alone (see `completion.rows`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from heapq import nlargest, nsmallest
from math import inf

from tui_captioner.domain.completion.corrected import by_slip, by_two_slips
from tui_captioner.domain.completion.hit import WHOLE_GAIN, Hit, Source, Tier, hit_of, is_whole
from tui_captioner.domain.completion.text import ALIAS, ALIAS_BARE, BARE, TEXT, bare_query
from tui_captioner.domain.completion.word_matching import by_forms, by_words, parts

_FREELY = -0.5
_SUBSTRING = -5.0
_SLIP = -6.0
_SKIPPING = -7.0
_TWO_SLIPS = -9.5
_SLIP_FROM = 3
_TWO_SLIPS_FROM = 7
_SUBSTRING_FROM = 2
_SKIPPING_FROM = 3
_FORMS_FROM = 4
_ENOUGH = 10
"""Texts are not searched inside where this many have been found by their words."""
_LOOSE_UP_TO = 60
"""What is longer can only be a sentence: it is found by its beginning, the rest is for the ghost words."""
_SENTENCE_UP_TO = 300
"""A sentence up to this length is also found by its beginning with a slip in it, where nothing begins as typed."""
_FEW = 3
"""Other forms of the words, and two slips, are only thought of where hardly anything has been found."""
_FIRST = 6
"""So many of the best tiers are given, however rare."""
_SPARE = 12
"""More are looked at than are shown: a term can be found by several keys, and slots move terms up and down."""


def hits(source: Source, query: str, wanted: int, bar: float = -inf, slot: str | None = None) -> list[Hit]:
    """Find the terms of a source that answer a folded query, each by its best tier.

    Args:
        source: where to look.
        query: the folded query, not empty.
        wanted: how many will be shown, and how many of the terms may be left out since the caption has them.
        bar: a score that is reached by enough terms already; tiers that cannot reach it are left out.
        slot: terms of this slot are among what is found, however rare they are.

    Returns:
        The best hits, and those of the slot, best first.
    """
    found: dict[int, Hit] = {}
    amount = wanted + _SPARE
    _add(found, _by_prefix(source, query, amount, slot))
    if query.endswith(" "):
        _add(found, _by_stem(source, query.rstrip(), amount))
    if len(query) <= _LOOSE_UP_TO:
        _add_further(found, source, query, wanted, bar)
    elif not found and len(query) <= _SENTENCE_UP_TO:
        _add(found, by_slip(source, query, _SLIP))
    best = nlargest(amount, found.values(), key=lambda hit: (hit.tier <= Tier.WHOLE_ALIAS, hit.score, -hit.number))
    first = nsmallest(_FIRST, found.values(), key=lambda hit: (hit.tier, -hit.score, hit.number))
    of_slot = (hit for hit in found.values() if hit.of_slot)
    return list({hit.number: hit for hit in (*first, *best, *of_slot)}.values())


def _add_further(found: dict[int, Hit], source: Source, query: str, wanted: int, bar: float) -> None:
    """Add what is not begun with the query: its words in another order, its letters inside, corrected or in order."""
    amount = wanted + _SPARE
    plain = bare_query(query)
    if plain != query:
        _add(found, _freely(source, plain, amount))
    if " " in plain.strip():
        _add(found, by_words(source, plain.split(), amount))
    if len(plain) >= _FORMS_FROM and len(found) < _FEW:
        _add(found, by_forms(source, plain.split(), amount))
    bar = max(bar, _score_at(found, wanted))
    if len(query) >= _SLIP_FROM and source.top + _SLIP > bar:
        _add(found, by_slip(source, query, _SLIP, found))
        if plain != query and len(plain) >= _SLIP_FROM and not found:
            _add(found, by_slip(source, plain, _SLIP))
    _add_inside(found, source, query, wanted, bar)


def _add_inside(found: dict[int, Hit], source: Source, query: str, wanted: int, bar: float) -> None:
    amount = wanted + _SPARE
    long_enough = len(query) >= _SUBSTRING_FROM or not query.isalnum()
    if long_enough and len(found) < _ENOUGH and source.top + _SUBSTRING > bar:
        _add(found, _plainly(source, source.containing(query, amount), Tier.INSIDE, _SUBSTRING))
    if len(query) >= _SKIPPING_FROM and len(found) < wanted and source.top + _SKIPPING > bar:
        _add(found, _plainly(source, source.skipping(query, amount), Tier.LOOSE, _SKIPPING))
    if len(query) >= _TWO_SLIPS_FROM and len(found) < _FEW and source.top + _TWO_SLIPS > bar:
        _add(found, by_two_slips(source, query, _SLIP, _TWO_SLIPS))
    if " " in query.strip() and all(hit.tier > Tier.INSIDE for hit in found.values()):
        _add(found, parts(source, query))


def _plainly(source: Source, numbers: Iterable[int], tier: Tier, penalty: float) -> Iterator[Hit]:
    return (Hit(number, tier, penalty, source.score(number) + penalty) for number in numbers)


def _add(found: dict[int, Hit], more: Iterable[Hit]) -> None:
    for hit in more:
        known = found.get(hit.number)
        if known is None or (hit.tier, -hit.penalty) < (known.tier, -known.penalty):
            found[hit.number] = hit


def _score_at(found: Mapping[int, Hit], rank: int) -> float:
    """Give the score of the hit at a rank; there is none yet that would be too low where fewer are found."""
    if len(found) < rank:
        return -inf
    return nlargest(rank, (hit.score for hit in found.values()))[-1]


def _by_prefix(source: Source, query: str, amount: int, slot: str | None) -> Iterator[Hit]:
    low, high = found = source.find(query)
    if low >= high:
        return
    for position in source.best(found, amount):
        yield _begun(source, position, len(query))
    for position in source.best_in_slot(found, _FIRST, slot) if slot is not None else ():
        yield _begun(source, position, len(query), of_slot=True)
    # What the query is the whole of is there, however rare it is: such keys stand first in the range.
    for position in range(low, min(high, low + amount)):
        if not source.keys.ends_at(position, len(query)):
            break
        yield _begun(source, position, len(query))


def _begun(source: Source, position: int, length: int, *, of_slot: bool = False) -> Hit:
    kind = source.kind(position)
    whole = is_whole(source, position, length)
    if kind == TEXT:
        tier = Tier.WHOLE if whole else Tier.BEGINS
    elif kind == ALIAS:
        tier = _whole_alias(source, position) if whole else Tier.BEGINS_FREELY
    elif kind in (BARE, ALIAS_BARE):
        tier = Tier.WHOLE_FREELY if whole else Tier.BEGINS_FREELY
    else:
        tier = Tier.WORDS
    hit = hit_of(source, position, WHOLE_GAIN if whole else 0.0, tier)
    return hit._replace(of_slot=True) if of_slot and tier is Tier.BEGINS else hit


def _whole_alias(source: Source, position: int) -> Tier:
    """A short form of its own term (`mic` of `microphone`) says no more than the beginning that it is."""
    short = source.name(source.owner(position)).startswith(source.text_at(position))
    return Tier.BEGINS if short else Tier.WHOLE_ALIAS


def _freely(source: Source, plain: str, amount: int) -> Iterator[Hit]:
    """Find what a query without its small words is the whole of, or begins."""
    found = source.find(plain)
    if found[0] >= found[1]:
        return
    for position in (*source.best(found, amount), *range(found[0], min(found[1], found[0] + amount))):
        whole = is_whole(source, position, len(plain))
        begins = source.kind(position) in (TEXT, ALIAS, BARE, ALIAS_BARE)
        tier = Tier.WHOLE_FREELY if whole else Tier.BEGINS_FREELY if begins else Tier.WORDS
        yield hit_of(source, position, _FREELY + (WHOLE_GAIN if whole else 0.0), tier)


def _by_stem(source: Source, ended: str, amount: int) -> Iterator[Hit]:
    """Find the terms that end where a space has been typed; they are still meant, but less than those that go on."""
    low, high = source.find(ended)
    for position in range(low, min(high, low + amount)):
        if not source.keys.ends_at(position, len(ended)):
            break
        whole = source.kind(position) == TEXT
        yield hit_of(source, position, -WHOLE_GAIN, Tier.WHOLE_FREELY if whole else Tier.BEGINS_FREELY)

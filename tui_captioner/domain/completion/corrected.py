"""Terms that are found once the query is corrected: one slip of the finger, or two."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from tui_captioner.domain.completion.hit import WHOLE_GAIN, Hit, Source, Tier, hit_of, is_whole
from tui_captioner.domain.completion.keys import Range, slips, whole_but_for_the_end
from tui_captioner.domain.one_importer import ONE_IMPORTER

_FIRST_LETTER_SLIP = -1.0
_NEAR_FROM = 4
_CANDIDATES = 3000
_PER_SLIP = 12


def by_slip(source: Source, query: str, penalty: float, found: Collection[int] = ()) -> Iterator[Hit]:
    """Find the keys that begin with the query but for one slip, or are it to their end but for one.

    Args:
        source: where to look.
        query: the folded query.
        penalty: what a slip costs in log score.
        found: numbers of terms that were found without a slip, and so are left out.
    """
    left_out = frozenset(found)
    for position, cost, length in _slipped(source, query, penalty):
        if source.owner(position) not in left_out:
            yield _corrected(source, position, cost, length)


def _slipped(source: Source, query: str, penalty: float) -> Iterator[tuple[int, float, int]]:
    """Give the positions of such keys, what each costs, and how many of its letters agree with the corrected query."""
    for found, depth, length in slips(source.keys, query):
        cost = penalty + (_FIRST_LETTER_SLIP if depth == 0 else 0.0)
        for position in source.best(found, _PER_SLIP):
            yield position, cost, length
        if length >= _NEAR_FROM:
            for position in _whole(source, found, length):
                yield position, cost, length
    if len(query) >= _NEAR_FROM:
        for found in whole_but_for_the_end(source.keys, query):
            length = len(source.keys.key(found[0]))
            for position in _whole(source, found, length):
                yield position, penalty, length


def by_two_slips(source: Source, query: str, one: float, two: float) -> Iterator[Hit]:
    """Compare the query with the beginnings of the keys; where there are many, of those with the same first letters."""
    # Here, not above: nobody who starts the composer waits for it.
    with ONE_IMPORTER:
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

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
                loosely = distance > 1
                yield hit_of(source, position, two if loosely else one, Tier.LOOSE if loosely else Tier.SLIP)


def _corrected(source: Source, position: int, penalty: float, length: int) -> Hit:
    """Make a hit of a key of which `length` letters agree with the corrected query."""
    near = is_whole(source, position, length)
    return hit_of(source, position, penalty + (WHOLE_GAIN if near else 0.0), Tier.NEAR if near else Tier.SLIP)


def _whole(source: Source, found: Range, length: int) -> Iterator[int]:
    """Find the keys that end where the corrected query does, however rare they are: they stand first in the range."""
    low, high = found
    for position in range(low, min(high, low + _PER_SLIP)):
        if not source.keys.ends_at(position, length):
            break
        yield position

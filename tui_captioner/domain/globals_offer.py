"""Which tags of captions that are there already look like globals: what opens nearly all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from math import ceil

LEAST_CAPTIONS = 5
"""Fewer captions than this say nothing of what is uniform over a dataset."""
LEAST_SHARE = 0.9
"""Part of the captions that a tag must open, as the design of the program says."""


def likely_globals(captions: Iterable[Sequence[str]], share: float = LEAST_SHARE) -> list[str]:
    """Find the tags that open at least `share` of the captions, in the order in which they mostly stand.

    The opening is the longest beginning of `n` tags such that `n` tags stand, in whatever order, among the first `n` of
    enough captions. A tag that most captions have somewhere, but not in front, is none of them: `solo` behind a name
    that changes is no global. Texts are compared as they are; a tag that stands twice counts once.

    Args:
        captions: The tags of each caption in the order of its file, empty captions included: they have no globals.
        share: Part of the captions, from 0 to 1.

    Returns:
        The tags to offer; none where there are fewer than `LEAST_CAPTIONS` captions.
    """
    openings = [tuple(dict.fromkeys(caption)) for caption in captions]
    needed = max(1, ceil(share * len(openings) - 1e-9))
    if len(openings) < LEAST_CAPTIONS:
        return []
    found: list[str] = []
    for length, common in enumerate(_common(openings, needed), 1):
        if len(common) == length:
            found = common
    return _in_order(found, openings)


def _common(openings: Sequence[tuple[str, ...]], needed: int) -> Iterable[list[str]]:
    """For each length, the tags that stand within the first so many of enough captions; until none can be added."""
    longest = sorted(map(len, openings), reverse=True)[needed - 1] if len(openings) >= needed else 0
    counts: Counter[str] = Counter()
    for length in range(1, longest + 1):
        counts.update(opening[length - 1] for opening in openings if len(opening) >= length)
        yield [tag for tag, count in counts.items() if count >= needed]


def _in_order(tags: Sequence[str], openings: Sequence[tuple[str, ...]]) -> list[str]:
    """Tags by the place at which they stand on average; of equals the one that is met first."""
    places = {tag: [opening.index(tag) for opening in openings if tag in opening] for tag in tags}
    return sorted(tags, key=lambda tag: sum(places[tag]) / len(places[tag]))

"""The cheapest way through a row of words, piece by piece, and how sure each of its cuts is."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from typing import NamedTuple

Edges = Sequence[Sequence[float]]
"""For each place before a word, from 0: what the pieces cost that begin there, of one word, of two, and so on."""


class Way(NamedTuple):
    """A way through the words.

    Args:
        cuts: The places where pieces end, the last one behind the last word.
        margins: For each place, from 0 before the first word: how much dearer the best way is that does otherwise
            there, in natural logarithms; without bounds at both ends.
    """

    cuts: list[int]
    margins: list[float]


def best_way(edges: Edges) -> Way:
    """Find the cheapest way; of two that cost the same, the one with the longer last piece.

    Args:
        edges: The pieces; one word can always be a piece.
    """
    count = len(edges)
    forward, before = [0.0] + [inf] * count, [0] * (count + 1)
    for start, costs in enumerate(edges):
        so_far = forward[start]
        for end, cost in enumerate(costs, start + 1):
            if so_far + cost < forward[end]:
                forward[end], before[end] = so_far + cost, start
    cuts: list[int] = []
    place = count
    while place:
        cuts.append(place)
        place = before[place]
    return Way(cuts[::-1], _margins(edges, forward))


def _margins(edges: Edges, forward: Sequence[float]) -> list[float]:
    """What the best way with a cut costs at each place, less what the best one without it costs."""
    count = len(edges)
    backward, uncut = [inf] * count + [0.0], [inf] * (count + 1)
    for start in range(count - 1, -1, -1):
        costs, best = edges[start], inf
        for end in range(start + len(costs), start, -1):
            rest = costs[end - start - 1] + backward[end]
            # A piece that goes beyond a place leaves it uncut.
            uncut[end] = min(uncut[end], forward[start] + best)
            best = min(best, rest)
        backward[start] = best
    return [abs(uncut[place] - forward[place] - backward[place]) for place in range(count + 1)]

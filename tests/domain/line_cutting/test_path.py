"""The cheapest way through words, and what another one would cost."""

from __future__ import annotations

from itertools import pairwise, product
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_captioner.domain.line_cutting.path import best_way


def cost_of(edges: list[list[float]], cuts: list[int]) -> float:
    ends = list(pairwise([0, *cuts]))
    return sum(edges[start][end - start - 1] if end - start <= len(edges[start]) else inf for start, end in ends)


def all_ways(count: int) -> list[list[int]]:
    inner = product([False, True], repeat=count - 1)
    return [[*(place for place, cut in enumerate(cuts, 1) if cut), count] for cuts in inner]


EDGES = st.integers(1, 6).flatmap(
    lambda count: st.tuples(
        *(st.lists(st.floats(0, 9), min_size=1, max_size=min(3, count - start)) for start in range(count))
    )
)


@given(EDGES)
def test_it_is_the_cheapest_and_margins_are_those_of_all_ways(edges: tuple[list[float], ...]) -> None:
    found, count = best_way(edges), len(edges)
    costs = {tuple(cuts): cost_of(list(edges), cuts) for cuts in all_ways(count)}
    assert costs[tuple(found.cuts)] == pytest.approx(min(costs.values()))
    for place in range(1, count):
        cut = min(cost for cuts, cost in costs.items() if place in cuts)
        uncut = min(cost for cuts, cost in costs.items() if place not in cuts)
        assert found.margins[place] == pytest.approx(abs(uncut - cut))
    assert found.margins[0] == found.margins[count] == inf

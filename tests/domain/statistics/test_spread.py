"""How a number is spread over captions, against the plain list of all values."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from statistics import median_low

from hypothesis import given
from hypothesis import strategies as st

from tui_captioner.domain.statistics.spread import Spread

_VALUES = st.lists(st.integers(0, 300), max_size=40)


@given(_VALUES, st.integers(0, 300))
def test_it_says_what_the_list_of_values_says(values: list[int], limit: int) -> None:
    spread = Spread(Counter(values))
    assert (spread.total, spread.sum) == (len(values), sum(values))
    assert spread.beyond(limit) == sum(value > limit for value in values)
    if values:
        assert (spread.least, spread.most) == (min(values), max(values))
        assert spread.at(0.5) == median_low(values)
        assert spread.at(1) == max(values)
        assert spread.mean == sum(values) / len(values)


@given(_VALUES, st.integers(1, 12))
def test_bins_lie_beside_each_other_and_lose_nothing(values: list[int], most: int) -> None:
    bins = Spread(Counter(values)).bins(most)
    assert len(bins) <= most
    assert sum(each.captions for each in bins) == len(values)
    assert all(after.first == before.last + 1 for before, after in pairwise(bins))
    for each in bins:
        assert each.captions == sum(each.first <= value <= each.last for value in values)


def test_of_no_caption_nothing_is_said() -> None:
    spread = Spread({})
    assert (spread.total, spread.mean, spread.least, spread.most, spread.at(0.5), spread.bins(5)) == (0, 0, 0, 0, 0, ())

"""How a number is spread over captions: how many of them have each value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple


class Bin(NamedTuple):
    """Values that lie beside each other.

    Args:
        first: The least of them.
        last: The greatest of them.
        captions: How many captions have one of them.
    """

    first: int
    last: int
    captions: int


@dataclass(frozen=True, slots=True)
class Spread:
    """How many captions have each value.

    Args:
        counts: Captions by value; values are 0 or more.
    """

    counts: Mapping[int, int]

    @property
    def total(self) -> int:
        """How many captions there are."""
        return sum(self.counts.values())

    @property
    def sum(self) -> int:
        """All values together."""
        return sum(value * count for value, count in self.counts.items())

    @property
    def mean(self) -> float:
        """The mean of the values, 0 for no caption."""
        return self.sum / self.total if self.total else 0.0

    @property
    def least(self) -> int:
        """The least value, 0 for no caption."""
        return min(self.counts, default=0)

    @property
    def most(self) -> int:
        """The greatest value, 0 for no caption."""
        return max(self.counts, default=0)

    def at(self, share: float) -> int:
        """The value that so large a share of the captions does not go beyond (0.5: the median); 0 for no caption."""
        values = sorted(self.counts)
        wanted = share * self.total
        reached = accumulate(self.counts[value] for value in values)
        return next((value for value, count in zip(values, reached, strict=True) if count >= wanted), self.most)

    def beyond(self, limit: int) -> int:
        """How many captions have more than this."""
        return sum(count for value, count in self.counts.items() if value > limit)

    def bins(self, most: int) -> Sequence[Bin]:
        """The values from the least to the greatest in equal steps, as many as there may be at most.

        Args:
            most: How many bins, 1 or more. The last one may reach beyond the greatest value.
        """
        if not self.counts:
            return ()
        step = -(-(self.most - self.least + 1) // most)
        found = [0] * (-(-(self.most - self.least + 1) // step))
        for value, count in self.counts.items():
            found[(value - self.least) // step] += count
        starts = (self.least + step * number for number in range(len(found)))
        return [Bin(start, start + step - 1, count) for start, count in zip(starts, found, strict=True)]

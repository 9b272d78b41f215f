"""Which tags of captions that are there already look like globals: what stands in nearly all of them."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil

LEAST_CAPTIONS = 5
"""Fewer captions than this say nothing of what is uniform over a dataset."""
LEAST_SHARE = 0.9
"""Part of the captions that a tag must stand in, as the design of the program says."""


class UniformTags:
    """In how many captions each tag stands, and where. Texts are compared as they are.

    Args:
        captions: How many captions there are.
        shares: Text, in how many it stands, and the sum of its places in those; in the order in which they are met.
    """

    def __init__(self, captions: int = 0, shares: Iterable[tuple[str, int, int]] = ()) -> None:
        self.captions = captions
        self._counts: dict[str, int] = {}
        self._places: dict[str, int] = {}
        for text, count, places in shares:
            self._counts[text], self._places[text] = count, places

    def count(self, text: str) -> int:
        """In how many captions a tag stands."""
        return self._counts.get(text, 0)

    def find(self, share: float = LEAST_SHARE) -> list[str]:
        """The tags that stand in at least `share` of the captions, wherever, in the order in which they mostly stand.

        Args:
            share: Part of the captions, from 0 to 1.

        Returns:
            The tags to offer; none where there are fewer than `LEAST_CAPTIONS` captions.
        """
        if self.captions < LEAST_CAPTIONS:
            return []
        needed = needed_captions(self.captions, share)
        found = [text for text, count in self._counts.items() if count >= needed]
        return sorted(found, key=lambda text: self._places[text] / self._counts[text])


def needed_captions(captions: int, share: float = LEAST_SHARE) -> int:
    """In how many of so many captions a tag must stand to be offered."""
    return max(1, ceil(share * captions - 1e-9))

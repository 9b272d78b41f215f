"""Which tags of captions that are there already look like globals: what stands in nearly all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from math import ceil

LEAST_CAPTIONS = 5
"""Fewer captions than this say nothing of what is uniform over a dataset."""
LEAST_SHARE = 0.9
"""Part of the captions that a tag must stand in, as the design of the program says."""
_MOST_TEXTS = 200_000
"""Different texts that are counted; beyond that, those met once so far are dropped, so prose takes no more room."""


class UniformTags:
    """Counts in how many captions each tag stands, and where. Texts are compared as they are."""

    def __init__(self) -> None:
        self.captions = 0
        self._counts: Counter[str] = Counter()
        self._places: Counter[str] = Counter()

    @classmethod
    def counted(cls, captions: int, shares: Iterable[tuple[str, int, int]]) -> UniformTags:
        """What was counted elsewhere.

        Args:
            captions: How many captions there are.
            shares: Text, in how many it stands, and the sum of its places in those; in the order in which they are met.
        """
        tags = cls()
        tags.captions = captions
        for text, count, places in shares:
            tags._counts[text], tags._places[text] = count, places
        return tags

    def note(self, caption: Sequence[str]) -> None:
        """Take a caption into account; a tag that stands twice counts once, where it stands first."""
        self.captions += 1
        for place, text in enumerate(dict.fromkeys(caption)):
            self._counts[text] += 1
            self._places[text] += place
        if len(self._counts) > _MOST_TEXTS:
            self._counts = Counter({text: count for text, count in self._counts.items() if count > 1})
            self._places = Counter({text: self._places[text] for text in self._counts})

    def count(self, text: str) -> int:
        """In how many captions a tag stands."""
        return self._counts[text]

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


def likely_globals(captions: Iterable[Sequence[str]], share: float = LEAST_SHARE) -> list[str]:
    """The tags to offer as globals, see `UniformTags.find`.

    Args:
        captions: The tags of each caption in the order of its file, empty captions included: they have no globals.
        share: Part of the captions, from 0 to 1.
    """
    tags = UniformTags()
    for caption in captions:
        tags.note(caption)
    return tags.find(share)

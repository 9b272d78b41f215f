"""Pairs of tags of which the user said that they are not the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

Two = tuple[str, str]
"""Two texts, in the order of their characters."""


def two(one: str, other: str) -> Two:
    """Two texts in their order."""
    return (one, other) if one <= other else (other, one)


class DifferentPairs:
    """Tags that stay apart, pair by pair; letter by letter as they were named.

    Args:
        pairs: The pairs, in any order.
    """

    def __init__(self, pairs: Iterable[Two] = ()) -> None:
        self._pairs = dict.fromkeys(two(*pair) for pair in pairs)

    def __iter__(self) -> Iterator[Two]:
        return iter(self._pairs)

    def __len__(self) -> int:
        return len(self._pairs)

    def holds(self, one: str, other: str) -> bool:
        """Whether two tags were said to be different."""
        return bool(self._pairs) and two(one, other) in self._pairs


NONE_DIFFERENT = DifferentPairs()
"""Nothing was said of any."""

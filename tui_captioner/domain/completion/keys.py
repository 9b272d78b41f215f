"""Sorted keys: which of them begin with a text, or with one that is a slip of the finger away from it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Protocol

_LAST = "\U0010ffff"
_AFTER_BREAK = "\x0b"

_SKIPPED_AT_ONCE = 12
"""Letters of a query that stand further apart in a term are not meant."""
_AT_WORD_START = r"(?<![^\s\-/(\[:.\"']{})"

_HEADS_KEPT = 1024
"""For so many beginnings the letters after them are kept: the next key asks for the same ones again."""

Range = tuple[int, int]
Child = tuple[str, int, int]


class SortedKeys(Protocol):
    """A sorted sequence of keys that can be searched by prefix."""

    def __len__(self) -> int: ...

    def key(self, position: int) -> str:
        """Give the key at a position."""
        ...

    def prefixed(self, prefix: str, low: int, high: int) -> Range:
        """Give the range, within another one, of the keys that begin with `prefix`."""
        ...

    def children(self, head: str, low: int, high: int) -> Iterable[Child]:
        """Give the letters that follow `head` in the range of the keys that begin with it, each with its own range."""
        ...


class ListKeys:
    """Sorted keys held as a list: fastest, and it can grow.

    Args:
        keys: the keys, sorted, each ended by a line break; what stands after that is the owner's business.
    """

    def __init__(self, keys: list[str]) -> None:
        self.keys = keys

    def __len__(self) -> int:
        return len(self.keys)

    def key(self, position: int) -> str:
        """Give the key at a position."""
        key = self.keys[position]
        return key[: key.index("\n")]

    def prefixed(self, prefix: str, low: int, high: int) -> Range:
        """Give the range, within another one, of the keys that begin with `prefix`."""
        keys = self.keys
        first = bisect_left(keys, prefix, low, high)
        if first >= high or not keys[first].startswith(prefix):
            return first, first
        return first, bisect_left(keys, prefix + _LAST, first, high)

    def children(self, head: str, low: int, high: int) -> Iterator[Child]:
        """Give the letters that follow `head` in the range of the keys that begin with it, each with its own range."""
        keys, depth = self.keys, len(head)
        position = bisect_left(keys, head + _AFTER_BREAK, low, high)
        while position < high:
            letter = keys[position][depth]
            after = bisect_left(keys, head + letter + _LAST, position, high)
            yield letter, position, after
            position = after


class BlobKeys:
    """Sorted keys held as places in one long text: a tenth of the memory of a list of texts.

    Args:
        blob: all texts, each ended by a line break. A key runs from its place to the next line break.
        places: where the keys begin, in the order of the keys.
    """

    def __init__(self, blob: str, places: Sequence[int]) -> None:
        self._blob = blob
        self._places = places
        self._children: dict[str, list[Child]] = {}

    def __len__(self) -> int:
        return len(self._places)

    def key(self, position: int) -> str:
        """Give the key at a position."""
        place = self._places[position]
        return self._blob[place : self._blob.index("\n", place)]

    def prefixed(self, prefix: str, low: int, high: int) -> Range:
        """Give the range, within another one, of the keys that begin with `prefix`."""
        blob, places, size = self._blob, self._places, len(prefix)
        # A slice that runs over the end of its key is still in order: a line break sorts before any letter.
        first = bisect_left(places, prefix, low, high, key=lambda place: blob[place : place + size])
        if first >= high or not blob.startswith(prefix, places[first]):
            return first, first
        return first, bisect_right(places, prefix, first, high, key=lambda place: blob[place : place + size])

    def children(self, head: str, low: int, high: int) -> Iterable[Child]:
        """Give the letters that follow `head` in the range of the keys that begin with it, each with its own range."""
        known = self._children.get(head)
        if known is None:
            if len(self._children) >= _HEADS_KEPT:
                self._children.clear()
            known = self._children[head] = list(self._find_children(head, low, high))
        return known

    def _find_children(self, head: str, low: int, high: int) -> Iterator[Child]:
        blob, places, depth = self._blob, self._places, len(head)
        position = bisect_left(places, _AFTER_BREAK, low, high, key=lambda place: blob[place + depth])
        while position < high:
            letter = blob[places[position] + depth]
            after = bisect_right(places, letter, position, high, key=lambda place: blob[place + depth])
            yield letter, position, after
            position = after


def slips(keys: SortedKeys, query: str) -> Iterator[tuple[Range, int, int]]:
    """Find the keys that begin with the query as it would be without one slip of the finger.

    A slip is a letter too many, one missing, one wrong or two swapped. All prefixes of the query are walked down in
    the sorted keys, and at each only letters that occur there are tried, so that any script works.

    Args:
        keys: the sorted keys.
        query: the folded query.

    Yields:
        A range of keys, where in the query the slip is, and the length of the corrected query.
    """
    low, high = 0, len(keys)
    size = len(query)
    for depth in range(size):
        if low >= high:
            return
        head, rest = query[:depth], query[depth + 1 :]
        if depth == size - 1:
            # The last letter is wrong or too many, or one is missing before it: all are in the range without it.
            yield (low, high), depth, depth
            return
        here = query[depth]
        extra = keys.prefixed(head + rest, low, high)
        if extra[0] < extra[1]:
            yield extra, depth, size - 1
        for letter, first, last in keys.children(head, low, high):
            if letter == here:
                continue
            for corrected in _with_letter(query, depth, letter):
                found = keys.prefixed(head + corrected, first, last)
                if found[0] < found[1]:
                    yield found, depth, depth + len(corrected)
        low, high = keys.prefixed(query[: depth + 1], low, high)


def whole_but_for_the_end(keys: SortedKeys, query: str) -> Iterator[Range]:
    """Find the keys that are the query to their end, but that its last letter is wrong or one is missing before it."""
    head, last = query[:-1], query[-1]
    for letter, low, high in keys.children(head, *keys.prefixed(head, 0, len(keys))):
        for rest in {letter, letter + last} - {last}:
            found = keys.prefixed(f"{head}{rest}\n", low, high)
            if found[0] < found[1]:
                yield found


@lru_cache(maxsize=64)
def in_order(query: str) -> re.Pattern[str]:
    """Give the pattern of lines with the letters of a query in order, with others between; the first begins a word."""
    first, *others = map(re.escape, query)
    rest = (f"[^{letter}\\n]{{0,{_SKIPPED_AT_ONCE}}}+{letter}" for letter in others)
    return re.compile(first + _AT_WORD_START.format(first) + "".join(rest))


def _with_letter(query: str, depth: int, letter: str) -> Iterator[str]:
    """Give what the query may have been from `depth` on, if `letter` belongs there."""
    rest = query[depth + 1 :]
    yield letter + rest
    yield letter + query[depth:]
    if rest and rest[0] == letter:
        yield letter + query[depth] + rest[1:]

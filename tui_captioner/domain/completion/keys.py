"""Sorted keys: which of them begin with a text, or with one that is a slip of the finger away from it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple, Protocol

_LAST = "\U0010ffff"
_AFTER_BREAK = "\x0b"

_SKIPPED_AT_ONCE = 12
"""Letters of a query that stand further apart in a term are not meant."""
_AT_WORD_START = r"(?<![^\s\-/(\[:.\"']{})"

_HEADS_KEPT = 1024
"""For so many beginnings the letters after them are kept: the next key asks for the same ones again."""

Range = tuple[int, int]


class Child(NamedTuple):
    """A letter that follows a beginning, and the range of the keys that go on with it.

    Args:
        letter: the letter.
        low: where the range begins.
        high: where it ends.
        least: the first letter behind it in the range, a line break where a key ends there.
        most: the last letter behind it.
    """

    letter: str
    low: int
    high: int
    least: str
    most: str


class SortedKeys(Protocol):
    """A sorted sequence of keys that can be searched by prefix."""

    def __len__(self) -> int: ...

    def key(self, position: int) -> str:
        """Give the key at a position."""
        ...

    def ends_at(self, position: int, length: int) -> bool:
        """Tell whether a key that has at least so many letters has no more."""
        ...

    def prefixed(self, prefix: str, low: int, high: int) -> Range:
        """Give the range, within another one, of the keys that begin with `prefix`."""
        ...

    def children(self, head: str, low: int, high: int) -> Iterable[Child]:
        """Give the letters that follow `head`; low and high are the range of the keys that begin with it."""
        ...


class ListKeys:
    """Sorted keys held as a list: fastest, and it can grow.

    Args:
        keys: the keys, sorted, each ended by a line break; what stands after that is the owner's business.
    """

    def __init__(self, keys: list[str]) -> None:
        self.keys = keys
        self._children: dict[str, list[Child]] = {}

    def __len__(self) -> int:
        return len(self.keys)

    def key(self, position: int) -> str:
        """Give the key at a position."""
        key = self.keys[position]
        return key[: key.index("\n")]

    def ends_at(self, position: int, length: int) -> bool:
        """Tell whether a key that has at least so many letters has no more."""
        return self.keys[position][length] == "\n"

    def prefixed(self, prefix: str, low: int, high: int) -> Range:
        """Give the range, within another one, of the keys that begin with `prefix`."""
        keys = self.keys
        first = bisect_left(keys, prefix, low, high)
        if first >= high or not keys[first].startswith(prefix):
            return first, first
        return first, bisect_left(keys, prefix + _LAST, first, high)

    def changed(self) -> None:
        """Say that keys were put in or taken out."""
        self._children.clear()

    def children(self, head: str, low: int, high: int) -> Iterable[Child]:
        """Give the letters that follow `head`; low and high are the range of the keys that begin with it."""
        return _kept(self._children, head, lambda: self._find_children(head, low, high))

    def _find_children(self, head: str, low: int, high: int) -> Iterator[Child]:
        keys, depth = self.keys, len(head)
        position = bisect_left(keys, head + _AFTER_BREAK, low, high)
        while position < high:
            letter = keys[position][depth]
            after = bisect_left(keys, head + letter + _LAST, position, high)
            yield Child(letter, position, after, keys[position][depth + 1], keys[after - 1][depth + 1])
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

    def ends_at(self, position: int, length: int) -> bool:
        """Tell whether a key that has at least so many letters has no more."""
        return self._blob[self._places[position] + length] == "\n"

    def prefixed(self, prefix: str, low: int, high: int) -> Range:
        """Give the range, within another one, of the keys that begin with `prefix`."""
        blob, places, size = self._blob, self._places, len(prefix)
        # A slice that runs over the end of its key is still in order: a line break sorts before any letter.
        first = bisect_left(places, prefix, low, high, key=lambda place: blob[place : place + size])
        if first >= high or not blob.startswith(prefix, places[first]):
            return first, first
        return first, bisect_right(places, prefix, first, high, key=lambda place: blob[place : place + size])

    def children(self, head: str, low: int, high: int) -> Iterable[Child]:
        """Give the letters that follow `head`; low and high are the range of the keys that begin with it."""
        return _kept(self._children, head, lambda: self._find_children(head, low, high))

    def _find_children(self, head: str, low: int, high: int) -> Iterator[Child]:
        blob, places, depth = self._blob, self._places, len(head)
        position = bisect_left(places, _AFTER_BREAK, low, high, key=lambda place: blob[place + depth])
        while position < high:
            letter = blob[places[position] + depth]
            after = bisect_right(places, letter, position, high, key=lambda place: blob[place + depth])
            least, most = (blob[places[at] + depth + 1] for at in (position, after - 1))
            yield Child(letter, position, after, least, most)
            position = after


def _kept(kept: dict[str, list[Child]], head: str, find: Callable[[], Iterable[Child]]) -> list[Child]:
    """Give what is kept for a beginning; it is found first where that was not asked for yet."""
    known = kept.get(head)
    if known is None:
        if len(kept) >= _HEADS_KEPT:
            kept.clear()
        known = kept[head] = list(find())
    return known


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
        for letter, first, last, least, most in keys.children(head, low, high):
            if letter == here:
                continue
            for corrected in _with_letter(query, depth, letter, least, most):
                found = keys.prefixed(head + corrected, first, last)
                if found[0] < found[1]:
                    yield found, depth, depth + len(corrected)
        low, high = keys.prefixed(query[: depth + 1], low, high)


def whole_but_for_the_end(keys: SortedKeys, query: str) -> Iterator[Range]:
    """Find the keys that are the query to their end, but that its last letter is wrong or one is missing before it."""
    head, last = query[:-1], query[-1]
    for child in keys.children(head, *keys.prefixed(head, 0, len(keys))):
        for rest in {child.letter, child.letter + last} - {last}:
            found = keys.prefixed(f"{head}{rest}\n", child.low, child.high)
            if found[0] < found[1]:
                yield found


@lru_cache(maxsize=64)
def in_order(query: str) -> re.Pattern[str]:
    """Give the pattern of lines with the letters of a query in order, with others between; the first begins a word."""
    first, *others = map(re.escape, query)
    rest = (f"[^{letter}\\n]{{0,{_SKIPPED_AT_ONCE}}}+{letter}" for letter in others)
    return re.compile(first + _AT_WORD_START.format(first) + "".join(rest))


def _with_letter(query: str, depth: int, letter: str, least: str, most: str) -> list[str]:
    """Give what the query may have been from `depth` on, if `letter` and then one of a range belong there."""
    rest = query[depth + 1 :]
    given = [letter + rest] if least <= rest[0] <= most else []
    if least <= query[depth] <= most:
        given.append(letter + query[depth:])
        if rest[0] == letter:
            given.append(letter + query[depth] + rest[1:])
    return given

"""The index over a fixed list of terms, a few or some 200,000."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable
from heapq import nlargest
from math import inf

from tui_captioner.domain.completion.index_data import IndexData, build
from tui_captioner.domain.completion.keys import BlobKeys, ListKeys, Range, SortedKeys, in_order
from tui_captioner.domain.completion.stored_index import pack, unpack
from tui_captioner.domain.completion.text import TEXT, WORD, fold
from tui_captioner.domain.vocabulary import Term

_BLOCK = 64
_LIST_KEYS_UP_TO = 60_000
_USUAL = 256
_WIDE = 6_000
"""Ranges with more keys are not gone through key by key."""
_SEARCHED = 2_500_000
"""So many letters, those of the most usual 60,000 terms or so, are searched inside: more would take too long."""
_SKIPPED_THROUGH = 200_000
"""So many letters, those of the most usual 6,000 terms or so, are searched for the letters of a query in order."""


class StaticIndex:
    """Finds the terms of a list that does not change.

    All keys stand in one sorted array, each with a score: how usual its term is, less what its kind of key costs.
    A query is two bisections, and the best of that range are found through the best of each block of 64.

    Args:
        data: the arrays; `StaticIndex.of` makes them from terms.
    """

    def __init__(self, data: IndexData) -> None:
        self._data = data
        self._keys: SortedKeys = BlobKeys(data.blob, data.places)
        if len(data.places) <= _LIST_KEYS_UP_TO:
            blob, end = data.blob, data.blob.index
            self._keys = ListKeys([blob[place : end("\n", place) + 1] for place in data.places])
        scores = data.scores
        self._block_best = array("f", (max(scores[at : at + _BLOCK]) for at in range(0, len(scores), _BLOCK)))
        self._usual: dict[str, list[int]] = {}
        for number, slot in enumerate(data.slots):
            if slot:
                known = self._usual.setdefault(data.slot_names[slot], [])
                if len(known) < _USUAL:
                    known.append(number)

    @classmethod
    def of(cls, terms: Iterable[Term]) -> StaticIndex:
        """Build the index of some terms. Without counts, those that stand first are taken for the more usual ones."""
        return cls(build(list(terms)))

    @classmethod
    def from_bytes(cls, stored: bytes, *, trusted: bool = False) -> StaticIndex:
        """Read the compact form again.

        Args:
            stored: The bytes.
            trusted: Whether a sum has shown already that they are as we wrote them; else all of them are gone through.

        Raises:
            ValueError: the bytes are damaged, or of another version or machine: build the index anew.
        """
        return cls(unpack(stored, trusted=trusted))

    def to_bytes(self) -> bytes:
        """Give a compact form that is read many times faster than the index is built. It holds the terms too."""
        return pack(self._data)

    def __len__(self) -> int:
        return len(self._data.priors)

    def term(self, number: int) -> Term:
        """Give a term by its number; numbers go from the most usual term to the least."""
        return self._data.terms[number]

    def name(self, number: int) -> str:
        """Give the folded text of a term by its number."""
        return fold(self.term(number).text).strip()

    def slot(self, number: int) -> str | None:
        """Give the slot of a term by its number."""
        slot = self._data.slots[number]
        return self._data.slot_names[slot] if slot else None

    @property
    def top(self) -> float:
        """The score of the most usual term."""
        return self._data.priors[0] if len(self) else -inf

    def score(self, number: int) -> float:
        """Give the log probability that a tag taken from this list is this term."""
        return self._data.priors[number]

    def spelled(self, text: str) -> Term | None:
        """Give the term of exactly this text, if it is in the list."""
        key = fold(text).strip()
        low, high = self.find(key)
        for position in range(low, high):
            if not self._keys.ends_at(position, len(key)):
                break
            if self.kind(position) == TEXT and self.term(self.owner(position)).text == text:
                return self.term(self.owner(position))
        return None

    def kind(self, position: int) -> int:
        """Give the kind of the key at a position (see `completion.text`)."""
        return self._data.kinds[position]

    def owner(self, position: int) -> int:
        """Give the number of the term that the key at a position leads to."""
        return self._data.owners[position]

    def text_at(self, position: int) -> str:
        """Give the whole folded text or alias that the key at a position is the end of."""
        data = self._data
        place = data.line_places[bisect_right(data.line_places, data.places[position]) - 1]
        return data.blob[place : data.blob.index("\n", place)]

    def name_at(self, position: int) -> str:
        """Give what a key is the end of as it is written in the term, from the key's first letter on.

        Empty where letters were dropped or added in folding, so that places in one say nothing about the other, and
        for initials.
        """
        term, kind = self.term(self.owner(position)), self.kind(position)
        if kind not in (TEXT, WORD):
            return ""
        key = self._keys.key(position)
        name = term.text[len(term.text) - len(key) :]
        return name if fold(name) == key else ""

    @property
    def keys(self) -> SortedKeys:
        """The sorted keys, to be searched in other ways than by prefix."""
        return self._keys

    def find(self, prefix: str) -> Range:
        """Give the range of keys that begin with a folded text."""
        return self._keys.prefixed(prefix, 0, len(self._keys))

    def best(self, found: Range, amount: int) -> list[int]:
        """Give the positions of the best keys of a range, best first: by prior and by what the kind of key costs."""
        low, high = found
        scores = self._data.scores
        if high - low <= 4 * _BLOCK:
            return nlargest(amount, range(low, high), key=scores.__getitem__)
        first, last = -(-low // _BLOCK), high // _BLOCK
        # The best n single keys can only be in the n blocks with the highest best keys, or in the rest at both ends.
        blocks = nlargest(amount, range(first, last), key=self._block_best.__getitem__)
        positions = [*range(low, first * _BLOCK), *range(last * _BLOCK, high)]
        for block in blocks:
            positions.extend(range(block * _BLOCK, (block + 1) * _BLOCK))
        return nlargest(amount, positions, key=scores.__getitem__)

    def best_in_slot(self, found: Range, amount: int, slot: str) -> list[int]:
        """Give the positions of the best keys of a range whose terms are known for a slot; none where it is wide."""
        low, high = found
        data = self._data
        if slot not in data.slot_names or high - low > _WIDE:
            return []
        number = data.slot_names.index(slot)
        slots, owners = data.slots, data.owners
        theirs = [position for position in range(low, high) if slots[owners[position]] == number]
        return nlargest(amount, theirs, key=data.scores.__getitem__)

    def containing(self, text: str, amount: int) -> list[int]:
        """Give the numbers of the most usual terms with `text` anywhere in their text or an alias."""
        data = self._data
        found: dict[int, None] = {}
        end = min(data.texts_end, _SEARCHED)
        place = data.blob.find(text, 0, end)
        while place >= 0 and len(found) < amount:
            line = bisect_right(data.line_places, place) - 1
            found.setdefault(data.line_terms[line])
            place = data.blob.find(text, data.blob.index("\n", place), end)
        return list(found)

    def skipping(self, query: str, amount: int) -> list[int]:
        """Give the numbers of the most usual terms with the letters of the query in order, with others between."""
        data = self._data
        found: dict[int, None] = {}
        pattern = in_order(query)
        end = min(data.texts_end, _SKIPPED_THROUGH)
        match = pattern.search(data.blob, 0, end)
        while match is not None and len(found) < amount:
            found.setdefault(data.line_terms[bisect_right(data.line_places, match.start()) - 1])
            match = pattern.search(data.blob, data.blob.index("\n", match.end()), end)
        return list(found)

    def usual(self, slot: str | None, amount: int) -> list[int]:
        """Give the numbers of the most usual terms, of one slot if that is given."""
        if slot is None:
            return list(range(min(amount, len(self))))
        return self._usual.get(slot, [])[:amount]

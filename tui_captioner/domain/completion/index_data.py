"""The arrays of the static index: how they are made from terms, and stored."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from math import log
from typing import NamedTuple

from tui_captioner.domain.completion.text import ALIAS, ALIAS_BARE, BARE, INITIALS, PENALTY, TEXT, keys_of
from tui_captioner.domain.vocabulary import Term

_COUNT_POWER = 0.78
"""How much a count of another project says about this one (measured with tests/benchmarks/keystrokes.py)."""
_CURATED_QUANTILE = 0.9
"""A term with a slot but no count was chosen by hand: it is taken to be as usual as this part of the counted ones."""


class IndexData(NamedTuple):
    """What a static index is made of.

    Args:
        terms: the terms, most usual first; a term's number is its place here.
        priors: log probability of each term.
        slots: number of each term's slot in `slot_names`, 0 for none.
        slot_names: the slots' keys; the first is empty.
        blob: all folded texts and aliases, then initials and texts without small words, each ended by a line break.
        texts_end: where in the blob the texts and aliases end.
        line_places: where each line of the blob begins.
        line_terms: number of the term of each line.
        places: where in the blob each key begins, in the order of the keys.
        owners: number of the term of each key.
        kinds: kind of each key.
        scores: prior and penalty of each key.
    """

    terms: Sequence[Term]
    priors: array[float]
    slots: array[int]
    slot_names: tuple[str, ...]
    blob: str
    texts_end: int
    line_places: array[int]
    line_terms: array[int]
    places: array[int]
    owners: array[int]
    kinds: array[int]
    scores: array[float]


def build(given: list[Term]) -> IndexData:
    """Make the arrays for some terms."""
    weights = _weights(given)
    total = sum(weights) or 1.0
    order = sorted(range(len(given)), key=lambda number: -weights[number])
    terms = [given[number] for number in order]
    priors = array("f", (log(weights[number] / total) for number in order))
    names = ("", *dict.fromkeys(term.slot for term in terms if term.slot))
    numbers = {name: number for number, name in enumerate(names)}
    slots = array("H", (numbers[term.slot or ""] for term in terms))
    lines = _Lines()
    for number, term in enumerate(terms):
        lines.add(number, term)
    blob, texts_end, line_places, line_terms = lines.joined()
    places, owners, kinds = lines.sorted_keys(blob)
    penalties = [PENALTY[kind] for kind in sorted(PENALTY)]
    scores = array("f", (priors[owner] + penalties[kind] for owner, kind in zip(owners, kinds, strict=True)))
    return IndexData(
        terms, priors, slots, names, blob, texts_end, line_places, line_terms, places, owners, kinds, scores
    )


def _weights(terms: list[Term]) -> list[float]:
    """Weigh each term by its count; the order of the list decides between equal ones."""
    counts = sorted(term.count for term in terms if term.count > 0)
    curated = counts[int(len(counts) * _CURATED_QUANTILE)] if counts else 0
    known = [term.count or (curated if term.slot else 0) for term in terms]
    return [(max(count, 0) + 1.0) ** _COUNT_POWER for count in known]


class _Lines:
    """Collects the lines of the blob and the keys in them."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._text_terms = array("I")
        self._further: list[str] = []
        self._further_terms = array("I")
        self._further_kinds = array("B")
        self._places = array("I")
        self._owners = array("I")
        self._kinds = array("B")
        self._size = 0

    def add(self, number: int, term: Term) -> None:
        """Add the keys of one term."""
        size = 0
        for key, kind in keys_of(term.text, term.aliases):
            if kind in (INITIALS, BARE, ALIAS_BARE):
                self._further.append(key)
                self._further_terms.append(number)
                self._further_kinds.append(kind)
                continue
            if kind in (TEXT, ALIAS):
                self._texts.append(key)
                self._text_terms.append(number)
                self._size += len(key) + 1
                size = self._size
            self._add_key(size - 1 - len(key), number, kind)

    def joined(self) -> tuple[str, int, array[int], array[int]]:
        """Give the blob, where its texts and aliases end, and place and term of its lines."""
        places = array("I")
        place = 0
        for line in self._texts:
            places.append(place)
            place += len(line) + 1
        texts_end = place
        for line, number, kind in zip(self._further, self._further_terms, self._further_kinds, strict=True):
            places.append(place)
            self._add_key(place, number, kind)
            place += len(line) + 1
        lines = [*self._texts, *self._further]
        blob = "\n".join(lines) + "\n" if lines else ""
        return blob, texts_end, places, self._text_terms + self._further_terms

    def sorted_keys(self, blob: str) -> tuple[array[int], array[int], array[int]]:
        """Give place, term and kind of all keys, in order of the keys."""
        texts = [blob[place : blob.index("\n", place)] for place in self._places]
        order = sorted(range(len(texts)), key=texts.__getitem__)
        del texts
        places = array("I", map(self._places.__getitem__, order))
        owners = array("I", map(self._owners.__getitem__, order))
        kinds = array("B", map(self._kinds.__getitem__, order))
        return places, owners, kinds

    def _add_key(self, place: int, number: int, kind: int) -> None:
        self._places.append(place)
        self._owners.append(number)
        self._kinds.append(kind)

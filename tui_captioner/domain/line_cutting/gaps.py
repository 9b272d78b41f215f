"""Whether a tag ends between two words: learnt from where tags ended between such words before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from math import exp, log

# All numbers below did best on caption sets of several kinds, border by border.
_CAPTION = 20
"""How much a tag of a caption counts, where a term of a vocabulary counts 1."""
_PRIOR, _PRIOR_WEIGHT = 0.5, 5
"""The share of gaps that are borders, before there are captions; it weighs as much as so many gaps."""
_PAIR, _WORD = 1 * _CAPTION, 2 * _CAPTION
"""How much what is known of the words weighs beside the counts of a pair, and the prior beside those of a word."""


def _odds(share: float) -> float:
    return log(share / (1 - share))


def _within(share: float, least: float) -> float:
    return min(max(share, least), 1 - least)


class Gaps:
    """Counts of gaps between words, given as `shape_of` makes them: inside tags, and across the border of two."""

    def __init__(self) -> None:
        self._inside: Counter[tuple[str, str]] = Counter()
        self._across: Counter[tuple[str, str]] = Counter()
        self._goes_on: Counter[str] = Counter()
        self._ends: Counter[str] = Counter()
        self._continues: Counter[str] = Counter()
        self._begins: Counter[str] = Counter()
        self._borders = self._insides = 0

    def add_term(self, words: Sequence[str]) -> None:
        """Learn a term of a vocabulary by its words: nobody says how often it is used."""
        self._count_inside(words, 1)
        self._ends[words[-1]] += 1
        self._begins[words[0]] += 1

    def learn(self, tags: Sequence[Sequence[str]], sign: int = 1) -> None:
        """Learn the tags of a caption, in order, each as its words; with `sign` -1 that is taken back."""
        weight = sign * _CAPTION
        for words in tags:
            self._count_inside(words, weight)
            self._begins[words[0]] += weight
            self._ends[words[-1]] += weight
            self._insides += sign * (len(words) - 1)
        for (*_, left), (right, *_) in pairwise(tags):
            self._across[left, right] += weight
            self._borders += sign

    def _count_inside(self, words: Sequence[str], weight: int) -> None:
        if len(words) < 2:
            return
        for left, right in pairwise(words):
            self._inside[left, right] += weight
            self._goes_on[left] += weight
            self._continues[right] += weight

    def knows(self, word: str) -> bool:
        """Whether a known tag has this word."""
        return self._uses(word) > 0

    def is_used(self, word: str) -> bool:
        """Whether a caption has this word."""
        return self._uses(word) >= _CAPTION

    def _uses(self, word: str) -> int:
        return max(counts[word] for counts in (self._ends, self._begins, self._goes_on, self._continues))

    def border(self, left: str, right: str) -> float:
        """The probability that a tag ends between two words."""
        prior = (self._borders + _PRIOR_WEIGHT * _PRIOR) / (self._borders + self._insides + _PRIOR_WEIGHT)
        ends = _share(self._ends[left], self._goes_on[left], prior)
        begins = _share(self._begins[right], self._continues[right], prior)
        of_words = 1 / (1 + exp(_odds(_within(prior, 0.02)) - _odds(ends) - _odds(begins)))
        across, inside = self._across[left, right], self._inside[left, right]
        return _within((across + _PAIR * of_words) / (across + inside + _PAIR), 0.002)


def _share(borders: int, insides: int, prior: float) -> float:
    return _within((borders + _WORD * prior) / (borders + insides + _WORD), 0.005)

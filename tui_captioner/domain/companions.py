"""What goes with one tag, learnt from captions, and how likely a caption that lacks it should have it.

Naive Bayes over the other tags of a caption and their words. The numbers below are those of the best average precision
in `tests/benchmarks/sweep.py`: on four sets of tags 0.90, 0.99, 0.88 and 0.61, where the order of the files has 0.05,
0.32, 0.19 and 0.45.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from math import log

from tui_captioner.domain.spelling import match_key

_WORD = re.compile(r"\w+")
_SMOOTHING = 0.2
"""Captions that are taken to have everything, and to lack everything, before the first is learnt."""
_DAMPING = 10
"""Captions after which half of what a companion tells is believed: what stands in two or three tells little."""
_OWN_WORDS = 2.0
"""Log-odds for a caption that holds the tag's own words in another tag: `top hat` where it is about `hat`."""


class Companions:
    """The tags and words that go with a tag.

    Args:
        tag: The text of the tag. It tells nothing itself.
    """

    def __init__(self, tag: str) -> None:
        self._tag = match_key(tag)
        self._own = frozenset(_WORD.findall(self._tag))
        self._features: dict[str, frozenset[str]] = {}
        self._with: Counter[str] = Counter()
        self._without: Counter[str] = Counter()
        self._captions = {True: 0, False: 0}
        self._weights: dict[str, float] = {}

    def learn(self, texts: Iterable[str], *, has: bool) -> None:
        """Take in a caption.

        Args:
            texts: The texts of its tags.
            has: Whether it has the tag.
        """
        (self._with if has else self._without).update(self._features_of(texts))
        self._captions[has] += 1
        self._weights = {}

    def score(self, texts: Collection[str]) -> float:
        """How likely a caption should have the tag: the higher the likelier, as log-odds from an arbitrary point.

        Args:
            texts: The texts of its tags.
        """
        if not self._weights:
            self._weights = self._weighed()
        weights = self._weights
        score = sum(weights.get(feature, 0.0) for feature in self._features_of(texts))
        return score + (_OWN_WORDS if any(self._has_own_words(text) for text in texts) else 0.0)

    def _weighed(self) -> dict[str, float]:
        """What a companion adds where it stands, against where it does not stand."""
        having, lacking = self._captions[True], self._captions[False]
        if not having or not lacking:
            return {"": 0.0}
        found: dict[str, float] = {}
        for feature in self._with.keys() | self._without.keys():
            seen = self._with[feature] + self._without[feature]
            one = (self._with[feature] + _SMOOTHING) / (having + 2 * _SMOOTHING)
            other = (self._without[feature] + _SMOOTHING) / (lacking + 2 * _SMOOTHING)
            present = log(one / other) * seen / (seen + _DAMPING)
            found[feature] = present - log((1 - one) / (1 - other))
        return found

    def _has_own_words(self, text: str) -> bool:
        key = match_key(text)
        return bool(self._own) and key != self._tag and self._own <= set(_WORD.findall(key))

    def _features_of(self, texts: Iterable[str]) -> set[str]:
        found: set[str] = set()
        for text in texts:
            features = self._features.get(text)
            if features is None:
                key = match_key(text)
                # The blank tells a word from the tag that is this word alone.
                told = {key, *(f" {word}" for word in _WORD.findall(key))} if key != self._tag else set()
                features = self._features[text] = frozenset(told)
            found |= features
        return found

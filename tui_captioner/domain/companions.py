"""What goes with one tag, learnt from captions, and how likely a caption that lacks it should have it.

Naive Bayes over the other tags of a caption and their words. The numbers below are those of the best average precision
in `tests/benchmarks/sweep.py`: on four sets of tags 0.92, 0.99, 0.88 and 0.63, where the order of the files has 0.05,
0.32, 0.19 and 0.45.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from math import log

from tui_captioner.domain.spelling import match_key

_WORD = re.compile(r"\w+")
_SMOOTHING = 0.2
"""Captions that are taken to have everything, and to lack everything, before the first is learnt."""
_DAMPING = 10
"""Captions after which half of what a companion tells is believed: what stands in two or three tells little."""
_OWN = " "
"""The companion that stands for the tag's own words in another tag."""
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

    def move(self, texts: Iterable[str], *, has: bool) -> None:
        """A caption that was taken in has the tag by now, or has it no more; see `learn`."""
        features = self._features_of(texts)
        (self._without if has else self._with).subtract(features)
        self._captions[not has] -= 1
        self.learn(texts, has=has)

    def score(self, texts: Iterable[str]) -> float:
        """How likely a caption should have the tag: the higher the likelier, as log-odds from an arbitrary point.

        Args:
            texts: The texts of its tags.
        """
        if not self._weights:
            self._weights = self._weighed()
        weights = self._weights
        return sum(weights.get(feature, 0.0) for feature in self._features_of(texts))

    def _weighed(self) -> dict[str, float]:
        """What a companion adds where it stands, against where it does not stand."""
        having, lacking = self._captions[True], self._captions[False]
        found = {_OWN: _OWN_WORDS}
        if not having or not lacking:
            return found
        for feature in self._with.keys() | self._without.keys():
            seen = self._with[feature] + self._without[feature]
            one = (self._with[feature] + _SMOOTHING) / (having + 2 * _SMOOTHING)
            other = (self._without[feature] + _SMOOTHING) / (lacking + 2 * _SMOOTHING)
            present = log(one / other) * seen / (seen + _DAMPING)
            found[feature] = found.get(feature, 0.0) + present - log((1 - one) / (1 - other))
        return found

    def _features_of(self, texts: Iterable[str]) -> set[str]:
        found: set[str] = set()
        for text in texts:
            features = self._features.get(text)
            if features is None:
                features = self._features[text] = self._told_by(match_key(text))
            found |= features
        return found

    def _told_by(self, key: str) -> frozenset[str]:
        """What a tag tells: itself, its words, and whether the tag's own words are among them."""
        if key == self._tag:
            return frozenset()
        words = _WORD.findall(key)
        own = [_OWN] if self._own and self._own <= set(words) else []
        # The blank tells a word from the tag that is this word alone.
        return frozenset((key, *(f" {word}" for word in words), *own))

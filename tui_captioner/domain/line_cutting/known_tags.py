"""The tags and terms that are known, found by what they sound like."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import accumulate

from tui_captioner.domain.line_cutting.spoken import key_of, words_of

_LONGEST_RUN = 12
"""Words of the longest run that is looked up in captions."""


class KnownTags:
    """Tags of captions with how often they are used, and terms of vocabularies, by `key_of`."""

    def __init__(self) -> None:
        self._terms: dict[str, str] = {}
        self._spellings: dict[str, Counter[str]] = {}
        self._uses: Counter[str] = Counter()
        self._runs: Counter[str] = Counter()

    def add_term(self, text: str) -> None:
        """Add a term of a vocabulary; the first with a key wins."""
        key = key_of(text)
        self._terms.setdefault(text if key == text else key, text)

    def learn(self, texts: Sequence[str], sign: int = 1) -> None:
        """Count the tags of a caption; with `sign` -1 that is taken back."""
        words = [key_of(word) for text in texts for word in words_of(text)]
        if sign < 0:
            self._count_runs(words, sign)
        for text in texts:
            key = key_of(text)
            self._uses[key] += sign
            self._spellings.setdefault(key, Counter())[text] += sign
            if self._uses[key] <= 0:
                del self._uses[key], self._spellings[key]
        if sign > 0:
            self._count_runs(words, sign)

    def _count_runs(self, words: Sequence[str], sign: int) -> None:
        """Count where a caption has the words of a known tag in a row, whether or not as a tag."""
        for start in range(len(words)):
            keys = accumulate(words[start : start + _LONGEST_RUN])
            next(keys)
            for key in keys:
                if key in self:
                    self._runs[key] += sign

    def __contains__(self, key: str) -> bool:
        return key in self._uses or key in self._terms

    def uses(self, key: str) -> int:
        """How often captions have a tag of this key."""
        return self._uses[key]

    def runs(self, key: str) -> int:
        """How often captions have its words in a row: as a tag, as a part of one, or across two."""
        return max(self._runs[key], self._uses[key])

    def spelled(self, key: str, said: str) -> str:
        """How the tag of a key is written: as it was said where captions have that, else as most of them have it."""
        spellings = self._spellings.get(key)
        if spellings is None:
            return self._terms[key]
        return said if spellings[said] > 0 else max(spellings, key=lambda text: spellings[text])

"""Which script a text is written in, as far as it tells that an answer is in another language."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable

_SAME = {"HIRAGANA": "CJK", "KATAKANA": "CJK", "IDEOGRAPHIC": "CJK", "FULLWIDTH": "LATIN"}
_ENOUGH = 0.1
"""Share of the letters from which on a dataset has a script."""


def is_foreign(texts: Iterable[str], words: Iterable[str]) -> bool:
    """Whether texts are written, for the most part, in a script that words don't have; not where either tells nothing.

    Args:
        texts: The tags of an answer.
        words: What the captions of the dataset say.
    """
    found, known = _letters(texts), _letters(words)
    if not found or not known:
        return False
    most = max(found, key=found.__getitem__)
    return known[most] < _ENOUGH * known.total()


def _letters(texts: Iterable[str]) -> Counter[str]:
    return Counter(_script(char) for text in texts for char in text if char.isalpha())


def _script(char: str) -> str:
    if char.isascii():
        return "LATIN"
    name = unicodedata.name(char, "").partition(" ")[0]
    return _SAME.get(name, name)

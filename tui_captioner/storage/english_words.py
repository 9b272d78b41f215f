"""The words of English that are shipped, to tell misspelt ones; where they come from stands beside them."""

from __future__ import annotations

import gzip
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Set
from functools import lru_cache

from tui_captioner.storage.vocabulary_files import shipped_folder


class WordList(Set[str]):
    """Many words in one text, in which each is looked for by halves: 1 MB, where a set of 81,000 takes 12.

    Args:
        text: The words in alphabetical order, one a line.
    """

    def __init__(self, text: str = "") -> None:
        self._text = text
        self._starts = array("I", _starts_in(text))

    @classmethod
    def _from_iterable(cls, words: Iterable[str]) -> Set[str]:  # type: ignore[override]
        """What is made of this and other words is a set like any other."""
        return frozenset(words)

    def _word(self, start: int) -> str:
        return self._text[start : self._text.index("\n", start)]

    def __contains__(self, word: object) -> bool:
        if not isinstance(word, str):
            return False
        place = bisect_left(self._starts, word, key=self._word)
        return place < len(self._starts) and self._word(self._starts[place]) == word

    def __iter__(self) -> Iterator[str]:
        return map(self._word, self._starts)

    def __len__(self) -> int:
        return len(self._starts)


def _starts_in(text: str) -> Iterator[int]:
    """Where each line begins."""
    start = 0
    while (end := text.find("\n", start)) >= 0:
        yield start
        start = end + 1


@lru_cache(maxsize=1)
def english_words() -> WordList:
    """81,000 English words of four letters or more, in small letters; read when they are asked for first.

    Empty where the file is missing or damaged: then no word is taken for a misspelt one.
    """
    try:
        packed = (shipped_folder() / "english_words.txt.gz").read_bytes()
        return WordList(gzip.decompress(packed).decode("ascii"))
    except (OSError, EOFError, ValueError):
        return WordList()

"""Words that a model knows little of, and what can stand for them: a plain word of the same meaning, or two words.

Measured on real sets: rarity alone is no sign of a word that should go (a third of the rare words was rightly named,
and plants and garments are rightly rare). So a word is named only where a plain one is known for it: it is an alias of
the vocabulary whose term is plain. What is written in one word, `ghostwhite`, is two where both are plain words.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from tui_captioner.domain.checks.modifier_classes import word_set
from tui_captioner.domain.checks.tag_words import LONGEST_TAG, split_words
from tui_captioner.domain.consistency.word_lists import COLOURS, LIGHT_AND_DARK
from tui_captioner.domain.spelling import match_key
from tui_captioner.domain.vocabulary import Term

_SHORTEST, _SHORTEST_FUSED, _SHORTEST_HALF = 4, 7, 3
_COMMON = 5
"""Terms of the vocabulary that a word stands in to be common."""
_COLOURS = COLOURS | {"grey"}
_SHADES = LIGHT_AND_DARK
_NAMED = word_set(
    "whitesmoke lavenderblush lemonchiffon mintcream oldlace olivedrab papayawhip peachpuff blanchedalmond "
    "mistyrose lightgoldenrod palegoldenrod darkgoldenrod darksalmon lightsalmon"
)
"""Colours of style sheets whose second half is no colour by itself."""
_OBSCURE_PIECES = 3
"""Pieces of CLIP's tokenizer from which a word may be obscure: no plain word of 42 has so many, 26 of 41 obscure ones.
Of fewer pieces are words that models know well though no list of English words has them: `kawaii`, `boho`."""
_SAME_WORD = 4
"""First letters that forms of one word share: `eeriness`, `eerie`."""
_OF = ("of a ", "of an ", "of the ", "of ")
_LONGEST_WORD = 40
_STOPS = ".,!?;:"
_KEPT = 50_000
"""Tags of which it is kept what is odd in them."""
_ENDINGS = ("s", "es", "ed", "ing", "er", "y")


class Odd(NamedTuple):
    """A word that can be said otherwise.

    Args:
        word: The word as it is written.
        plain: What says the same plainly; empty where nothing is known.
        two: The two words that it is; empty where it is one.
    """

    word: str
    plain: str
    two: str


class PlainWords:
    """What is known of single words. Answers are kept: captions have few words, each many times.

    Args:
        terms: The vocabulary, and what term lists were loaded: their own texts are plain by being there.
        english: Whether a folded word is an English one.
        pieces: Of how many pieces a word is for CLIP's tokenizer; None where that is not known.
    """

    def __init__(
        self,
        terms: Iterable[Term],
        english: Callable[[str], bool],
        pieces: Callable[[str], int] | None = None,
    ) -> None:
        self._english, self._pieces = english, pieces
        self._heads: set[str] = set()
        self._words: Counter[str] = Counter()
        self._aliases: dict[str, str] = {}
        for term in terms:
            head = _without_of(match_key(term.text))
            self._heads.add(head)
            self._words.update(set(head.split()))
            for alias in term.aliases:
                self._aliases.setdefault(match_key(alias), head)
        self._siblings: dict[str, str] = {}
        self._halves: dict[str, str] = {}
        self._texts: dict[str, Sequence[Odd]] = {}

    def knows(self, word: str) -> bool:
        """Whether a word is an English one, or stands in a term of the vocabulary."""
        key = match_key(word)
        return key in self._words or key in self._heads or self._english(key)

    def sibling(self, word: str) -> str:
        """A plain word, or plain words, for an obscure one; empty for any other word."""
        key = match_key(word)
        if key not in self._siblings:
            _make_room(self._siblings)
            self._siblings[key] = self._sibling(key)
        return self._siblings[key]

    def halves(self, word: str) -> str:
        """A word that is two written as one, with a space between them; empty for any other word."""
        key = match_key(word)
        if key not in self._halves:
            _make_room(self._halves)
            self._halves[key] = self._split(key)
        return self._halves[key]

    def odd_words(self, text: str) -> Sequence[Odd]:
        """The words of a tag that a plain one stands for, or that are two; names, which are capitalised, are none.

        Most tags have none, and most captions have tags that others have: it is kept.
        """
        if len(text) > LONGEST_TAG:
            return tuple(self._odd_words(text))
        found = self._texts.get(text)
        if found is None:
            _make_room(self._texts)
            found = self._texts[text] = tuple(self._odd_words(text))
        return found

    def _odd_words(self, text: str) -> Iterator[Odd]:
        for word in dict.fromkeys(part.rstrip(_STOPS) for part in split_words(text)):
            if len(word) <= _LONGEST_WORD and word.isalpha() and not word[0].isupper():
                odd = Odd(word, self.sibling(word), self.halves(word))
                if odd.plain or odd.two:
                    yield odd

    def _sibling(self, key: str) -> str:
        head = self._aliases.get(key, "")
        if not head or len(key) < _SHORTEST or not key.isalpha() or key in self._heads or key in self._words:
            return ""
        if any(_is_one_word(word, key) for word in head.split()):
            return ""
        return head if self._is_obscure(key) and all(map(self._is_plain, head.split())) else ""

    def _is_obscure(self, key: str) -> bool:
        if self._english(key) or any(self.knows(one) and self.knows(other) for one, other in _cuts(key)):
            return False
        return self._pieces is None or self._pieces(key) >= _OBSCURE_PIECES

    def _is_plain(self, word: str) -> bool:
        if not word.isalpha() or not (self._english(word) or len(word) < _SHORTEST):
            return False
        return self._pieces is None or self._pieces(word) < _OBSCURE_PIECES

    def _split(self, key: str) -> str:
        if len(key) < _SHORTEST_FUSED or not key.isalpha() or self.knows(key) or key in self._aliases:
            return ""
        if any(key.endswith(ending) and self.knows(key.removesuffix(ending)) for ending in _ENDINGS):
            return ""
        found = [f"{one} {other}" for one, other in _cuts(key) if self._are_two(one, other)]
        return found[0] if len(found) == 1 else ""

    def _are_two(self, one: str, other: str) -> bool:
        """Whether two halves are a colour with what says which, or words that many terms have."""
        if one + other in _NAMED:
            return self.knows(one) and self.knows(other)
        if other in _COLOURS and (one in _SHADES or self.knows(one)):
            return True
        return self._words[one] >= _COMMON and self._words[other] >= _COMMON


def _make_room(kept: dict[str, Any]) -> None:
    if len(kept) >= _KEPT:
        kept.clear()


def _cuts(key: str) -> Iterable[tuple[str, str]]:
    return ((key[:at], key[at:]) for at in range(_SHORTEST_HALF, len(key) - _SHORTEST_HALF + 1))


def _is_one_word(one: str, other: str) -> bool:
    """Whether two words are forms of one, or one is in the other."""
    one, other = _bare(one), _bare(other)
    return one[:_SAME_WORD] == other[:_SAME_WORD] or one in other or other in one


def _bare(word: str) -> str:
    """A word without accents."""
    return "".join(char for char in unicodedata.normalize("NFD", word) if not unicodedata.combining(char))


def _without_of(text: str) -> str:
    beginning = next((each for each in _OF if text.startswith(each)), "")
    return text.removeprefix(beginning)

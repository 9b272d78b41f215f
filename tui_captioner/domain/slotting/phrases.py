r"""The words of a tag, however another tool has wrapped them; only what is looked up is changed, never the tag.

Wrappings: weights, scores and brackets (`(smile:1.2)`, `smile (0.98)`, `((close-up))`, `[city]`), escaped brackets and
underscores (`artist \(style\)`, `long_hair`), booru qualifiers (`ribbon_(hair)`), namespaces (`character:miku`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from tui_captioner.domain.slotting.words import GEAR_VERBS, ING_NOUNS, INTRANSITIVE, PREPOSITIONS, QUANTITIES
from tui_captioner.domain.spelling import match_key, plain_key, singular

_PAIRS = {"(": ")", "[": "]", "{": "}"}
_MOST_BRACKETS = 20
"""Pairs around one tag that are taken away: who weighs a word has some three, and each is looked for anew."""
_WEIGHT = re.compile(r":[ ]?(?:\d*\.)?+\d++$")
_SCORE = re.compile(r"(?<=\w)(?::\d\.\d+| \(\d\.\d+\))$")
_NAMESPACE = re.compile(r"([a-z][a-z ]{2,}):[ ]?(?=[^\W\d_])")
_QUALIFIER = re.compile(r"(.+\S) \(([^()]+)\)$")
_WORD = re.compile(r"[^\W_]+(?:['’\-/.+:][^\W_]+)*\+?")
_WORD_OF_TWO = re.compile(r"[^\W\d_]{2}")
_MEASURE = re.compile(r"\d[./]\d|/\d")
_NUMBER = re.compile(r"[#+-]?\d+(?:[.,:x/-]\d+)*[%+]?")
_ARTICLES = frozenset({"a", "an", "the", "some", "this", "that", "his", "her", "its", "their", "another"})
_FEW = frozenset(["a", "an", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "several"])
_FEW_THINGS = re.compile(r"\d\d?")
_BEFORE_HEAD = frozenset(PREPOSITIONS.split())
_COMPOUNDING = frozenset(f"{INTRANSITIVE} {GEAR_VERBS}".split())
_QUANTITIES = frozenset(QUANTITIES.split())
_ING_NOUNS = frozenset(ING_NOUNS.split())


class Phrase(NamedTuple):
    """The words of one tag.

    Args:
        words: All of them, folded; no qualifier, no namespace, no article in front.
        singles: The same in the singular.
        head: The last word before the first preposition, in the singular: what kind of thing the tag names. Empty
            where a preposition opens the tag.
        preposition: The first preposition, empty if there is none.
        tail: The words behind it, articles left out, in the singular.
        article: Whether an article or a possessive opened the tag.
        qualifier: What stood in brackets behind it.
        namespace: What stood before a colon.
        counts_things: Whether `a`, `an` or a number of things opened the tag.
        counted: The word before `of` that only counted (`rows` of seats), in the singular.
        is_face: It has no word at all, such as `:d` and `^_^`.
        is_name: It has capitals where a tag has none.
    """

    words: tuple[str, ...]
    singles: tuple[str, ...]
    head: str
    preposition: str
    tail: tuple[str, ...]
    article: bool = False
    counts_things: bool = False
    qualifier: str = ""
    namespace: str = ""
    counted: str = ""
    is_face: bool = False
    is_name: bool = False

    @property
    def pair(self) -> tuple[str, ...]:
        """The head noun and the word before it, in the singular; fewer words where there are not so many."""
        at = next((place for place, word in enumerate(self.words) if word in _BEFORE_HEAD), len(self.words))
        return self.singles[max(0, at - 2) : at]

    @property
    def last(self) -> str:
        """The last word, in the singular."""
        return self.singles[-1] if self.singles else ""


def bare_key(text: str) -> str:
    r"""The key under which a tag is looked up: `match_key` of it without weight and without brackets around it.

    >>> bare_key("((Long_hair:1.2))")
    'long hair'
    """
    return _unwrapped(match_key(text))


def bare_text(text: str) -> str:
    r"""What `bare_key` gives, hyphens kept: what is between the words says what they are.

    >>> bare_text("((Off-Shoulder_dress:1.2))")
    'off-shoulder dress'
    """
    return _unwrapped(plain_key(text))


def _unwrapped(key: str) -> str:
    key = _SCORE.sub("", key)
    for _ in range(_MOST_BRACKETS):
        if len(key) < 3 or _PAIRS.get(key[0]) != key[-1] or not _encloses(key) or not _WORD_OF_TWO.search(key):
            break
        key = _WEIGHT.sub("", key[1:-1].strip()).strip()
    return key


def _encloses(key: str) -> bool:
    """Whether the first bracket is closed by the last one, not earlier as in `(a) b (c)`."""
    depth = 0
    for place, letter in enumerate(key):
        depth += (letter in _PAIRS) - (letter in _PAIRS.values())
        if depth == 0:
            return place == len(key) - 1
    return False


def bag_key(key: str) -> str:
    """The loosest key: the words in the singular and sorted, articles left out."""
    return " ".join(sorted([singular(word) for word in key.split() if word not in _ARTICLES]))


def phrase_of(text: str) -> Phrase:
    """Take a tag apart."""
    key = bare_text(text)
    namespace = qualifier = ""
    if (found := _NAMESPACE.match(key)) is not None:
        namespace, key = found[1].strip(), key[found.end() :]
    if (found := _QUALIFIER.fullmatch(key)) is not None:
        key, qualifier = found[1], found[2].strip()
    words = _WORD.findall(key)
    article = bool(words) and words[0] in _ARTICLES and len(words) > 1
    counts_things = len(words) > 2 and (words[0] in _FEW or _FEW_THINGS.fullmatch(words[0]) is not None)
    counted, words = _counted(words[1:] if article else words)
    singles = tuple(singular(word) for word in words)
    at = next((place for place, word in enumerate(words) if word in _BEFORE_HEAD), len(words))
    return Phrase(
        words=tuple(words),
        singles=singles,
        head=head_of(words),
        preposition=words[at] if at < len(words) else "",
        tail=tuple(
            single for word, single in zip(words[at + 1 :], singles[at + 1 :], strict=True) if word not in _ARTICLES
        ),
        article=article,
        counts_things=counts_things,
        qualifier=qualifier,
        namespace=namespace,
        counted=counted,
        is_face=_is_face(key),
        is_name=not text[:1].islower() and not text.isupper() and any(letter.isupper() for letter in text),
    )


def _counted(words: list[str]) -> tuple[str, list[str]]:
    """`row of tall trees` as what only counts and the rest, so that the trees are its head."""
    if "of" not in words[1:3] or words[-1] == "of":
        return "", words
    at = words.index("of", 1)
    counter = singular(words[at - 1])
    counts = counter in _QUANTITIES and words[at + 1] not in _ARTICLES
    return (counter, words[at + 1 :]) if counts else ("", words)


def _is_face(key: str) -> bool:
    """Whether it is drawn with signs: no two letters side by side, and no measure such as `f/1.8`."""
    words = _WORD_OF_TWO.search(key) or _MEASURE.search(key) or _NUMBER.fullmatch(key)
    return 1 < len(key) <= 6 and not words and not key.isalnum()


def is_gerund(word: str) -> bool:
    """Whether a word is the `-ing` form of a verb, not a noun such as `ceiling`."""
    return len(word) > 4 and word.endswith("ing") and word.rpartition("-")[2] not in _ING_NOUNS


def happening(phrase: Phrase) -> int:
    """Where the verb stands in a tag that says what somebody or something does (`mane flying in the wind`).

    Returns:
        The position of the `-ing` form, 0 where there is none: in `red boxing gloves` a noun follows, so it is none.
    """
    for at, word in enumerate(phrase.words):
        if word in _BEFORE_HEAD:
            return 0
        if at and is_gerund(word):
            behind = phrase.words[at + 1 : at + 2]
            bound = not behind or behind[0] in _BEFORE_HEAD or behind[0] in _ARTICLES
            return at if bound or word not in _COMPOUNDING else 0
    return 0


def names_a_thing(phrase: Phrase) -> bool:
    """Whether its head noun says what a tag names: not in `holding a wand` and `coat blowing in the wind`."""
    doing = bool(phrase.words[1:]) and is_gerund(phrase.words[0]) and phrase.words[0] not in _COMPOUNDING
    return not doing and not happening(phrase)


def head_of(words: Sequence[str]) -> str:
    """The last word before the first preposition, in the singular; empty where a preposition comes first."""
    if _BEFORE_HEAD.isdisjoint(words):
        return singular(words[-1]) if words else ""
    at = next(place for place, word in enumerate(words) if word in _BEFORE_HEAD)
    return singular(words[at - 1]) if at else ""

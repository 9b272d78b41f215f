"""What is said otherwise than it is written: numbers as words, words apart, and words that are no part of a tag."""

from __future__ import annotations

import re
from sys import intern

MOST_WORDS = 300
"""Words that a line has at most; a longer one is no line that somebody said."""
FILLERS = frozenset({"um", "uh", "er", "erm", "hmm", "mm"})
"""Words that mean nothing."""
BORDER_WORDS = frozenset({"and", "then", "also", "plus", "next", "comma"})
"""Words that end a tag where they stand alone between two cuts."""
_SMALL = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_NUMBERS = {
    **{word: str(number) for number, word in enumerate(_SMALL)},
    **{word: str(10 * number) for number, word in enumerate(_TENS, 2)},
}
_DIGITS = re.compile(r"\d+")
_BORDERS = re.compile(r"[,，、；]|(?<=\w);(?=\s|$)")
_STOPS = ".!?"
_SHORT = 3
"""Letters of a word up to which a stop behind it may be its own (`mt.`, `vs.`)."""
_HOLDS_BORDERS = frozenset('([{<"')
"""What may hold a comma that is no border."""


def words_of(text: str) -> list[str]:
    """The words of a tag, `_` taken for a space."""
    return text.replace("_", " ").split()


def shape_of(word: str) -> str:
    """A word as gaps are learnt from it: in small letters, any number as `#`; kept once, however many terms have it."""
    word = word.lower()
    return intern(word if word.isalpha() else _DIGITS.sub("#", word))


def key_of(text: str) -> str:
    """What a tag sounds like: without spaces and hyphens, in small letters, numbers as digits (`one girl`: `1girl`).

    A text of nothing but such signs (`-_-`) is its own key.
    """
    return "".join([_NUMBERS.get(part, part) for part in _bare(text).split()]) or text


def letters_of(text: str) -> str:
    """The letters of a tag in a row: two texts with the same ones are spelled with the same words."""
    return "".join(_bare(text).split())


def _bare(text: str) -> str:
    return text.lower().replace("_", " ").replace("-", " ")


def is_number(word: str) -> bool:
    """Whether a word is a number, in digits or in letters."""
    return word.isdecimal() or word.lower() in _NUMBERS


def parts_of(line: str) -> list[str]:
    """The parts of a line between which borders are sure, since somebody set them: commas, and stops behind words."""
    parts: list[str] = []
    for part in _BORDERS.split(line):
        words: list[str] = []
        for word in part.split():
            bare = word.rstrip(_STOPS)
            ends = bare != word and bare.isalpha() and len(bare) > _SHORT
            words.append(bare if ends else word)
            if ends:
                parts.append(" ".join(words))
                words = []
        parts.append(" ".join(words))
    return [part for part in parts if part]


def tags_in(text: str) -> list[str]:
    """The tags that a piece of a caption teaches: a sentence is parted at its commas.

    None where a comma may stand inside brackets or quotation marks.
    """
    if "," not in text:
        return [text]
    if _HOLDS_BORDERS.intersection(text):
        return []
    return [tag for part in text.split(",") if (tag := part.strip().rstrip(_STOPS))]

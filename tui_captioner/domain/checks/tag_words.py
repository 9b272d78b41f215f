"""The words of a tag as the rules about repetition see them: what it is about, and what it says of that."""

from __future__ import annotations

import re
from typing import NamedTuple

from tui_captioner.domain.checks.modifier_classes import SIZES, word_set
from tui_captioner.domain.consistency.word_lists import COLOURS, DEGREES, NUMBER_WORDS, PREPOSITIONS
from tui_captioner.domain.spelling import plain_key

_GAP = re.compile(r"[\s_]+")
_NOT_PLAIN = re.compile(r'[()\[\]{}|<>:;"/\\,.!?]')
LONGEST_TAG = 200
"""Characters from which a piece is no tag either."""
_LONGEST = 12
"""Words from which a piece is no tag but part of a sentence."""
GROUNDS = frozenset(("background", "foreground"))
"""What things are in: `lamp in background` is about the background too."""
ARTICLES = frozenset(("a", "an", "the"))
SAYS_LITTLE = COLOURS | SIZES | DEGREES | NUMBER_WORDS | PREPOSITIONS | word_set("left right up down back")
"""Words that may end any number of tags that have nothing to do with each other."""


class Parts(NamedTuple):
    """A tag that is no sentence, taken apart.

    Args:
        words: Its words as they are written.
        folded: The same without case.
        noun: The last word before a preposition, folded; empty where the tag begins with one.
        before: How many words stand before that.
        ground: What a thing is in, `background` or `foreground`; empty for other tags.
    """

    words: tuple[str, ...]
    folded: tuple[str, ...]
    noun: str
    before: int
    ground: str

    @property
    def behind(self) -> tuple[str, ...]:
        """What stands behind the noun: `with dark edges`."""
        return self.words[self.before + 1 :]


def split_words(text: str) -> tuple[str, ...]:
    """The words of a tag as they are written, whether spaces or `_` part them."""
    return tuple(word for word in _GAP.split(text) if word)


def parts_of(text: str) -> Parts | None:
    """Take a tag apart; None for a sentence, for a weight, and for what has brackets or stops in it."""
    if len(text) > LONGEST_TAG or _NOT_PLAIN.search(text):
        return None
    words = split_words(text)
    if not words or len(words) > _LONGEST:
        return None
    folded = tuple(plain_key(word) for word in words)
    end = next((at for at, word in enumerate(folded) if word in PREPOSITIONS), len(folded))
    noun = folded[end - 1] if end else ""
    ground = ""
    if folded[-1] in GROUNDS and end and folded[end:-1] in (("in",), ("in", "the")):
        ground = folded[-1]
    return Parts(words, folded, noun, max(0, end - 1), ground)


def names_of(parts: Parts) -> tuple[str, ...]:
    """The nouns by which a tag counts as a repetition: its own, and the ground that its thing is in."""
    return tuple(name for name in (parts.noun, parts.ground) if name not in SAYS_LITTLE and any(map(str.isalpha, name)))

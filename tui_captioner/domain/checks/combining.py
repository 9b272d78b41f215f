"""Tags about one noun made one tag: `simple background, white background` is `simple white background`.

Repeated words gain weight in training (novita.ai guide, "Avoid repetition"; its example comes out word for word). Only
what comes out as good English is proposed: of 60 groups in real captions 30, all of them good.
"""

from __future__ import annotations

from collections.abc import Sequence

from tui_captioner.domain.checks.modifier_classes import modifier_classes, word_set
from tui_captioner.domain.checks.tag_words import ARTICLES, Parts, parts_of
from tui_captioner.domain.consistency.word_lists import NUMBER_WORDS, PREPOSITIONS
from tui_captioner.domain.spelling import singular

_MASS = word_set(
    "water grass smoke fire snow foliage light lighting fog mist rain sand furniture scenery greenery sky ice "
    "food hair fur fabric blood dust steam lava vegetation jewelry text bread milk fruit traffic sunlight "
    "moonlight darkness mud wood paper nature ivy moss wheat graffiti confetti glass metal people clothing "
    "laundry luggage bamboo lightning machinery architecture wildlife art money trash garbage debris coral algae "
    "seaweed police"
)
"""Nouns that have no article."""
_PLURALS = word_set("men women children feet teeth geese mice sheep deer fish dice")
_DETERMINERS = ARTICLES | NUMBER_WORDS | word_set("his her its their my your this that these those no any all")
_VOWELS = tuple("aeiou")
_NO_VOWEL_SOUND = ("uni", "use", "usu", "eu", "one", "ut")
_MOST_THINGS = 2


def combined(tags: Sequence[str], noun: str) -> str | None:
    """The one tag that says what several say of a noun; None where that is no plain English.

    Args:
        tags: Tags of which each is about the noun, in the order in which they stand.
        noun: The noun, folded; see `tag_words.names_of`.
    """
    gathered = _Gathered()
    for tag in tags:
        parts = parts_of(tag)
        if parts is None or "_" in tag or not gathered.take(parts, noun):
            return None
    return gathered.told()


class _Gathered:
    """What is said of a noun."""

    def __init__(self) -> None:
        self._noun = ""
        self._modifiers: dict[int, tuple[str, ...]] = {}
        self._behind: dict[tuple[str, ...], None] = {}
        self._things: dict[str, None] = {}

    def take(self, parts: Parts, noun: str) -> bool:
        """Take a tag; whether that could be done."""
        if parts.ground == noun:
            return self._take_thing(parts)
        before, own = parts.words[: parts.before], parts.words[parts.before]
        if self._noun and self._noun != own:
            return False
        self._noun = own
        found = modifier_classes(before)
        if found is None or not all(self._fill(place, words) for place, words in found):
            return False
        if parts.behind:
            self._behind[parts.behind] = None
        return True

    def _fill(self, place: int, words: tuple[str, ...]) -> bool:
        """Put a modifier into its class, which has room for one: `very long` goes over `long`."""
        there = self._modifiers.get(place, ())
        new, old = _folded(words), _folded(there)
        if there and new[-len(old) :] != old:
            return old[-len(new) :] == new
        self._modifiers[place] = words if len(new) > len(old) else there
        return True

    def _take_thing(self, parts: Parts) -> bool:
        words = parts.words[: parts.before + 1]
        if words[0][:1].isupper() or _is_doing(parts.noun) or any(word in PREPOSITIONS for word in _folded(words)):
            return False
        self._things[_with_article(words)] = None
        return True

    def told(self) -> str | None:
        said = len(self._modifiers) + len(self._behind) + len(self._things)
        if not self._noun or said < 2 or len(self._behind) + bool(self._things) > 1 or len(self._things) > _MOST_THINGS:
            return None
        words = [word for place in sorted(self._modifiers) for word in self._modifiers[place]]
        behind = [word for phrase in self._behind for word in phrase]
        things = ["with " + " and ".join(self._things)] if self._things else []
        return " ".join([*words, self._noun, *behind, *things])


def _folded(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(word.casefold() for word in words)


def _is_doing(noun: str) -> bool:
    return len(noun) > 5 and noun.endswith("ing") and noun not in _MASS


def _with_article(words: Sequence[str]) -> str:
    """A thing with the article that it has behind `with`: none before plurals and what can't be counted."""
    first, last = words[0].casefold(), words[-1].casefold()
    told = " ".join(words)
    if first in _DETERMINERS or first[:1].isdigit() or last in _MASS or last in _PLURALS or singular(last) != last:
        return told
    sounds = first.startswith(_VOWELS) and not first.startswith(_NO_VOWEL_SOUND)
    return f"{'an' if sounds else 'a'} {told}"

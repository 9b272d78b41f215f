"""What makes two tags never the same, however alike they are written."""

from __future__ import annotations

from functools import lru_cache

from tui_captioner.domain.consistency import word_lists
from tui_captioner.domain.consistency.tag_forms import TagForm, core_word
from tui_captioner.domain.spelling import singular

_DISTINCT = (
    word_lists.NUMBER_WORDS,
    word_lists.COLOURS,
    word_lists.DEGREES,
    word_lists.NEGATIONS,
)
_FUSED = frozenset(one + other for one in word_lists.LIGHT_AND_DARK for other in word_lists.FUSED_COLOURS)
_TELLING = _FUSED.union(core_word(word) for words in _DISTINCT for word in words)
_OPPOSITES = tuple(frozenset(core_word(word) for word in group) for group in word_lists.OPPOSITES)
_OPPOSED = frozenset().union(*_OPPOSITES)
_TOLD_APART = word_lists.PAIRED_PARTS | word_lists.PEOPLE


def never_the_same(one: TagForm, other: TagForm) -> bool:
    """Whether a word or a number stands in the way.

    Other digits; a number word, colour, degree or negation that only one has; a word of which the other has the
    opposite; one against two of paired parts, or of people.
    """
    if one.digits != other.digits:
        return True
    left, right = _weighty(one.words), _weighty(other.words)
    if [word for word in left if word in _TELLING] != [word for word in right if word in _TELLING]:
        return True
    if any(_oppose(left, right, group) for group in _OPPOSITES):
        return True
    return _one_and_many(one, other)


def is_telling(word: str) -> bool:
    """Whether a word of the core, put beside another thing, makes another tag: colours, numbers, opposites."""
    return word in _TELLING or word in _OPPOSED


@lru_cache(maxsize=8192)
def _weighty(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words that any guard is about, in the alphabet's order."""
    cores = (core_word(word, many=True) for word in words)
    return tuple(sorted({word for word in cores if word in _TELLING or word in _OPPOSED or word in _TOLD_APART}))


def _oppose(left: tuple[str, ...], right: tuple[str, ...], group: frozenset[str]) -> bool:
    one, other = group.intersection(left), group.intersection(right)
    return bool(one) and bool(other) and one != other


def _one_and_many(one: TagForm, other: TagForm) -> bool:
    left, right = _told_apart(one), _told_apart(other)
    return any(part in right and right[part] != number for part, number in left.items())


def _told_apart(form: TagForm) -> dict[str, set[str]]:
    """The paired parts and people of a tag, each with the numbers in which they stand; nothing where it counts them."""
    if not word_lists.MORE_THAN_ONE.isdisjoint(form.words) or any(
        digit.lstrip("0") not in ("", "1") for digit in form.digits
    ):
        return {}
    found: dict[str, set[str]] = {}
    for word in form.words:
        part = singular(word)
        if part in _TOLD_APART:
            found.setdefault(part, set()).add(word)
    return found

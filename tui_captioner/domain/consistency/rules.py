"""The rules by which two tags are one thing: the first that holds.

String similarity does not decide: of pairs of real tags that are 90% alike, one in six was the same (measured on eleven
sets). Between the first rule and the others stand the guards.
"""

from __future__ import annotations

from collections import Counter

from tui_captioner.domain.consistency import word_lists
from tui_captioner.domain.consistency.guards import is_telling, never_the_same
from tui_captioner.domain.consistency.lexicon import Lexicon
from tui_captioner.domain.consistency.pairs import Rule
from tui_captioner.domain.consistency.spelling_slips import spelling_slip
from tui_captioner.domain.consistency.tag_forms import TagForm, american


def judge(one: TagForm, other: TagForm, lexicon: Lexicon, *, prose: bool) -> Rule | None:
    """By which rule two tags of different texts are the same; None if they are not.

    Args:
        one: A tag.
        other: Another.
        lexicon: What is known of aliases and words.
        prose: Whether they are pieces of prose, of which only the spelling is compared.
    """
    if prose:
        return _of_prose(one, other, lexicon)
    if one.form == other.form:
        return Rule.FORM
    if lexicon.own_heads(one) & lexicon.own_heads(other):
        return Rule.ALIAS
    guarded = never_the_same(one, other)
    if not guarded and one.joined == other.joined:
        return Rule.SMALL_WORDS
    if not guarded and one.bag == other.bag and _may_change_places(one.core, other.core):
        return Rule.ORDER
    if not guarded and lexicon.heads(one) & lexicon.heads(other):
        return Rule.ALIAS
    # An unknown word stands for no guard's word, and where all others are equal no guard speaks of them.
    return Rule.SPELLING if spelling_slip(one, other, lexicon) else None


def _of_prose(one: TagForm, other: TagForm, lexicon: Lexicon) -> Rule | None:
    """A slip, or British against American: pieces of sentences are no tags, so that other rules say nothing of them."""
    if one.words != other.words and list(map(american, one.words)) == list(map(american, other.words)):
        return Rule.FORM
    return Rule.SPELLING if spelling_slip(one, other, lexicon) else None


# --- order ------------------------------------------------------------------------------------------------------------


def _may_change_places(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether equal words say the same in another order."""
    if len(one) <= 2:
        return any(_is_participle(word) or word in word_lists.SWAPPABLE for word in one)
    return _phrases(one) == _phrases(other) and _beside(one) == _beside(other)


def _phrases(core: tuple[str, ...]) -> list[tuple[str, list[str]]]:
    """What stands before, between and behind the words whose sides may not swap, each with the word before it."""
    found: list[tuple[str, list[str]]] = [("", [])]
    for at, word in enumerate(core):
        inside = 0 < at < len(core) - 1
        if word in word_lists.PREPOSITIONS or (inside and word.endswith("ing") and _is_participle(word)):
            found.append((word, []))
        else:
            found[-1][1].append(word)
    return [(word, sorted(words)) for word, words in found]


def _beside(core: tuple[str, ...]) -> Counter[tuple[str, str]]:
    """What stands behind each telling word, where there are several: `black dress white shoes`."""
    pairs = Counter(
        (word, core[at + 1] if at + 1 < len(core) else "") for at, word in enumerate(core) if is_telling(word)
    )
    return pairs if pairs.total() > 1 else Counter()


def _is_participle(word: str) -> bool:
    if word in word_lists.NO_PARTICIPLES:
        return False
    return word in word_lists.PARTICIPLES or (len(word) > 4 and word.endswith(("ing", "ed")))

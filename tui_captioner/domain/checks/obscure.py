"""Words of a caption that a model knows little of, where a plain one is known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tui_captioner.domain.checks.checked_caption import CaptionRule, CheckedCaption
from tui_captioner.domain.checks.finding import INFO, Finding
from tui_captioner.domain.checks.mend import ReplaceWords
from tui_captioner.domain.checks.plain_words import Odd, PlainWords
from tui_captioner.domain.checks.repetition import is_danbooru
from tui_captioner.domain.checks.rule import Rule
from tui_captioner.domain.checks.tag_words import split_words

OBSCURE = Rule(
    "obscure-word",
    "An obscure word beside a plain one",
    'novita.ai guide, "Use Your Model\'s Existing Knowledge to Your Advantage": `sarcastic`, not `mordacious`',
    INFO,
    "Write the plain word, or both beside each other where the obscure one is what is taught",
    gathered=True,
)
FUSED = Rule(
    "fused-word",
    "Two words written as one",
    'novita.ai guide, "Use Your Model\'s Existing Knowledge to Your Advantage"; measured on eleven real sets',
    INFO,
    "Write two words",
    gathered=True,
)
RULES = (OBSCURE, FUSED)

_SHORT = 4
"""Letters below which a word is none that the list of English words has."""


def obscure_words(seen: CheckedCaption) -> Iterator[Finding]:
    """Words with a plain sibling; not where that stands in the caption too, as for a word that is taught."""
    odd_ones = list(_odd_words(seen))
    there = {tag.text.casefold() for _, tag in seen.all_tags} if odd_ones else frozenset()
    for slot, text, odd, words in odd_ones:
        plain, word = odd.plain, odd.word
        if not plain or plain in there:
            continue
        # A name may be such a word: with others that nobody knows it is taken for one.
        if all(other == word or _is_usual(other, words) for other in split_words(text)):
            message = f"'{word}' is a rare word for '{plain}'"
            mend = f"Write '{plain}', or both beside each other where '{word}' is what is taught"
            by = ReplaceWords(word, plain)
            yield seen.finding(OBSCURE, message, mend, slot=slot, tag=text, about=word.casefold(), mend_by=by)


def _is_usual(word: str, words: PlainWords) -> bool:
    return len(word) < _SHORT or not word.isalpha() or words.knows(word)


def fused_words(seen: CheckedCaption) -> Iterator[Finding]:
    """Words that are two, written as one: `ghostwhite`."""
    for slot, text, odd, _ in _odd_words(seen):
        if odd.two:
            message, mend = f"'{odd.word}' is two words, which models know better", f"Write '{odd.two}'"
            by = ReplaceWords(odd.word, odd.two)
            yield seen.finding(FUSED, message, mend, slot=slot, tag=text, about=odd.word.casefold(), mend_by=by)


def _odd_words(seen: CheckedCaption) -> Iterator[tuple[str, str, Odd, PlainWords]]:
    """Slot, tag and word of each word that can be said otherwise and is not the trigger word.

    Danbooru's tags have none: they are trained on as they are.
    """
    if seen.words is None:
        return
    found = [(slot, tag.text, odd) for slot, tag in seen.tags for odd in seen.words.odd_words(tag.text)]
    if not found or is_danbooru([tag.text for _, tag in seen.tags]):
        return
    trigger = {word.casefold() for word in split_words(seen.trigger)}
    for slot, text, odd in found:
        if odd.word.casefold() not in trigger:
            yield slot, text, odd, seen.words


CHECKS: Mapping[str, CaptionRule] = {OBSCURE.id: obscure_words, FUSED.id: fused_words}

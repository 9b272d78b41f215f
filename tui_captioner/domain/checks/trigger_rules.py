"""Rules on the trigger word in one caption: it is there, spelt as everywhere, as a word of its own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from itertools import pairwise

from tui_captioner.domain.checks.checked_caption import CaptionRule, CheckedCaption
from tui_captioner.domain.checks.finding import WARNING, Finding
from tui_captioner.domain.checks.mend import MakeGlobal, ReplaceWords
from tui_captioner.domain.checks.rule import Rule
from tui_captioner.domain.one_importer import ONE_IMPORTER
from tui_captioner.domain.profiles.whole_words import holds
from tui_captioner.domain.standing import same_text

_GUIDE = 'captioning prompt guide, "Inconsistent anchor word": the exact same word every time'
MISSING = Rule(
    "trigger-missing",
    "The trigger word is missing",
    _GUIDE,
    WARNING,
    "Put it into the globals, or write it where it reads naturally",
    gathered=True,
)
SPELLING = Rule(
    "trigger-spelling",
    "The trigger word is spelt otherwise",
    _GUIDE,
    WARNING,
    "Spell it as the settings have it",
    gathered=True,
)
INSIDE = Rule(
    "trigger-inside",
    "The trigger word is only part of a word",
    f"{_GUIDE}; ai-toolkit takes such a caption for one that has it",
    WARNING,
    "Write it as a word of its own",
    gathered=True,
)
REPLACED = Rule(
    "trigger-replaced",
    "Another word stands in for the trigger word",
    _GUIDE,
    WARNING,
    "Write the trigger word in its place",
    gathered=True,
)

_WORD = re.compile(r"[^\W_]+(?:['_-][^\W_]+)*")
_STANDING_IN = ("she", "he", "they", "it", "i")
_CLASSES = ("character", "woman", "man", "girl", "boy", "person", "subject", "figure", "object", "style", "lady")
_LEAST, _LONG = 4, 8
"""Letters from which one slip is a misspelling, and from which two are."""


def _stands(seen: CheckedCaption) -> bool:
    """Whether there is nothing to look for: no trigger word is set, or it is there."""
    return not seen.trigger or holds(seen.text, seen.trigger)


def missing(seen: CheckedCaption) -> Iterator[Finding]:
    """Captions that have neither the trigger word nor anything that is meant to be it."""
    if not _stands(seen) and not _misspelt(seen) and not _is_inside(seen) and not _stand_in(seen):
        message = f"'{seen.trigger}' is missing"
        mend_by = None if "," in seen.trigger else MakeGlobal((seen.trigger,))
        yield seen.finding(MISSING, message, about=seen.trigger, mend_by=mend_by)


def spelling(seen: CheckedCaption) -> Iterator[Finding]:
    """Other letter case, or a slip. Words that the vocabulary knows are no slips, nor is the plural."""
    found = "" if _stands(seen) else _misspelt(seen)
    if found:
        message = f"'{found}' is not how the trigger word '{seen.trigger}' is spelt"
        if same_text(found, seen.trigger):
            message = f"'{found}' looks like the trigger word and is written with other signs"
        yield seen.finding(SPELLING, message, tag=found, about=found, mend_by=ReplaceWords(found, seen.trigger))


def inside(seen: CheckedCaption) -> Iterator[Finding]:
    """`annikas` for `annika`: the text is there, the word is not."""
    if not _stands(seen) and not _misspelt(seen) and _is_inside(seen):
        yield seen.finding(INSIDE, f"'{seen.trigger}' is only part of a word", about=seen.trigger)


def replaced(seen: CheckedCaption) -> Iterator[Finding]:
    """`she is walking`, `the character is walking`."""
    if _stands(seen) or _misspelt(seen) or _is_inside(seen):
        return
    found = _stand_in(seen)
    if found:
        message = f"'{found}' stands where '{seen.trigger}' should"
        yield seen.finding(REPLACED, message, tag=found, about=found, mend_by=ReplaceWords(found, seen.trigger))


def _misspelt(seen: CheckedCaption) -> str:
    """What is in the caption in place of the trigger word, spelt otherwise; empty for nothing."""
    trigger, text = seen.trigger, seen.text
    spellings = dict.fromkeys([*_alike(text, trigger), unicodedata.normalize("NFD", trigger)])
    other = next((found for found in spellings if found != trigger and holds(text, found)), "")
    if other:
        return other
    if " " in trigger or len(trigger) < _LEAST:
        return ""
    folded = trigger.casefold()
    words = {word for word in _WORD.findall(text) if _is_near(word.casefold(), folded)}
    return next((word for word in sorted(words) if seen.term(word) is None), "")


def _alike(text: str, trigger: str) -> Iterator[str]:
    """What stands in a text and is the trigger word but for letter case, `_` and hyphens."""
    folded, wanted = _plain(text), _plain(trigger)
    at = folded.find(wanted)
    while at >= 0:
        yield text[at : at + len(trigger)]
        at = folded.find(wanted, at + 1)


def _plain(text: str) -> str:
    """A text without letter case, `_` and hyphens as blanks; of the same length."""
    if text.isascii():
        small = text.lower()
    else:
        small = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    return small.replace("_", " ").replace("-", " ")


def _is_near(word: str, trigger: str) -> bool:
    """Whether a word is a slip from the trigger word: a letter more, less, other or swapped; two in long ones."""
    slips = 2 if len(trigger) >= _LONG else 1
    if word == trigger or abs(len(word) - len(trigger)) > slips or not word.isalpha():
        return False
    if word in (f"{trigger}s", f"{trigger}es") or word[0] != trigger[0]:
        return False
    # Here, not above: most captions have no word of about that length.
    with ONE_IMPORTER:
        from rapidfuzz.distance import OSA

    return bool(OSA.distance(word, trigger, score_cutoff=slips) <= slips)


def _is_inside(seen: CheckedCaption) -> bool:
    return seen.trigger.casefold() in seen.text.casefold()


def _stand_in(seen: CheckedCaption) -> str:
    """The word that stands in for the trigger word: a pronoun at the head of a tag, or `the` with a class."""
    for _, tag in seen.all_tags:
        first, _, rest = tag.text.partition(" ")
        if first.casefold() in _STANDING_IN and rest:
            return first
        for one, other in pairwise(tag.text.split()):
            class_ = other.strip(",.")
            if one.casefold() == "the" and class_.casefold() in _CLASSES:
                return f"{one} {class_}"
    return ""


RULES = (MISSING, SPELLING, INSIDE, REPLACED)
CHECKS: Mapping[str, CaptionRule] = {
    MISSING.id: missing,
    SPELLING.id: spelling,
    INSIDE.id: inside,
    REPLACED.id: replaced,
}
"""What finds them, by the id of the rule."""

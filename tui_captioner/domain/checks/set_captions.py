"""Captions of a set beside each other: the same on several pictures, of two kinds, with what nearly all of them say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from statistics import median

from tui_captioner.domain.checks.checked_set import CheckedSet, SetRule, shortened
from tui_captioner.domain.checks.finding import INFO, WARNING, Finding
from tui_captioner.domain.checks.rule import Rule
from tui_captioner.domain.checks.set_texts import PROSE, TAGS
from tui_captioner.domain.query.pattern import quoted
from tui_captioner.domain.statistics.shares import LEAST_CONSTANT, LEAST_NEARLY, NEARLY_ALL, percent
from tui_captioner.domain.uniform_tags import LEAST_CAPTIONS

SAME = Rule(
    "same-caption",
    "The same caption on different pictures",
    "measured on eleven real sets: right 31 of 31 times",
    WARNING,
    "Say what differs, or leave all but one of the pictures out",
)
MIXED = Rule(
    "mixed-kinds",
    "Prose and tags in one set",
    'novita.ai guide, "Follow a Set Structure per Concept": no mixing of structures in one dataset',
    WARNING,
    "Write all captions of a set in one way, as you prompt",
)
PHRASES = Rule(
    "constant-phrase",
    "Words in nearly every caption",
    "measured on eleven real sets: words that stand inside differing tags, as caption-audit names them",
    WARNING,
    "Caption or dataset? Leave out what tells nothing apart; say in other words what only the wording repeats",
)
LENGTH = Rule(
    "odd-length",
    "Captions far longer or shorter than the others",
    "measured on eleven real sets: right 0 of 1 times, so it is off",
    INFO,
    "Describe pictures of one set as fully as each other",
    on=False,
    options={"deviations": 6},
)
RULES = (SAME, MIXED, PHRASES, LENGTH)

_FEW = 3
"""Captions of the rarer kind that are no chance."""
_RARE = 0.05
"""The share of it from which a set is mixed."""


def same_captions(seen: CheckedSet) -> Iterator[Finding]:
    """Captions that are the same on several pictures, in whatever order of words: one finding for all of them.

    In a set of hardly any images that is no habit yet.
    """
    if len(seen) < LEAST_CAPTIONS:
        return
    groups = {text: numbers for text, numbers in seen.texts.same.items() if not _is_one_picture(seen, numbers)}
    if not groups:
        return
    images = [number for numbers in groups.values() for number in numbers]
    text, numbers = next(iter(groups.items()))
    shown = shortened(text)
    if len(groups) == 1:
        message = f"{len(images):,} images have the same caption: '{shown}'"
    else:
        message = (
            f"{len(groups):,} captions stand on several images each, {len(images):,} in all; "
            f"on {len(numbers):,} of them: '{shown}'"
        )
    yield seen.finding(SAME, message, images=images, about="same")


def _is_one_picture(seen: CheckedSet, numbers: Sequence[int]) -> bool:
    pictures = {seen.same_pictures.get(number) for number in numbers}
    return len(pictures) == 1 and None not in pictures


def mixed_kinds(seen: CheckedSet) -> Iterator[Finding]:
    """Captions of tags among prose, or the other way round: one finding about the rarer kind.

    Tags with a sentence beside them are a kind of their own, and short captions are of none.
    """
    kinds = seen.texts.kinds
    prose, tags = kinds.count(PROSE), kinds.count(TAGS)
    fewer = min(prose, tags)
    if len(seen) < LEAST_CONSTANT or fewer < max(_FEW, _RARE * len(seen)) or 2 * (prose + tags) < len(seen):
        return
    rare = PROSE if prose < tags else TAGS
    images = [number for number, kind in enumerate(kinds) if kind == rare]
    message = f"{prose:,} captions are prose and {tags:,} are tags"
    yield seen.finding(MIXED, message, images=images, about="kinds")


def constant_phrases(seen: CheckedSet) -> Iterator[Finding]:
    """Words and phrases in nearly every caption that no tag on nearly every image has: one finding, in prose alone."""
    if len(seen) < LEAST_NEARLY:
        return
    everywhere = [tag.text for tag, images in seen.own_tags if len(images) >= NEARLY_ALL * len(seen)]
    found = seen.texts.phrases([*everywhere, *seen.globals, seen.trigger])
    if found:
        shares = ", ".join(f"'{phrase}' ({percent(count, len(seen))})" for phrase, count in found.items())
        message = f"Nearly all of {len(seen):,} captions say {shares}"
        yield seen.finding(PHRASES, message, filter=f"text:{quoted(next(iter(found)))}", about="phrases")


def odd_lengths(seen: CheckedSet) -> Iterator[Finding]:
    """Captions whose length is far from the usual one, measured in deviations of the middle half."""
    if len(seen) < LEAST_NEARLY or len(seen.tokens) != len(seen):
        return
    usual = median(seen.tokens)
    spread = median(abs(tokens - usual) for tokens in seen.tokens)
    most = seen.settings.number(LENGTH, "deviations") * max(1.0, spread)
    images = [number for number, tokens in enumerate(seen.tokens) if abs(tokens - usual) > most]
    if images:
        message = f"{len(images):,} captions are far from the usual {round(usual)} tokens"
        yield seen.finding(LENGTH, message, images=images, about="length")


CHECKS: Mapping[str, SetRule] = {
    SAME.id: same_captions,
    MIXED.id: mixed_kinds,
    PHRASES.id: constant_phrases,
    LENGTH.id: odd_lengths,
}

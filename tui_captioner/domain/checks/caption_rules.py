"""Rules on the tags of one caption. Each gets a `CheckedCaption` and yields what it finds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tui_captioner.domain.checks.checked_caption import CaptionRule, CheckedCaption
from tui_captioner.domain.checks.finding import INFO, WARNING, Finding
from tui_captioner.domain.checks.mend import DropRepeats, KeepInSlot
from tui_captioner.domain.checks.rule import Rule
from tui_captioner.domain.checks.rule_names import UNSURE, WRITTEN_TWICE
from tui_captioner.domain.spelling import composed
from tui_captioner.domain.structure import GLOBALS

TWICE = Rule(
    WRITTEN_TWICE,
    "A tag stands twice",
    'novita.ai guide, "Avoid repetition": repeated words gain weight in training',
    WARNING,
    "Delete one of the two",
)
GUESSED = Rule(
    UNSURE,
    "A tag whose slot was only guessed",
    "this program: nothing is placed in silence",
    INFO,
    "Move it to its slot, or leave it here by editing it",
    gathered=True,
)


def written_twice(seen: CheckedCaption) -> Iterator[Finding]:
    """What looks the same but is composed otherwise is the same word to people and another to the trainer.

    Such is `café` with one sign for `é`, or with two.
    """
    first = {composed(tag.text): (GLOBALS, tag.text) for tag in seen.globals}
    for key, tag in seen.tags:
        look = composed(tag.text)
        if look not in first:
            first[look] = key, tag.text
            continue
        slot, text = first[look]
        if text == tag.text:
            message = f"'{tag.text}' stands in {seen.title(slot)} already"
        else:
            message = f"'{tag.text}' looks like a tag in {seen.title(slot)} that is written with other signs"
        mend = DropRepeats(tag.text) if text == tag.text else None
        yield seen.finding(TWICE, message, slot=key, tag=tag.text, mend_by=mend)


def unsure(seen: CheckedCaption) -> Iterator[Finding]:
    """Tags that were put into a slot because no better one was known."""
    for key, tag in seen.tags:
        if tag.unsure:
            message = f"'{tag.text}' was put here because the vocabulary does not know it"
            yield seen.finding(GUESSED, message, slot=key, tag=tag.text, mend_by=KeepInSlot(tag.text, key))


RULES = (TWICE, GUESSED)
CHECKS: Mapping[str, CaptionRule] = {TWICE.id: written_twice, GUESSED.id: unsure}
"""What finds them, by the id of the rule."""

"""Checks on one caption. A finding says what is so, why it matters and how to mend it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.domain.structure import GLOBALS, Structure

RULES = ("written-twice", "unsure")
"""The rules by which one caption is checked."""
NEAR_DUPLICATE = "near-duplicate"
"""The rule by which the tags of a dataset are compared with each other."""
SAME_PICTURE = "same-picture"
"""The rule that images which show the same picture have the same caption; known once pictures were looked at."""
ALL_RULES = (*RULES, NEAR_DUPLICATE, SAME_PICTURE)
"""All rules that have findings on an image."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check reports.

    Args:
        rule: Name of the rule.
        severity: `error`, `warning` or `info`.
        slot: Key of the slot, empty for the caption as a whole.
        tag: Text of the tag, empty if it is about none.
        message: What is so.
        mend: What to do about it.
    """

    rule: str
    severity: str
    slot: str
    tag: str
    message: str
    mend: str

    def as_dict(self) -> dict[str, str]:
        """The finding as plain values."""
        return asdict(self)


def check_caption(structure: Structure, globals_: Sequence[Tag], caption: Caption) -> list[Finding]:
    """All findings on one caption; none for an image that has no tags yet."""
    if caption.is_empty:
        return []
    return [*_written_twice(structure, globals_, caption), *_unsure(structure, caption)]


def empty_slots(structure: Structure, caption: Caption) -> list[str]:
    """Titles of the slots that hold nothing."""
    return [structure.title(key) for key in structure.own_keys if not caption.tags(key)]


def _written_twice(structure: Structure, globals_: Sequence[Tag], caption: Caption) -> Iterator[Finding]:
    """Repeated words gain weight in training (novita.ai guide, "Avoid repetition").

    What looks the same but is composed otherwise (`café` with one sign for `é`, or with two) is the same word to people
    and another to the trainer.
    """
    first = {unicodedata.normalize("NFC", tag.text): (GLOBALS, tag.text) for tag in globals_}
    for key, tag in caption.all_tags(structure):
        look = unicodedata.normalize("NFC", tag.text)
        if look not in first:
            first[look] = key, tag.text
            continue
        slot, text = first[look]
        where = structure.title(slot) if slot in structure.keys else slot
        if text == tag.text:
            message = f"'{tag.text}' stands in {where} already"
        else:
            message = f"'{tag.text}' looks like a tag in {where} that is written with other signs"
        yield Finding("written-twice", "warning", key, tag.text, message, "Delete one of the two")


def _unsure(structure: Structure, caption: Caption) -> Iterator[Finding]:
    for key, tag in caption.all_tags(structure):
        if tag.unsure:
            message = f"'{tag.text}' was put here because the vocabulary does not know it"
            yield Finding(
                "unsure", "info", key, tag.text, message, "Move it to its slot, or leave it here by editing it"
            )

"""The state of a slot of an image, and what an edit does to the states that were set.

A slot has a state of its own only where somebody gave it one, such as `done` to an empty slot that is to stay empty.
Else its state follows: that of an image which is done or reviewed, else `draft` with tags in it and `empty` without.

What was reviewed and is edited then is done, not reviewed any more: nobody has looked at it as it is now. That holds
for an image and, of its slots, for those whose tags change. A flag stays until somebody takes it away. Of an image
whose last tag goes nothing is left that could be done, so its slots lose what they had but for flags.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from tui_captioner.domain.caption import Caption
from tui_captioner.domain.structure import Structure

STATES = ("empty", "draft", "done", "reviewed", "flagged")
"""States of an image, in the order of the work."""
FINISHED = ("done", "reviewed")
"""States that need no more work."""
SLOT_STATES = ("draft", "done", "reviewed", "flagged")
"""States that a slot may be given; that it is empty follows from its tags."""


class SlotMark(NamedTuple):
    """The state that a slot was given.

    Args:
        state: One of `SLOT_STATES`.
        note: What somebody wrote to it; no trainer reads it.
    """

    state: str
    note: str = ""


Marks = Mapping[str, SlotMark]
"""By key of a slot."""


def state_of_slot(image: str, mark: SlotMark | None, *, has_tags: bool) -> str:
    """The state of a slot.

    Args:
        image: The state of its image.
        mark: What the slot was given; None for nothing.
        has_tags: Whether the first caption has tags in it.
    """
    if mark is not None:
        return mark.state
    if image in FINISHED:
        return image
    return "draft" if has_tags else "empty"


def empty_slots(structure: Structure, caption: Caption) -> list[str]:
    """Titles of the slots that hold nothing and should hold something."""
    return [structure.title(key) for key in structure.needed_keys if not caption.tags(key)]


def is_open(marks: Marks, slots: Iterable[str]) -> bool:
    """Whether one of these slots was given a state that needs work."""
    return any(marks[slot].state not in FINISHED for slot in slots if slot in marks)


def marks_after(marks: Marks, before: Caption, after: Caption) -> Marks:
    """What slots keep of their states when the first caption changes."""
    if not marks:
        return marks
    gone = after.is_empty and not before.is_empty
    kept: dict[str, SlotMark] = {}
    for slot, mark in marks.items():
        if gone and mark.state != "flagged":
            continue
        stays = mark.state != "reviewed" or _texts(before, slot) == _texts(after, slot)
        kept[slot] = mark if stays else mark._replace(state="done")
    return marks if kept == marks else kept


def with_mark(marks: Marks, slot: str, mark: SlotMark | None) -> Marks:
    """These states with that of one slot; None takes it away, so that it follows from the image again."""
    kept = {key: own for key, own in marks.items() if key != slot}
    if mark is not None:
        kept[slot] = mark
    return kept


class MarkChange(NamedTuple):
    """A slot whose own state differs.

    Args:
        slot: Its key.
        before: Its state before, in words.
        after: Its state after, in words.
    """

    slot: str
    before: str
    after: str


def mark_changes(before: Marks, after: Marks) -> tuple[MarkChange, ...]:
    """The slots whose own states differ."""
    slots = dict.fromkeys((*before, *after))
    return tuple(
        MarkChange(slot, _in_words(before.get(slot)), _in_words(after.get(slot)))
        for slot in slots
        if before.get(slot) != after.get(slot)
    )


def _in_words(mark: SlotMark | None) -> str:
    if mark is None:
        return "as its image"
    return f'{mark.state} "{mark.note}"' if mark.note else mark.state


def reads_otherwise(before: Iterable[Caption], after: Iterable[Caption]) -> bool:
    """Whether captions have other tags, or have them in other slots, or other sentences of a person; that a tag is sure
    now is no difference."""
    old, new = (
        [(_sentences(one), {slot: _texts(one, slot) for slot in one.slots}) for one in each] for each in (before, after)
    )
    return old != new


def _sentences(caption: Caption) -> str:
    """What somebody wrote in place of the tags; what a template makes of them says nothing new."""
    return caption.prose.text if caption.prose is not None and caption.prose.is_kept else ""


def _texts(caption: Caption, slot: str) -> list[str]:
    return [tag.text for tag in caption.tags(slot)]

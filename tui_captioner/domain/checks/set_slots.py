"""Tags that stand in another slot than elsewhere in the set."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from tui_captioner.domain.checks.checked_set import CheckedSet, SetRule, SetTag, listed, shortened, tag_filter
from tui_captioner.domain.checks.finding import INFO, Finding
from tui_captioner.domain.checks.mend import MoveTag, SeveralMends
from tui_captioner.domain.checks.rule import Rule

ELSEWHERE = Rule(
    "slot-elsewhere",
    "A tag in another slot than elsewhere",
    'novita.ai guide, "Take Note of Ordering": a standardized order in all captions',
    INFO,
    "Move it to the slot that most captions have it in",
)
_MANY = 10
"""Tags from which they are one finding: one by one they are no work for a person."""
_MOST = 100
"""Tags of these that are moved at once: more can't be looked through."""
RULES = (ELSEWHERE,)


class _Elsewhere(NamedTuple):
    """A tag in several slots.

    Args:
        tag: The tag.
        usual: The slot that most images have it in.
        images: The images that have it in another slot.
        message: What is so.
        filter: What finds these images.
        slot: The slot that most of these have it in.
    """

    tag: SetTag
    usual: str
    images: list[int]
    message: str
    filter: str
    slot: str


def in_other_slots(seen: CheckedSet) -> Iterator[Finding]:
    """Tags in several slots, each with the images that have it in another one than most have.

    Where a slot was only guessed nobody put the tag there: that is a question of its own.
    """
    found = [each for tag, _ in seen.own_tags if len(tag.slots) > 1 and (each := _elsewhere(seen, tag)) is not None]
    if len(found) > _MANY:
        yield _all_of(seen, found)
        return
    for each in found:
        yield seen.finding(
            ELSEWHERE,
            each.message,
            f"Move it to {seen.title(each.usual)}",
            images=each.images,
            filter=each.filter,
            slot=each.slot,
            tag=each.tag.text,
            mend_by=MoveTag(each.tag.text, each.usual),
        )


def _elsewhere(seen: CheckedSet, tag: SetTag) -> _Elsewhere | None:
    """Where a tag stands elsewhere; None where no slot is the usual one, or it was only guessed elsewhere."""
    order = tag.by_use
    usual = order[0]
    sure = {slot: sorted(set(tag.slots[slot]).difference(tag.guessed.get(slot, ()))) for slot in order[1:]}
    others = sorted((slot for slot in sure if sure[slot]), key=lambda slot: (-len(sure[slot]), slot))
    if not others or len(tag.slots[order[1]]) == len(tag.slots[usual]):
        return None
    images = sorted({number for slot in others for number in sure[slot]})
    where = " and ".join(f"{seen.title(slot)} ({len(sure[slot]):,})" for slot in others)
    message = f"'{shortened(tag.text)}' stands in {where}, mostly in {seen.title(usual)} ({len(tag.slots[usual]):,})"
    asked = " OR ".join(tag_filter(tag.text, slot) for slot in others)
    return _Elsewhere(tag, usual, images, message, asked, others[0])


def _all_of(seen: CheckedSet, found: Sequence[_Elsewhere]) -> Finding:
    found = sorted(found, key=lambda each: (-len(each.images), each.tag.text))
    images = sorted({number for each in found for number in each.images})
    texts = [each.tag.text for each in found]
    many = f"{len(images):,} image{'s' if len(images) > 1 else ''}"
    message = f"{len(found):,} tags on {many} stand in another slot than mostly: {listed(texts)}"
    mend = "Move each to its usual slot: '*' in the composer's F9 puts one into a slot everywhere"
    by = SeveralMends(tuple(MoveTag(each.tag.text, each.usual) for each in found[:_MOST]), ELSEWHERE.advice)
    return seen.finding(ELSEWHERE, message, mend, images=images, about="all", mend_by=by)


CHECKS: Mapping[str, SetRule] = {ELSEWHERE.id: in_other_slots}

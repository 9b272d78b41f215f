"""Tags that stand in another slot than elsewhere in the set."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tui_captioner.domain.checks.checked_set import CheckedSet, SetRule, quoted
from tui_captioner.domain.checks.finding import INFO, Finding
from tui_captioner.domain.checks.mend import MoveTag
from tui_captioner.domain.checks.rule import Rule

ELSEWHERE = Rule(
    "slot-elsewhere",
    "A tag in another slot than elsewhere",
    'novita.ai guide, "Take Note of Ordering": a standardized order in all captions',
    INFO,
    "Move it to the slot that most captions have it in",
)
RULES = (ELSEWHERE,)


def in_other_slots(seen: CheckedSet) -> Iterator[Finding]:
    """Tags in several slots, each with the images that have it in another one than most have."""
    for tag, _ in seen.own_tags:
        if len(tag.slots) < 2:
            continue
        order = sorted(tag.slots, key=lambda slot: (-len(tag.slots[slot]), slot))
        usual, others = order[0], order[1:]
        if len(tag.slots[others[0]]) == len(tag.slots[usual]):
            continue
        images = sorted({number for slot in others for number in tag.slots[slot]})
        where = " and ".join(f"{seen.title(slot)} ({len(tag.slots[slot]):,})" for slot in others)
        message = f"'{tag.text}' stands in {where}, mostly in {seen.title(usual)} ({len(tag.slots[usual]):,})"
        asked = " OR ".join(f"{slot}=={quoted(tag.text)}" for slot in others)
        yield seen.finding(
            ELSEWHERE,
            message,
            f"Move it to {seen.title(usual)}",
            images=images,
            filter=asked,
            slot=others[0],
            tag=tag.text,
            mend_by=MoveTag(tag.text, usual),
        )


CHECKS: Mapping[str, SetRule] = {ELSEWHERE.id: in_other_slots}

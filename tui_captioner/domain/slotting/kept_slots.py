"""Tags of a text that was read anew, in the slots that the same tags had before."""

from __future__ import annotations

from dataclasses import replace

from tui_captioner.domain.caption import Caption, Tag


def in_slots_of(read: Caption, before: Caption) -> Caption:
    """A caption as it was read, with each tag in the slot in which an earlier one has that text.

    Args:
        read: The caption, its tags placed as if nothing was known of it.
        before: The caption that the user had put into slots.
    """
    kept: dict[str, list[tuple[str, Tag]]] = {}
    for slot, tags in before.slots.items():
        for tag in tags:
            if not tag.mark:
                kept.setdefault(tag.text, []).append((slot, tag))
    slots: dict[str, list[Tag]] = {}
    last = ""
    for placed, tag in _in_text_order(read):
        slot = placed
        if tag.mark:
            slot = last or placed  # a mark stands in the slot of the tag before it
        elif kept.get(tag.text):
            slot, had = kept[tag.text].pop(0)
            # What was left out stands in the text now.
            tag = replace(tag, unsure=had.unsure, written=had.written or None, by=had.by)
        slots.setdefault(slot, []).append(tag)
        last = slot
    return Caption({slot: tuple(tags) for slot, tags in slots.items()}, read.read, read.left_out)


def _in_text_order(caption: Caption) -> list[tuple[str, Tag]]:
    pairs = [(slot, tag) for slot, tags in caption.slots.items() for tag in tags]
    return sorted(pairs, key=lambda pair: pair[1].origin.place if pair[1].origin is not None else 0)

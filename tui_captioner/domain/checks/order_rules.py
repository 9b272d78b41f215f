"""Rules on the order of a caption, and on what excludes each other in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tui_captioner.domain.caption import MARKS
from tui_captioner.domain.checks.checked_caption import CaptionRule, CheckedCaption
from tui_captioner.domain.checks.finding import INFO, WARNING, Finding
from tui_captioner.domain.checks.mend import PutInOrder
from tui_captioner.domain.checks.rule import Rule
from tui_captioner.domain.vocabulary import Term

_GUIDE = 'novita.ai guide, "Take note of ordering": order weighs tags'

SLOTS = Rule(
    "slot-order",
    "Tags that stand in another order than the slots",
    _GUIDE,
    INFO,
    "Put the caption in order: it is written in the order of the slots once it is edited",
    gathered=True,
    when_finished=True,
)
LAYERS = Rule(
    "layer-order",
    "Tags of one slot that stand from specific to broad",
    '"Captioning Datasets for Training Purposes": "I usually do this in layers"',
    INFO,
    "Move the broader one in front",
    gathered=True,
    when_finished=True,
    on=False,
)
EXCLUSIVE = Rule(
    "exclusive-tags",
    "Two tags of which only one can be so",
    "the groups of the vocabulary",
    WARNING,
    "Keep the one that is so",
    gathered=True,
)
_SEVERAL = frozenset({
    "girls", "boys", "men", "women", "people", "others", "children", "kids", "couple", "crowd", "group", "multiple",
    "two",
    "three", "four", "five", "six", "several", "both", "twins", "characters", "views", "panels", "comic", "split",
    "collage", "sequence", "frames", "row",
})  # fmt: skip
"""Words that say of several: then one may stand and another one sit."""
_COUNTED = tuple(f"{number}{what}" for number in "23456" for what in ("girl", "boy", "other", "people"))


def slot_order(seen: CheckedCaption) -> Iterator[Finding]:
    """One finding a caption, and only by tags that surely belong where they are."""
    if seen.caption.read is None and seen.order is None:
        return  # it is written in the order of the slots
    if seen.is_prose or any(mark in seen.text for mark in MARKS):
        return
    places = _places(seen)
    known = [(places[text], text) for text in seen.written_order if text in places]
    last, before = -1, ""
    for place, text in known:
        if place < last:
            message = f"'{text}' stands behind '{before}': the slots say {_told(seen, place)} first"
            yield seen.finding(SLOTS, message, tag=text, about="order", mend_by=PutInOrder())
            return
        last, before = place, text


def _places(seen: CheckedCaption) -> dict[str, int]:
    """The place of the slot of each tag that is sure, and stands in one slot alone."""
    found: dict[str, int] = {}
    twice: set[str] = set()
    keys = seen.structure.own_keys
    for slot, tag in seen.tags:
        if tag.text in found:
            twice.add(tag.text)
        elif not tag.unsure and slot in keys:
            found[tag.text] = keys.index(slot)
    return {text: place for text, place in found.items() if text not in twice}


def _told(seen: CheckedCaption, place: int) -> str:
    return seen.title(seen.structure.own_keys[place])


def layer_order(seen: CheckedCaption) -> Iterator[Finding]:
    """By the layers that the structure names, and the vocabulary's terms in them."""
    if seen.is_prose:
        return
    for slot in seen.structure.slots:
        tags = [tag.text for tag in seen.caption.tags(slot.key) if not tag.mark]
        found = _layer_slip(tags, slot.layers, seen) if len(tags) > 1 else None
        if found is not None:
            broad, narrow = found
            message = f"'{broad}' stands behind '{narrow}', which is more specific"
            yield seen.finding(LAYERS, message, slot=slot.key, tag=broad)
            return


def _layer_slip(tags: Sequence[str], layers: Sequence[str], seen: CheckedCaption) -> tuple[str, str] | None:
    """A tag of a broader layer behind one of a more specific one; None if there is none."""
    last, before = -1, ""
    for text in tags:
        term = seen.term(text)
        if term is None or term.layer not in layers:
            continue
        place = layers.index(term.layer)
        if place < last:
            return text, before
        last, before = place, text
    return None


def exclusive(seen: CheckedCaption) -> Iterator[Finding]:
    """Not where the caption is about several: one may stand while another one sits."""
    first: dict[tuple[str | None, str], tuple[str, Term]] = {}
    several: bool | None = None
    for slot, tag in seen.tags:
        term = seen.term(tag.text)
        if term is None or not term.group:
            continue
        text, known = first.setdefault((term.slot, term.group), (tag.text, term))
        if known.text == term.text:
            continue
        several = _is_about_several(seen) if several is None else several
        if not several:
            message = f"'{tag.text}' and '{text}' can hardly both be so"
            yield seen.finding(
                EXCLUSIVE, message, slot=slot, tag=tag.text, about=f"{term.group}: {tag.text.casefold()}"
            )


def _is_about_several(seen: CheckedCaption) -> bool:
    words = seen.text.casefold().replace(",", " ").replace("_", " ").split()
    return not _SEVERAL.isdisjoint(words) or any(word.startswith(_COUNTED) for word in words)


RULES = (EXCLUSIVE, SLOTS, LAYERS)
CHECKS: Mapping[str, CaptionRule] = {EXCLUSIVE.id: exclusive, SLOTS.id: slot_order, LAYERS.id: layer_order}
"""What finds them, by the id of the rule."""

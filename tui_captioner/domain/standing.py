"""Where a tag stands in a caption already, and what may stand there twice."""

from __future__ import annotations

from collections.abc import Sequence

from tui_captioner.domain.caption import Caption, Tag, Tags
from tui_captioner.domain.spelling import composed
from tui_captioner.domain.structure import GLOBALS, Structure


def same_text(one: str, other: str) -> bool:
    """Whether two texts are one tag: letters composed or not (NFC, NFD) look the same; case tells tags apart."""
    if one == other:
        return True
    if one.isascii() and other.isascii():
        return False  # most pairs: there is nothing to compose
    return composed(one) == composed(other)


def slot_of(text: str, structure: Structure, globals_: Sequence[Tag], caption: Caption, first: str = "") -> str:
    """Key of the slot in which a tag of this text stands, empty if it stands in none.

    Args:
        text: The text that is looked for.
        structure: The slots, in whose order they are looked through.
        globals_: What stands in every caption.
        caption: The caption.
        first: A slot to look at before the others.
    """
    if any(same_text(text, tag.text) for tag in globals_):
        return GLOBALS
    pairs = sorted(caption.all_tags(structure), key=lambda pair: pair[0] != first)
    return next((slot for slot, tag in pairs if same_text(text, tag.text)), "")


def place_of(text: str, slot: str, caption: Caption) -> int | None:
    """Index of the tag of this text in a slot, None if it is not there."""
    places = (place for place, tag in enumerate(caption.tags(slot)) if same_text(text, tag.text))
    return next(places, None)


def new_and_known(tags: Tags, globals_: Sequence[Tag], caption: Caption) -> tuple[Tags, Tags]:
    """Those of the tags that the caption has not already, each once, and the others. Marks always are new.

    Args:
        tags: The tags.
        globals_: What stands in every caption.
        caption: The caption.
    """
    own = (tag for held in caption.slots.values() for tag in held if not tag.mark)
    there = {composed(tag.text) for tag in (*globals_, *own)}
    new: list[Tag] = []
    known: list[Tag] = []
    for tag in tags:
        text = composed(tag.text)
        stands = text in there and not tag.mark
        (known if stands or not text else new).append(tag)
        there.add(text)
    return tuple(new), tuple(known)

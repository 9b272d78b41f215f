"""Where a tag stands in a caption already, and what may stand there twice."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from tui_captioner.domain.caption import Caption, Tag, Tags
from tui_captioner.domain.structure import GLOBALS, Structure


def same_text(one: str, other: str) -> bool:
    """Whether two texts are one tag: letters composed or not (NFC, NFD) look the same; case tells tags apart."""
    if one == other:
        return True
    if one.isascii() and other.isascii():
        return False  # most pairs: there is nothing to compose
    return unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", other)


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


def new_tags(tags: Tags, structure: Structure, globals_: Sequence[Tag], caption: Caption) -> Tags:
    """Those of the tags that the caption has not already, each once; marks always are new."""
    new: list[Tag] = []
    for tag in tags:
        stands = slot_of(tag.text, structure, globals_, caption) or any(same_text(tag.text, it.text) for it in new)
        if tag.mark or not stands:
            new.append(tag)
    return tuple(new)

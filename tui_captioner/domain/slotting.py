"""Which slot a tag of an existing caption belongs to."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from tui_captioner.domain.caption import Caption, Tag, Tags
from tui_captioner.domain.structure import Structure
from tui_captioner.domain.vocabulary import Vocabulary


def place(pieces: Tags, vocabulary: Vocabulary, structure: Structure, globals_: Collection[str] = ()) -> Caption:
    """Put the pieces of a caption into slots; the file's own order is kept beside them.

    The vocabulary decides. What it does not know is put into the catch-all slot and marked unsure; sentences
    belong there and are not. A piece that is one of the globals (exact, case-sensitive) belongs to the project and is
    left out of the slots.

    Args:
        pieces: What the file holds, in its order.
        vocabulary: Terms with their slots.
        structure: The slots of this dataset.
        globals_: Texts of the project's globals.
    """
    slots: dict[str, list[Tag]] = {}
    for piece in pieces:
        if piece.text in globals_:
            continue
        key, tag = slot_of(piece, vocabulary, structure)
        slots.setdefault(key, []).append(tag)
    return Caption({key: tuple(tags) for key, tags in slots.items()}, file_order=pieces)


def slot_of(piece: Tag, vocabulary: Vocabulary, structure: Structure) -> tuple[str, Tag]:
    """The slot of one piece, and the piece marked unsure where nothing told."""
    if piece.sentence:
        return structure.catch_all, piece
    term = vocabulary.find(piece.text)
    if term is not None and term.slot in structure.own_keys:
        return term.slot, piece
    return structure.catch_all, replace(piece, unsure=True)


def rehouse(caption: Caption, structure: Structure) -> Caption:
    """A stored caption under a changed structure: tags of a slot that is gone go to the catch-all slot, unsure."""
    strays = [key for key in caption.slots if key not in structure.own_keys]
    if not strays:
        return caption
    slots = {key: tags for key, tags in caption.slots.items() if key not in strays}
    moved = tuple(replace(tag, unsure=True) for key in strays for tag in caption.slots[key])
    slots[structure.catch_all] = (*slots.get(structure.catch_all, ()), *moved)
    return Caption(slots, caption.file_order)

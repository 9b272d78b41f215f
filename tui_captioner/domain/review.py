"""Tags whose slot was guessed when their caption was read: finding them, and saying that they stand right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from tui_captioner.domain.caption import Caption
from tui_captioner.domain.structure import Structure

Spot = tuple[str, int]
"""A slot key and the index of a tag in it."""


def unsure_spots(caption: Caption, structure: Structure) -> Iterator[Spot]:
    """Where the unsure tags stand, in the order of the structure."""
    for slot in structure.own_keys:
        for index, tag in enumerate(caption.tags(slot)):
            if tag.unsure:
                yield slot, index


def has_unsure(caption: Caption, structure: Structure) -> bool:
    """Whether any tag waits for review."""
    return next(unsure_spots(caption, structure), None) is not None


def confirmed(caption: Caption, spots: Iterable[Spot]) -> Caption:
    """The caption with the tags at these spots sure.

    No tag changes its place, so a caption that keeps the order of its file goes on doing so.
    """
    slots = {slot: list(tags) for slot, tags in caption.slots.items()}
    for slot, index in spots:
        slots[slot][index] = replace(slots[slot][index], unsure=False)
    return replace(caption, slots={slot: tuple(tags) for slot, tags in slots.items()})

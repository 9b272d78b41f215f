"""Which finished captions a catalogue knows, and what stands in them."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from typing import NamedTuple

from tui_captioner.domain.slot_states import FINISHED, STATES
from tui_captioner.domain.structure import GLOBALS
from tui_captioner.storage.catalogue.database import CatalogueDatabase

_FINISHED = tuple(map(STATES.index, FINISHED))


class Finished(NamedTuple):
    """An image with a finished caption.

    Args:
        number: Its number in the table of images.
        name: Its name.
        reviewed: Whether it was reviewed too.
        filled: How many slots have tags.
        tags: How many tags its caption is written with.
    """

    number: int
    name: str
    reviewed: bool
    filled: int
    tags: int


def finished_captions(store: CatalogueDatabase) -> list[Finished]:
    """The images with a finished caption whose slots are all sure, in order."""
    rows = store.rows(
        "SELECT id, name, state, filled, tags FROM image WHERE state IN (?, ?) AND NOT vacant AND NOT unsure "
        "AND problem = '' ORDER BY position",
        *_FINISHED,
    )
    return [
        Finished(number, str(name), STATES[state] == "reviewed", int(filled).bit_count(), tags)
        for number, name, state, filled, tags in rows
    ]


def texts_by_slot(store: CatalogueDatabase, numbers: Collection[int]) -> dict[int, dict[str, Sequence[str]]]:
    """What stands in the first captions of some images, by slot, without the globals.

    Args:
        store: The catalogue.
        numbers: Numbers of images.
    """
    found: dict[int, dict[str, list[str]]] = {}
    for image, slot, text in store.rows(
        "SELECT tag.image, slot.key, text.text FROM tag JOIN slot ON slot.id = tag.slot JOIN text ON "
        "text.id = tag.text WHERE tag.image IN (SELECT value FROM json_each(?)) AND tag.caption = 0 AND slot.key <> ? "
        "ORDER BY tag.image, tag.place",
        json.dumps(list(numbers)),
        GLOBALS,
    ):
        found.setdefault(int(image), {}).setdefault(str(slot), []).append(str(text))
    return {image: dict(slots) for image, slots in found.items()}

"""What a catalogue is asked about tags: how often, where, in which images."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tui_captioner.domain.structure import GLOBALS
from tui_captioner.storage.catalogue.database import CatalogueDatabase

_MANY = 500
"""Texts that one statement is given."""
_NOT_GLOBAL = "slot NOT IN (SELECT id FROM slot WHERE key = ?)"


class TagUse(NamedTuple):
    """How often a text stands in a slot.

    Args:
        text: The text.
        slot: Key of the slot.
        images: How many images have it there, in any of their captions.
    """

    text: str
    slot: str
    images: int


def tag_uses(store: CatalogueDatabase) -> list[TagUse]:
    """Every tag with each slot that it stands in, in no order; globals are left out."""
    found = store.rows(
        "SELECT text.text, slot.key, found.number FROM (SELECT text, slot, COUNT(DISTINCT image) AS number "
        "FROM tag INDEXED BY tag_text GROUP BY text, slot) AS found "
        "JOIN text ON text.id = found.text JOIN slot ON slot.id = found.slot WHERE slot.key <> ?",
        GLOBALS,
    )
    return [TagUse(str(text), str(slot), int(number)) for text, slot, number in found]


def first_and_last(store: CatalogueDatabase) -> dict[str, tuple[int, int]]:
    """The places, in the order of the dataset, of the first and the last image that have each text."""
    found = store.rows(
        "SELECT text.text, found.first, found.last FROM (SELECT tag.text, MIN(image.position) AS first, "
        "MAX(image.position) AS last FROM tag JOIN image ON image.id = tag.image WHERE tag."
        f"{_NOT_GLOBAL} GROUP BY tag.text) AS found JOIN text ON text.id = found.text",
        GLOBALS,
    )
    return {str(text): (int(first), int(last)) for text, first, last in found}


def images_with(store: CatalogueDatabase, texts: Sequence[str], limit: int = -1) -> list[str]:
    """The images that have one of these texts in any of their captions, in order.

    Args:
        store: The catalogue.
        texts: The texts, letter by letter.
        limit: How many, at most; below zero for all.
    """
    found: dict[str, int] = {}
    for start in range(0, len(texts), _MANY):
        part = texts[start : start + _MANY]
        marks = ", ".join("?" * len(part))
        rows = store.rows(
            "SELECT name, position FROM image WHERE id IN (SELECT image FROM tag WHERE text IN "
            f"(SELECT id FROM text WHERE text IN ({marks})) AND {_NOT_GLOBAL}) ORDER BY position LIMIT ?",
            *part,
            GLOBALS,
            limit,
        )
        found.update((str(name), int(position)) for name, position in rows)
    names = sorted(found, key=found.__getitem__)
    return names if limit < 0 else names[:limit]

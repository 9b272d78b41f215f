"""What a catalogue is asked. Each answer is one statement, or one for a part of the images."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import NamedTuple

from tui_captioner.domain.structure import GLOBALS
from tui_captioner.storage.catalogue.database import CatalogueDatabase

_PART = 100
"""Images whose tags are read at a time: some 2 ms."""


class Share(NamedTuple):
    """In how many first captions a text stands.

    Args:
        text: The text.
        captions: How many have it.
        places: The sum of its places in them.
    """

    text: str
    captions: int
    places: int


class SlotUse(NamedTuple):
    """How a slot is used for one tag.

    Args:
        images: How many images have it there, in any of their captions.
        confirmed: In how many of them it stands there sure, and the caption was edited: somebody saw it there.
    """

    images: int
    confirmed: int


def images_with_other_unsure(store: CatalogueDatabase, texts: Collection[str]) -> list[str]:
    """The images, in order, that have an unsure tag whose text is none of these."""
    found = store.rows(
        "SELECT name FROM image WHERE unsure AND EXISTS (SELECT 1 FROM tag WHERE tag.image = image.id AND tag.unsure "
        "AND tag.text NOT IN (SELECT id FROM text WHERE text IN (SELECT value FROM json_each(?)))) ORDER BY position",
        json.dumps(sorted(texts)),
    )
    return [str(row[0]) for row in found]


def problems(store: CatalogueDatabase) -> dict[str, str]:
    """The images whose captions can't be used, in order, and why."""
    found = store.rows("SELECT name, problem FROM image WHERE problem <> '' ORDER BY position")
    return {str(name): str(problem) for name, problem in found}


def tag_counts(store: CatalogueDatabase) -> dict[str, dict[str, int]]:
    """How often first captions have each tag in each slot: text, slot, number."""
    found: dict[str, dict[str, int]] = {}
    for text, slot, number in store.rows(
        "SELECT text.text, slot.key, found.number FROM (SELECT text, slot, COUNT(*) AS number FROM tag "
        "WHERE caption = 0 GROUP BY text, slot) AS found JOIN text ON text.id = found.text "
        "JOIN slot ON slot.id = found.slot WHERE slot.key <> ?",
        GLOBALS,
    ):
        found.setdefault(str(text), {})[str(slot)] = number
    return found


def first_slots(store: CatalogueDatabase, slots: tuple[str, ...]) -> dict[str, str]:
    """The slot in which the first image, in order, has each text; of several the first one in the order of `slots`."""
    found: dict[str, tuple[int, int, str]] = {}
    for text, slot, position in store.rows(
        "SELECT text.text, slot.key, found.first FROM "
        "(SELECT tag.text, tag.slot, MIN(image.position) AS first FROM tag "
        "JOIN image ON image.id = tag.image WHERE tag.caption = 0 GROUP BY tag.text, tag.slot) AS found "
        "JOIN text ON text.id = found.text JOIN slot ON slot.id = found.slot WHERE slot.key <> ?",
        GLOBALS,
    ):
        key = str(slot)
        rank = (int(position), slots.index(key) if key in slots else len(slots), key)
        if str(text) not in found or rank < found[str(text)]:
            found[str(text)] = rank
    return {text: rank[2] for text, rank in found.items()}


def images_of(store: CatalogueDatabase, text: str) -> list[str]:
    """The images that have a tag in any of their captions, in order."""
    found = store.rows(
        "SELECT name FROM image WHERE id IN (SELECT image FROM tag WHERE text = (SELECT id FROM text WHERE text = ?) "
        "AND slot NOT IN (SELECT id FROM slot WHERE key = ?)) ORDER BY position",
        text,
        GLOBALS,
    )
    return [str(row[0]) for row in found]


def in_several_slots(store: CatalogueDatabase) -> dict[str, dict[str, SlotUse]]:
    """The tags that stand in more than one slot, with each slot that has them; globals are no tags of a slot."""
    return _slot_uses(
        store,
        "SELECT text FROM (SELECT DISTINCT text, slot FROM tag WHERE slot NOT IN (SELECT id FROM slot WHERE key = ?)) "
        "GROUP BY text HAVING COUNT(*) > 1",
        GLOBALS,
    )


def _slot_uses(store: CatalogueDatabase, texts: str, *values: object) -> dict[str, dict[str, SlotUse]]:
    """The use of each slot for the texts of a question."""
    found: dict[str, dict[str, SlotUse]] = {}
    for text, slot, *counts in store.rows(
        "SELECT text.text, slot.key, found.images, found.confirmed FROM (SELECT tag.text, tag.slot, "
        "COUNT(DISTINCT tag.image) AS images, "
        "COUNT(DISTINCT CASE WHEN image.edited AND NOT tag.unsure THEN tag.image END) AS confirmed "
        f"FROM tag JOIN image ON image.id = tag.image WHERE tag.text IN ({texts}) "
        "GROUP BY tag.text, tag.slot) AS found "
        "JOIN text ON text.id = found.text JOIN slot ON slot.id = found.slot WHERE slot.key <> ? "
        "ORDER BY text.text, slot.key",
        *values,
        GLOBALS,
    ):
        found.setdefault(str(text), {})[str(slot)] = SlotUse(*counts)
    return found


def images_with(store: CatalogueDatabase, text: str, slot: str, *, unsure: bool) -> list[str]:
    """The images, in order, that a question about one tag is about.

    Args:
        store: The catalogue.
        text: The tag.
        slot: The slot that it is to stand in.
        unsure: Those that hold it unsure, in whatever slot; else those that hold it in another slot.
    """
    what = "tag.unsure" if unsure else "tag.slot NOT IN (SELECT id FROM slot WHERE key IN (?, ?))"
    found = store.rows(
        "SELECT name FROM image WHERE id IN (SELECT image FROM tag WHERE text = (SELECT id FROM text WHERE text = ?) "
        f"AND {what}) ORDER BY position",
        text,
        *(() if unsure else (slot, GLOBALS)),
    )
    return [str(row[0]) for row in found]


def caption_count(store: CatalogueDatabase) -> int:
    """How many images have a first caption that holds something."""
    return int(str(store.rows("SELECT COUNT(*) FROM image WHERE NOT vacant")[0][0]))


def shares(store: CatalogueDatabase, least: int) -> list[Share]:
    """The texts that stand in so many first captions, in the order in which they are met first."""
    found = store.rows(
        "SELECT text.text, shared.captions, shared.places FROM (SELECT tag.text, COUNT(*) AS captions, "
        "SUM(tag.rank) AS places, MIN(image.position * 65536 + tag.rank) AS first FROM tag "
        "JOIN image ON image.id = tag.image WHERE tag.rank IS NOT NULL AND tag.text IN (SELECT text FROM tag "
        "WHERE rank IS NOT NULL GROUP BY text HAVING COUNT(*) >= ?) GROUP BY tag.text) "
        "AS shared JOIN text ON text.id = shared.text ORDER BY shared.first",
        least,
    )
    return [Share(str(row[0]), int(row[1]), int(row[2])) for row in found]


def texts_by_image(store: CatalogueDatabase, after: int = -1) -> list[tuple[int, str, dict[str, list[str]]]]:
    """Place in the order, name, and texts by slot of some images; those of several captions each once.

    Args:
        store: The catalogue.
        after: The place behind which to begin.
    """
    images = store.rows(
        "SELECT id, position, name FROM image WHERE position > ? ORDER BY position LIMIT ?", after, _PART
    )
    found: dict[int, dict[str, list[str]]] = {number: {} for number, _, _ in images}
    for number, slot, text in store.rows(
        "SELECT tag.image, slot.key, text.text FROM tag JOIN slot ON slot.id = tag.slot JOIN text ON "
        f"text.id = tag.text WHERE tag.image IN ({', '.join('?' * len(images))}) AND slot.key <> ? "
        "ORDER BY tag.image, tag.place",
        *found,
        GLOBALS,
    ):
        texts = found[number].setdefault(slot, [])
        if text not in texts:
            texts.append(text)
    return [(position, name, found[number]) for number, position, name in images]


def written_texts(store: CatalogueDatabase, names: Collection[str]) -> dict[str, list[str]]:
    """The texts of the first captions of some images in the order in which they are written, repeats left out."""
    found: dict[str, list[str]] = {}
    for name, text in store.rows(
        "SELECT image.name, text.text FROM image JOIN tag ON tag.image = image.id JOIN text ON text.id = tag.text "
        "WHERE image.name IN (SELECT value FROM json_each(?)) AND tag.caption = 0 AND tag.rank IS NOT NULL "
        "ORDER BY image.position, tag.rank",
        json.dumps(sorted(names)),
    ):
        found.setdefault(str(name), []).append(str(text))
    return found

"""What a sweep asks a catalogue: the tags of a slot, the slots of a tag, and what first captions hold."""

from __future__ import annotations

from collections.abc import Iterator

from tui_captioner.domain.spelling import match_key
from tui_captioner.domain.structure import GLOBALS
from tui_captioner.storage.catalogue.database import CatalogueDatabase

_PART = 1000
"""Images whose tags are read at a time."""


def slot_tags(store: CatalogueDatabase, slot: str) -> list[tuple[str, int]]:
    """The tags of a slot with the number of first captions that have each there, the most used first.

    Those that are used as often stand in the order in which the dataset has them first.
    """
    found = store.rows(
        "SELECT text.text, found.number FROM (SELECT tag.text, COUNT(DISTINCT tag.image) AS number, "
        "MIN(image.position * 65536 + tag.place) AS first FROM tag JOIN image ON image.id = tag.image "
        "WHERE tag.slot = (SELECT id FROM slot WHERE key = ?) AND tag.caption = 0 GROUP BY tag.text) AS found "
        "JOIN text ON text.id = found.text ORDER BY found.number DESC, found.first",
        slot,
    )
    return [(str(text), int(number)) for text, number in found]


def slots_of(store: CatalogueDatabase, text: str) -> dict[str, int]:
    """The slots that have a tag, with the number of images, the usual one first; globals are left out."""
    found = store.rows(
        "SELECT slot.key, COUNT(DISTINCT tag.image) AS number FROM tag JOIN slot ON slot.id = tag.slot "
        "WHERE tag.text = (SELECT id FROM text WHERE text = ?) AND slot.key <> ? "
        "GROUP BY tag.slot ORDER BY number DESC, slot.key",
        text,
        GLOBALS,
    )
    return {str(key): int(number) for key, number in found}


def other_spelling(store: CatalogueDatabase, text: str) -> str:
    """The most used tag that is spelt as this one but for capitals, `_` and the like; empty for none.

    Args:
        store: The catalogue.
        text: The tag.
    """
    found = store.rows(
        "SELECT text, (SELECT COUNT(DISTINCT image) FROM tag WHERE tag.text = text.id) AS used FROM text "
        "WHERE key = ? AND text <> ? AND used > 0 ORDER BY used DESC, text LIMIT 1",
        match_key(text),
        text,
    )
    return str(found[0][0]) if found else ""


def first_captions(store: CatalogueDatabase) -> Iterator[tuple[str, list[str]]]:
    """Each image with the texts of its first caption, the globals left out; in no order."""
    texts = {int(number): str(text) for number, text in store.rows("SELECT id, text FROM text")}
    last = int(store.rows("SELECT COALESCE(MAX(id), 0) FROM image")[0][0])
    for start in range(0, last + 1, _PART):
        stop = start + _PART
        held: dict[int, list[str]] = {}
        for image, text in store.rows(
            "SELECT image, text FROM tag WHERE image >= ? AND image < ? AND caption = 0 "
            "AND slot NOT IN (SELECT id FROM slot WHERE key = ?)",
            start,
            stop,
            GLOBALS,
        ):
            held.setdefault(image, []).append(texts[text])
        for image, name in store.rows("SELECT id, name FROM image WHERE id >= ? AND id < ?", start, stop):
            yield str(name), held.get(image, [])

"""What the rules on a set ask of a catalogue: few statements over all images, or over some of them, no image by itself.

All of it is about first captions, which are what sidecars get; globals are no tags of an image.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple, TypeVar

from tui_captioner.domain.structure import GLOBALS
from tui_captioner.storage.catalogue.database import CatalogueDatabase

_PART = 2000
"""Captions, or texts with their images, that are read at a time."""
_Row = TypeVar("_Row")
_TAGS = "tag INDEXED BY tag_text"
"""In the order of the texts, which nothing has to be sorted for; see `storage.catalogue.statistics`."""


class Written(NamedTuple):
    """An image with a caption.

    Args:
        number: Its number in the table of images.
        name: Its name.
        tokens: How many tokens its caption has.
    """

    number: int
    name: str
    tokens: int


class Held(NamedTuple):
    """A text in a slot, with the images that have it there.

    Args:
        text: The text.
        slot: Key of the slot.
        images: Their numbers in the table of images.
        places: The sum of its places in their captions.
    """

    text: str
    slot: str
    images: array[int]
    places: int = 0


class SetQuestions:
    """Asks about all images, or about some.

    Args:
        store: The catalogue.
        names: The images; None for all.
    """

    def __init__(self, store: CatalogueDatabase, names: Sequence[str] | None = None) -> None:
        self._store = store
        self.is_all = names is None
        """Whether it is asked about all images."""
        self._image, self._of_image = "1", "1"
        self._values: tuple[object, ...] = ()
        if names is not None:
            chosen = "SELECT value FROM json_each(?)"
            self._image = f"image.name IN ({chosen})"
            # With the sign SQLite goes over the index once, and does not look each text up for each of these images.
            self._of_image = f"+image IN (SELECT id FROM image WHERE name IN ({chosen}))"
            self._values = (json.dumps(list(names)),)

    def written(self) -> list[Written]:
        """The images with a caption that can be used, in order."""
        query = (
            f"SELECT id, name, tokens FROM image WHERE NOT vacant AND problem = '' AND {self._image} ORDER BY position"
        )
        return [Written(*row) for row in self._store.rows(query, *self._values)]

    def often(self) -> list[Held]:
        """The texts that two images or more have, with each slot that they are in."""
        return self._held("> 1")

    def guessed(self, spots: Sequence[tuple[str, str]]) -> list[Held]:
        """The images that have a text in a slot which was only guessed, for each text and slot of these."""
        query = (
            "SELECT text.text, slot.key, GROUP_CONCAT(tag.image), SUM(tag.rank) FROM json_each(?) AS spot "
            "CROSS JOIN text ON text.text = json_extract(spot.value, '$[0]') "
            "JOIN slot ON slot.key = json_extract(spot.value, '$[1]') "
            "CROSS JOIN tag ON tag.text = text.id AND tag.slot = slot.id WHERE tag.unsure AND tag.rank IS NOT NULL "
            f"AND {self._of_image} GROUP BY tag.text, tag.slot"
        )
        return _held(self._store.rows(query, json.dumps(list(spots)), *self._values))

    def once(self) -> list[Held]:
        """The texts that one image alone has."""
        return self._held("= 1")

    def _held(self, many: str) -> list[Held]:
        """Texts by how many images have them; a caption that repeats one has it once."""
        own = f"rank IS NOT NULL AND slot NOT IN (SELECT id FROM slot WHERE key = '{GLOBALS}') AND {self._of_image}"
        query = (
            "SELECT text.text, slot.key, found.images, found.places FROM "
            "(SELECT text, slot, GROUP_CONCAT(image) AS images, SUM(rank) AS places "
            f"FROM {_TAGS} WHERE {own} AND text IN (SELECT text FROM {_TAGS} WHERE {own} GROUP BY text "
            f"HAVING COUNT(*) {many}) GROUP BY text, slot) AS found JOIN text ON text.id = found.text "
            "JOIN slot ON slot.id = found.slot ORDER BY found.text"
        )
        return _held(self._store.each(query, *self._values, *self._values))

    def left_out(self) -> list[Held]:
        """The texts that are kept in first captions and not written, by the slots that they are in."""
        query = (
            f"SELECT text.text, slot.key, GROUP_CONCAT(tag.image) FROM {_TAGS} JOIN text ON text.id = tag.text "
            f"JOIN slot ON slot.id = tag.slot WHERE tag.caption = 0 AND tag.rank IS NULL AND {self._of_image} "
            "AND NOT EXISTS (SELECT 1 FROM tag AS other WHERE other.text = tag.text AND other.image = tag.image "
            "AND other.rank IS NOT NULL) GROUP BY tag.text, tag.slot ORDER BY tag.text"
        )
        rows = self._store.rows(query, *self._values)
        return [Held(text, slot, array("I", sorted(map(int, images.split(","))))) for text, slot, images in rows]

    def some_texts(self) -> list[str]:
        """Texts from all over the catalogue, whichever images have them: enough to tell prose by."""
        step = 1 + int(self._store.rows("SELECT COUNT(*) FROM text")[0][0]) // _PART
        query = (
            "SELECT text FROM text WHERE id % ? = 0 AND id IN "
            "(SELECT text FROM tag WHERE slot NOT IN (SELECT id FROM slot WHERE key = ?))"
        )
        return [str(row[0]) for row in self._store.rows(query, step, GLOBALS)]

    def captions(self) -> Iterator[tuple[int, str]]:
        """Number and first caption, as it is written, of every image that has one; some at a time."""
        query = (
            f"SELECT image, text FROM caption WHERE number = 0 AND image > ? AND {self._of_image} "
            f"ORDER BY image LIMIT {_PART}"
        )
        last = -1
        while rows := self._store.rows(query, last, *self._values):
            yield from rows
            last = rows[-1][0]

    def images_with(self, texts: Sequence[str]) -> dict[str, list[int]]:
        """The numbers of the images that have each of these texts."""
        query = (
            "SELECT DISTINCT text.text, tag.image FROM text JOIN tag ON tag.text = text.id WHERE tag.rank IS NOT NULL "
            f"AND text.text IN (SELECT value FROM json_each(?)) AND {self._of_image} ORDER BY tag.image"
        )
        found: dict[str, list[int]] = {}
        for text, image in self._store.rows(query, json.dumps(list(texts)), *self._values):
            found.setdefault(text, []).append(image)
        return found

    def same_pictures(self) -> dict[int, int]:
        """By the number of an image the group of those with the same picture, as far as pictures were looked at."""
        query = (
            "SELECT image.id, look_alike.part FROM look_alike JOIN image ON image.name = look_alike.name "
            f"WHERE {self._image}"
        )
        return dict(self._store.rows(query, *self._values))


def _held(rows: Iterable[tuple[str, str, str, int]]) -> list[Held]:
    """Texts with their slots, images and places; the numbers of many rows are read as one, which takes a fifth."""
    found: list[Held] = []
    for part in _parts(rows):
        images = json.loads(f"[{','.join([f'[{row[2]}]' for row in part])}]")
        found += [
            Held(text, slot, array("I", own), places) for (text, slot, _, places), own in zip(part, images, strict=True)
        ]
    return found


def _parts(rows: Iterable[_Row]) -> Iterator[list[_Row]]:
    rows = iter(rows)
    while part := list(islice(rows, _PART)):
        yield part

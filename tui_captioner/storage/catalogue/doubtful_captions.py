"""Which images may have something to check on their first caption, and that caption: no file is read for it."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Sequence

from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.domain.structure import GLOBALS
from tui_captioner.storage.catalogue.database import CatalogueDatabase

_DOUBTFUL = (
    "SELECT name FROM image WHERE unsure OR problem <> '' OR id IN ("
    "SELECT image FROM tag WHERE caption = 0 AND slot <> ?1 GROUP BY image, text HAVING COUNT(*) > 1) OR id IN ("
    "SELECT image FROM tag WHERE caption = 0 AND slot <> ?1 AND text IN (SELECT value FROM json_each(?2))) "
    "ORDER BY position"
)
_OF_THESE = "WHERE image.name IN (SELECT value FROM json_each(?1)) AND image.problem = ''"
_TAGS = (
    "SELECT image.name, slot.key, text.text, tag.unsure, tag.rank FROM image JOIN tag ON tag.image = image.id "
    f"JOIN slot ON slot.id = tag.slot JOIN text ON text.id = tag.text {_OF_THESE} "
    "AND tag.caption = 0 AND slot.key <> ?2 ORDER BY image.id, tag.place"
)


def doubtful_captions(store: CatalogueDatabase, globals_: Iterable[str]) -> list[str]:
    """The images, in order, that have an unsure tag, a tag twice or one that looks like a global, or can't be used.

    All that the rules of `domain.checks.caption_checks.check_caption` find something on are among them.

    Args:
        store: The catalogue.
        globals_: Texts of the project's globals.
    """
    looks = {unicodedata.normalize("NFC", text) for text in globals_}
    odd = [number for number, text in store.rows("SELECT id, text FROM text") if _is_odd(text, looks)]
    rows = store.rows("SELECT id FROM slot WHERE key = ?", GLOBALS)
    return [str(row[0]) for row in store.rows(_DOUBTFUL, rows[0][0] if rows else -1, json.dumps(odd))]


def _is_odd(text: str, looks: set[str]) -> bool:
    """Whether a text is composed so that it may look like another one, or looks like one of these."""
    return not unicodedata.is_normalized("NFC", text) or text in looks


def first_captions(store: CatalogueDatabase, names: Sequence[str]) -> dict[str, Caption]:
    """The first captions of some images as far as checks go by them: tags by slot, without marks and the text.

    Args:
        store: The catalogue.
        names: The images; those whose captions can't be used are left out.
    """
    found: dict[str, dict[str, list[Tag]]] = {
        name: {} for (name,) in store.rows(f"SELECT name FROM image {_OF_THESE}", json.dumps(names))
    }
    rows = store.rows(_TAGS, json.dumps(names), GLOBALS)
    # Of a tag that stands twice the first one has a place; one that has none at all is kept and not written.
    placed = {(name, text) for name, _, text, _, rank in rows if rank is not None}
    for name, slot, text, unsure, _ in rows:
        written = None if (name, text) in placed else False
        found[name].setdefault(slot, []).append(Tag(text, unsure=bool(unsure), written=written))
    return {name: Caption({key: tuple(tags) for key, tags in slots.items()}) for name, slots in found.items()}

"""Which images may have something to check on their first caption: the others need not be read."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable

from tui_captioner.domain.structure import GLOBALS
from tui_captioner.storage.catalogue.database import CatalogueDatabase

_DOUBTFUL = (
    "SELECT name FROM image WHERE unsure OR problem <> '' OR id IN ("
    "SELECT image FROM tag WHERE caption = 0 AND slot <> ?1 GROUP BY image, text HAVING COUNT(*) > 1) OR id IN ("
    "SELECT image FROM tag WHERE caption = 0 AND slot <> ?1 AND text IN (SELECT value FROM json_each(?2))) "
    "ORDER BY position"
)


def doubtful_captions(store: CatalogueDatabase, globals_: Iterable[str]) -> list[str]:
    """The images, in order, that have an unsure tag, a tag twice or one that looks like a global, or can't be used.

    All that the rules of `domain.checks.rules.check_caption` find something on are among them.

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

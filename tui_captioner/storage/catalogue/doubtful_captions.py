"""Which images may have something to check on their first caption, and that caption: no file is read for it."""

from __future__ import annotations

import json
from collections.abc import Sequence

from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.domain.structure import GLOBALS
from tui_captioner.storage.catalogue.database import CatalogueDatabase
from tui_captioner.storage.catalogue.told_findings import tag_of

_DOUBTFUL = (
    "SELECT name FROM image WHERE problem <> '' OR id IN (SELECT image FROM finding WHERE found) ORDER BY position"
)
_OF_THESE = "WHERE image.name IN (SELECT value FROM json_each(?1)) AND image.problem = ''"
_TAGS = (
    "SELECT image.name, slot.key, text.text, tag.unsure, tag.kind FROM image JOIN tag ON tag.image = image.id "
    f"JOIN slot ON slot.id = tag.slot JOIN text ON text.id = tag.text {_OF_THESE} "
    "AND tag.caption = 0 AND slot.key <> ?2 ORDER BY image.id, tag.place"
)


def doubtful_captions(store: CatalogueDatabase) -> list[str]:
    """The images, in order, of which checks have something to tell, or whose captions can't be used."""
    return [str(row[0]) for row in store.rows(_DOUBTFUL)]


def first_captions(store: CatalogueDatabase, names: Sequence[str]) -> dict[str, Caption]:
    """The first captions of some images as far as checks go by them: tags by slot, without marks and the text.

    Args:
        store: The catalogue.
        names: The images; those whose captions can't be used are left out.
    """
    found: dict[str, dict[str, list[Tag]]] = {
        name: {} for (name,) in store.rows(f"SELECT name FROM image {_OF_THESE}", json.dumps(names))
    }
    for name, slot, text, unsure, kind in store.rows(_TAGS, json.dumps(names), GLOBALS):
        found[name].setdefault(slot, []).append(tag_of(text, unsure=bool(unsure), kind=kind))
    return {name: Caption({key: tuple(tags) for key, tags in slots.items()}) for name, slots in found.items()}

"""Where the tags of captions that were never edited were put, so that they need not be placed again."""

from __future__ import annotations

from collections.abc import Sequence, Sized
from typing import NamedTuple

from tui_captioner.domain.structure import GLOBALS
from tui_captioner.storage.catalogue.database import CatalogueDatabase

_IMAGES = "SELECT id, name, digest FROM image WHERE NOT edited AND name IN ({marks})"
_TAGS = (
    "SELECT tag.image, tag.caption, text.text, slot.key, tag.unsure FROM tag JOIN text ON text.id = tag.text "
    "JOIN slot ON slot.id = tag.slot WHERE tag.image IN ({marks}) ORDER BY tag.image, tag.place"
)


class Placed(NamedTuple):
    """What is known of an image.

    Args:
        digest: Of the bytes of its sidecar: where those are others by now, nothing is known.
        tags: Number of the caption, text, key of the slot and whether that was guessed, of each tag.
    """

    digest: bytes
    tags: list[tuple[int, str, str, bool]]


def placed_tags(store: CatalogueDatabase, names: Sequence[str]) -> dict[str, Placed]:
    """Where the tags of some images were put; of those that were edited nothing is known.

    Args:
        store: The catalogue.
        names: No more than a statement may be given: some hundred.
    """
    found: dict[str, Placed] = {}
    by_id: dict[int, Placed] = {}
    for image, name, digest in store.rows(_IMAGES.format(marks=_marks(names)), *names):
        found[name] = by_id[image] = Placed(digest, [])
    for image, number, text, slot, unsure in store.rows(_TAGS.format(marks=_marks(by_id)), *by_id):
        if slot != GLOBALS:
            by_id[image].tags.append((number, text, slot, bool(unsure)))
    return found


def _marks(values: Sized) -> str:
    return ", ".join("?" * len(values))

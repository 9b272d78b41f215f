"""Where the tags of a caption that was never edited were put, so that they need not be placed again."""

from __future__ import annotations

from tui_captioner.domain.structure import GLOBALS
from tui_captioner.storage.catalogue.database import CatalogueDatabase

_TAGS = (
    "SELECT tag.caption, text.text, slot.key, tag.unsure FROM tag JOIN text ON text.id = tag.text "
    "JOIN slot ON slot.id = tag.slot WHERE tag.image = ? ORDER BY tag.place"
)


def placed_tags(store: CatalogueDatabase, name: str, digest: bytes) -> list[tuple[int, str, str, bool]]:
    """Number of the caption, text, key of the slot and whether that was guessed, of each tag of an image.

    Args:
        store: The catalogue.
        name: The image.
        digest: Of the bytes of its sidecar: nothing is known where those are others by now, or the image was edited.
    """
    found = store.rows("SELECT id FROM image WHERE name = ? AND digest = ? AND NOT edited", name, digest)
    if not found:
        return []
    rows = store.rows(_TAGS, found[0][0])
    return [(number, text, slot, bool(unsure)) for number, text, slot, unsure in rows if slot != GLOBALS]

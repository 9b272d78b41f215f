"""Which tags of a dataset are near-duplicates of another one, kept in the catalogue so that filters can ask for them.

The pairs that were found are kept too: comparing all tags takes most of the time of a check. The tables are made with
the first ones that are noted: a catalogue that never was asked has none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from tui_captioner.domain.consistency.pairs import Pair, Rule
from tui_captioner.storage.catalogue.database import CatalogueDatabase

_TABLE = "CREATE TABLE IF NOT EXISTS near_duplicate (text TEXT PRIMARY KEY, head TEXT NOT NULL) STRICT, WITHOUT ROWID"
_PAIRS = (
    "CREATE TABLE IF NOT EXISTS near_duplicate_pair (one TEXT NOT NULL, other TEXT NOT NULL, rule TEXT NOT NULL, "
    "misspelt TEXT NOT NULL) STRICT"
)
_OF = "near-duplicate pairs"
"""The key, among what is noted of a catalogue, under which stands what its pairs were found by."""
IMAGES = (
    "SELECT tag.image FROM near_duplicate JOIN text ON text.text = near_duplicate.text JOIN tag ON tag.text = text.id"
)
"""The images that have one, for conditions; see `has_near_duplicates`."""


def note_near_duplicates(store: CatalogueDatabase, heads: Mapping[str, str]) -> None:
    """Put what is known in the place of what was; see `CatalogueDatabase.transaction` for what is raised.

    Args:
        store: The catalogue.
        heads: By tag the one that it is a near-duplicate of.
    """
    if has_near_duplicates(store) and near_duplicates(store) == heads:
        return
    with store.transaction() as sql:
        sql.execute(_TABLE)
        sql.execute("DELETE FROM near_duplicate")
        sql.executemany("INSERT INTO near_duplicate VALUES (?, ?)", heads.items())


def has_near_duplicates(store: CatalogueDatabase) -> bool:
    """Whether any were noted, or that there are none: else there is no table to ask."""
    return bool(store.rows("SELECT 1 FROM sqlite_master WHERE name = 'near_duplicate'"))


def near_duplicates(store: CatalogueDatabase) -> dict[str, str]:
    """By tag the one that it is a near-duplicate of, as it was noted last."""
    if not has_near_duplicates(store):
        return {}
    return {str(text): str(head) for text, head in store.rows("SELECT text, head FROM near_duplicate")}


def note_pairs(store: CatalogueDatabase, key: str, pairs: Iterable[Pair]) -> None:
    """Keep pairs in the place of those that were kept; see `CatalogueDatabase.transaction` for what is raised.

    Args:
        store: The catalogue.
        key: What they depend on.
        pairs: Tags that are one thing.
    """
    with store.transaction() as sql:
        sql.execute(_PAIRS)
        sql.execute("DELETE FROM near_duplicate_pair")
        sql.executemany("INSERT INTO near_duplicate_pair VALUES (?, ?, ?, ?)", pairs)
        sql.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_OF, key))


def noted_pairs(store: CatalogueDatabase, key: str) -> list[Pair] | None:
    """The pairs that were kept for this key; None if there are none for it."""
    if store.meta(_OF) != key:
        return None
    rows = store.rows("SELECT one, other, rule, misspelt FROM near_duplicate_pair ORDER BY rowid")
    return [Pair(one, other, Rule(rule), misspelt) for one, other, rule, misspelt in rows]


def near_duplicates_in(store: CatalogueDatabase, images: Sequence[int]) -> dict[int, int]:
    """How many different near-duplicates the first caption of each of some images has; those without are left out.

    Args:
        store: The catalogue.
        images: Their numbers in the table of images, so many as one statement is given.
    """
    return _counts(store, f"AND tag.image IN ({', '.join('?' * len(images))})", *images)


def near_duplicate_counts(store: CatalogueDatabase) -> dict[int, int]:
    """The same for all images that have any."""
    return _counts(store, "")


def _counts(store: CatalogueDatabase, condition: str, *values: object) -> dict[int, int]:
    if not has_near_duplicates(store):
        return {}
    found = store.rows(
        "SELECT tag.image, COUNT(DISTINCT tag.text) FROM near_duplicate JOIN text ON text.text = near_duplicate.text "
        f"JOIN tag ON tag.text = text.id WHERE tag.caption = 0 {condition} GROUP BY tag.image",
        *values,
    )
    return {int(image): int(count) for image, count in found}

"""By which times and size a sidecar was last seen to hold what the project has for it: then it need not be read again.

The table is made when it is first used; like all of the catalogue it may be lost at any time.
"""

from __future__ import annotations

from collections.abc import Mapping

from tui_captioner.storage.catalogue.database import CatalogueDatabase

_TABLE = (
    "CREATE TABLE IF NOT EXISTS seen_sidecar (name TEXT PRIMARY KEY, file BLOB NOT NULL, held BLOB NOT NULL) "
    "STRICT, WITHOUT ROWID"
)


def seen_sidecars(store: CatalogueDatabase) -> dict[str, tuple[bytes, bytes]]:
    """By image, the key of the file as it was seen last, and the digest of what it held.

    Raises:
        CatalogueError: If the catalogue can't be read.
    """
    if not store.rows("SELECT 1 FROM sqlite_master WHERE name = 'seen_sidecar'"):
        return {}
    return {name: (file, held) for name, file, held in store.rows("SELECT name, file, held FROM seen_sidecar")}


def note_seen(store: CatalogueDatabase, seen: Mapping[str, tuple[bytes, bytes]]) -> None:
    """Note files that were seen; see `seen_sidecars`.

    Raises:
        CatalogueError: If the catalogue can't be written.
    """
    with store.transaction() as sql:
        sql.execute(_TABLE)
        rows = ((name, file, held) for name, (file, held) in seen.items())
        sql.executemany("INSERT OR REPLACE INTO seen_sidecar VALUES (?, ?, ?)", rows)

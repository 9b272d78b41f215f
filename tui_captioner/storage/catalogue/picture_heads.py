"""What was seen of the headers of pictures, kept so that each is read once; read again where a file changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from tui_captioner.domain.trainers.pictures import PictureHead
from tui_captioner.storage.catalogue.database import CatalogueDatabase


def kept_heads(store: CatalogueDatabase) -> dict[str, tuple[bytes, PictureHead]]:
    """What is kept of all pictures by their file: what it was made of, and what was seen.

    Raises:
        CatalogueError: If it can't be read; the same for the others.
    """
    rows = store.rows("SELECT file, made_of, kind, problem, width, height, orientation, frames FROM picture_head")
    return {row[0]: (row[1], PictureHead(*row[2:])) for row in rows}


def keep_heads(store: CatalogueDatabase, heads: Mapping[str, PictureHead], made_of: Mapping[str, bytes]) -> None:
    """Keep what was seen.

    Args:
        store: The catalogue.
        heads: What was seen, by file.
        made_of: What it was made of, by file; a file without it is not kept.
    """
    rows = [
        (file, made_of[file], head.kind, head.problem, head.width, head.height, head.orientation, head.frames)
        for file, head in heads.items()
        if made_of.get(file)
    ]
    with store.transaction() as sql:
        sql.executemany("INSERT OR REPLACE INTO picture_head VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)


def forget_heads(store: CatalogueDatabase, files: Iterable[str]) -> None:
    """Take out pictures that are gone."""
    gone: Sequence[tuple[str]] = [(file,) for file in files]
    with store.transaction() as sql:
        sql.executemany("DELETE FROM picture_head WHERE file = ?", gone)

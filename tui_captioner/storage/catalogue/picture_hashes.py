"""The hashes of pictures, kept so that each is decoded once; made again where a file changed, or they were deleted."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from tui_captioner.storage.catalogue.database import CatalogueDatabase
from tui_captioner.storage.files.fresh_files import FRESH

_MANY = 500
"""Names that one statement is given."""


class KeptHash(NamedTuple):
    """What is kept of a picture.

    Args:
        made_of: The file that was looked at, see `file_key`.
        hashes: Its hash and that of the mirrored picture, eight bytes each, the largest first; empty if it has none.
        problem: Why it can't be decoded; empty if it can.
    """

    made_of: bytes
    hashes: bytes
    problem: str = ""


class NewHash(NamedTuple):
    """What is to be kept of a picture; see `KeptHash`.

    Args:
        name: The image.
        kept: What is kept for comparing it.
        greys: See `domain.picture_hash.PictureHash`; empty if it has no hash.
    """

    name: str
    kept: KeptHash
    greys: bytes = b""


def file_key(path: Path) -> bytes | None:
    """A version of a picture's file: time, size, inode. Empty where it may change unseen, None where there is none."""
    return file_keys({"": str(path)}).get("")


def file_keys(paths: Mapping[str, str]) -> dict[str, bytes]:
    """The same for many: of the images whose file is there, by name.

    Args:
        paths: The files, by the names of the images.
    """
    found = {}
    newest = time.time_ns() - FRESH
    for name, path in paths.items():
        try:
            status = os.stat(path)  # noqa: PTH116 (100,000 files)
        except OSError:
            continue
        settled = status.st_mtime_ns <= newest
        found[name] = f"{status.st_mtime_ns} {status.st_size} {status.st_ino}".encode() if settled else b""
    return found


def kept_hashes(store: CatalogueDatabase) -> dict[str, KeptHash]:
    """What is kept of all pictures, by name.

    Raises:
        CatalogueError: If it can't be read; the same for the others.
    """
    return {row[0]: KeptHash(*row[1:]) for row in store.rows("SELECT name, made_of, hashes, problem FROM picture")}


def keep_hashes(store: CatalogueDatabase, found: Iterable[NewHash]) -> None:
    """Keep what was found, in place of what was kept of these images."""
    found = list(found)
    with store.transaction() as sql:
        sql.executemany("INSERT OR REPLACE INTO picture VALUES (?, ?, ?, ?)", ((new.name, *new.kept) for new in found))
        sql.executemany("DELETE FROM picture_greys WHERE name = ?", ((new.name,) for new in found))
        sql.executemany(
            "INSERT INTO picture_greys VALUES (?, ?)", ((new.name, new.greys) for new in found if new.greys)
        )


def forget_hashes(store: CatalogueDatabase, names: Iterable[str]) -> None:
    """Take out images that are gone."""
    gone = [(name,) for name in names]
    with store.transaction() as sql:
        for table in ("picture", "picture_greys"):
            sql.executemany(f"DELETE FROM {table} WHERE name = ?", gone)


def greys_of(store: CatalogueDatabase, names: Sequence[str]) -> dict[str, bytes]:
    """The greys of these pictures, as far as they are kept."""
    found: dict[str, bytes] = {}
    for at in range(0, len(names), _MANY):
        part = json.dumps(names[at : at + _MANY])
        query = "SELECT name, greys FROM picture_greys WHERE name IN (SELECT value FROM json_each(?))"
        found.update(store.rows(query, part))
    return found

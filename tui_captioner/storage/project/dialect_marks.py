"""Which files in other dialects are ours: what was last written into each, and for which record of its image.

They can be made again at any time, so this file, `.tui-captioner/dialects.db`, may be deleted: then only those count as
ours that are as they would be written. What is to be written is noted before it is, so that after a crash a file is the
one before or the one that was noted.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from hashlib import blake2b
from pathlib import Path

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.storage.files.own_files import check_database_files
from tui_captioner.storage.project.damage import SQL_ERRORS

FILE_NAME = "dialects.db"
_SCHEMA = """
CREATE TABLE IF NOT EXISTS file (path TEXT PRIMARY KEY, now BLOB NOT NULL, before BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS image (name TEXT PRIMARY KEY, record BLOB NOT NULL) WITHOUT ROWID;
"""
_NOTE = """
INSERT INTO file VALUES (?1, ?2, x'') ON CONFLICT (path) DO UPDATE SET before = now, now = ?2 WHERE now <> ?2
"""


def mark_of(data: bytes | None) -> bytes:
    """Sixteen bytes that stand for the content of a file; none for no file."""
    return b"" if data is None else blake2b(data, digest_size=16).digest()


class MarksError(CaptionerError):
    """What is ours can't be told, or noted."""


class DialectMarks:
    """The marks of a dataset's files in other dialects.

    Args:
        folder: The project's folder, which is there.

    Raises:
        OddFileError: If something else lies under the name of the file.
        MarksError: If it can't be written; so does each of its functions.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE_NAME
        check_database_files(self._path)
        try:
            self._prepare()
        except MarksError:
            self._path.unlink(missing_ok=True)  # damaged; what it knew is only worth a question to the user
            self._prepare()

    def _prepare(self) -> None:
        with self._opened() as sql:
            sql.executescript(_SCHEMA)
            sql.execute("SELECT 1 FROM file, image LIMIT 1").fetchall()

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self._path, isolation_level=None, timeout=5)) as sql, sql:
                yield sql
        except SQL_ERRORS as error:
            raise MarksError(
                f"{self._path.name}: {error or 'out of memory'}", "Check permissions and free space"
            ) from error

    def of(self, path: str) -> frozenset[bytes]:
        """The marks of what may lie in a file if nobody else changed it."""
        with self._opened() as sql:
            rows = sql.execute("SELECT now, before FROM file WHERE path = ?", (path,)).fetchall()
        return frozenset(mark for row in rows for mark in row)

    def note(self, files: Mapping[str, bytes]) -> None:
        """Note what is to be written: the mark of each file, by its path below the dataset."""
        with self._opened() as sql:
            sql.execute("BEGIN")
            sql.executemany(_NOTE, files.items())

    def records(self) -> dict[str, bytes]:
        """For which record the files of each image were written last."""
        with self._opened() as sql:
            return dict(sql.execute("SELECT name, record FROM image"))

    def written(self, records: Iterable[tuple[str, bytes]]) -> None:
        """Note that the files of these images are written for these records."""
        with self._opened() as sql:
            sql.execute("BEGIN")
            sql.executemany("INSERT OR REPLACE INTO image VALUES (?, ?)", records)

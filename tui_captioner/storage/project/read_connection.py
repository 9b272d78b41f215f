"""A connection that only reads `captions.db`, and leaves the folder as it was.

SQLite makes a log and its index beside a database in WAL mode for readers too, and a reader deletes neither when it
closes: https://sqlite.org/wal.html#read_only_databases. They would lie in the dataset, in git and in every copy of it.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from pathlib import Path

from tui_captioner.storage.project.damage import beside


def connect_to_read(path: Path) -> sqlite3.Connection:
    """Open a database without changing it.

    Raises:
        sqlite3.Error: If it can't be read.
    """
    log = beside(path, "-wal")
    nobody_writes = not log.exists() or not log.stat().st_size
    if nobody_writes and not os.access(path, os.W_OK):
        # Another user's: with files of ours beside it he could not open it any more.
        return _connect(path, "mode=ro&immutable=1")
    sql = _connect(path, "mode=ro", _Tidy if nobody_writes else sqlite3.Connection)
    try:
        sql.execute("SELECT 1 FROM sqlite_master")
    except sqlite3.OperationalError:
        sql.close()
        # A read-only disk has no room for the index of the log.
        sql = _connect(path, "mode=ro&immutable=1")
        sql.execute("SELECT 1 FROM sqlite_master")
    return sql


class _Tidy(sqlite3.Connection):
    """Has what SQLite made beside the database deleted by SQLite, which knows whether somebody else needs it."""

    def close(self) -> None:
        """Close it; of those that are open still, the last one that may write tidies up."""
        with contextlib.suppress(sqlite3.Error):
            path = self.execute("PRAGMA database_list").fetchone()[2]
            super().close()
            if beside(Path(path), "-wal").exists():
                _tidy(Path(path))
        super().close()


def _tidy(path: Path) -> None:
    last = _connect(path, "mode=rw")
    try:
        last.execute("SELECT 1 FROM sqlite_master")
    finally:
        last.close()


def _connect(path: Path, how: str, kind: type[sqlite3.Connection] = sqlite3.Connection) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?{how}", uri=True, isolation_level=None, timeout=5, factory=kind)

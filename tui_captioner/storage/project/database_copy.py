"""A copy of `captions.db` as it is at one moment, by SQLite's own backup, whoever has it open."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from pathlib import Path

from tui_captioner.storage.files.atomic import discard, sync_folder, temporary_for
from tui_captioner.storage.project.damage import beside


def copy_database(path: Path, target: Path) -> None:
    """Copy a database, with what is still in its log, into a new file; schema and rows stay as they are.

    The folder of a database that nobody has open does not change by it: SQLite would leave a log and its index there.

    Args:
        path: The database.
        target: The file that is made.

    Raises:
        sqlite3.Error: If the database can't be read, or the copy not be written.
        OSError: If there is none.
    """
    before = _look(path)
    if not any(beside(path, suffix).exists() for suffix in ("-wal", "-journal")):
        _copy(path, "mode=ro&immutable=1", target)
        if _look(path) == before and not beside(path, "-wal").exists():
            return
        target.unlink()  # somebody began to write
    try:
        _copy(path, "mode=ro", target)
    except sqlite3.OperationalError:
        # A read-only disk has no room for the index of the log.
        with contextlib.suppress(FileNotFoundError):
            target.unlink()
        _copy(path, "mode=ro&immutable=1", target)


def keep_copy(source: sqlite3.Connection, path: Path, suffix: str) -> Path:
    """Keep a copy of an open database beside it, whole or not at all.

    Args:
        source: The database.
        path: Its file.
        suffix: What is put behind its name, such as `.schema-4`; a number follows where that name is taken.

    Returns:
        Where the copy lies.

    Raises:
        OSError, sqlite3.Error: If it can't be written; there is none then.
    """
    number, kept = 1, beside(path, suffix)
    while os.path.lexists(kept):
        number += 1
        kept = beside(path, f"{suffix}-{number}")
    temporary = temporary_for(path)
    try:
        _fill(source, temporary)
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        temporary.rename(kept)
    except BaseException:
        discard(temporary)
        raise
    sync_folder(path.parent)
    return kept


def _look(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_mtime_ns, status.st_size


def _copy(path: Path, how: str, target: Path) -> None:
    source = sqlite3.connect(f"{path.absolute().as_uri()}?{how}", uri=True, isolation_level=None, timeout=5)
    try:
        _fill(source, target)
    finally:
        source.close()


def _fill(source: sqlite3.Connection, target: Path) -> None:
    copy = sqlite3.connect(target, isolation_level=None)
    try:
        # The copy is synced as a file, and thrown away if it is not whole.
        copy.execute("PRAGMA journal_mode = OFF")
        copy.execute("PRAGMA synchronous = OFF")
        source.backup(copy)
    finally:
        copy.close()

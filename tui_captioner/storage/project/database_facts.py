"""What can be told of a `captions.db` without what is in it: its schema, its size, how many rows there are."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tui_captioner.storage.dataset.mounts import is_network_folder
from tui_captioner.storage.project.damage import SQL_ERRORS, beside, damage_of_files
from tui_captioner.storage.project.database_copy import copy_database
from tui_captioner.storage.project.migrations import MIGRATIONS
from tui_captioner.storage.project.records import STATES

_TABLES = ("image", "step", "change", "draft", "accepted", "refused", "asked")


def database_facts(path: Path) -> Iterator[tuple[str, str]]:
    """Facts and their names; nothing in the folder of the database changes.

    Args:
        path: The database.

    Raises:
        OSError: If it can't be looked at.
        CaptionerError: If it is no regular file.
    """
    yield "network folder", "yes" if is_network_folder(path.parent) else "no"
    if not path.exists():
        yield "database", "none"
        return
    yield "database", f"{path.stat().st_size} bytes"
    log = beside(path, "-wal")
    yield "its log", f"{log.stat().st_size} bytes" if log.exists() else "none"
    if damage_of_files(path):
        yield "damage", "its files are damaged"
        return
    with tempfile.TemporaryDirectory(prefix="tui-captioner-") as folder:
        copy = Path(folder) / "copy.db"
        try:
            copy_database(path, copy)
            yield from _of_copy(copy)
        except SQL_ERRORS as error:
            yield "damage", getattr(error, "sqlite_errorname", None) or type(error).__name__


def _of_copy(path: Path) -> Iterator[tuple[str, str]]:
    sql = sqlite3.connect(path)
    try:
        version = sql.execute("PRAGMA user_version").fetchone()[0]
        yield "schema", f"{version}; this program has {len(MIGRATIONS)}"
        found = str(sql.execute("PRAGMA quick_check(1)").fetchone()[0])
        yield "check", "ok" if found == "ok" else "SQLite finds damage"
        there = {row[0] for row in sql.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        for table in _TABLES:
            if table in there:
                yield f"rows of {table}", str(sql.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0])
        yield "to be written yet", str(sql.execute("SELECT COUNT(*) FROM image WHERE pending").fetchone()[0])
        for state in STATES:
            # As in the column of that name, which earlier schemas do not have.
            query = "SELECT COUNT(*) FROM image WHERE instr(record, ?)"
            yield f"state {state}", str(sql.execute(query, (f'"state":"{state}"',)).fetchone()[0])
    finally:
        sql.close()

"""A `captions.db` that a later version of the program made: it is read as far as its tables are those known here."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

from tui_captioner.storage.files.own_files import OddFileError, check_database_files
from tui_captioner.storage.project.damage import TABLES
from tui_captioner.storage.project.migrations import newer_than_known
from tui_captioner.storage.project.read_connection import connect_to_read


def newer_version_of(path: Path) -> str:
    """Which later version made the database in a file, empty if none did, or that can't be told; nothing is written."""
    with contextlib.suppress(OddFileError, sqlite3.Error):
        # A pipe would be waited for.
        check_database_files(path)
        sql = connect_to_read(path)
        try:
            return newer_than_known(sql)
        finally:
            sql.close()
    return ""


def stand_in(sql: sqlite3.Connection) -> None:
    """Have tables and columns that a later version has no more be there, and empty; in memory, for this connection.

    Raises:
        sqlite3.Error: If the database can't be read.
    """
    sql.execute("PRAGMA temp_store = MEMORY")
    for table, wanted in TABLES.items():
        there = {row[1] for row in sql.execute(f"PRAGMA main.table_xinfo({table})")}
        missing = sorted(wanted - there)
        if not there:
            sql.execute(f"CREATE TEMP TABLE {table} ({', '.join(missing)})")
        elif missing:
            # A name is looked up among what is temporary first (https://sqlite.org/lang_naming.html).
            empty = ", ".join(f"NULL AS {column}" for column in missing)
            sql.execute(f"CREATE TEMP VIEW {table} AS SELECT *, {empty} FROM main.{table}")

"""Saving what can be read of a damaged `captions.db` into a new one; the old file is kept beside it, untouched."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.storage.files.atomic import sync_folder
from tui_captioner.storage.project.damage import SQL_ERRORS, beside, damage_inside, damage_of_files, kept_aside
from tui_captioner.storage.project.database import make_database
from tui_captioner.storage.project.history import Kept, Old, mended
from tui_captioner.storage.project.migrations import MIGRATIONS, NewerDatabaseError

_COLUMNS = {
    "image": ("file_name", "record", "written", "replaces", "pending"),
    "step": ("id", "title", "at", "undone", "globals_before", "globals_after", "takes_back"),
    "change": ("step", "file_name", "before", "after", "bytes_before", "bytes_after"),
    "draft": ("file_name", "slot", "text", "of"),
    "meta": ("key", "value"),
    "accepted": ("rule", "about", "file_name"),
    "acceptance": ("step", "rule", "about", "file_name", "accepted"),
    "refused": ("file_name", "key", "slot", "text", "by", "at"),
    "refusal": ("step", "file_name", "key", "slot", "text", "by", "at", "refused"),
    "asked": ("picture", "prompt", "model", "url", "state", "answer", "tokens_in", "tokens_out", "error", "at"),
}
_KEYS = {
    "image": 1,
    "step": 1,
    "change": 2,
    "draft": 1,
    "meta": 1,
    "accepted": 3,
    "acceptance": 4,
    "refused": 2,
    "refusal": 3,
    "asked": 4,
}
"""How many columns are the key of a row."""
_LATER = {"accepted": 5, "acceptance": 5, "refused": 6, "refusal": 6, "asked": 6}
"""Tables that came with a later schema, and which: an older database lacks nothing without them."""
_MISSING = {"of": "''"}
"""What stands for a column that an earlier version did not have, if not NULL."""
_BESIDE = ("-wal", "-shm", "-journal")


@dataclass
class Salvage:
    """What became of a database.

    Args:
        damage: What was found, in clauses; empty if it is sound.
        kept: What is in the new one.
        aside: Where the old file lies now; None if nothing was changed.
    """

    damage: list[str] = field(default_factory=list)
    kept: Kept = field(default_factory=Kept)
    aside: Path | None = None


def salvage(path: Path, names: Sequence[str], *, dry: bool = False) -> Salvage:
    """Make a sound database of a damaged one.

    Args:
        path: The database. Nobody else may have it open.
        names: The images of the dataset: rows behind a damaged place are asked for by name.
        dry: Only say what would become of it.

    Raises:
        NewerDatabaseError: If a later version made it.
        OSError: If there is no room, or a file can't be read; the old database is where it was then.
        CaptionerError: If it is no regular file.
    """
    source = path if path.exists() else next(iter(kept_aside(path)), path)
    found = Salvage()
    if not source.exists():
        return found
    said = damage_of_files(path)
    found.damage.extend([said] if said else [])
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".repair-") as folder:
        old = _read_copy(source, Path(folder), names, found.damage)
        found.kept = mended(old)
        if found.kept.has_losses and not found.damage:
            found.damage.append("some of its records can't be read")
        if found.damage and not dry:
            new = Path(folder) / "new.db"
            make_database(new)
            _fill(new, found.kept)
            found.aside = put_in_place(new, path) or source
    return found


def _read_copy(path: Path, folder: Path, names: Sequence[str], damage: list[str]) -> Old:
    """The readable rows; read from a copy, since opening a database may alter it and its log."""
    copy = folder / "old.db"
    shutil.copyfile(path, copy)
    with contextlib.suppress(FileNotFoundError):
        shutil.copyfile(beside(path, "-wal"), beside(copy, "-wal"))
    with contextlib.suppress(FileNotFoundError):
        shutil.copyfile(beside(path, "-journal"), beside(copy, "-journal"))
    tables: dict[str, list[tuple[Any, ...]]] = {table: [] for table in _COLUMNS}
    if copy.stat().st_size:
        sql = sqlite3.connect(copy, isolation_level=None)
        try:
            _check_version(sql)
            sql.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
            for table in tables:
                tables[table] = list(_readable(sql, table, names, damage).values())
            _inspect(sql, copy, damage)
        finally:
            sql.close()
    return Old(**tables)


def _check_version(sql: sqlite3.Connection) -> None:
    with contextlib.suppress(*SQL_ERRORS):
        version = sql.execute("PRAGMA user_version").fetchone()[0]
        if version > len(MIGRATIONS):
            raise NewerDatabaseError(
                f"captions.db has schema {version}, this program knows {len(MIGRATIONS)}", "Update tui-captioner"
            )


def _inspect(sql: sqlite3.Connection, path: Path, damage: list[str]) -> None:
    """What SQLite itself finds wrong; columns that an earlier version did not have are none."""
    try:
        version = sql.execute("PRAGMA user_version").fetchone()[0]
        said = damage_inside(sql, path) if version == len(MIGRATIONS) else ""
        said = said or str(sql.execute("PRAGMA integrity_check(1)").fetchone()[0])
    except SQL_ERRORS as error:
        said = str(error)
    if said != "ok" and not damage:
        damage.append(" ".join(said.split()))


def _readable(
    sql: sqlite3.Connection, table: str, names: Sequence[str], damage: list[str]
) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    """The rows of a table by key: from its beginning, from its end, and by name, as far as each leads."""
    wanted, size = _COLUMNS[table], _KEYS[table]
    rows: dict[tuple[Any, ...], tuple[Any, ...]] = {}
    try:
        there = {row[1] for row in sql.execute(f"PRAGMA table_info({table})")}
    except SQL_ERRORS as error:
        damage.append(str(error))
        return rows
    if not there and table in _LATER and sql.execute("PRAGMA user_version").fetchone()[0] < _LATER[table]:
        return rows
    if not there.issuperset(wanted[:size]):
        damage.append(f"its table {table!r} is missing" if not there else f"its table {table!r} has no key")
        return rows
    columns = ", ".join(name if name in there else f"{_MISSING.get(name, 'NULL')} AS {name}" for name in wanted)
    for order in ("", " DESC"):
        key = ", ".join(name + order for name in wanted[:size])
        try:
            for row in sql.execute(f"SELECT {columns} FROM {table} ORDER BY {key}"):
                rows.setdefault(row[:size], row)
            return rows
        except SQL_ERRORS as error:
            damage.append(f"{table}: {error}")
    if table == "image":
        for name in names:
            with contextlib.suppress(*SQL_ERRORS):
                for row in sql.execute(f"SELECT {columns} FROM image WHERE file_name = ?", (name,)):
                    rows.setdefault(row[:size], row)
    return rows


def _fill(path: Path, kept: Kept) -> None:
    sql = sqlite3.connect(path, isolation_level=None)
    try:
        sql.execute("BEGIN")
        for table, rows in kept.tables():
            marks = ", ".join("?" * len(_COLUMNS[table]))
            sql.executemany(f"INSERT INTO {table} ({', '.join(_COLUMNS[table])}) VALUES ({marks})", rows)
        sql.execute("COMMIT")
    except SQL_ERRORS as error:
        raise CaptionerError(f"The new database can't be written: {error}", "Nothing was changed") from error
    finally:
        sql.close()


def put_in_place(new: Path, path: Path) -> Path | None:
    """Give a database the name of another one, which is kept beside it with all that SQLite keeps there.

    Args:
        new: The new one, whole and in the same folder.
        path: The name. Nobody else may have it open.

    Returns:
        Where the old one lies now; None if there was none.

    Raises:
        OSError: If a file can't be renamed; a database that is put aside by then is found again by `kept_aside`.
    """
    with new.open("rb+") as file:
        os.fsync(file.fileno())
    was_there = path.exists()
    # A log that was left alone would be taken for that of the new one.
    aside = _put_aside(path) if list(_existing(path)) else None
    new.replace(path)
    sync_folder(path.parent)
    return aside if was_there else None


def _put_aside(path: Path) -> Path:
    """Rename a database, and what SQLite keeps beside it, to a name that is free."""
    number = 1
    while any(beside(path, f".damaged-{number}{suffix}").exists() for suffix in ("", *_BESIDE)):
        number += 1
    aside = beside(path, f".damaged-{number}")
    for suffix in _existing(path):
        beside(path, suffix).rename(beside(aside, suffix))
    return aside


def _existing(path: Path) -> Iterable[str]:
    suffixes: Iterator[str] = (suffix for suffix in ("", *_BESIDE) if beside(path, suffix).exists())
    return list(suffixes)

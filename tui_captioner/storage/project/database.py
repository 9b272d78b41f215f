"""`captions.db`: slots, states, drafts and the history of edits. Every public write is one transaction."""

from __future__ import annotations

import contextlib
import json
import secrets
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import Any

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.storage.dataset.mounts import is_network_folder
from tui_captioner.storage.files.atomic import TEMPORARY_SUFFIX
from tui_captioner.storage.project.damage import HINT, SQL_ERRORS, damage_inside, damage_of_files
from tui_captioner.storage.project.migrations import MIGRATIONS, migrate
from tui_captioner.storage.project.records import Draft, ImageRecord, RecordError, load_record
from tui_captioner.storage.project.steps import (
    Change,
    Globals,
    Step,
    Stored,
    dump,
    dump_globals,
    load,
    load_globals,
    stored_of,
)

__all__ = ["Change", "DamagedError", "Database", "DatabaseError", "Globals", "Step", "Stored", "make_database"]

MAX_STEPS = 5000
"""Steps of undo that are kept; the oldest go first."""


class DatabaseError(CaptionerError):
    """The database can't be opened, read or written; says so with the file and the reason."""


class DamagedError(DatabaseError):
    """The database, or a part of it, is not as it was written."""


class Database:
    """An open `captions.db`.

    Args:
        path: The file; made with its schema if it is missing and `writable`.
        writable: Opened read-only otherwise.

    Raises:
        DamagedError: If it is no database any more, or not as it was written.
        DatabaseError: If it can't be opened otherwise.
        NewerDatabaseError: If a later version made it.
    """

    def __init__(self, path: Path, *, writable: bool = True) -> None:
        self._path = path
        try:
            found = damage_of_files(path)
            if found:
                raise DamagedError(f"{path} is damaged: {found}", HINT)
            if writable and not path.exists():
                make_database(path)
            self._sql = self._connect("mode=rw") if writable else self._connect_to_read()
        except SQL_ERRORS as error:
            raise self._cannot("opened", error) from error
        except OSError as error:
            raise DatabaseError(f"{path} can't be opened: {error.strerror}", "Check space and permissions") from error
        try:
            self._prepare(writable=writable)
        except BaseException:
            self._sql.close()
            raise

    def _prepare(self, *, writable: bool) -> None:
        # Text that is no UTF-8 is damage too, and must be read to be named.
        self._sql.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
        try:
            if writable:
                # WAL needs shared memory, which network file systems do not have.
                journal = "DELETE" if is_network_folder(self._path.parent) else "WAL"
                self._sql.execute(f"PRAGMA journal_mode = {journal}")
                self._sql.execute("PRAGMA synchronous = FULL")
                self._sql.execute("PRAGMA foreign_keys = ON")
                migrate(self._sql)
            found = damage_inside(self._sql, self._path)
        except SQL_ERRORS as error:
            raise self._cannot("opened", error) from error
        if found:
            raise DamagedError(f"{self._path} is damaged: {found}", HINT)
        self.globals()

    def _cannot(self, done: str, error: sqlite3.Error | UnicodeDecodeError) -> DatabaseError:
        """What to raise for an error of SQLite's."""
        code = getattr(error, "sqlite_errorcode", None)
        name = getattr(error, "sqlite_errorname", "") or ""
        broken = name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_IOERR_SHORT")) or isinstance(
            error, UnicodeDecodeError
        )
        if broken or code == sqlite3.SQLITE_ERROR:
            # A statement of ours that is wrong (SQLITE_ERROR) found tables that are not ours.
            return DamagedError(f"{self._path} is damaged: {error}", HINT)
        return DatabaseError(f"{self._path} can't be {done}: {error}", "Check space and permissions, and try again")

    def _rows(self, query: str, *values: object) -> list[Any]:
        """All rows of a question; raises DatabaseError if they can't be read."""
        try:
            return self._sql.execute(query, values).fetchall()
        except SQL_ERRORS as error:
            raise self._cannot("read", error) from error

    def _connect(self, how: str) -> sqlite3.Connection:
        return sqlite3.connect(f"{self._path.absolute().as_uri()}?{how}", uri=True, isolation_level=None, timeout=5)

    def _connect_to_read(self) -> sqlite3.Connection:
        """Open without writing; where WAL's shared memory can't be made (a read-only disk), take the file as is."""
        connection = self._connect("mode=ro")
        try:
            connection.execute("SELECT 1 FROM sqlite_master")
        except sqlite3.OperationalError:
            connection.close()
            connection = self._connect("mode=ro&immutable=1")
            connection.execute("SELECT 1 FROM sqlite_master")
        # An earlier version made it, or a full disk left it without its tables: a copy is brought up to date instead.
        if connection.execute("PRAGMA user_version").fetchone()[0] != len(MIGRATIONS):
            copy = sqlite3.connect(":memory:", isolation_level=None)
            connection.backup(copy)
            connection.close()
            connection = copy
            migrate(connection)
        return connection

    def close(self) -> None:
        """Close the file; what was written is on disk already."""
        self._sql.close()

    def save_copy(self, path: Path) -> None:
        """Put everything into another file, which is made: for when the name of this one is gone.

        Raises:
            DatabaseError: If it can't be written.
        """
        try:
            copy = sqlite3.connect(path)
            try:
                self._sql.backup(copy)
            finally:
                copy.close()
        except sqlite3.Error as error:
            raise DatabaseError(f"{path} can't be written: {error}", "Nothing was changed") from error

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        try:
            self._sql.execute("BEGIN IMMEDIATE")
            try:
                yield self._sql
            except BaseException:
                if self._sql.in_transaction:
                    self._sql.execute("ROLLBACK")
                raise
            self._sql.execute("COMMIT")
        except SQL_ERRORS as error:
            if self._sql.in_transaction:
                self._sql.execute("ROLLBACK")
            said = self._cannot("written", error)
            raise type(said)(said.message, f"Nothing was changed. {said.hint}") from error

    # --- images ---------------------------------------------------------------------------------------------------

    def stored(self, file_name: str) -> Stored | None:
        """The row of one image, None if it was never edited; one that can't be read says so by `damage`."""
        try:
            rows = self._rows(f"SELECT {_COLUMNS} FROM image WHERE file_name = ?", file_name)
        except DatabaseError as error:
            return Stored(None, None, None, False, str(error))
        return stored_of(rows[0], self._path.name) if rows else None

    def all_stored(self) -> dict[str, Stored]:
        """Every row by file name; see `stored`."""
        try:
            rows = self._sql.execute(f"SELECT {_COLUMNS}, file_name FROM image")
            return {row[4]: stored_of(row, self._path.name) for row in rows}
        except SQL_ERRORS as error:
            raise self._cannot("read", error) from error

    def some_records(self, limit: int) -> list[ImageRecord]:
        """Records of edited images, no more than `limit`; those that are damaged are passed over."""
        found: list[ImageRecord] = []
        with contextlib.suppress(DatabaseError):
            for row in self._rows("SELECT record FROM image WHERE record IS NOT NULL LIMIT ?", limit):
                with contextlib.suppress(RecordError):
                    found.append(load_record(row[0]))
        return found

    def record_digests(self, names: Iterable[str] | None = None) -> dict[str, bytes]:
        """Eight bytes for the record of each edited image, other ones for another record; of these images or of all.

        Damaged records are among them. None where they can't be read.
        """
        query = "SELECT file_name, record FROM image WHERE record IS NOT NULL"
        with contextlib.suppress(DatabaseError, *SQL_ERRORS):
            if names is None:
                return {name: _digest(record) for name, record in self._sql.execute(query)}
            rows = (self._rows(f"{query} AND file_name = ?", name) for name in names)
            return {name: _digest(record) for found in rows for name, record in found}
        return {}

    def pending(self) -> list[str]:
        """Names of the images whose sidecar must still be written."""
        return [row[0] for row in self._rows("SELECT file_name FROM image WHERE pending ORDER BY file_name")]

    def mark_written(self, names: Iterable[str]) -> None:
        """Note that the sidecars of these images are on disk as the rows say; what is "never edited" again goes."""
        keys = [(name,) for name in names]
        with self._transaction() as sql:
            sql.executemany("DELETE FROM image WHERE file_name = ? AND record IS NULL", keys)
            sql.executemany("UPDATE image SET pending = 0, replaces = NULL WHERE file_name = ?", keys)

    # --- history --------------------------------------------------------------------------------------------------

    def record_step(self, step: Step, at: str) -> None:
        """Carry out a new step: rows, history, and the end of what could be redone.

        Args:
            step: What changes. The sidecars of its images are marked as still to be written.
            at: When, ISO 8601.

        Raises:
            DatabaseError: If it could not be written; nothing is changed then.
        """
        with self._transaction() as sql:
            sql.execute("DELETE FROM step WHERE undone")
            sql.execute("DELETE FROM step WHERE id <= (SELECT MAX(id) FROM step) - ?", (MAX_STEPS,))
            cursor = sql.execute(
                "INSERT INTO step (title, at, globals_before, globals_after) VALUES (?, ?, ?, ?)",
                (step.title, at, dump_globals(step.globals_before), dump_globals(step.globals_after)),
            )
            number = cursor.lastrowid
            sql.executemany(
                "INSERT INTO change VALUES (?, ?, ?, ?, ?, ?)",
                (
                    (number, c.file_name, dump(c.before), dump(c.after), c.bytes_before, c.bytes_after)
                    for c in step.changes
                ),
            )
            self._apply(sql, step)

    def undoable(self) -> Step | None:
        """The step that undo would take back; raises DamagedError if it can't be read."""
        return self._step(_LAST_DONE)

    def redoable(self) -> Step | None:
        """The step that redo would do again; raises DamagedError if it can't be read."""
        return self._step(_FIRST_UNDONE)

    def turnable_title(self, *, undone: bool) -> str:
        """The title of the step that undo would take back, or redo would do again; empty if there is none."""
        rows = self._rows(f"SELECT title FROM step WHERE id = ({_LAST_DONE if undone else _FIRST_UNDONE})")
        return str(rows[0][0]) if rows else ""

    def undo(self) -> Step | None:
        """Take the last step back in the rows; returns what was carried out (the inverse), None if there is nothing."""
        return self._turn(_LAST_DONE, undone=True)

    def redo(self) -> Step | None:
        """Do the last step that was taken back again; returns what was carried out, None if there is nothing."""
        return self._turn(_FIRST_UNDONE, undone=False)

    def log(self, limit: int = 100) -> list[tuple[str, str, bool, int]]:
        """The last steps, newest first: when, title, whether taken back, number of images."""
        rows = self._rows(
            "SELECT at, title, undone, (SELECT COUNT(*) FROM change WHERE step = step.id) "
            "FROM step ORDER BY id DESC LIMIT ?",
            limit,
        )
        return [(at, title, bool(undone), count) for at, title, undone, count in rows]

    def _turn(self, query: str, *, undone: bool) -> Step | None:
        with self._transaction() as sql:
            number = sql.execute(query).fetchone()[0]
            if number is None:
                return None
            step = self._load_step(number)
            step = step.inverse if undone else step
            sql.execute("UPDATE step SET undone = ? WHERE id = ?", (undone, number))
            self._apply(sql, step)
            return step

    def _apply(self, sql: sqlite3.Connection, step: Step) -> None:
        # While an earlier write is still pending, what lies on disk is what that one was to replace.
        sql.executemany(
            "INSERT INTO image (file_name, record, written, replaces, pending) VALUES (?, ?, ?, ?, 1) "
            "ON CONFLICT (file_name) DO UPDATE SET record = excluded.record, written = excluded.written, "
            "replaces = CASE WHEN pending THEN replaces ELSE excluded.replaces END, pending = 1",
            ((c.file_name, dump(c.after), c.bytes_after, c.bytes_before) for c in step.changes),
        )
        if step.globals_after is not None:
            self._set_meta(sql, "globals", json.dumps(step.globals_after, ensure_ascii=False))
            self._set_meta(sql, "globals_pending", "1")

    def _step(self, query: str) -> Step | None:
        number = self._rows(query)[0][0]
        return None if number is None else self._load_step(number)

    def _load_step(self, number: int) -> Step:
        title, *globals_ = self._rows("SELECT title, globals_before, globals_after FROM step WHERE id = ?", number)[0]
        rows = self._rows(
            "SELECT file_name, before, after, bytes_before, bytes_after FROM change WHERE step = ? ORDER BY file_name",
            number,
        )
        name = ""
        try:
            before, after = map(load_globals, globals_)
            changes: list[Change] = []
            for name, old, new, was, now in rows:
                if not all(data is None or isinstance(data, bytes) for data in (was, now)):
                    raise RecordError("the text of its sidecar is no bytes")
                changes.append(Change(name, load(old), load(new), was, now))
        except RecordError as error:
            whose = f"of {name} " if name else ""
            raise DamagedError(
                f"The step '{title}' can't be taken back or done again: its record {whose}in {self._path.name} is "
                f"damaged ({error.message})",
                HINT,
            ) from error
        return Step(str(title), tuple(changes), before, after)

    # --- drafts and small things ----------------------------------------------------------------------------------

    def drafts(self) -> dict[str, Draft]:
        """Half-typed text by image."""
        rows = self._rows("SELECT file_name, slot, text, of FROM draft")
        return {name: Draft(*map(str, fields)) for name, *fields in rows}

    def save_place(self, position: str, drafts: Mapping[str, Draft]) -> None:
        """Remember the image the user is at and every half-typed text."""
        with self._transaction() as sql:
            self._set_meta(sql, "position", position)
            sql.execute("DELETE FROM draft")
            sql.executemany("INSERT INTO draft VALUES (?, ?, ?, ?)", ((name, *draft) for name, draft in drafts.items()))

    def position(self) -> str:
        """Name of the image the user was at, empty if none."""
        return self._meta("position") or ""

    def globals(self) -> Globals | None:
        """The globals as the last step left them; None if no step changed them.

        Raises:
            DamagedError: If they can't be read.
        """
        try:
            return load_globals(self._meta("globals"))
        except RecordError as error:
            raise DamagedError(f"{self._path} is damaged: of its globals, {error.message}", HINT) from error

    def globals_pending(self) -> bool:
        """Whether the globals may not have reached `project.toml` yet."""
        return self._meta("globals_pending") == "1"

    def settle_globals(self) -> None:
        """Note that `project.toml` has the globals."""
        with self._transaction() as sql:
            self._set_meta(sql, "globals_pending", "0")

    def _meta(self, key: str) -> str | None:
        rows = self._rows("SELECT value FROM meta WHERE key = ?", key)
        return str(rows[0][0]) if rows else None

    @staticmethod
    def _set_meta(sql: sqlite3.Connection, key: str, value: str) -> None:
        sql.execute(
            "INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", (key, value)
        )


_COLUMNS = "record, written, replaces, pending"
_LAST_DONE = "SELECT MAX(id) FROM step WHERE NOT undone"
_FIRST_UNDONE = "SELECT MIN(id) FROM step WHERE undone"


def _digest(record: object) -> bytes:
    data = record if isinstance(record, bytes) else str(record).encode("utf-8", "surrogateescape")
    return blake2b(data, digest_size=8).digest()


def make_database(path: Path) -> None:
    """Make an empty database of today's schema, which appears whole: one of 0 bytes is one that was damaged.

    Raises:
        OSError, sqlite3.Error: If it could not be made.
    """
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}{TEMPORARY_SUFFIX}")
    try:
        sql = sqlite3.connect(temporary, isolation_level=None)
        try:
            migrate(sql)
        finally:
            sql.close()
        temporary.rename(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise

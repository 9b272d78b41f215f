"""`captions.db`: slots, states, drafts and the history of edits. Every public write is one transaction."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.storage.migrations import MIGRATIONS, migrate
from tui_captioner.storage.mounts import is_network_folder
from tui_captioner.storage.records import Draft, ImageRecord, dump_record, load_record

MAX_STEPS = 5000
"""Steps of undo that are kept; the oldest go first."""


class DatabaseError(CaptionerError):
    """The database can't be opened or written; says so with the file and the reason."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A row of one image.

    Args:
        record: None if the image goes back to "never edited" once its old sidecar is on disk again.
        written: What the sidecar is to hold; None for no file.
        replaces: While pending, what lay there before.
        pending: Whether `written` may not be on disk yet.
    """

    record: ImageRecord | None
    written: bytes | None
    replaces: bytes | None
    pending: bool


@dataclass(frozen=True, slots=True)
class Change:
    """What one step does to one image; `None` for "not in the database" and for "no sidecar"."""

    file_name: str
    before: ImageRecord | None
    after: ImageRecord | None
    bytes_before: bytes | None
    bytes_after: bytes | None

    @property
    def inverse(self) -> Change:
        """The change that takes this one back."""
        return Change(self.file_name, self.after, self.before, self.bytes_after, self.bytes_before)


Globals = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One command of the user, however many images it touches: one step of undo."""

    title: str
    changes: tuple[Change, ...]
    globals_before: Globals | None = None
    globals_after: Globals | None = None

    @property
    def inverse(self) -> Step:
        """The step that takes this one back."""
        changes = tuple(change.inverse for change in self.changes)
        return Step(self.title, changes, self.globals_after, self.globals_before)


class Database:
    """An open `captions.db`.

    Args:
        path: The file; made with its schema if it is missing and `writable`.
        writable: Opened read-only otherwise.

    Raises:
        DatabaseError: If it can't be opened.
        NewerDatabaseError: If a later version made it.
    """

    def __init__(self, path: Path, *, writable: bool = True) -> None:
        self._path = path
        try:
            self._sql = self._connect("mode=rwc") if writable else self._connect_to_read()
            if writable:
                # WAL needs shared memory, which network file systems do not have.
                journal = "DELETE" if is_network_folder(path.parent) else "WAL"
                self._sql.execute(f"PRAGMA journal_mode = {journal}")
                self._sql.execute("PRAGMA synchronous = FULL")
                self._sql.execute("PRAGMA foreign_keys = ON")
                migrate(self._sql)
        except sqlite3.Error as error:
            raise DatabaseError(
                f"{path} can't be opened: {error}",
                "If it is damaged, move it away: the captions come back from the sidecars",
            ) from error

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
        except sqlite3.Error as error:
            if self._sql.in_transaction:
                self._sql.execute("ROLLBACK")
            raise DatabaseError(f"{self._path} can't be written: {error}", "Nothing was changed") from error

    # --- images ---------------------------------------------------------------------------------------------------

    def stored(self, file_name: str) -> Stored | None:
        """The row of one image, None if it was never edited."""
        row = self._sql.execute(f"SELECT {_COLUMNS} FROM image WHERE file_name = ?", (file_name,)).fetchone()
        return None if row is None else _stored(row)

    def all_stored(self) -> dict[str, Stored]:
        """Every row by file name."""
        return {row[4]: _stored(row) for row in self._sql.execute(f"SELECT {_COLUMNS}, file_name FROM image")}

    def some_records(self, limit: int) -> list[ImageRecord]:
        """Records of edited images, no more than `limit`."""
        query = "SELECT record FROM image WHERE record IS NOT NULL LIMIT ?"
        return [load_record(row[0]) for row in self._sql.execute(query, (limit,))]

    def pending(self) -> list[str]:
        """Names of the images whose sidecar must still be written."""
        return [row[0] for row in self._sql.execute("SELECT file_name FROM image WHERE pending ORDER BY file_name")]

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
                (step.title, at, _dump_globals(step.globals_before), _dump_globals(step.globals_after)),
            )
            number = cursor.lastrowid
            sql.executemany(
                "INSERT INTO change VALUES (?, ?, ?, ?, ?, ?)",
                (
                    (number, c.file_name, _dump(c.before), _dump(c.after), c.bytes_before, c.bytes_after)
                    for c in step.changes
                ),
            )
            self._apply(sql, step)

    def undoable(self) -> Step | None:
        """The step that undo would take back."""
        return self._step("SELECT MAX(id) FROM step WHERE NOT undone")

    def redoable(self) -> Step | None:
        """The step that redo would do again."""
        return self._step("SELECT MIN(id) FROM step WHERE undone")

    def undo(self) -> Step | None:
        """Take the last step back in the rows; returns what was carried out (the inverse), None if there is nothing."""
        return self._turn("SELECT MAX(id) FROM step WHERE NOT undone", undone=True)

    def redo(self) -> Step | None:
        """Do the last step that was taken back again; returns what was carried out, None if there is nothing."""
        return self._turn("SELECT MIN(id) FROM step WHERE undone", undone=False)

    def log(self, limit: int = 100) -> list[tuple[str, str, bool, int]]:
        """The last steps, newest first: when, title, whether taken back, number of images."""
        rows = self._sql.execute(
            "SELECT at, title, undone, (SELECT COUNT(*) FROM change WHERE step = step.id) "
            "FROM step ORDER BY id DESC LIMIT ?",
            (limit,),
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
            ((c.file_name, _dump(c.after), c.bytes_after, c.bytes_before) for c in step.changes),
        )
        if step.globals_after is not None:
            self._set_meta(sql, "globals", json.dumps(step.globals_after, ensure_ascii=False))
            self._set_meta(sql, "globals_pending", "1")

    def _step(self, query: str) -> Step | None:
        number = self._sql.execute(query).fetchone()[0]
        return None if number is None else self._load_step(number)

    def _load_step(self, number: int) -> Step:
        title, before, after = self._sql.execute(
            "SELECT title, globals_before, globals_after FROM step WHERE id = ?", (number,)
        ).fetchone()
        rows = self._sql.execute(
            "SELECT file_name, before, after, bytes_before, bytes_after FROM change WHERE step = ? ORDER BY file_name",
            (number,),
        )
        changes = tuple(Change(name, _load(old), _load(new), was, now) for name, old, new, was, now in rows)
        return Step(title, changes, _load_globals(before), _load_globals(after))

    # --- drafts and small things ----------------------------------------------------------------------------------

    def drafts(self) -> dict[str, Draft]:
        """Half-typed text by image."""
        # All columns: a database that is only read keeps the schema of the version that wrote it.
        return {name: Draft(*fields) for name, *fields in self._sql.execute("SELECT * FROM draft")}

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
        """The globals as the last step left them; None if no step changed them."""
        return _load_globals(self._meta("globals"))

    def globals_pending(self) -> bool:
        """Whether the globals may not have reached `project.toml` yet."""
        return self._meta("globals_pending") == "1"

    def settle_globals(self) -> None:
        """Note that `project.toml` has the globals."""
        with self._transaction() as sql:
            self._set_meta(sql, "globals_pending", "0")

    def _meta(self, key: str) -> str | None:
        row = self._sql.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    @staticmethod
    def _set_meta(sql: sqlite3.Connection, key: str, value: str) -> None:
        sql.execute(
            "INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", (key, value)
        )


_COLUMNS = "record, written, replaces, pending"


def _stored(row: tuple[str | None, bytes | None, bytes | None, int]) -> Stored:
    return Stored(_load(row[0]), row[1], row[2], bool(row[3]))


def _dump(record: ImageRecord | None) -> str | None:
    return None if record is None else dump_record(record)


def _load(text: str | None) -> ImageRecord | None:
    return None if text is None else load_record(text)


def _dump_globals(texts: Globals | None) -> str | None:
    return None if texts is None else json.dumps(texts, ensure_ascii=False)


def _load_globals(text: str | None) -> Globals | None:
    return None if text is None else tuple(json.loads(text))

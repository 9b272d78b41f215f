"""An SQLite file of a project: opened with its checks, read and written with errors that say what and where."""

from __future__ import annotations

import contextlib
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from pathlib import Path
from typing import Any, Self

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.storage.dataset.mounts import is_network_folder
from tui_captioner.storage.files.atomic import TEMPORARY_SUFFIX
from tui_captioner.storage.project.damage import SQL_ERRORS, damage_inside, damage_of_files, repair_hint
from tui_captioner.storage.project.database_copy import keep_copy
from tui_captioner.storage.project.migrations import MIGRATIONS, UPDATE, migrate, newer_than_known
from tui_captioner.storage.project.newer_database import stand_in
from tui_captioner.storage.project.read_connection import connect_to_read


class DatabaseError(CaptionerError):
    """The database can't be opened, read or written; says so with the file and the reason."""


class DamagedError(DatabaseError):
    """The database, or a part of it, is not as it was written."""


class SqlFile:
    """An open `captions.db`.

    `newer` says which later version of the program made it, empty if none did. Then it is only read, as far as the
    tables and columns go that are known here.

    Args:
        path: The file; made with its schema if it is missing and `writable`.
        writable: Opened read-only otherwise.

    Raises:
        DamagedError: If it is no database any more, or not as it was written.
        DatabaseError: If it can't be opened otherwise.
        NewerDatabaseError: If a later version made it, and it is `writable`.
    """

    def __init__(self, path: Path, *, writable: bool = True) -> None:
        self._path = path
        self.newer = ""
        try:
            found = damage_of_files(path)
            if found:
                raise DamagedError(f"{path} is damaged: {found}", repair_hint(path))
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
                self._keep_earlier()
                migrate(self._sql)
            self.newer = newer_than_known(self._sql)
            if self.newer:
                stand_in(self._sql)
            found = "" if self.newer else damage_inside(self._sql, self._path)
        except SQL_ERRORS as error:
            raise self._cannot("opened", error) from error
        if found:
            raise DamagedError(f"{self._path} is damaged: {found}", repair_hint(self._path))

    def _keep_earlier(self) -> None:
        """Keep a copy of a database that an earlier version made, before it is brought up to date."""
        version = self._sql.execute("PRAGMA user_version").fetchone()[0]
        if not 0 < version < len(MIGRATIONS):
            return
        try:
            keep_copy(self._sql, self._path, f".schema-{version}")
        except (OSError, sqlite3.Error) as error:
            raise DatabaseError(
                f"An earlier version made {self._path}, and no copy of it can be kept before it is brought up to date: "
                f"{getattr(error, 'strerror', None) or error}",
                "Nothing was changed. Make room, then open it again",
            ) from error

    def _cannot(self, done: str, error: sqlite3.Error | UnicodeDecodeError | MemoryError) -> DatabaseError:
        """What to raise for an error of SQLite's."""
        if self.newer:
            return DatabaseError(f"{self._path} can't be {done} by this version: {error}. {self.newer}", UPDATE)
        code = getattr(error, "sqlite_errorcode", None)
        name = getattr(error, "sqlite_errorname", "") or ""
        broken = name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_IOERR_SHORT")) or isinstance(
            error, UnicodeDecodeError
        )
        if broken or code == sqlite3.SQLITE_ERROR:
            # A statement of ours that is wrong (SQLITE_ERROR) found tables that are not ours.
            return DamagedError(f"{self._path} is damaged: {error}", repair_hint(self._path))
        # The reason first: a long path would push it off the line.
        said = f"{self._path.name} can't be {done}: {str(error) or 'out of memory'} ({self._path})"
        return DatabaseError(said, "Check space and permissions, and try again")

    def _rows(self, query: str, *values: object) -> list[Any]:
        """All rows of a question; raises DatabaseError if they can't be read."""
        try:
            return self._sql.execute(query, values).fetchall()
        except SQL_ERRORS as error:
            raise self._cannot("read", error) from error

    def _connect(self, how: str) -> sqlite3.Connection:
        return sqlite3.connect(f"{self._path.absolute().as_uri()}?{how}", uri=True, isolation_level=None, timeout=5)

    def _connect_to_read(self) -> sqlite3.Connection:
        """Open without writing."""
        connection = connect_to_read(self._path)
        # An earlier version made it, or a full disk left it without its tables: a copy is brought up to date instead.
        if connection.execute("PRAGMA user_version").fetchone()[0] < len(MIGRATIONS):
            copy = sqlite3.connect(":memory:", isolation_level=None)
            connection.backup(copy)
            connection.close()
            connection = copy
            migrate(connection)
        return connection

    @property
    def data_version(self) -> int:
        """A number that is another one once somebody else has written into the file."""
        return int(self._rows("PRAGMA data_version")[0][0])

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
    def aside(self) -> Iterator[Self]:
        """The same file by a connection of its own, for another thread; what is open here sees what it did.

        Raises:
            DatabaseError: If it can't be opened.
        """
        other = copy(self)
        try:
            other._sql = self._connect("mode=rw")
            try:
                other._sql.text_factory = self._sql.text_factory
                other._sql.execute("PRAGMA synchronous = FULL")
                other._sql.execute("PRAGMA foreign_keys = ON")
                yield other
            finally:
                other._sql.close()
        except SQL_ERRORS as error:
            raise self._cannot("opened", error) from error

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

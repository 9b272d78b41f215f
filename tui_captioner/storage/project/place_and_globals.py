"""The small things that a database keeps: where the user was, half-typed text, the globals."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from tui_captioner.storage.project.damage import repair_hint
from tui_captioner.storage.project.records import Draft, RecordError
from tui_captioner.storage.project.sql_file import DamagedError, SqlFile
from tui_captioner.storage.project.steps import Globals, load_globals


class PlaceAndGlobals(SqlFile):
    """The part of a database that knows of them. What may be raised: `DatabaseError`."""

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
            said = f"{self._path} is damaged: of its globals, {error.message}"
            raise DamagedError(said, repair_hint(self._path)) from error

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

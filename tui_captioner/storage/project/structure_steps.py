"""Which steps of the history chose another structure, so that undo brings the one before back into the settings."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tui_captioner.storage.project.sql_file import SqlFile

Rows = Sequence[Mapping[str, object]]
"""A structure as its `[[structure]]` tables."""


class Structures(NamedTuple):
    """The structures of a step."""

    before: Rows
    after: Rows

    @property
    def inverse(self) -> Structures:
        """What takes this back."""
        return Structures(self.after, self.before)


class StructureSteps(SqlFile):
    """The part of a database that knows of structures. What may be raised: `DatabaseError`."""

    def structures_of(self, number: int) -> Structures | None:
        """The structures before and after a step; None for one that did not change it.

        A step that came to have the number of one that is gone is not taken for it.
        """
        found = self._rows(
            "SELECT title, at, value FROM step JOIN meta ON key = 'structures ' || id WHERE id = ?", number
        )
        for title, at, text in found:
            noted_title, noted_at, before, after = json.loads(text)
            if (title, at) == (noted_title, noted_at):
                return Structures(before, after)
        return None

    def pending_structure(self) -> Rows | None:
        """The structure that may not have reached `project.toml` yet; None if it has."""
        found = self._rows("SELECT value FROM meta WHERE key = 'structure_pending'")
        rows: Rows | None = json.loads(found[0][0]) if found else None
        return rows

    def settle_structure(self) -> None:
        """Note that `project.toml` has it."""
        with self._transaction() as sql:
            sql.execute("DELETE FROM meta WHERE key = 'structure_pending'")


def add_structures(sql: sqlite3.Connection, number: int, structures: Structures | None) -> None:
    """Note that a step changes the structure of the project, and that it must be done; in its transaction."""
    if structures is not None:
        title, at = sql.execute("SELECT title, at FROM step WHERE id = ?", (number,)).fetchone()
        text = json.dumps([title, at, *structures], ensure_ascii=False)
        sql.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (f"structures {number}", text))
        expect_structure(sql, structures)


def expect_structure(sql: sqlite3.Connection, structures: Structures | None) -> None:
    """Note which structure `project.toml` must get; in a transaction."""
    if structures is not None:
        text = json.dumps(structures.after, ensure_ascii=False)
        sql.execute("INSERT OR REPLACE INTO meta VALUES ('structure_pending', ?)", (text,))

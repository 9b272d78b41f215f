"""Which steps of the history chose another structure, so that undo brings the one before back into the settings."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tui_captioner.storage.project.sql_file import SqlFile

Rows = Sequence[Mapping[str, object]]
"""A structure as its `[[structure]]` tables."""


class Structures(NamedTuple):
    """The structures of a step."""

    before: Rows
    after: Rows


class StructureSteps(SqlFile):
    """The part of a database that knows of structures. What may be raised: `DatabaseError`."""

    def note_structures(self, structures: Structures) -> None:
        """Note that the last step changed the structure of the project."""
        number, title, at = self._rows("SELECT id, title, at FROM step ORDER BY id DESC LIMIT 1")[0]
        text = json.dumps([title, at, *structures], ensure_ascii=False)
        with self._transaction() as sql:
            sql.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (f"structures {number}", text))

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

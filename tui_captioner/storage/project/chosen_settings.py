"""Which steps of the history go with settings that were chosen for them, so that undo brings those before back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from typing import NamedTuple

from tui_captioner.storage.project.sql_file import SqlFile

Values = Mapping[tuple[str, ...], object]
"""Settings by where they stand in `project.toml`."""


class Chosen(NamedTuple):
    """The settings that were chosen for a step."""

    before: Values
    after: Values


class ChosenSettings(SqlFile):
    """The part of a database that knows of them. What may be raised: `DatabaseError`."""

    def note_chosen(self, number: int, chosen: Chosen) -> None:
        """Note that a step goes with these settings."""
        with self._transaction() as sql:
            title, at = sql.execute("SELECT title, at FROM step WHERE id = ?", (number,)).fetchone()
            text = json.dumps([title, at, *(list(values.items()) for values in chosen)], ensure_ascii=False)
            sql.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (f"settings {number}", text))

    def chosen_of(self, number: int) -> Chosen | None:
        """The settings before and after a step; None for one that goes with none.

        A step that came to have the number of one that is gone is not taken for it, nor is what somebody damaged.
        """
        rows = self._rows("SELECT title, at, value FROM step JOIN meta ON key = 'settings ' || id WHERE id = ?", number)
        for title, at, text in rows:
            with suppress(TypeError, ValueError, RecursionError):
                noted_title, noted_at, *sides = json.loads(text)
                if (title, at) == (noted_title, noted_at):
                    return Chosen(*({tuple(path): value for path, value in side} for side in sides))
        return None

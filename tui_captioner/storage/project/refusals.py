"""Machine tags that were refused for an image, as they lie in `captions.db`: those of now, and what each step did."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable
from typing import NamedTuple

from tui_captioner.domain.spelling import match_key
from tui_captioner.storage.project.sql_file import SqlFile

_COLUMNS = "file_name, key, slot, text, by, at"


class RefusedTag(NamedTuple):
    """A tag that is not to be proposed for an image again.

    Args:
        file_name: The image.
        slot: Key of the slot that it was proposed for.
        text: The tag, as it was proposed.
        by: The model that proposed it.
        at: When it was refused, ISO 8601; empty for one that is being refused.
    """

    file_name: str
    slot: str
    text: str
    by: str
    at: str = ""

    @property
    def key(self) -> str:
        """What all spellings of it have in common."""
        return match_key(self.text)


class Refusal(NamedTuple):
    """What a step does to one machine tag.

    Args:
        tag: The tag.
        refused: Whether it is refused from then on, else forgiven.
    """

    tag: RefusedTag
    refused: bool = True

    @property
    def inverse(self) -> Refusal:
        """What takes this back."""
        return self._replace(refused=not self.refused)


class RefusedTags(SqlFile):
    """The part of a database that tells what was refused; it writes nothing."""

    def refused(self, file_name: str | None = None) -> list[RefusedTag]:
        """What was refused, by image and key.

        Args:
            file_name: The image that it is about; None for all of them.

        Raises:
            DatabaseError: If it can't be read.
        """
        where, which = ("", ()) if file_name is None else ("WHERE file_name = ?", (file_name,))
        rows = self._rows(f"SELECT file_name, slot, text, by, at FROM refused {where} ORDER BY file_name, key", *which)
        return [RefusedTag(*map(str, row)) for row in rows]

    def refusals_of(self, step: int) -> tuple[Refusal, ...]:
        """What a step did.

        Raises:
            DatabaseError: If it can't be read.
        """
        rows = self._rows("SELECT file_name, slot, text, by, at, refused FROM refusal WHERE step = ?", step)
        return tuple(Refusal(RefusedTag(*map(str, row[:5])), bool(row[5])) for row in rows)


def add_refusals(sql: sqlite3.Connection, step: int, refusals: Iterable[Refusal], at: str) -> None:
    """Note what a step does that is made at a time, ISO 8601; in its transaction."""
    sql.executemany(
        "INSERT OR REPLACE INTO refusal (step, key, refused, file_name, slot, text, by, at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        ((step, one.tag.key, int(one.refused), *one.tag[:-1], one.tag.at or at) for one in refusals),
    )


def apply_refusals(sql: sqlite3.Connection, step: int, left_out: Collection[str] = (), *, undone: bool) -> None:
    """Carry out what a step does, or take it back; in its transaction.

    Args:
        sql: The database.
        step: The step.
        left_out: Images that stay as they are.
        undone: Whether it is taken back.
    """
    of_step = "FROM refusal WHERE step = ? AND refused = ? AND file_name NOT IN (SELECT value FROM json_each(?))"
    names = json.dumps(list(left_out))
    sql.execute(
        f"INSERT OR IGNORE INTO refused ({_COLUMNS}) SELECT {_COLUMNS} {of_step}", (step, int(not undone), names)
    )
    sql.execute(
        f"DELETE FROM refused WHERE (file_name, key) IN (SELECT file_name, key {of_step})", (step, int(undone), names)
    )

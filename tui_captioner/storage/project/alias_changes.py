"""What steps do to the aliases of a project's own `vocab.toml`, and how that stands in `captions.db`."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, NamedTuple

from tui_captioner.storage.project.records import RecordError
from tui_captioner.storage.project.sql_file import SqlFile


class AliasChange(NamedTuple):
    """Aliases that come to lead to a term, or lead to it no more.

    Args:
        slot: Key of the slot of the term.
        text: The term.
        aliases: What comes to lead to it.
        lists: The lists in which the term comes to stand: `layers` or `groups`, and the name there.
        adds: Whether they come, else they go.
    """

    slot: str
    text: str
    aliases: tuple[str, ...]
    lists: tuple[tuple[str, str], ...] = ()
    adds: bool = True

    @property
    def inverse(self) -> AliasChange:
        """What takes this back."""
        return self._replace(adds=not self.adds)


def dump_aliases(changes: Sequence[AliasChange]) -> str | None:
    """Changes for a column; None for none."""
    rows = [[one.slot, one.text, one.aliases, one.lists, one.adds] for one in changes]
    return json.dumps(rows, ensure_ascii=False) if rows else None


def load_aliases(text: str | None) -> tuple[AliasChange, ...]:
    """Changes as `dump_aliases` wrote them.

    Raises:
        RecordError: If they are none.
    """
    try:
        return () if text is None else tuple(map(_change, json.loads(text)))
    except (TypeError, ValueError, RecursionError):
        raise RecordError("what it did to vocab.toml can't be read") from None


def _change(row: Any) -> AliasChange:
    slot, text, aliases, lists, adds = row
    named = tuple((str(kind), str(name)) for kind, name in lists)
    return AliasChange(str(slot), str(text), tuple(map(str, aliases)), named, bool(adds))


class ChangedAliases(SqlFile):
    """The part of a database that tells what was done to aliases, and what must still be done to `vocab.toml`."""

    def aliases_of(self, step: int) -> tuple[AliasChange, ...]:
        """What a step did.

        Raises:
            RecordError: If that is damaged.
            DatabaseError: If it can't be read.
        """
        return load_aliases(self._rows("SELECT aliases FROM step WHERE id = ?", step)[0][0])

    def pending_aliases(self) -> tuple[AliasChange, ...]:
        """What may not have reached `vocab.toml` yet, in the order in which it was done.

        Raises:
            DatabaseError: If it can't be read.
        """
        return _pending(self._rows(_EXPECTED))

    def settle_aliases(self) -> None:
        """Note that `vocab.toml` has it."""
        with self._transaction() as sql:
            sql.execute("DELETE FROM meta WHERE key = 'aliases_pending'")


def add_aliases(sql: sqlite3.Connection, step: int, changes: Sequence[AliasChange]) -> None:
    """Note what a step does, and that it must be done; in its transaction."""
    if changes:
        sql.execute("UPDATE step SET aliases = ? WHERE id = ?", (dump_aliases(changes), step))
        expect_aliases(sql, changes)


def expect_aliases(sql: sqlite3.Connection, changes: Sequence[AliasChange]) -> None:
    """Note what must be done to `vocab.toml`, behind what must be done already; in a transaction."""
    if changes:
        text = dump_aliases([*_pending(sql.execute(_EXPECTED).fetchall()), *changes])
        sql.execute("INSERT OR REPLACE INTO meta VALUES ('aliases_pending', ?)", (text,))


_EXPECTED = "SELECT value FROM meta WHERE key = 'aliases_pending'"


def _pending(rows: Sequence[Sequence[Any]]) -> tuple[AliasChange, ...]:
    """What that question gives; what is damaged is passed over."""
    with suppress(RecordError):
        return load_aliases(str(rows[0][0])) if rows else ()
    return ()

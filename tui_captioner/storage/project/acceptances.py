"""Findings that were accepted for good, as they lie in `captions.db`: those of now, and what each step did to them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import NamedTuple

Key = tuple[str, str, str]
"""Rule, what the finding is about, image (empty for the set)."""

_ADD = "INSERT OR REPLACE INTO acceptance (step, rule, about, file_name, accepted) VALUES (?, ?, ?, ?, ?)"
_OF_STEP = "SELECT rule, about, file_name FROM acceptance WHERE step = ? AND accepted = ?"


class Acceptance(NamedTuple):
    """What a step does to one finding.

    Args:
        rule: Id of the rule.
        about: What the finding is about; see `domain.checks.finding.Finding`.
        file_name: The image, empty for a finding on the set.
        accepted: Whether it is accepted from then on, else reported again.
    """

    rule: str
    about: str
    file_name: str
    accepted: bool = True

    @property
    def key(self) -> Key:
        """By what the finding is known again."""
        return self.rule, self.about, self.file_name

    @property
    def inverse(self) -> Acceptance:
        """What takes this back."""
        return Acceptance(self.rule, self.about, self.file_name, not self.accepted)


def add_acceptances(sql: sqlite3.Connection, step: int, acceptances: Iterable[Acceptance]) -> None:
    """Note what a step does; in its transaction."""
    sql.executemany(_ADD, ((step, *one.key, int(one.accepted)) for one in acceptances))


def apply_acceptances(sql: sqlite3.Connection, step: int, *, undone: bool) -> None:
    """Carry out what a step does, or take it back; in its transaction."""
    sql.execute(f"INSERT OR IGNORE INTO accepted (rule, about, file_name) {_OF_STEP}", (step, int(not undone)))
    sql.execute(f"DELETE FROM accepted WHERE (rule, about, file_name) IN ({_OF_STEP})", (step, int(undone)))


def acceptances_of(rows: Iterable[Sequence[object]]) -> tuple[Acceptance, ...]:
    """What a step does, of the columns `rule, about, file_name, accepted`."""
    return tuple(Acceptance(str(row[0]), str(row[1]), str(row[2]), bool(row[3])) for row in rows)

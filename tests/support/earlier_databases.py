"""Databases as earlier versions of the program made them: each was written by that version, from the same edits.

Four images: `a.png` typed and done, `b.png` read from a sidecar, with a second caption, reviewed, `c.png` flagged,
`d.png` with a caption that did not reach its sidecar. A global, a step that was undone, half-typed text.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "storage" / "project" / "data"
EARLIER = sorted(FOLDER.glob("schema-*.sql"))


def make_earlier(dump: Path, path: Path) -> None:
    """Make the database of a dump."""
    sql = sqlite3.connect(path)
    sql.executescript(dump.read_text(encoding="utf-8"))
    sql.close()


def schema_of(dump: Path) -> int:
    """The schema that a dump has."""
    return int(dump.stem.split("-")[1])

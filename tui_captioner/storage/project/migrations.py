"""The schema of `captions.db`, as steps that only ever grow.

A step runs in one transaction together with the record that it ran (`PRAGMA user_version`).
"""

from __future__ import annotations

import re
import sqlite3

from tui_captioner import __version__
from tui_captioner.domain.errors import CaptionerError

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        # record: JSON, NULL for an image that goes back to "never edited" once its old sidecar is on disk again.
        # written: the bytes that the sidecar is to hold, NULL for no file. pending: they may not be on disk yet;
        # then replaces is what lay there before.
        """CREATE TABLE image (
            file_name TEXT PRIMARY KEY,
            record TEXT,
            written BLOB,
            replaces BLOB,
            pending INTEGER NOT NULL DEFAULT 0
        ) WITHOUT ROWID""",
        "CREATE INDEX image_pending ON image (file_name) WHERE pending",
        """CREATE TABLE step (
            id INTEGER PRIMARY KEY,
            title TEXT NOT NULL,
            at TEXT NOT NULL,
            undone INTEGER NOT NULL DEFAULT 0,
            globals_before TEXT,
            globals_after TEXT
        )""",
        # before, after: records as JSON, NULL where the image was not in the database.
        # bytes_before, bytes_after: the sidecar on either side, NULL for no file.
        """CREATE TABLE change (
            step INTEGER NOT NULL REFERENCES step (id) ON DELETE CASCADE,
            file_name TEXT NOT NULL,
            before TEXT,
            after TEXT,
            bytes_before BLOB,
            bytes_after BLOB,
            PRIMARY KEY (step, file_name)
        ) WITHOUT ROWID""",
        "CREATE TABLE draft (file_name TEXT PRIMARY KEY, slot TEXT NOT NULL, text TEXT NOT NULL) WITHOUT ROWID",
        "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    ),
    # of: the text of the tag that was being edited, empty for a new one.
    ("ALTER TABLE draft ADD COLUMN of TEXT NOT NULL DEFAULT ''",),
    (
        # state: of the record, so that it can be counted; NULL where there is no record, or one that is no JSON.
        """ALTER TABLE image ADD COLUMN state TEXT GENERATED ALWAYS AS (
            CASE WHEN typeof(record) = 'text' AND json_valid(record) THEN json_extract(record, '$.state') END
        ) VIRTUAL""",
        "CREATE INDEX image_state ON image (state)",
        # takes_back: the earlier step of which this one takes back what it did to the images of this one.
        "ALTER TABLE step ADD COLUMN takes_back INTEGER REFERENCES step (id) ON DELETE SET NULL",
        "CREATE INDEX step_takes_back ON step (takes_back) WHERE takes_back IS NOT NULL",
    ),
    (
        # slot_states: of the record, so that those few are found that have any. A program that does not know them
        # would drop them with the next edit of their image, so it must not open the database.
        # Hardly a record has any, and it is quicker to see that than to read JSON.
        """ALTER TABLE image ADD COLUMN slot_states TEXT GENERATED ALWAYS AS (
            CASE WHEN typeof(record) = 'text' AND instr(record, '"slot_states":') AND json_valid(record)
            THEN json_extract(record, '$.slot_states') END
        ) VIRTUAL""",
        "CREATE INDEX image_slot_states ON image (file_name) WHERE slot_states IS NOT NULL",
    ),
    (
        # Findings that were accepted for good: file_name is empty for one on the whole set.
        """CREATE TABLE accepted (
            rule TEXT NOT NULL, about TEXT NOT NULL, file_name TEXT NOT NULL, PRIMARY KEY (rule, about, file_name)
        ) WITHOUT ROWID""",
        # What a step did to them: accepted, or taken back. A program that does not know them would leave them behind
        # when it undoes the step.
        """CREATE TABLE acceptance (
            step INTEGER NOT NULL REFERENCES step (id) ON DELETE CASCADE,
            rule TEXT NOT NULL,
            about TEXT NOT NULL,
            file_name TEXT NOT NULL,
            accepted INTEGER NOT NULL,
            PRIMARY KEY (step, rule, about, file_name)
        ) WITHOUT ROWID""",
    ),
    (
        # Machine tags that were refused for an image. key: what all spellings of the text have in common
        # (`domain.spelling.match_key`), so none of them is proposed there again, whoever proposes it.
        """CREATE TABLE refused (
            file_name TEXT NOT NULL,
            key TEXT NOT NULL,
            slot TEXT NOT NULL,
            text TEXT NOT NULL,
            by TEXT NOT NULL,
            at TEXT NOT NULL,
            PRIMARY KEY (file_name, key)
        ) WITHOUT ROWID""",
        # What a step did to them: refused, or forgiven.
        """CREATE TABLE refusal (
            step INTEGER NOT NULL REFERENCES step (id) ON DELETE CASCADE,
            file_name TEXT NOT NULL,
            key TEXT NOT NULL,
            slot TEXT NOT NULL,
            text TEXT NOT NULL,
            by TEXT NOT NULL,
            at TEXT NOT NULL,
            refused INTEGER NOT NULL,
            PRIMARY KEY (step, file_name, key)
        ) WITHOUT ROWID""",
        # What models were asked, so that none is asked the same twice. picture, prompt: hashes of what is sent.
        # state: asked, answered or failed. answer: as it came.
        """CREATE TABLE asked (
            picture TEXT NOT NULL,
            prompt TEXT NOT NULL,
            model TEXT NOT NULL,
            url TEXT NOT NULL,
            state TEXT NOT NULL,
            answer TEXT NOT NULL DEFAULT '',
            tokens_in INTEGER NOT NULL DEFAULT 0,
            tokens_out INTEGER NOT NULL DEFAULT 0,
            error TEXT NOT NULL DEFAULT '',
            at TEXT NOT NULL,
            PRIMARY KEY (picture, prompt, model, url)
        ) WITHOUT ROWID""",
        # aliases: what a step did to those of vocab.toml, as JSON; NULL for nothing.
        "ALTER TABLE step ADD COLUMN aliases TEXT",
        # A program that does not know the machine tags in a record, or who set a tag, would drop them with the next
        # edit of their image, so it must not open the database.
    ),
)


UPDATE = "Update tui-captioner: pip install -U tui-captioner"
"""What to do about a newer database."""
_OURS = ord("t")
"""The first byte of our `PRAGMA application_id`; the others are the version that brought the schema to its number."""


class NewerDatabaseError(CaptionerError):
    """The database was made by a later version of the program."""


def newer_than_known(connection: sqlite3.Connection) -> str:
    """Which later version made a database, in a clause; empty if this one knows its schema.

    Raises:
        sqlite3.Error: If it can't be read.
    """
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version <= len(MIGRATIONS):
        return ""
    ours, *parts = connection.execute("PRAGMA application_id").fetchone()[0].to_bytes(4, "big", signed=True)
    by = f"tui-captioner {'.'.join(map(str, parts))}" if ours == _OURS else "a later version of the program"
    return f"captions.db was made by {by}: it has schema {version}, this one ({__version__}) knows {len(MIGRATIONS)}"


def _application_id() -> int:
    parts = [min(255, int(part)) for part in re.findall(r"\d+", __version__)[:3]]
    return int.from_bytes(bytes([_OURS, *parts, 0, 0, 0][:4]), "big")


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the schema up to date, step by step.

    Raises:
        NewerDatabaseError: If it is ahead of this program; nothing is changed then.
    """
    newer = newer_than_known(connection)
    if newer:
        raise NewerDatabaseError(newer, UPDATE)
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    for number, statements in enumerate(MIGRATIONS[version:], version + 1):
        connection.execute("BEGIN IMMEDIATE")
        try:
            for statement in statements:
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number}")
            connection.execute(f"PRAGMA application_id = {_application_id()}")
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")

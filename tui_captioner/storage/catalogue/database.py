"""A catalogue as it lies in its file: opened, filled, and made again where it is damaged or of another version."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.domain.query.pattern import name_key
from tui_captioner.domain.slot_states import STATES
from tui_captioner.domain.spelling import match_key
from tui_captioner.domain.structure import GLOBALS
from tui_captioner.storage.catalogue.catalogue_files import CatalogueFiles
from tui_captioner.storage.catalogue.rows import ImageRow, Made
from tui_captioner.storage.catalogue.schema import INDEXES, TABLES, VERSION
from tui_captioner.storage.dataset.mounts import is_network_folder

_PATIENCE = 5.0
"""Seconds to wait for another process that writes."""
_KEPT = 50_000
"""Texts whose numbers are kept in memory."""
_key = lru_cache(maxsize=1 << 14)(match_key)
"""For tags, which stand in many captions."""
_MANY = 500
"""Names or numbers that one statement is given."""


_PUT = (
    "INSERT INTO image (name, position, made_of, digest, edited, state, tags, unsure, vacant, problem, folded, tokens, "
    "filled) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET "
    "position = excluded.position, made_of = excluded.made_of, digest = excluded.digest, edited = excluded.edited, "
    "state = excluded.state, tags = excluded.tags, unsure = excluded.unsure, vacant = excluded.vacant, "
    "problem = excluded.problem, tokens = excluded.tokens, filled = excluded.filled RETURNING id"
)
_OF_IMAGES = ("tag", "caption", "note", "finding", "finding_text", "slot_state", "set_by", "proposed")
"""Tables with rows that belong to an image."""
_OF_NAMES = ("image", "picture", "picture_greys", "look_alike")
"""Tables with rows that belong to an image by its name."""
LAST_BIT = 62
"""Of the integers of SQLite, counted from 0, the sign left out."""


class CatalogueError(CaptionerError):
    """The catalogue can't be read or written; nothing is lost by it."""


class CatalogueBusyError(CatalogueError):
    """Another process writes; to be tried again."""


class CatalogueDamagedError(CatalogueError):
    """The file is not as it was written; to be made anew."""


class CatalogueDatabase:
    """An open catalogue. It may be read from several threads.

    Args:
        path: The file, made if it is missing; None for one in memory.
        patience: Seconds to wait for another process that writes.
        known: Whether it is open elsewhere in this process, so that it need not be looked at again.

    Raises:
        CatalogueDamagedError: If it is none, or of another version.
        CatalogueError: If it can't be opened otherwise.
    """

    def __init__(self, path: Path | None, patience: float = _PATIENCE, *, known: bool = False) -> None:
        self.path = path
        self._texts: dict[str, int] = {}
        self._slots: dict[str, int] = {}
        self._rules: dict[str, int] = {}
        self._authors: dict[str, int] = {}
        with _told():
            target = ":memory:" if path is None else str(path)
            self.sql = sqlite3.connect(target, isolation_level=None, check_same_thread=False, timeout=patience)
        try:
            with _told():
                if not known:
                    self._prepare()
        except BaseException:
            self.sql.close()
            raise

    def _prepare(self) -> None:
        if self.path is not None:
            # WAL needs shared memory, which network file systems do not have.
            journal = "DELETE" if is_network_folder(self.path.parent) else "WAL"
            self.sql.execute(f"PRAGMA journal_mode = {journal}")
            self.sql.execute("PRAGMA synchronous = NORMAL")
        if self._version() == 0:
            self.sql.execute("BEGIN IMMEDIATE")
            if self._version() == 0:
                for statement in TABLES.split(";\n"):
                    if statement.strip():
                        self.sql.execute(statement)
                self.sql.execute(f"PRAGMA user_version = {VERSION}")
            self.sql.execute("COMMIT")
        if self._version() != VERSION:
            raise CatalogueDamagedError("The catalogue is of another version")
        # A damaged file is found here mostly, not only at the first question.
        self.sql.execute("SELECT COUNT(*), MAX(position) FROM image").fetchone()

    def _version(self) -> int:
        found: int = self.sql.execute("PRAGMA user_version").fetchone()[0]
        return found

    def close(self) -> None:
        """Let the file go."""
        self.sql.close()

    def stop(self) -> None:
        """Have the question end that another thread is asking: CatalogueError is raised there."""
        self.sql.interrupt()

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """All rows of a question; see the class for what it raises."""
        with _told():
            return self.sql.execute(query, values).fetchall()

    def each(self, query: str, *values: object) -> Iterator[tuple[Any, ...]]:
        """The rows of a question one by one, where all at once would be large; to be read to the end before another."""
        with _told():
            yield from self.sql.execute(query, values)

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Write all of it or nothing.

        Raises:
            CatalogueBusyError: If another process writes for long.
            CatalogueError: If it can't be written otherwise.
        """
        with _told():
            self.sql.execute("BEGIN IMMEDIATE")
            try:
                yield self.sql
                self.sql.execute("COMMIT")
            except BaseException:
                # Numbers that were given out in it are gone with it.
                self._texts.clear()
                self._slots.clear()
                self._rules.clear()
                self._authors.clear()
                if self.sql.in_transaction:
                    self.sql.execute("ROLLBACK")
                raise

    @property
    def version(self) -> int:
        """Grows when another connection writes; see the class for what it raises."""
        return int(self.rows("PRAGMA data_version")[0][0])

    # --- small things ---------------------------------------------------------------------------------------------

    def meta(self, key: str) -> str:
        """A value that was noted, empty if none."""
        found = self.rows("SELECT value FROM meta WHERE key = ?", key)
        return str(found[0][0]) if found else ""

    def note(self, **values: str) -> None:
        """Note values."""
        with self.transaction() as sql:
            sql.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", values.items())

    # --- what the rows were made of -------------------------------------------------------------------------------

    def made(self, names: Sequence[str] | None = None) -> dict[str, Made]:
        """How the rows of these images were made, or of all."""
        query = "SELECT name, position, made_of, digest, edited FROM image"
        if names is None:
            found = self.rows(query)
        else:
            parts = [names[at : at + _MANY] for at in range(0, len(names), _MANY)]
            asked = (self.rows(f"{query} WHERE name IN ({', '.join('?' * len(part))})", *part) for part in parts)
            found = [row for rows in asked for row in rows]
        return {row[0]: Made(row[1], row[2], row[3], bool(row[4])) for row in found}

    def practice(self) -> dict[str, dict[str, int]]:
        """Where edited captions had their tags when the others were placed: key, slot, number of captions."""
        found: dict[str, dict[str, int]] = {}
        for bare, slot, images in self.rows("SELECT bare, slot, images FROM practice"):
            found.setdefault(str(bare), {})[str(slot)] = images
        return found

    def forget_placing(self, placing: str) -> None:
        """Have all images made anew, since what their slots depend on is another now."""
        with self.transaction() as sql:
            sql.execute("UPDATE image SET made_of = NULL, digest = x''")
            sql.execute("INSERT OR REPLACE INTO meta VALUES ('placing', ?)", (placing,))

    def forget_texts(self, texts: Iterable[str], practice: Mapping[str, Mapping[str, int]]) -> None:
        """Have images placed anew that were not edited.

        Args:
            texts: Those that hold one of these.
            practice: Why: where edited captions have these keys by now, noted with it; nowhere any more if empty.
        """
        rows = [(bare, slot, images) for bare, slots in practice.items() for slot, images in slots.items() if images]
        with self.transaction() as sql:
            sql.execute("CREATE TEMP TABLE IF NOT EXISTS wanted (text TEXT PRIMARY KEY) WITHOUT ROWID")
            sql.execute("DELETE FROM wanted")
            sql.executemany("INSERT OR IGNORE INTO wanted VALUES (?)", ((text,) for text in texts))
            sql.execute(
                "UPDATE image SET made_of = NULL, digest = x'' WHERE NOT edited AND id IN (SELECT image FROM tag "
                "WHERE text IN (SELECT id FROM text WHERE text IN (SELECT text FROM wanted)))"
            )
            sql.executemany("DELETE FROM practice WHERE bare = ?", ((bare,) for bare in practice))
            sql.executemany("INSERT INTO practice VALUES (?, ?, ?)", rows)

    def forgotten(self) -> list[str]:
        """The images that are to be made anew."""
        return [str(row[0]) for row in self.rows("SELECT name FROM image WHERE made_of IS NULL AND digest = x''")]

    def bare_texts(self) -> list[tuple[str, str]]:
        """Every text with its key."""
        return [(str(text), str(bare)) for text, bare in self.rows("SELECT text, bare FROM text")]

    # --- writing --------------------------------------------------------------------------------------------------

    def put(self, images: Iterable[ImageRow], bare: Callable[[str], str]) -> None:
        """Put images in the place of what is known of them.

        Args:
            images: The images.
            bare: Gives the key of a text.
        """
        with self.transaction() as sql:
            for image in images:
                self._put(sql, image, bare)

    def _put(self, sql: sqlite3.Connection, image: ImageRow, bare: Callable[[str], str]) -> None:
        made = (image.name, image.position, image.made_of, image.digest, image.edited)
        found = (image.state, image.written_tags, image.unsure, image.vacant, image.problem)
        key = name_key(image.name)
        own = {tag.slot for tag in image.tags if tag.caption == 0 and tag.slot != GLOBALS}
        asked = (None if key == image.name else key, image.tokens, self._bits(sql, own))
        number = sql.execute(_PUT, (*made, *found, *asked)).fetchone()[0]
        for table in _OF_IMAGES:
            sql.execute(f"DELETE FROM {table} WHERE image = ?", (number,))
        self._put_texts(sql, number, image)
        rows = [
            (
                number,
                place,
                tag.caption,
                self._slot(sql, tag.slot),
                self._text(sql, tag.text, bare),
                tag.unsure,
                tag.rank,
                tag.kind,
            )
            for place, tag in enumerate(image.tags)
        ]
        sql.executemany("INSERT INTO tag VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)

    def _put_texts(self, sql: sqlite3.Connection, number: int, image: ImageRow) -> None:
        """Put what there is of an image beside its tags."""
        keys = [match_key(text) for text in image.written]
        rows = [(number, place, *pair) for place, pair in enumerate(zip(image.written, keys, strict=True))]
        own = {tag.text: _key(tag.text) for tag in image.tags if tag.slot != GLOBALS}
        found = [pair for pair in own.items() if not any(pair[1] in written for written in keys)]
        rows += [(number, -place, *pair) for place, pair in enumerate(found, 1)]
        sql.executemany(
            "INSERT INTO caption VALUES (?, ?, ?, ?)",
            ((*row[:3], None if row[3] == row[2] else row[3]) for row in rows),
        )
        if image.note:
            sql.execute("INSERT INTO note VALUES (?, ?, ?)", (number, image.note, match_key(image.note)))
        for slot, mark in image.marks.items():
            row = (number, self._slot(sql, slot), STATES.index(mark.state), mark.note, match_key(mark.note))
            sql.execute("INSERT INTO slot_state VALUES (?, ?, ?, ?, ?)", row)
        if image.told:
            sql.execute("INSERT INTO finding_text VALUES (?, ?)", (number, image.told))
        for author, tags in image.authors.items():
            sql.execute("INSERT INTO set_by VALUES (?, ?, ?)", (number, self._author(sql, author), tags))
        for author, proposed in image.proposed.items():
            sql.execute("INSERT INTO proposed VALUES (?, ?, ?, ?)", (number, self._author(sql, author), *proposed))
        for rule, count in image.findings.items():
            sql.execute("INSERT INTO finding VALUES (?, ?, ?)", (number, self._rule(sql, rule), count))

    def _bits(self, sql: sqlite3.Connection, slots: Iterable[str]) -> int:
        """A bit for each of these slots, by its id; without those for which an integer of SQLite has no room."""
        return sum(1 << number for slot in slots if (number := self._slot(sql, slot)) <= LAST_BIT)

    def _slot(self, sql: sqlite3.Connection, key: str) -> int:
        return _number_of(sql, "slot", key, self._slots)

    def _author(self, sql: sqlite3.Connection, key: str) -> int:
        return _number_of(sql, "author", key, self._authors)

    def _rule(self, sql: sqlite3.Connection, key: str) -> int:
        return _number_of(sql, "rule", key, self._rules)

    def _text(self, sql: sqlite3.Connection, text: str, bare: Callable[[str], str]) -> int:
        number = self._texts.get(text)
        if number is None:
            found = sql.execute("SELECT id FROM text WHERE text = ?", (text,)).fetchone()
            if found is None:
                found = sql.execute(
                    "INSERT INTO text (text, bare, key) VALUES (?, ?, ?) RETURNING id",
                    (text, bare(text), match_key(text)),
                ).fetchone()
            if len(self._texts) > _KEPT:
                self._texts.clear()
            number = self._texts[text] = int(found[0])
        return number

    def touch(self, keys: Iterable[tuple[str, bytes | None, int]]) -> None:
        """Note what images are made of now, and where they stand, though their rows stay: name, `made_of`, position."""
        with self.transaction() as sql:
            sql.executemany(
                "UPDATE image SET made_of = ?2, position = ?3 WHERE name = ?1", (tuple(key) for key in keys)
            )

    def remove(self, names: Iterable[str]) -> None:
        """Take images out."""
        with self.transaction() as sql:
            for name in names:
                for table in _OF_IMAGES:
                    sql.execute(f"DELETE FROM {table} WHERE image = (SELECT id FROM image WHERE name = ?)", (name,))
                for table in _OF_NAMES:
                    sql.execute(f"DELETE FROM {table} WHERE name = ?", (name,))

    @property
    def was_whole(self) -> bool:
        """Whether it was filled to its end once."""
        return bool(self.rows("SELECT 1 FROM sqlite_master WHERE name = 'tag_text'"))

    def make_indexes(self) -> None:
        """Make what questions need; to be done when it was filled for the first time."""
        with self.transaction() as sql:
            sql.execute(INDEXES)


def rule_number(sql: sqlite3.Connection, key: str) -> int:
    """The number of a rule, which is given one if need be; in a transaction."""
    return _number_of(sql, "rule", key, {})


def _number_of(sql: sqlite3.Connection, table: str, key: str, known: dict[str, int]) -> int:
    """The number of a key in a table of keys, where it is put if need be."""
    number = known.get(key)
    if number is None:
        sql.execute(f"INSERT OR IGNORE INTO {table} (key) VALUES (?)", (key,))
        number = known[key] = int(sql.execute(f"SELECT id FROM {table} WHERE key = ?", (key,)).fetchone()[0])
    return number


@contextmanager
def _told() -> Iterator[None]:
    """Errors of SQLite as ours."""
    try:
        yield
    except sqlite3.Error as error:
        name = getattr(error, "sqlite_errorname", "") or ""
        if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            raise CatalogueBusyError("The catalogue is being written by another program") from error
        if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_IOERR_SHORT", "SQLITE_ERROR")):
            raise CatalogueDamagedError(f"The catalogue is damaged: {error}") from error
        raise CatalogueError(f"The catalogue can't be used: {error}") from error
    except UnicodeError as error:
        raise CatalogueDamagedError(f"The catalogue is damaged: {error}") from error


def open_catalogue(files: CatalogueFiles, patience: float = _PATIENCE) -> CatalogueDatabase:
    """The catalogue of a dataset; one that is damaged, or of another version, is made again without a word.

    Raises:
        CatalogueError: If that can't be done.
    """
    with suppress(CatalogueDamagedError):
        return CatalogueDatabase(files.path, patience)
    try:
        path = files.next()
    except OSError as error:
        raise CatalogueError(f"The catalogue can't be made: {error.strerror}") from error
    return CatalogueDatabase(path, patience)

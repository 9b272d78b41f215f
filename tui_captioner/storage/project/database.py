"""`captions.db`: slots, states, drafts and the history of edits. Every public write is one transaction."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from hashlib import blake2b
from pathlib import Path

from tui_captioner.domain.slot_states import Marks
from tui_captioner.storage.project.acceptances import Key, acceptances_of, add_acceptances, apply_acceptances
from tui_captioner.storage.project.alias_changes import ChangedAliases, add_aliases, expect_aliases
from tui_captioner.storage.project.asked import AskedQuestions, add_answers
from tui_captioner.storage.project.chosen_settings import ChosenSettings
from tui_captioner.storage.project.damage import SQL_ERRORS
from tui_captioner.storage.project.packed_changes import Change
from tui_captioner.storage.project.place_and_globals import PlaceAndGlobals
from tui_captioner.storage.project.records import FINISHED, ImageRecord, RecordError, load_marks, load_record
from tui_captioner.storage.project.refusals import RefusedTags, add_refusals, apply_refusals
from tui_captioner.storage.project.sql_file import DamagedError, DatabaseError, make_database
from tui_captioner.storage.project.step_log import FIRST_UNDONE, LAST_DONE, StepLog
from tui_captioner.storage.project.steps import (
    Globals,
    Step,
    Stored,
    ToWrite,
    dump_globals,
    load_globals,
    stored_of,
)
from tui_captioner.storage.project.structure_steps import StructureSteps, add_structures, expect_structure

__all__ = ["Change", "DamagedError", "Database", "DatabaseError", "Globals", "Step", "Stored", "make_database"]

MAX_STEPS = 5000
"""Steps of undo that are kept; the oldest go first."""


class Database(StepLog, PlaceAndGlobals, RefusedTags, ChangedAliases, AskedQuestions, StructureSteps, ChosenSettings):
    """An open `captions.db`; see `SqlFile` for how it is opened and what that may raise."""

    def __init__(self, path: Path, *, writable: bool = True) -> None:
        super().__init__(path, writable=writable)
        try:
            self.globals()
        except BaseException:
            self.close()
            raise

    # --- images ---------------------------------------------------------------------------------------------------

    def stored(self, file_name: str) -> Stored | None:
        """The row of one image, None if it was never edited; one that can't be read says so by `damage`."""
        try:
            rows = self._rows(f"SELECT {_COLUMNS} FROM image WHERE file_name = ?", file_name)
        except DatabaseError as error:
            return Stored(None, None, None, False, str(error))
        return stored_of(rows[0], self._path) if rows else None

    def to_write(self, names: Sequence[str]) -> dict[str, ToWrite]:
        """What the sidecars of images are to hold, by name; without those never edited, or whose row does not tell.

        Args:
            names: No more than a statement may be given: `MOST_NAMES`.

        Raises:
            DatabaseError: If it can't be read.
        """
        marks = ", ".join("?" * len(names))
        query = f"SELECT file_name, written, replaces, pending, record IS NULL FROM image WHERE file_name IN ({marks})"
        return {
            str(name): ToWrite(written, replaces, bool(pending), bool(goes))
            for name, written, replaces, pending, goes in self._rows(query, *names)
            if _is_blob(written) and _is_blob(replaces)
        }

    def all_to_write(self) -> Iterator[tuple[str, ToWrite]]:
        """What the sidecar of each edited image is to hold, by name; their records are not read.

        Raises:
            DatabaseError: If they can't be read.
        """
        query = "SELECT file_name, written, replaces, pending FROM image WHERE record IS NOT NULL ORDER BY file_name"
        try:
            for name, written, replaces, pending in self._sql.execute(query):
                if _is_blob(written) and _is_blob(replaces):
                    yield str(name), ToWrite(written, replaces, bool(pending), goes=False)
        except SQL_ERRORS as error:
            raise self._cannot("read", error) from error

    def all_stored(self) -> dict[str, Stored]:
        """Every row by file name; see `stored`."""
        try:
            rows = self._sql.execute(f"SELECT {_COLUMNS}, file_name FROM image")
            return {row[4]: stored_of(row, self._path) for row in rows}
        except SQL_ERRORS as error:
            raise self._cannot("read", error) from error

    def some_records(self, limit: int) -> list[ImageRecord]:
        """Records of edited images, no more than `limit`; those that are damaged are passed over."""
        found: list[ImageRecord] = []
        with contextlib.suppress(DatabaseError):
            for row in self._rows("SELECT record FROM image WHERE record IS NOT NULL LIMIT ?", limit):
                with contextlib.suppress(RecordError):
                    found.append(load_record(row[0]))
        return found

    def finished(self) -> list[str]:
        """Names of the images that need no more work, in no order; images that are gone may be among them.

        Raises:
            DatabaseError: If they can't be read.
        """
        marks = ", ".join("?" * len(FINISHED))
        return [row[0] for row in self._rows(f"SELECT file_name FROM image WHERE state IN ({marks})", *FINISHED)]

    def marked(self) -> dict[str, Marks]:
        """The images whose slots were given states, with these; images that are gone may be among them.

        Raises:
            DatabaseError: If they can't be read.
        """
        found: dict[str, Marks] = {}
        for name, text in self._rows("SELECT file_name, slot_states FROM image WHERE slot_states IS NOT NULL"):
            with contextlib.suppress(RecordError):
                found[str(name)] = load_marks(text)
        return found

    def record_digests(self, names: Iterable[str] | None = None) -> dict[str, bytes]:
        """Eight bytes for the record of each edited image, other ones for another record; of these images or of all.

        Damaged records are among them. None where they can't be read.
        """
        query = "SELECT file_name, record FROM image WHERE record IS NOT NULL"
        with contextlib.suppress(DatabaseError, *SQL_ERRORS):
            if names is None:
                return {name: _digest(record) for name, record in self._sql.execute(query)}
            rows = (self._rows(f"{query} AND file_name = ?", name) for name in names)
            return {name: _digest(record) for found in rows for name, record in found}
        return {}

    def pending(self) -> list[str]:
        """Names of the images whose sidecar must still be written."""
        return [row[0] for row in self._rows("SELECT file_name FROM image WHERE pending ORDER BY file_name")]

    def mark_written(self, names: Iterable[str]) -> None:
        """Note that the sidecars of these images are on disk as the rows say; what is "never edited" again goes."""
        keys, these = [json.dumps(list(names))], "file_name IN (SELECT value FROM json_each(?))"
        with self._transaction() as sql:
            sql.execute(f"DELETE FROM image WHERE {these} AND record IS NULL", keys)
            sql.execute(f"UPDATE image SET pending = 0, replaces = NULL WHERE {these}", keys)

    # --- history --------------------------------------------------------------------------------------------------

    def record_step(self, step: Step, at: str) -> int:
        """Carry out a new step: rows, history, and the end of what could be redone.

        Args:
            step: What changes. The sidecars of its images are marked as still to be written.
            at: When, ISO 8601.

        Returns:
            The number of the step.

        Raises:
            DatabaseError: If it could not be written; nothing is changed then.
        """
        with self._transaction() as sql:
            sql.execute("DELETE FROM step WHERE undone")
            sql.execute("DELETE FROM step WHERE id <= (SELECT MAX(id) FROM step) - ?", (MAX_STEPS,))
            cursor = sql.execute(
                "INSERT INTO step (title, at, globals_before, globals_after, takes_back) VALUES (?, ?, ?, ?, ?)",
                (step.title, at, dump_globals(step.globals_before), dump_globals(step.globals_after), step.takes_back),
            )
            number = int(cursor.lastrowid or 0)
            sql.executemany(_ADD_CHANGE, ((number, *row) for row in step.changes.rows()))
            if step.acceptances:
                add_acceptances(sql, number, step.acceptances)
            if step.refusals:
                add_refusals(sql, number, step.refusals, at)
            if step.answers:
                add_answers(sql, step.answers, at)
            if step.aliases:
                add_aliases(sql, number, step.aliases)
            if step.structures is not None:
                add_structures(sql, number, step.structures)
            self._apply(sql, number, step.globals_after, replaced="excluded.replaces", marks=step.has_marks)
            return number

    def add_part(self, number: int, step: Step) -> bool:
        """Have a step that is being made change one more image, and carry that out; False if it is not the last one.

        Args:
            number: The step.
            step: What it does to images that it does not change yet.

        Raises:
            DatabaseError: If it could not be written; nothing is changed then.
        """
        with self._transaction() as sql:
            if sql.execute("SELECT MAX(id) FROM step").fetchone()[0] != number or self.turnable_number(undone=False):
                return False
            for row in step.changes.rows():
                sql.execute(_ADD_CHANGE, (number, *row))
                self._apply(sql, number, None, only=row[0], replaced="excluded.replaces")
            return True

    def drop_part(self, number: int, file_name: str) -> Change | None:
        """Take back what the last step did to one image, as if it had never been a part of it.

        A step without any part is none any more.

        Returns:
            What was carried out (the inverse); None if that step is not the last one, or did nothing to the image.

        Raises:
            DatabaseError: If it could not be written; nothing is changed then.
        """
        with self._transaction() as sql:
            found = self._load_changes(number, "AND file_name = ?", file_name)
            if not found or self.turnable_number(undone=True) != number:
                return None
            self._apply(sql, number, None, only=file_name, replaced="written", undone=True)
            sql.execute("DELETE FROM change WHERE step = ? AND file_name = ?", (number, file_name))
            sql.execute("DELETE FROM step WHERE id = ? AND id NOT IN (SELECT step FROM change)", (number,))
            return found[0].inverse

    def turnable_number(self, *, undone: bool) -> int | None:
        """The number of the step that undo would take back, or redo would do again; None if there is none."""
        number = self._rows(LAST_DONE if undone else FIRST_UNDONE)[0][0]
        return None if number is None else int(number)

    def turnable_title(self, *, undone: bool) -> str:
        """The title of the step that undo would take back, or redo would do again; empty if there is none."""
        rows = self._rows(f"SELECT title FROM step WHERE id = ({LAST_DONE if undone else FIRST_UNDONE})")
        return str(rows[0][0]) if rows else ""

    def undo(self, left_out: Collection[str] = ()) -> Step | None:
        """Take the last step back in the rows, but for some images.

        Args:
            left_out: Images that stay as they are.

        Returns:
            What was carried out (the inverse); None if there is nothing.
        """
        return self._turn(LAST_DONE, left_out, undone=True)

    def redo(self, left_out: Collection[str] = ()) -> Step | None:
        """Do the last step that was taken back again; see `undo`."""
        return self._turn(FIRST_UNDONE, left_out, undone=False)

    def turnable_images(self, limit: int, *, undone: bool) -> list[str]:
        """Names of the first images of that step, without reading what it did to them.

        Args:
            limit: How many at most; -1 for all.
            undone: Whether it is about the step that undo would take back, else about the one of redo.
        """
        which = LAST_DONE if undone else FIRST_UNDONE
        query = f"SELECT file_name FROM change WHERE step = ({which}) ORDER BY file_name LIMIT ?"
        return [row[0] for row in self._rows(query, limit)]

    def _turn(self, query: str, left_out: Collection[str], *, undone: bool) -> Step | None:
        with self._transaction() as sql:
            number = sql.execute(query).fetchone()[0]
            if number is None:
                return None
            step = self._load_step(number, left_out, undone=undone)
            sql.execute("UPDATE step SET undone = ? WHERE id = ?", (undone, number))
            # What lies there is what the row says; what the step met may have been replaced by hand since.
            new, marks = step.globals_after, step.has_marks
            self._apply(sql, number, new, left_out, replaced="written", undone=undone, marks=marks)
            expect_aliases(sql, step.aliases)
            expect_structure(sql, step.structures)
            return step

    def _apply(
        self,
        sql: sqlite3.Connection,
        number: int | None,
        globals_: Globals | None,
        left_out: Collection[str] = (),
        *,
        replaced: str,
        undone: bool = False,
        only: str = "",
        marks: bool = False,
    ) -> None:
        """Bring the rows to what a step left, or, if it is undone, to what it began with.

        Args:
            sql: In a transaction.
            number: The step.
            globals_: The globals that it brings, None if they stay.
            left_out: Images that stay as they are.
            replaced: The column that has what lies on disk now, where a row is there and nothing is pending.
            undone: Whether it is taken back.
            only: The one image that it is about; empty for all of its images.
            marks: Whether it is about accepted findings or refused tags too.
        """
        new, old = ("before", "after") if undone else ("after", "before")
        # While an earlier write is still pending, what lies on disk is what that one was to replace.
        sql.execute(
            "INSERT INTO image (file_name, record, written, replaces, pending) "
            f"SELECT file_name, {new}, bytes_{new}, bytes_{old}, 1 FROM change WHERE step = ? "
            "AND file_name NOT IN (SELECT value FROM json_each(?)) AND ? IN ('', file_name) "
            "ON CONFLICT (file_name) DO UPDATE SET record = excluded.record, written = excluded.written, "
            f"replaces = CASE WHEN pending THEN replaces ELSE {replaced} END, pending = 1",
            (number, json.dumps(list(left_out)), only),
        )
        if marks and number is not None:
            apply_acceptances(sql, number, undone=undone)
            apply_refusals(sql, number, left_out, undone=undone)
        if globals_ is not None:
            self._set_meta(sql, "globals", json.dumps(globals_, ensure_ascii=False))
            self._set_meta(sql, "globals_pending", "1")

    def _load_step(self, number: int, left_out: Collection[str], *, undone: bool) -> Step:
        """A step that is done again, or the one that takes it back; see `packed_changes`."""
        query = "SELECT title, takes_back, globals_before, globals_after FROM step WHERE id = ?"
        title, takes_back, *globals_ = self._rows(query, number)[0]
        try:
            before, after = map(load_globals, globals_)
            aliases = self.aliases_of(number)
        except RecordError as error:
            raise self._damaged_step(number, "", error) from error
        rows = self._rows("SELECT rule, about, file_name, accepted FROM acceptance WHERE step = ?", number)
        others = acceptances_of(rows), self.refusals_of(number)
        changes, structures = self.packed_changes(number, left_out, undone=undone), self.structures_of(number)
        step = Step(str(title), changes, before, after, takes_back, *others, aliases=aliases, structures=structures)
        return step.inverse() if undone else step

    def accepted(self) -> set[Key]:
        """The findings that were accepted for good: rule, what each is about, image.

        Raises:
            DatabaseError: If they can't be read.
        """
        return {(str(rule), str(about), str(name)) for rule, about, name in self._rows(_ACCEPTED)}


_ACCEPTED = "SELECT rule, about, file_name FROM accepted"
_COLUMNS = "record, written, replaces, pending"
_ADD_CHANGE = "INSERT INTO change (step, file_name, before, after, bytes_before, bytes_after) VALUES (?, ?, ?, ?, ?, ?)"


def _is_blob(data: object) -> bool:
    return data is None or isinstance(data, bytes)


def _digest(record: object) -> bytes:
    data = record if isinstance(record, bytes) else str(record).encode("utf-8", "surrogateescape")
    return blake2b(data, digest_size=8).digest()

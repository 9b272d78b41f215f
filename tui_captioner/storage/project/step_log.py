"""The history of a project as it lies in `captions.db`, read: the steps, and what each did to its images."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from tui_captioner.storage.project.damage import repair_hint
from tui_captioner.storage.project.packed_changes import Change, ChangeRow, PackedChanges, change_of, inverse_row, load
from tui_captioner.storage.project.records import FINISHED, RecordError
from tui_captioner.storage.project.sql_file import DamagedError, SqlFile
from tui_captioner.storage.project.steps import Globals, Part, StepHeader, load_globals

MOST_NAMES = 500
"""Names that one question is given, and changes that are read at a time."""
LAST_DONE = "SELECT MAX(id) FROM step WHERE NOT undone"
"""The number of the step that undo takes back."""
FIRST_UNDONE = "SELECT MIN(id) FROM step WHERE undone"
"""The number of the step that redo does again."""


_CHANGES = "SELECT file_name, before, after, bytes_before, bytes_after FROM change WHERE step = ?"


class StepLog(SqlFile):
    """The part of a database that tells what was done; it writes nothing."""

    def log(self, limit: int = 100) -> list[tuple[str, str, bool, int]]:
        """The last steps, newest first: when, title, whether taken back, number of images."""
        return [(step.at, step.title, step.undone, step.images) for step in self.headers(limit)]

    def headers(self, limit: int = 100, *, number: int | None = None, before: int | None = None) -> list[StepHeader]:
        """The last steps, newest first, without what they did to each image.

        Args:
            limit: How many at most.
            number: Only the step of that number, if it is there.
            before: Only steps older than the one of that number: the next page of a list that ends with it.
        """
        where, which = ("", []) if before is None else ("WHERE id < ?", [before])
        if number is not None:
            where, which = "WHERE id = ?", [number]
        rows = self._rows(
            "SELECT id, at, title, undone, (SELECT COUNT(*) FROM change WHERE step = step.id), "
            f"globals_after IS NOT NULL, takes_back, "
            "(SELECT COUNT(*) FROM acceptance WHERE step = step.id), "
            f"(SELECT COUNT(*) FROM refusal WHERE step = step.id) FROM step {where} ORDER BY id DESC LIMIT ?",
            *which,
            limit,
        )
        return [
            StepHeader(step, at, title, bool(undone), images, bool(globals_), *others)
            for step, at, title, undone, images, globals_, *others in rows
        ]

    def turns_to(self, number: int) -> int:
        """How many steps are to be turned so that all is as it was right after a step: less than 0 to take back.

        Args:
            number: The step; 0 for what was before the first one that is kept.
        """
        done = "SELECT COUNT(*) FROM step WHERE id > ? AND NOT undone"
        undone = "SELECT COUNT(*) FROM step WHERE id <= ? AND undone"
        return int(self._rows(undone, number)[0][0]) - int(self._rows(done, number)[0][0])

    def size_of_turns(self, steps: int, *, undone: bool) -> int:
        """How many images the next steps that undo takes back, or redo does again, change: each counts for each step.

        Args:
            steps: How many steps.
            undone: Whether it is about undo.
        """
        which = "NOT undone ORDER BY id DESC" if undone else "undone ORDER BY id"
        query = f"SELECT COUNT(*) FROM change WHERE step IN (SELECT id FROM step WHERE {which} LIMIT ?)"
        return int(self._rows(query, steps)[0][0])

    def globals_of(self, number: int) -> tuple[Globals | None, Globals | None]:
        """The globals before and after a step; None for either where they stayed.

        Raises:
            DamagedError: If they can't be read.
        """
        rows = self._rows("SELECT globals_before, globals_after FROM step WHERE id = ?", number)
        try:
            before, after = map(load_globals, rows[0] if rows else (None, None))
        except RecordError as error:
            raise self._damaged_step(number, "", error) from error
        return before, after

    def finish_times(self, limit: int) -> list[str]:
        """When images were finished one by one, ISO 8601, oldest first; a step that finished several is left out.

        Args:
            limit: How many of the last steps over one image are looked at.
        """
        # Of a step over very many images no more than two are looked at.
        rows = self._rows(
            "SELECT last.at, change.before, change.after FROM (SELECT id, at FROM step AS one WHERE NOT undone AND "
            "(SELECT COUNT(*) FROM (SELECT 1 FROM change WHERE step = one.id LIMIT 2)) = 1 ORDER BY id DESC LIMIT ?) "
            "AS last CROSS JOIN change ON change.step = last.id ORDER BY last.id",
            limit,
        )
        return [str(at) for at, before, after in rows if _is_finished(after) and not _is_finished(before)]

    def parts(self, number: int, limit: int, after: str = "") -> list[Part]:
        """What a step did to some of its images, by name.

        Args:
            number: The step.
            limit: How many at most.
            after: The last name of the page before; empty for the first page.

        Raises:
            DamagedError: If it can't be read.
        """
        query = "SELECT file_name FROM change WHERE step = ? AND file_name > ? ORDER BY file_name LIMIT ?"
        names = [str(row[0]) for row in self._rows(query, number, after, limit)]
        if not names:
            return []
        changes = self._load_changes(number, "AND file_name > ? AND file_name <= ?", after, names[-1])
        return [Part(change, self._is_taken_back(number, change.file_name)) for change in changes]

    def images_of_step(self, number: int) -> list[str]:
        """Names of the images that a step changed, in the order of `parts`."""
        return [
            str(row[0]) for row in self._rows("SELECT file_name FROM change WHERE step = ? ORDER BY file_name", number)
        ]

    def steps_with_image(self, text: str) -> set[int]:
        """The numbers of the steps that changed an image whose name holds a text; A to Z in either case."""
        query = "SELECT DISTINCT step FROM change WHERE instr(lower(file_name), lower(?))"
        return {int(row[0]) for row in self._rows(query, text)}

    def steps_of(self, names: Sequence[str]) -> dict[int, list[str]]:
        """Which of these images each step changed, by its number; goes over the whole history, so in one question.

        Args:
            names: No more than a statement may be given: `MOST_NAMES`.
        """
        marks = ", ".join("?" * len(names))
        found: dict[int, list[str]] = {}
        rows = self._rows(f"SELECT step, file_name FROM change WHERE file_name IN ({marks})", *names)
        for step, name in rows:
            found.setdefault(int(step), []).append(str(name))
        return found

    def changed_since(self, *, undone: bool) -> list[str]:
        """Names of the images that are not as the step that undo takes back left them, or as the one of redo met them.

        Args:
            undone: Whether it is about undo.
        """
        which, left, met = (LAST_DONE, "after", "before") if undone else (FIRST_UNDONE, "before", "after")
        rows = self._rows(
            f"SELECT step, file_name, image.record, {left} FROM change LEFT JOIN image USING (file_name) "
            f"WHERE step = ({which}) AND image.record IS NOT {left}"
        )
        later, nearest = (">", "ASC") if undone else ("<", "DESC")
        neighbour = (
            f"SELECT change.{met} FROM step JOIN change ON change.step = step.id AND change.file_name = ? "
            f"WHERE step.id {later} ? ORDER BY step.id {nearest} LIMIT 1"
        )
        names: list[str] = []
        for number, name, now, text in rows:
            # A sidecar that was changed outside became a step of its own: what that one met, or left, is right too.
            beside = self._rows(neighbour, name, number)
            if not (_same(now, text) or (beside and _same(now, beside[0][0]))):
                names.append(str(name))
        return names

    def sides_of_last(self, file_name: str, *, undone: bool) -> bytes | None:
        """What the sidecar of an image of that step is to hold before it is turned."""
        which, left = (LAST_DONE, "after") if undone else (FIRST_UNDONE, "before")
        rows = self._rows(f"SELECT bytes_{left} FROM change WHERE step = ({which}) AND file_name = ?", file_name)
        return rows[0][0] if rows and isinstance(rows[0][0], bytes) else None

    def part(self, number: int, file_name: str) -> Part | None:
        """What a step did to one image; None if it did nothing to it.

        Raises:
            DamagedError: If it can't be read.
        """
        changes = self._load_changes(number, "AND file_name = ?", file_name)
        if not changes:
            return None
        return Part(changes[0], self._is_taken_back(number, file_name))

    def _is_taken_back(self, number: int, file_name: str) -> bool:
        """Whether a later step took a part back and was not itself taken back."""
        later = self._rows(
            "SELECT step.id FROM step JOIN change ON change.step = step.id "
            "WHERE step.takes_back = ? AND NOT step.undone AND change.file_name = ?",
            number,
            file_name,
        )
        return any(not self._is_taken_back(row[0], file_name) for row in later if row[0] > number)

    def packed_changes(self, number: int, left_out: Collection[str], *, undone: bool) -> PackedChanges:
        """What a step does to its images, but for some; read some at a time.

        Args:
            number: The step.
            left_out: Images that stay as they are.
            undone: Whether it is taken back: then it is what that does.

        Raises:
            DamagedError: If it can't be read.
        """
        found = PackedChanges()
        kept = (row for row in self._all_rows(number) if row[0] not in left_out)
        for row, change in self._changes_of(number, map(inverse_row, kept) if undone else kept):
            found.append(change, row)
        return found

    def _all_rows(self, number: int) -> Iterator[ChangeRow]:
        """The rows of a step, read some at a time."""
        query = f"{_CHANGES} AND file_name > ? ORDER BY file_name LIMIT ?"
        rows = self._rows(query, number, "", MOST_NAMES)
        yield from rows
        while len(rows) == MOST_NAMES:
            rows = self._rows(query, number, rows[-1][0], MOST_NAMES)
            yield from rows

    def _load_changes(self, number: int, which: str, *values: object) -> list[Change]:
        """What a step did to images of a condition."""
        rows = self._rows(f"{_CHANGES} {which} ORDER BY file_name", number, *values)
        return [change for _, change in self._changes_of(number, rows)]

    def _changes_of(self, number: int, rows: Iterable[ChangeRow]) -> Iterator[tuple[ChangeRow, Change]]:
        """Rows of a step with what each says; raises DamagedError where one can't be read."""
        for row in rows:
            try:
                change = change_of(row)
            except RecordError as error:
                raise self._damaged_step(number, f"of {row[0]} ", error) from error
            yield row, change

    def _damaged_step(self, number: int, whose: str, error: RecordError) -> DamagedError:
        title = self._rows("SELECT title FROM step WHERE id = ?", number)[0][0]
        return DamagedError(
            f"The step '{title}' can't be taken back or done again: its record {whose}in {self._path.name} is "
            f"damaged ({error.message})",
            repair_hint(self._path),
        )


def _same(one: str | None, other: str | None) -> bool:
    """Whether two columns hold the same record, however it is written."""
    if one == other:
        return True
    try:
        return load(one) == load(other)
    except RecordError:
        return False


def _is_finished(record: object) -> bool:
    """Whether a record, as it stands in its column, needs no more work; it is read no further than that."""
    return isinstance(record, str) and record.startswith(_FINISHED)


_FINISHED = tuple(f'{{"state":"{state}"' for state in FINISHED)
"""How the record of a finished image begins."""

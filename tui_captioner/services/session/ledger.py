"""Carrying steps out: into the database in one transaction, then into the sidecars and the settings; back and forth."""

from __future__ import annotations

from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Protocol, TypeVar

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.services.session.accepted_findings import AcceptedFindings
from tui_captioner.services.session.aside import Aside, saying
from tui_captioner.services.session.finished_images import FinishedImages
from tui_captioner.services.session.jobs import Progress, Steps, finish
from tui_captioner.services.session.known_images import KnownImages
from tui_captioner.services.session.own_terms import OwnTerms
from tui_captioner.services.session.project import Project
from tui_captioner.services.session.refused_tags import RefusedTags
from tui_captioner.services.session.sidecars import Sidecars
from tui_captioner.storage.project.asked import Answer
from tui_captioner.storage.project.database import Database, Step
from tui_captioner.storage.project.packed_changes import PackedChanges

Listener = Callable[[frozenset[str]], None]


class Beside(Protocol):
    """Writes further files for the captions of images, behind the sidecars."""

    @property
    def left(self) -> Mapping[str, str]:
        """Why a file of an image is not as the caption says, by image."""

    def behind(self) -> list[str]:
        """The images whose files were not written since they were edited."""

    def write(self, names: Sequence[str], /) -> Iterator[None]:
        """Bring the files of these images to what their captions say; yields after each image."""


Result = TypeVar("Result")
_FEW = 200
"""Images up to which a step is recorded at once: that takes some 10 ms."""
_PACE = 5
"""Images between two looks at the keyboard."""


class Ledger:
    """The steps of a project. Whoever changes a record does it by a step.

    `globals` holds the texts of the globals as the last step left them.

    Args:
        project: The opened project.
        sidecars: Writes the sidecars.
        known: What is held in memory; made to agree with each step.
        now: Gives the time for the log.
    """

    def __init__(self, project: Project, sidecars: Sidecars, known: KnownImages, now: Callable[[], datetime]) -> None:
        self._now = now
        self._project = project
        self._sidecars = sidecars
        self._known = known
        self._listeners: list[Listener] = []
        self._unsaid: CaptionerError | None = None
        self.beside: Beside | None = None
        self.finished = FinishedImages(project)
        """Which images need no more work."""
        self.accepted = AcceptedFindings(project, self.carry_out_one)
        """Which findings were accepted for good."""
        self.refused = RefusedTags(project, self.carry_out_one)
        """Which machine tags were refused."""
        self.own_terms = OwnTerms(project, self.carry_out_one)
        """The terms in `vocab.toml`."""
        self.globals: tuple[str, ...] = project.settings.globals
        database = project.database
        if database is not None and database.globals_pending() and not project.read_only:
            # An earlier session was killed before it could write them into the settings.
            self.globals = database.globals() or self.globals

    def subscribe(self, listener: Listener) -> None:
        """Have `listener` called with the names of the images that changed, after each step."""
        self._listeners.append(listener)

    def tell(self, names: Iterable[str]) -> None:
        """Say that these images changed."""
        changed = frozenset(names)
        for listener in self._listeners:
            listener(changed)

    def commit(self, step: Step) -> None:
        """Record a step; it is durable when this returns, the sidecars are not written yet.

        Raises:
            DatabaseError: If the database could not be written; nothing was changed.
        """
        self._sidecars.settle_before(step.names)
        self._project.ensure().record_step(step, self._now().isoformat(timespec="seconds"))
        self._adopt(step)

    def _committing(self, step: Step) -> Iterator[None]:
        """As `commit`, a little at a time: the transaction itself is done aside. Whoever leaves before has it done."""
        if len(step.changes) <= _FEW:
            self.commit(step)
            return
        self._sidecars.settle_before(step.names)
        database, at = self._project.ensure(), self._now().isoformat(timespec="seconds")
        yield from Aside(lambda: _recorded(database, step, at)).waiting()
        yield from self._adopting(step)

    def note_answers(self, answers: Sequence[Answer]) -> None:
        """Note answers of models of which nothing is laid down."""
        self._project.ensure().note_answers(answers, self._now().isoformat(timespec="seconds"))

    def write(self, names: Sequence[str]) -> Steps:
        """Bring the sidecars of these images to what the database says."""
        try:
            for done in self._sidecars.write_pending(names):
                yield Progress(done, len(names))
        finally:
            self._known.forget_many(names)
        yield from self._write_beside(names)

    def _write_beside(self, names: Sequence[str]) -> Steps:
        for _ in self.beside.write(names) if self.beside is not None else ():
            yield Progress(len(names), len(names))

    def carry_out_one(self, step: Step) -> None:
        """Record a step over few images, and write their sidecars at once."""
        self.commit(step)
        self._finish(step)
        self._say()

    def carry_out_part(self, number: int | None, step: Step) -> int:
        """Carry out what a step that is being made does to one more image; on disk when this returns.

        Args:
            number: The step; None for one that is not begun.
            step: Its title, and the one change.

        Returns:
            The number of the step: another one where a step was made since.

        Raises:
            DatabaseError: If the database could not be written; nothing was changed.
        """
        self._sidecars.settle_before(step.names)
        database = self._project.ensure()
        if number is None or not database.add_part(number, step):
            number = database.record_step(step, self._now().isoformat(timespec="seconds"))
        self._adopt(step)
        self._finish(step)
        return number

    def drop_part(self, number: int, title: str, name: str) -> bool:
        """Take back what the last step did to an image, as if it had never done it; False if that can't be done.

        Raises:
            DatabaseError: If the database could not be written; nothing was changed.
        """
        self._sidecars.settle_before([name])
        change = self._project.ensure().drop_part(number, name)
        if change is None:
            return False
        step = Step(title, PackedChanges([change]))
        self._adopt(step)
        self._finish(step)
        return True

    def _finish(self, step: Step) -> None:
        """Write the sidecars of a step over few images, at once, and say so."""
        names = step.names
        finish(self.write(names))
        self.tell(_told_of(step))

    def refresh(self, name: str) -> None:
        """Look at an image anew; see `Session.refresh`."""
        self._known.forget(name)
        if name in self._sidecars.failed and not self._project.read_only:
            # What hinders it is said at the next edit; going to the image must not fail for it.
            with suppress(CaptionerError):
                finish(self.write([name]))

    def carry_out(self, step: Step, total: int) -> Steps:
        """Record a step over many images and write their sidecars: the second half of a job over `total` images."""
        looked = Progress.looked(total, total)
        yield from (looked for _ in self._committing(step))
        names = step.names
        for progress in self.write(names):
            yield Progress.written(progress.done, len(names), total)
        self.tell(names)
        self._say()

    def turnable_images(self, limit: int, *, undone: bool) -> Sequence[str]:
        """Names of the first images, no more than `limit`, of the step that undo would take back or redo do again."""
        database = self._project.database
        return () if database is None else database.turnable_images(limit, undone=undone)

    def turnable(self, *, undone: bool) -> Generator[None, None, tuple[Sequence[str], Sequence[str]]]:
        """Names of all images of that step, and of those that are not as it left them.

        Many are found aside: what the step did to them is read with their names.
        """
        database = self._project.database
        if database is None:
            return (), ()
        if _is_large(database, undone=undone):
            return (yield from Aside(lambda: _turnable(database, undone=undone)).waiting())
        return _turnable_here(database, undone=undone)

    def turnable_title(self, *, undone: bool) -> str:
        """The title of that step, empty if there is none; it is told where the step itself can't be read, too."""
        database = self._project.database
        return "" if database is None else database.turnable_title(undone=undone)

    def turn(self, *, undone: bool, left_out: Collection[str] = ()) -> Steps:
        """Undo or redo one step but for some images; does nothing if there is none."""
        if self._project.database is None:
            return
        database = self._project.ensure()
        self._sidecars.settle_before(_images_of_turn(database, undone=undone))
        if _is_large(database, undone=undone):
            turning = Aside(lambda: _turned(database, left_out, undone=undone)).waiting()
            step = yield from saying(Progress(0, 1), turning)
        else:
            step = _turned_here(database, left_out, undone=undone)
        if step is None:
            return
        for _ in self._adopting(step):
            yield Progress(0, max(1, len(step.changes)))
        names = step.names
        yield from self.write(names)
        self.tell(_told_of(step))
        self._say()

    def finish_interrupted(self) -> Steps:
        """Write what an earlier session could not: after a crash, or when the disk was full."""
        database = self._project.database
        if database is None or self._project.read_only:
            return
        kept = database.globals()
        if database.globals_pending() and kept is not None:
            self._adopt_globals(kept)
        if database.pending_aliases():
            self._adopt_aliases()
        names = [name for name in database.pending() if name in self._project.images]
        yield from self.write(names)
        if self.beside is not None:
            yield from self._write_beside(self.beside.behind())
        self._say()

    def _adopt(self, step: Step) -> None:
        """Make memory and `project.toml` agree with a step that the database has carried out."""
        for _ in self._adopting(step):
            pass

    def _adopting(self, step: Step) -> Iterator[None]:
        """As `_adopt`, a little at a time."""
        yield from self._sidecars.history.note(step)
        yield from self.finished.note(step)
        self.accepted.note(step)
        self._known.forget_many(step.names)
        if step.globals_after is not None:
            self._adopt_globals(step.globals_after)
        if step.aliases:
            self._adopt_aliases()
        if step.structures is not None:
            self._adopt_structure()

    def _adopt_globals(self, texts: tuple[str, ...]) -> None:
        """Put the globals into `project.toml`; where that fails the sidecars are written first, then it is said."""
        self.globals = texts
        try:
            self._project.write_globals(texts)
            self._project.ensure().settle_globals()
        except CaptionerError as error:
            self._unsaid = error

    def _adopt_aliases(self) -> None:
        """Bring what steps did to aliases into `vocab.toml`; see `_adopt_globals`."""
        try:
            database = self._project.ensure()
            self.own_terms.write(database.pending_aliases())
            database.settle_aliases()
        except CaptionerError as error:
            self._unsaid = error

    def _adopt_structure(self) -> None:
        """Put the structure that a step chose into `project.toml`; see `_adopt_globals`."""
        try:
            self._project.write_structure(self._project.ensure())
        except CaptionerError as error:
            self._unsaid = error

    def _say(self) -> None:
        error, self._unsaid = self._unsaid, None
        if error is not None:
            raise error


def _images_of_turn(database: Database, *, undone: bool) -> Iterator[str]:
    """All images of the step that would be turned; read once somebody asks for the first, since that takes a while."""
    yield from database.turnable_images(-1, undone=undone)


def _told_of(step: Step) -> Iterator[str]:
    """The images that a step changed, or whose findings are others now."""
    yield from step.names
    yield from (one.file_name for one in step.acceptances if one.file_name)


def _recorded(database: Database, step: Step, at: str) -> None:
    with database.aside() as own:
        own.record_step(step, at)


def _turned(database: Database, left_out: Collection[str], *, undone: bool) -> Step | None:
    with database.aside() as own:
        return _turned_here(own, left_out, undone=undone)


def _is_large(database: Database, *, undone: bool) -> bool:
    return len(database.turnable_images(_FEW + 1, undone=undone)) > _FEW


def _turnable(database: Database, *, undone: bool) -> tuple[Sequence[str], Sequence[str]]:
    with database.aside() as own:
        return _turnable_here(own, undone=undone)


def _turnable_here(database: Database, *, undone: bool) -> tuple[Sequence[str], Sequence[str]]:
    return database.turnable_images(-1, undone=undone), database.changed_since(undone=undone)


def _turned_here(database: Database, left_out: Collection[str], *, undone: bool) -> Step | None:
    return database.undo(left_out) if undone else database.redo(left_out)

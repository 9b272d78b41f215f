"""The session: the one owner of the state of an open project. Every edit goes through here.

An edit is computed by the domain as a new caption, recorded as one step in one transaction, and followed by the
sidecars at once, atomically. Then whoever listens is told which images changed.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property
from itertools import islice
from pathlib import Path

from tui_captioner.domain.caption import Caption, Tags
from tui_captioner.domain.errors import CaptionerError, ReadOnlyError
from tui_captioner.domain.structure import Structure
from tui_captioner.domain.writing import written_tags
from tui_captioner.services.session import sidecar_looks
from tui_captioner.services.session.changes import Changes, global_tags
from tui_captioner.services.session.choices import Choices
from tui_captioner.services.session.finished_images import FinishedImages
from tui_captioner.services.session.jobs import Job, OpenJobs, Progress, Steps, finish
from tui_captioner.services.session.known_images import Known, KnownImages
from tui_captioner.services.session.ledger import Ledger, Listener
from tui_captioner.services.session.parts import Parts
from tui_captioner.services.session.project import Project
from tui_captioner.services.session.resume_point import Place
from tui_captioner.services.session.sidecars import Conflict, SidecarChangedError, Sidecars
from tui_captioner.services.session.slot_history import PlacementHistory
from tui_captioner.services.session.tokens import TokenCounter
from tui_captioner.services.session.turns import NotTurnedError, Turns
from tui_captioner.storage.dataset.scan import ImageFile, Notice
from tui_captioner.storage.project.database import Change, Globals, Step, Stored
from tui_captioner.storage.project.records import Draft, ImageRecord
from tui_captioner.storage.project.steps import is_ours


class Session:
    """An open dataset.

    Args:
        project: The opened project; the session closes it.
        now: Gives the time for the log.
    """

    def __init__(self, project: Project, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.project = project
        self._sidecars = Sidecars(project)
        self._known = KnownImages(project, self._sidecars)
        self._place = Place(project)
        self.tokens = TokenCounter(project)
        self._ledger = Ledger(project, self._sidecars, self._known, now)
        self._changes = Changes(project, self._known, self._ledger)
        self._choices = Choices(project, self._known)
        self._turns = Turns(project, self._sidecars)
        self.left_out: dict[str, str] = {}
        """The images that the last undo or redo left as they are, and why: they were changed outside since."""
        self._parts = Parts(project, self._sidecars, self._changes)
        self._jobs = OpenJobs()
        self._last = ExitStack()

    @classmethod
    def open(cls, root: Path, *, writable: bool = True, progress: Callable[[int], None] | None = None) -> Session:
        """Open a dataset folder; see `Project` for what it may raise."""
        return cls(Project(root, writable=writable, progress=progress))

    # --- what is there --------------------------------------------------------------------------------------------

    @property
    def structure(self) -> Structure:
        """The slots of this dataset."""
        return self.project.settings.structure

    @property
    def names(self) -> Sequence[str]:
        """The images in order."""
        return self.project.names

    def place(self, name: str) -> int:
        """Where an image stands in the order, from 0; raises KeyError if there is none of that name."""
        return self.project.places[name]

    def neighbour(self, name: str, step: int) -> str:
        """The image so many places on (or back, below zero), empty beyond either end."""
        place = self.place(name) + step
        return self.names[place] if 0 <= place < len(self.names) else ""

    def is_finished(self, name: str) -> bool:
        """Whether an image needs no more work; one that was never edited does."""
        return self.finished.has(name)

    @property
    def finished(self) -> FinishedImages:
        """Which images need no more work."""
        return self._ledger.finished

    @cached_property
    def notices(self) -> Sequence[Notice]:
        """What the scan, and a look into some sidecars, found that the user should know."""
        dataset = self.project.dataset
        looks = sidecar_looks.notices(
            dataset.images, self.project.sidecar_files.read_there, self.project.settings.lines
        )
        return (*dataset.notices, *looks)

    @property
    def globals(self) -> Tags:
        """The tags that stand in every caption."""
        return global_tags(self._ledger.globals)

    @property
    def position(self) -> str:
        """The image where the user was, by name; the first one if that is gone, empty in an empty dataset."""
        if self._place.position in self.project.images:
            return self._place.position
        return self.names[0] if self.names else ""

    def image(self, name: str) -> ImageFile:
        """The file of an image; raises KeyError if there is none."""
        return self.project.images[name]

    def record(self, name: str) -> ImageRecord:
        """The caption and state of an image, from the database or, if it was never edited, from its sidecar."""
        return self._known.look(name).record

    def problem(self, name: str) -> str:
        """Why the captions of this image can't be edited; empty if they can."""
        return self._known.look(name).problem

    def lock(self, name: str) -> str:
        """Why the sidecar of this image must not be written though it can be read; empty if it may."""
        return self._known.peek(name).lock

    def caption(self, name: str) -> str:
        """The caption as the trainer will read it."""
        return self.caption_text(self.record(name).caption)

    def caption_text(self, caption: Caption) -> str:
        """Any caption as the trainer would read it."""
        return self._changes.text_of(caption)

    def look_over(self, name: str) -> Known:
        """What is known of an image, its problem too, without keeping it in memory; see `peek`."""
        return self._known.peek(name)

    def peek(self, name: str) -> ImageRecord:
        """The record of an image without keeping it in memory: for going over the whole dataset."""
        return self._known.peek(name).record

    def written_tags(self, name: str) -> Tags:
        """The tags of the caption, as often as they are written."""
        settings = self.project.settings
        return written_tags(settings.structure, settings.output, self.globals, self.record(name).caption)

    def save_state(self, name: str) -> str:
        """Why the sidecar of this image is not as the caption says; empty if it is."""
        image = self.image(name)
        if name in self._sidecars.failed:
            return f"NOT SAVED, {self._sidecars.failed[name]}"
        if image.shares_with and self.row(name) is not None:
            return f"kept in the project: {image.sidecar.name} is shared with {', '.join(image.shares_with)}"
        return ""

    def conflict(self, name: str) -> Conflict | None:
        """The two texts, if the sidecar of an edited image was changed outside."""
        row = self.row(name)
        image = self.image(name)
        if row is None or row.record is None:
            return None
        try:
            if not self._sidecars.changed_outside(image, row):
                return None
            data = self._sidecars.on_disk(image)
        except CaptionerError:
            return None
        return Conflict(name, self._changes.file_text(row.record), _shown(data), data)

    def row(self, name: str) -> Stored | None:
        """What the database has of an image, None if it was never edited."""
        return self._known.row(name)

    def refresh(self, name: str) -> None:
        """Look at an image anew, since its sidecar may have changed; done when it is shown.

        A sidecar that could not be written is tried again: it may have been write-protected, or the disk full.
        """
        self._known.forget(name)
        if name in self._sidecars.failed and not self.project.read_only:
            # What hinders it is said at the next edit; going to the image must not fail for it.
            with suppress(CaptionerError):
                finish(self._ledger.write([name]))

    @property
    def placement_history(self) -> PlacementHistory:
        """Where this dataset has put its tags so far."""
        return self._sidecars.history

    def before_close(self, act: Callable[[], object]) -> None:
        """Have something done before the dataset is let go, whatever ends the session."""
        self._last.callback(act)

    def take_news(self) -> str:
        """What the user should know of what happened by itself since this was last asked; empty for nothing."""
        return self.project.take_news()

    def read_sidecar(self, image: ImageFile) -> Known:
        """What the sidecar of an image says; touches no state, so it may run in a thread."""
        return self._known.read_sidecar(image)

    def subscribe(self, listener: Listener) -> None:
        """Have `listener` called with the names of the images that changed, after each edit."""
        self._ledger.subscribe(listener)

    # --- edits of one image ---------------------------------------------------------------------------------------

    def edit(self, name: str, title: str, caption: Caption, state: str | None = None) -> bool:
        """Give an image a new caption, as one step. On disk when this returns.

        Args:
            name: The image.
            title: What was done, for undo and the log.
            caption: The new caption.
            state: The new state; by itself `draft` once there are tags, `empty` when there are none.

        Returns:
            Whether anything changed; nothing is recorded otherwise.

        Raises:
            ReadOnlyError: If the dataset or this image can only be read.
            SidecarChangedError: If the sidecar was changed outside; nothing was written.
            DatabaseError: If the database could not be written; nothing was changed.
        """
        record = self._editable(name).record.with_caption(caption)
        return self.edit_record(name, title, replace(record, state=state or record.state))

    def edit_record(self, name: str, title: str, record: ImageRecord) -> bool:
        """Give an image a new record, alternatives and state included, as one step. On disk when this returns.

        See `edit` for what it returns and raises. As long as the text of the first caption stays the same, so do the
        bytes of the sidecar: an imported caption keeps its own.
        """
        known = self._editable(name)
        change = self._changes.of(name, record)
        if change is None:
            return False
        self.project.ensure()
        self._check_outside(name, known)
        self._ledger.commit(Step(title, (change,)))
        finish(self._ledger.write([name]))
        self._ledger.tell([name])
        return True

    def set_state(self, name: str, state: str) -> bool:
        """Mark an image as done, draft and so on; one step."""
        return self.edit_record(name, f"mark {state}", replace(self._editable(name).record, state=state))

    def change_many(
        self,
        title: str,
        records: Iterable[tuple[str, ImageRecord]],
        *,
        total: int | None = None,
        rewrite: bool = False,
        globals_: Sequence[str] | None = None,
        lasting: bool = False,
    ) -> Job:
        """Give many images new records, as one step.

        An image whose sidecar can't be read is passed over; one whose sidecar was changed outside gets its new record,
        and the two texts are shown for choice when the user comes by. If nothing changes, no step is recorded.

        Args:
            title: What was done, for undo and the log.
            records: Image and new record; worked out while it is asked for, so it may be a generator.
            total: How many there are, for the progress; as many as there are images if not given.
            rewrite: Whether sidecars get the form of ours where the caption stays the same too (one line, UTF-8), and
                whether those whose bytes are no text are replaced. Undo brings either back.
            globals_: New globals, in the same step and with the captions of all other images; None to keep them.
            lasting: Whether the step is recorded even if the session ends while it is still being worked out.

        Raises:
            ReadOnlyError: If the dataset can only be read.
            DatabaseError: If the database could not be written; nothing was changed.
        """
        return self._jobs.own(self._change_many(title, records, total, globals_, rewrite=rewrite, lasting=lasting))

    def _change_many(
        self,
        title: str,
        records: Iterable[tuple[str, ImageRecord]],
        total: int | None,
        globals_: Sequence[str] | None,
        *,
        rewrite: bool,
        lasting: bool,
    ) -> Steps:
        self._writable()
        self._known.forget_peeked()
        total = len(self.names) if total is None else total
        old = self._ledger.globals
        new = old if globals_ is None else tuple(dict.fromkeys(text for text in globals_ if text))
        changes: list[Change] = []
        work = self._worked_out(records, new, changes, rewrite=rewrite)
        try:
            for count in work:
                if count % 20 == 0:
                    yield Progress(min(count, total), 2 * total)
        except GeneratorExit:
            if lasting:
                deque(work, maxlen=0)
                self._commit_changes(title, changes, new)
            raise
        if changes or new != old:
            yield from self._ledger.carry_out(self._step_of(title, changes, new), total)
        if new != old:
            self._ledger.tell(self.names)

    def _worked_out(
        self, records: Iterable[tuple[str, ImageRecord]], new: Globals, changes: list[Change], *, rewrite: bool
    ) -> Iterator[int]:
        """Add the changes that these records and globals are, one image at a step."""
        count = 0
        for count, (name, record) in enumerate(records, 1):
            change = self._changes.of(name, record, new, rewrite=rewrite)
            changes.extend([change] if change is not None else [])
            yield count
        if new != self._ledger.globals:
            changed = {change.file_name for change in changes}
            others = (self._changes.with_globals(name, new) for name in self.names if name not in changed)
            changes.extend(change for change in others if change is not None)

    def _step_of(self, title: str, changes: Sequence[Change], new: Globals) -> Step:
        old = self._ledger.globals
        return Step(title, tuple(changes), *((old, new) if new != old else ()))

    def _commit_changes(self, title: str, changes: Sequence[Change], new: Globals) -> None:
        """Record what was accepted when the session was ended; its sidecars are written at the next opening."""
        if changes or new != self._ledger.globals:
            self._ledger.commit(self._step_of(title, changes, new))

    def _writable(self) -> None:
        if self.project.read_only:
            raise ReadOnlyError(f"Not changed: {self.project.read_only}")

    def _editable(self, name: str) -> Known:
        known = self._known.look(name)
        self._writable()
        if known.problem or known.lock:
            raise ReadOnlyError(f"Not changed: {known.problem or known.lock}")
        return known

    def _check_outside(self, name: str, known: Known) -> None:
        """Notice a change made outside before every write.

        A sidecar that can't be read is no change, where its image was edited: that it can't be written is said then.
        """
        row, image = known.row, self.image(name)
        if row is not None and (row.record is None or image.shares_with):
            return
        try:
            data = self._sidecars.on_disk(image)
        except CaptionerError:
            if row is not None:
                return
            raise
        ours = data == known.data if row is None else is_ours(data, row)
        if not ours:
            text = self._changes.file_text(known.record if row is None or row.record is None else row.record)
            raise SidecarChangedError(Conflict(name, text, _shown(data), data))

    # --- changes made outside -------------------------------------------------------------------------------------

    def keep_ours(self, conflict: Conflict) -> None:
        """Overwrite a sidecar that was changed outside with the project's caption, as one step that has their text.

        Args:
            conflict: What the user was shown, and chose by.

        Raises:
            SidecarChangedError: If the file is not as it was shown any more; nothing is changed.
        """
        self._writable()
        self._sidecars.settle()
        name = self._as_shown(conflict)
        change = self._choices.ours(conflict)
        # What lies there is known now, whatever was still to be written over it.
        self.project.ensure().mark_written([name])
        self._carry_out_one(Step(f"keep the caption of {name}, not the text on disk", (change,)), name)

    def take_theirs(self, conflict: Conflict) -> None:
        """Take over the text of a sidecar that was changed outside, as one step.

        Args:
            conflict: What the user was shown, and chose by.

        Raises:
            SidecarChangedError: If the file is not as it was shown any more; nothing is changed.
            ReadOnlyError: If the text can't be read; nothing is changed.
        """
        self._sidecars.settle()
        name = self._as_shown(conflict)
        change = self._choices.theirs(name)
        if change is None:
            self.refresh(name)
            self._ledger.tell([name])
            return
        self._carry_out_one(Step(f"take the caption of {name} as changed outside", (change,)), name)

    def choose_many(self, title: str, conflicts: Iterable[Conflict], *, theirs: bool, total: int) -> Job:
        """Decide many conflicts the same way, as one step: take over the texts on disk, or write ours over them.

        Those that are not as they were shown any more, or can't be decided so, are left as they are.

        Args:
            title: What was done, for undo and the log.
            conflicts: What the user was shown, and chose by; they are asked for one by one.
            theirs: Whether the texts on disk are taken.
            total: How many there are, for the progress.

        Raises:
            ReadOnlyError: If the dataset can only be read.
            DatabaseError: If the database could not be written; nothing was changed.
        """
        return self._jobs.own(self._choose_many(title, conflicts, total, theirs=theirs))

    def _choose_many(self, title: str, conflicts: Iterable[Conflict], total: int, *, theirs: bool) -> Steps:
        self._writable()
        self._sidecars.settle()
        changes: list[Change] = []
        for count, conflict in enumerate(conflicts, 1):
            with suppress(SidecarChangedError, CaptionerError):
                name = self._as_shown(conflict)
                change = self._choices.theirs(name) if theirs else self._choices.ours(conflict)
                changes.extend([change] if change is not None else [])
            if count % 20 == 0:
                yield Progress(min(count, total) // 2, total)
        if changes:
            self.project.ensure().mark_written([change.file_name for change in changes])
            yield from self._ledger.carry_out(Step(title, tuple(changes)), total)

    def their_record(self, name: str) -> ImageRecord | None:
        """The record that the text on disk makes for an image, with our slots; None if it can't be read."""
        return self._choices.their_record(name)

    def _as_shown(self, conflict: Conflict) -> str:
        """The image of a conflict, whose file is still as it was shown."""
        data = self._sidecars.on_disk(self.image(conflict.name))
        if data != conflict.data:
            raise SidecarChangedError(replace(conflict, theirs=_shown(data), data=data))
        return conflict.name

    def _carry_out_one(self, step: Step, name: str) -> None:
        self._ledger.commit(step)
        self.refresh(name)
        finish(self._ledger.write([name]))
        self._ledger.tell([name])

    # --- globals --------------------------------------------------------------------------------------------------

    def set_globals(self, texts: Sequence[str], title: str, at: str = "", own: Caption | None = None) -> Job:
        """Change the globals, and with them every caption that exists, as one step.

        Args:
            texts: The new globals, in order.
            title: What was done.
            at: The image the user is at; it counts as edited, so its sidecar is written even if it had none.
            own: A new caption for that image in the same step, when a tag moves between it and the globals.

        Raises:
            ReadOnlyError: If the dataset can only be read.
            DatabaseError: If the database could not be written; nothing was changed.
        """
        return self._jobs.own(self._set_globals(texts, title, at, own))

    def _set_globals(self, texts: Sequence[str], title: str, at: str, own: Caption | None) -> Steps:
        new = tuple(dict.fromkeys(text for text in texts if text))
        if new == self._ledger.globals and own is None:
            return
        self._writable()
        if own is not None:
            self._editable(at)
        self.project.ensure()
        total = len(self.names)
        changes: list[Change] = []
        work = self._with_globals(new, at, own, changes)
        try:
            for count in work:
                if count % 20 == 0:
                    yield Progress(count, 2 * total)
        except GeneratorExit:
            # The line was dropped: a global that was typed and accepted is recorded all the same.
            deque(work, maxlen=0)
            self._ledger.commit(Step(title, tuple(changes), self._ledger.globals, new))
            raise
        yield from self._ledger.carry_out(Step(title, tuple(changes), self._ledger.globals, new), total)
        self._ledger.tell(self.names)

    def _with_globals(self, new: Globals, at: str, own: Caption | None, changes: list[Change]) -> Iterator[int]:
        """Add the changes that new globals are, one image at a step."""
        for count, name in enumerate(self.names, 1):
            change = self._changes.with_globals(name, new, edited=name == at, own=own if name == at else None)
            changes.extend([change] if change is not None else [])
            yield count

    @property
    def globals_edited_by_hand(self) -> bool:
        """Whether `project.toml` has other globals than the captions were written with."""
        database = self.project.database
        kept = None if database is None else database.globals()
        return kept is not None and kept != self._ledger.globals

    def apply_globals(self) -> Job:
        """Bring every caption up to date with globals that were edited by hand, as one step."""
        return self._jobs.own(self._apply_globals())

    def _apply_globals(self) -> Steps:
        database = self.project.database
        kept = None if database is None else database.globals()
        if kept is None or kept == self._ledger.globals:
            return
        new, self._ledger.globals = self._ledger.globals, kept
        yield from self._set_globals(new, "apply the globals of project.toml", "", None)

    def own(self, job: Steps) -> Job:
        """Have a job over this dataset ended before the session closes."""
        return self._jobs.own(job)

    # --- undo -----------------------------------------------------------------------------------------------------

    def undo(self) -> Job:
        """Take the last step back. The iterator is empty if there is none; see `undo_title` first.

        Raises:
            SidecarChangedError: If the step is about one image whose sidecar was changed outside.
            NotTurnedError: If it is about several, of which none is as the step left it. Else those that are not stay
                as they are, and `left_out` has them.
        """
        return self._jobs.own(self._turn(undone=True))

    def redo(self) -> Job:
        """Do the last step that was taken back again."""
        return self._jobs.own(self._turn(undone=False))

    def undo_title(self) -> str:
        """What undo would take back, empty if nothing."""
        return self._ledger.turnable_title(undone=True)

    def redo_title(self) -> str:
        """What redo would do again, empty if nothing."""
        return self._ledger.turnable_title(undone=False)

    def _turn(self, *, undone: bool) -> Steps:
        self._writable()
        names = self._ledger.turnable_images(2, undone=undone)
        if len(names) == 1 and names[0] in self.project.images:
            conflict = self.conflict(names[0])
            if conflict is not None:
                raise SidecarChangedError(conflict)
        left_out = self.left_out = {}
        look = self._turns.look_through(left_out, undone=undone)
        try:
            for progress in look:
                yield progress
        except GeneratorExit:
            # Undo that was asked for is recorded all the same; its sidecars are written at the next opening.
            with suppress(NotTurnedError):
                deque(look, maxlen=0)
                deque(islice(self._ledger.turn(undone=undone, left_out=left_out), 1), maxlen=0)
            raise
        for progress in self._ledger.turn(undone=undone, left_out=left_out):
            yield Progress(progress.total + progress.done, 2 * progress.total)

    def undo_part(self, number: int, name: str) -> None:
        """Take back what one step did to one image, wherever it stands in the history, as a step of its own.

        Args:
            number: The step, see `StepHeader.number`.
            name: The image.

        Raises:
            PartError: If there is nothing to take back, or the image changed since; nothing is changed.
            ReadOnlyError: If the dataset or this image can only be read.
            SidecarChangedError: If the sidecar was changed outside; nothing was written.
        """
        self._writable()
        self._sidecars.settle()
        step = self._parts.step_back(number, name)
        self._check_outside(name, self._editable(name))
        self._carry_out_one(step, name)

    def finish_interrupted(self) -> Job:
        """Write what an earlier session could not: after a crash, or when the disk was full."""
        return self._jobs.own(self._ledger.finish_interrupted())

    # --- place and drafts -----------------------------------------------------------------------------------------

    @property
    def drafts(self) -> Mapping[str, Draft]:
        """Half-typed text by image."""
        return self._place.drafts

    def go_to(self, name: str) -> None:
        """Note where the user is."""
        self._place.position = name

    def set_draft(self, name: str, slot: str, text: str, of: str = "") -> None:
        """Note half-typed text, so that it can be offered again; empty text forgets it; see `Draft`."""
        self._place.set_draft(name, Draft(slot, text, of))

    def save_place(self) -> None:
        """Put the place and the drafts on disk, if they changed."""
        self._place.save()

    def close(self) -> None:
        """End what is still being done, save the place and let the dataset go."""
        with ExitStack() as last:
            last.callback(self.project.close)
            last.callback(self.save_place)
            last.push(self._last.pop_all())
            self._jobs.close()


def _shown(data: bytes | None) -> str | None:
    """The text of a sidecar for showing, whatever it holds."""
    return None if data is None else data.decode("utf-8", "backslashreplace")

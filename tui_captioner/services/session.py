"""The session: the one owner of the state of an open project. Every edit goes through here.

An edit is computed by the domain as a new caption, recorded as one step in one transaction, and followed by the
sidecars at once, atomically. Then whoever listens is told which images changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from tui_captioner.domain.caption import Caption, Tag, Tags, assemble, written_tags
from tui_captioner.domain.errors import CaptionerError, DecodingError, ReadOnlyError
from tui_captioner.domain.reading import is_sentence
from tui_captioner.domain.slotting import rehouse
from tui_captioner.domain.structure import Structure
from tui_captioner.formats import sidecar
from tui_captioner.services.project import Project
from tui_captioner.services.sidecars import Conflict, SidecarChangedError, Sidecars
from tui_captioner.storage import resume
from tui_captioner.storage.database import Change, Step, Stored
from tui_captioner.storage.dataset import ImageFile, Notice
from tui_captioner.storage.records import FINISHED, ImageRecord

Listener = Callable[[frozenset[str]], None]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job over many images is."""

    done: int
    total: int


Job = Iterator[Progress]
"""An edit that may take long: each step of the iterator does a little of it. Stopped half-way, it is finished at the
next opening, since what is left to write is in the database."""


def finish(job: Job) -> None:
    """Carry a job through to its end."""
    for _ in job:
        pass


@dataclass(frozen=True, slots=True)
class _Known:
    """What is held in memory of one image: its record and the bytes that its sidecar is believed to hold."""

    record: ImageRecord
    data: bytes | None
    problem: str = ""


class Session:
    """An open dataset.

    Args:
        project: The opened project; the session closes it.
        now: Gives the time for the log.
    """

    def __init__(self, project: Project, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.project = project
        self._now = now
        self._sidecars = Sidecars(project)
        self._known: dict[str, _Known] = {}
        self._listeners: list[Listener] = []
        self._globals: tuple[str, ...] = project.settings.globals
        database = project.database
        self.drafts: dict[str, tuple[str, str]]
        if database is None:
            self._position, self.drafts = resume.load_place(project.root)
        else:
            self._position, self.drafts = database.position(), database.drafts()
            if database.globals_pending() and not project.read_only:
                # An earlier session was killed before it could write them into the settings.
                self._globals = database.globals() or self._globals
        self._saved_place = (database, self._position, dict(self.drafts))

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
        row = self.row(name)
        return row is not None and row.record is not None and row.record.state in FINISHED

    @property
    def notices(self) -> Sequence[Notice]:
        """What the scan found that the user should know."""
        return self.project.dataset.notices

    @property
    def globals(self) -> Tags:
        """The tags that stand in every caption."""
        return _global_tags(self._globals)

    @property
    def position(self) -> str:
        """The image where the user was, by name; the first one if that is gone, empty in an empty dataset."""
        if self._position in self.project.images:
            return self._position
        return self.names[0] if self.names else ""

    def image(self, name: str) -> ImageFile:
        """The file of an image; raises KeyError if there is none."""
        return self.project.images[name]

    def record(self, name: str) -> ImageRecord:
        """The caption and state of an image, from the database or, if it was never edited, from its sidecar."""
        return self._look(name).record

    def problem(self, name: str) -> str:
        """Why the captions of this image can't be edited; empty if they can."""
        return self._look(name).problem

    def caption(self, name: str) -> str:
        """The caption as the trainer will read it."""
        return self.caption_text(self.record(name).caption)

    def caption_text(self, caption: Caption) -> str:
        """Any caption as the trainer would read it."""
        return self._assemble(caption)

    def peek(self, name: str) -> ImageRecord:
        """The record of an image without keeping it in memory: for going over the whole dataset."""
        known = self._known.get(name)
        return known.record if known is not None else self._load(self.image(name)).record

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
        return Conflict(name, self._assemble(row.record.caption), _shown(data))

    def row(self, name: str) -> Stored | None:
        """What the database has of an image, None if it was never edited."""
        database = self.project.database
        return None if database is None else database.stored(name)

    def refresh(self, name: str) -> None:
        """Look at an image anew, since its sidecar may have changed; done when it is shown."""
        self._known.pop(name, None)

    def _look(self, name: str) -> _Known:
        known = self._known.get(name)
        if known is None:
            known = self._known[name] = self._load(self.image(name))
        return known

    def _load(self, image: ImageFile) -> _Known:
        row = self.row(image.name)
        if row is not None and row.record is not None:
            record = row.record
            return _Known(replace(record, caption=rehouse(record.caption, self.structure)), row.written)
        return self.read_sidecar(image)

    def read_sidecar(self, image: ImageFile) -> _Known:
        """What the sidecar of an image says; touches no state, so it may run in a thread."""
        data: bytes | None = None
        try:
            data = self._sidecars.on_disk(image)
            return _Known(self._sidecars.read(image, data), data)
        except (DecodingError, CaptionerError) as error:
            return _Known(ImageRecord(), data, str(error))

    def _assemble(self, caption: Caption, globals_: Sequence[str] | None = None) -> str:
        settings = self.project.settings
        tags = self.globals if globals_ is None else _global_tags(globals_)
        return assemble(settings.structure, settings.output, tags, caption)

    # --- listening ------------------------------------------------------------------------------------------------

    def subscribe(self, listener: Listener) -> None:
        """Have `listener` called with the names of the images that changed, after each edit."""
        self._listeners.append(listener)

    def _tell(self, names: Iterable[str]) -> None:
        changed = frozenset(names)
        for listener in self._listeners:
            listener(changed)

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
        known = self._editable(name)
        record = replace(known.record, caption=caption, state=state or _state(known.record.state, caption))
        if record == known.record:
            return False
        self.project.ensure()
        self._check_outside(name, known)
        change = Change(name, self._stored_record(name), record, known.data, self._bytes(caption))
        self._commit(Step(title, (change,)))
        finish(self._write([name]))
        self._tell([name])
        return True

    def set_state(self, name: str, state: str) -> bool:
        """Mark an image as done, draft and so on; one step."""
        known = self._editable(name)
        if known.record.state == state:
            return False
        self._check_outside(name, known)
        record = replace(known.record, state=state)
        # A mark alone leaves the file as it is: an imported caption keeps its bytes.
        data = known.data if known.data is not None else self._bytes(record.caption)
        self._commit(Step(f"mark {state}", (Change(name, self._stored_record(name), record, known.data, data),)))
        finish(self._write([name]))
        self._tell([name])
        return True

    def _editable(self, name: str) -> _Known:
        known = self._look(name)
        if self.project.read_only:
            raise ReadOnlyError(f"Not changed: {self.project.read_only}")
        if known.problem:
            raise ReadOnlyError(f"Not changed: {known.problem}")
        return known

    def _check_outside(self, name: str, known: _Known) -> None:
        """Notice a change made outside before every write."""
        conflict = self.conflict(name)
        if conflict is not None:
            raise SidecarChangedError(conflict)
        if self.row(name) is None and self._sidecars.on_disk(self.image(name)) != known.data:
            theirs = _shown(self._sidecars.on_disk(self.image(name)))
            raise SidecarChangedError(Conflict(name, self._assemble(known.record.caption), theirs))

    def _stored_record(self, name: str) -> ImageRecord | None:
        row = self.row(name)
        return None if row is None else row.record

    def _bytes(self, caption: Caption, globals_: Sequence[str] | None = None) -> bytes | None:
        """What the sidecar is to hold; no file for an empty caption, since no trainer reads an empty one well."""
        text = self._assemble(caption, globals_)
        return sidecar.encode(text) if text else None

    # --- changes made outside -------------------------------------------------------------------------------------

    def keep_ours(self, name: str) -> None:
        """Overwrite a sidecar that was changed outside with the project's caption: the user chose so."""
        database = self.project.ensure()
        data = self._sidecars.on_disk(self.image(name))
        if self.row(name) is None:
            known = self._look(name)
            self._commit(Step(f"keep the caption of {name}", (Change(name, None, known.record, data, known.data),)))
        else:
            database.replace_anyway(name, data)
        self.refresh(name)
        finish(self._write([name]))
        self._tell([name])

    def take_theirs(self, name: str) -> None:
        """Take over the text of a sidecar that was changed outside, as one step.

        Raises:
            ReadOnlyError: If the text can't be read; nothing is changed.
        """
        row = self.row(name)
        found = self.read_sidecar(self.image(name))
        if found.problem:
            raise ReadOnlyError(f"Not changed: {found.problem}")
        if row is not None:
            change = Change(name, row.record, found.record, row.written, found.data)
            self._commit(Step(f"take the caption of {name} as changed outside", (change,)))
            finish(self._write([name]))
        self.refresh(name)
        self._tell([name])

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
        new = tuple(dict.fromkeys(text for text in texts if text))
        if new == self._globals and own is None:
            return
        if self.project.read_only:
            raise ReadOnlyError(f"Not changed: {self.project.read_only}")
        if own is not None:
            self._editable(at)
        self.project.ensure()
        total = 2 * len(self.names)
        changes: list[Change] = []
        for count, name in enumerate(self.names, 1):
            changes.extend(self._with_globals(name, new, edited=name == at, own=own if name == at else None))
            if count % 20 == 0:
                yield Progress(count, total)
        self._commit(Step(title, tuple(changes), self._globals, new))
        names = [change.file_name for change in changes]
        for progress in self._write(names):
            yield Progress(total // 2 + progress.done, total // 2 + len(names))
        self._tell(self.names)

    def _with_globals(self, name: str, texts: Sequence[str], *, edited: bool, own: Caption | None) -> Iterator[Change]:
        known = self._look(name)
        if known.problem or (known.data is None and self.row(name) is None and not edited):
            return
        gone = set(self._globals) - set(texts)
        caption = known.record.caption
        if caption.file_order is not None and gone:
            housed = {tag.text for tags in caption.slots.values() for tag in tags}
            kept = tuple(tag for tag in caption.file_order if tag.text not in gone or tag.text in housed)
            caption = Caption(caption.slots, kept)
        caption = caption if own is None else own
        record = replace(known.record, caption=caption, state=_state(known.record.state, caption))
        yield Change(name, self._stored_record(name), record, known.data, self._bytes(caption, texts))

    @property
    def globals_edited_by_hand(self) -> bool:
        """Whether `project.toml` has other globals than the captions were written with."""
        database = self.project.database
        kept = None if database is None else database.globals()
        return kept is not None and kept != self._globals

    def apply_globals(self) -> Job:
        """Bring every caption up to date with globals that were edited by hand, as one step."""
        database = self.project.database
        kept = None if database is None else database.globals()
        if kept is None or kept == self._globals:
            return
        new, self._globals = self._globals, kept
        yield from self.set_globals(new, "apply the globals of project.toml")

    # --- undo -----------------------------------------------------------------------------------------------------

    def undo(self) -> Job:
        """Take the last step back. The iterator is empty if there is none; see `undo_title` first.

        Raises:
            SidecarChangedError: If the step is about one image whose sidecar was changed outside.
        """
        return self._turn(undone=True)

    def redo(self) -> Job:
        """Do the last step that was taken back again."""
        return self._turn(undone=False)

    def undo_title(self) -> str:
        """What undo would take back, empty if nothing."""
        return self._title(undone=True)

    def redo_title(self) -> str:
        """What redo would do again, empty if nothing."""
        return self._title(undone=False)

    def _title(self, *, undone: bool) -> str:
        database = self.project.database
        step = None if database is None else database.undoable() if undone else database.redoable()
        return "" if step is None else step.title

    def _turn(self, *, undone: bool) -> Job:
        if self.project.read_only:
            raise ReadOnlyError(f"Not changed: {self.project.read_only}")
        database = self.project.database
        step = None if database is None else database.undoable() if undone else database.redoable()
        if database is None or step is None:
            return
        if len(step.changes) == 1 and step.changes[0].file_name in self.project.images:
            conflict = self.conflict(step.changes[0].file_name)
            if conflict is not None:
                raise SidecarChangedError(conflict)
        done = database.undo() if undone else database.redo()
        if done is None:
            return
        self._adopt(done)
        names = [change.file_name for change in done.changes]
        yield from self._write(names)
        self._tell(names)

    # --- carrying out ---------------------------------------------------------------------------------------------

    def _commit(self, step: Step) -> None:
        database = self.project.ensure()
        database.record_step(step, self._now().isoformat(timespec="seconds"))
        self._adopt(step)

    def _adopt(self, step: Step) -> None:
        """Make memory and `project.toml` agree with a step that the database has carried out."""
        for change in step.changes:
            self._known.pop(change.file_name, None)
        if step.globals_after is not None:
            self._globals = step.globals_after
            self.project.write_globals(step.globals_after)
            self.project.ensure().settle_globals()

    def _write(self, names: Sequence[str]) -> Job:
        for done in self._sidecars.write_pending(names):
            yield Progress(done, len(names))
        for name in names:
            self._known.pop(name, None)

    def finish_interrupted(self) -> Job:
        """Write what an earlier session could not: after a crash, or when the disk was full."""
        database = self.project.database
        if database is None or self.project.read_only:
            return
        kept = database.globals()
        if database.globals_pending() and kept is not None:
            self._globals = kept
            self.project.write_globals(kept)
            database.settle_globals()
        names = [name for name in database.pending() if name in self.project.images]
        yield from self._write(names)

    # --- place and drafts -----------------------------------------------------------------------------------------

    def go_to(self, name: str) -> None:
        """Note where the user is."""
        self._position = name

    def set_draft(self, name: str, slot: str, text: str) -> None:
        """Note half-typed text, so that it can be offered again; empty text forgets it."""
        if text:
            self.drafts[name] = (slot, text)
        else:
            self.drafts.pop(name, None)

    def save_place(self) -> None:
        """Put the place and the drafts on disk, if they changed."""
        database = self.project.database
        # The database belongs to the place: a project that was made meanwhile has not been told of it yet.
        place = (database, self._position, dict(self.drafts))
        if place == self._saved_place:
            return
        if database is None:
            # Without a project only half-typed text is worth keeping outside the dataset.
            resume.save_place(self.project.root, self._position if self.drafts else "", self.drafts)
        elif not self.project.read_only:
            database.save_place(self._position, self.drafts)
            resume.save_place(self.project.root, "", {})
        self._saved_place = place

    def close(self) -> None:
        """Save the place and let the dataset go."""
        try:
            self.save_place()
        finally:
            self.project.close()


def _global_tags(texts: Sequence[str]) -> Tags:
    """Globals as tags; the settings hold their texts alone, so a sentence is known by its look."""
    return tuple(Tag(text, sentence=is_sentence(text)) for text in texts)


def _state(old: str, caption: Caption) -> str:
    if caption.is_empty:
        return "empty"
    return "draft" if old == "empty" else old


def _shown(data: bytes | None) -> str | None:
    """The text of a sidecar for showing, whatever it holds."""
    return None if data is None else data.decode("utf-8", "backslashreplace")

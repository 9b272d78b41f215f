"""Giving images back what they had: records and the bytes of sidecars, as a backup holds them, as one step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tui_captioner.domain.errors import CaptionerError, DecodingError
from tui_captioner.formats import sidecar
from tui_captioner.services.session.jobs import Progress, Steps
from tui_captioner.services.session.sidecar_steps import PACE, SidecarSteps
from tui_captioner.storage.project.acceptances import Acceptance
from tui_captioner.storage.project.database import Change, Globals, Step
from tui_captioner.storage.project.packed_changes import PackedChanges
from tui_captioner.storage.project.records import ImageRecord
from tui_captioner.storage.project.refusals import Refusal


class Had(NamedTuple):
    """What an image had.

    Args:
        name: The image.
        record: Its record; None if it was never edited.
        data: The bytes of its sidecar; None for no file.
    """

    name: str
    record: ImageRecord | None
    data: bytes | None


class PuttingBack(SidecarSteps):
    """Works out what differs, and carries it out. What lies on disk, whoever wrote it, is what undo brings back.

    See `SidecarSteps` for its arguments.
    """

    def change(self, had: Had, globals_: Globals | None, *, exact: bool) -> Change | None:
        """The change that gives an image back what it had; None if it has that.

        Args:
            had: What it had.
            globals_: The globals of the same step; None to keep them.
            exact: Whether the sidecar gets the bytes that it had: not where other globals are kept.

        Raises:
            CaptionerError: If it can't be done; says why.
        """
        image = self._project.images[had.name]
        row = self._known.row(had.name)
        if row is not None and row.damage:
            raise CaptionerError(row.damage)
        lock = self._sidecars.lock(image)
        if lock:
            raise CaptionerError(lock)
        before, there = (None if row is None else row.record), self._sidecars.on_disk(image)
        known = there if row is None else row.written
        if row is not None and not image.shares_with and there != row.written:
            # Undo brings back what lies there, with what we know of it.
            before = self._choices.their_record(had.name) or before
            known = there
        record, data = had.record, had.data
        if not exact:
            record = self._changes.retold(before or ImageRecord(), self.record_of(had), globals_)
            text = self._changes.file_text(record, globals_)
            data = sidecar.encode(text) if text else None
        if record == (None if row is None else row.record) and (data == there or bool(image.shares_with)):
            return None
        return Change(had.name, before, record, known, data)

    def record_of(self, had: Had) -> ImageRecord:
        """The record of what an image had, read from its sidecar where it was never edited.

        Raises:
            CaptionerError: If that can't be read.
        """
        if had.record is not None:
            return had.record
        try:
            return self._sidecars.read(self._project.images[had.name], had.data)
        except DecodingError as error:
            raise CaptionerError(str(error)) from error

    def put_back(
        self,
        title: str,
        changes: Iterable[Change],
        total: int,
        globals_: Globals | None,
        others: Sequence[str],
        acceptances: tuple[Acceptance, ...],
        refusals: tuple[Refusal, ...],
    ) -> Steps:
        """Carry changes out, as one step.

        Args:
            title: What is done, for undo and the log.
            changes: What is to be done; worked out while it is asked for.
            total: How many there are.
            globals_: New globals; None to keep them.
            others: Images that get the globals alone.
            acceptances: What is done to findings.
            refusals: What is done to machine tags.

        Raises:
            ReadOnlyError: If the dataset can only be read.
            DatabaseError: If the database could not be written; nothing was changed.
        """
        self._project.check_writable()
        self._sidecars.settle()
        found = PackedChanges()
        for count, change in enumerate(changes, 1):
            found.append(change)
            if count % PACE == 0:
                yield Progress.looked(count, total)
        before = None if globals_ is None else self._ledger.globals
        for name in others:
            under = self._changes.with_globals(name, self._ledger.globals if globals_ is None else globals_)
            if under is not None:
                found.append(under)
        if not (found or globals_ is not None or acceptances or refusals):
            return
        self._project.ensure().mark_written(found.names)
        step = Step(title, found, before, globals_, acceptances=acceptances, refusals=refusals)
        yield from self._ledger.carry_out(step, total)
        if globals_ is not None:
            self._ledger.tell(self._project.names)

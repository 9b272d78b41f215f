"""Sidecars that other programs changed: noticed before an edit, and settled by the user's choice of a text."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.services.session.jobs import Progress, Steps
from tui_captioner.services.session.known_images import Known
from tui_captioner.services.session.sidecar_steps import PACE, SidecarSteps
from tui_captioner.services.session.sidecars import Conflict, SidecarChangedError
from tui_captioner.storage.project.database import Step, Stored
from tui_captioner.storage.project.packed_changes import PackedChanges
from tui_captioner.storage.project.records import ImageRecord
from tui_captioner.storage.project.steps import is_ours


class OutsideChanges(SidecarSteps):
    """Notices changes made outside; carries out which of the two texts the user keeps.

    See `SidecarSteps` for its arguments.
    """

    def conflict(self, name: str, row: Stored | None = None) -> Conflict | None:
        """The two texts, if the sidecar of an edited image was changed outside; see `Session.conflict`."""
        row = self._known.row(name) if row is None else row
        image = self._project.images[name]
        if row is None or row.record is None:
            return None
        try:
            if not self._sidecars.changed_outside(image, row):
                return None
            data = self._sidecars.on_disk(image)
        except CaptionerError:
            return None
        return Conflict(name, self._changes.file_text(row.record), _shown(data), data)

    def check(self, name: str, known: Known) -> None:
        """Notice a change made outside before an edit.

        A sidecar that can't be read is no change, where its image was edited: that it can't be written is said then.

        Args:
            name: The image.
            known: What the edit was made of.

        Raises:
            SidecarChangedError: If the file is another by now.
            ReadOnlyError: If it is, and another session has taken the dataset over.
            DatabaseError: If it is, and the dataset is gone.
        """
        row, image = known.row, self._project.images[name]
        if row is not None and (row.record is None or image.shares_with):
            return
        try:
            data = self._sidecars.on_disk(image)
        except CaptionerError:
            if row is not None:
                return
            self._project.ensure()
            raise
        ours = data == known.data if row is None else is_ours(data, row)
        if not ours:
            # Where the whole dataset is gone, or taken over, that is to be said.
            self._project.ensure()
            text = self._changes.file_text(known.record if row is None or row.record is None else row.record)
            raise SidecarChangedError(Conflict(name, text, _shown(data), data))

    def keep_ours(self, conflict: Conflict) -> None:
        """Overwrite the sidecar with the project's caption; see `Session.keep_ours`."""
        self._project.check_writable()
        self._sidecars.settle()
        name = self._as_shown(conflict)
        change = self._choices.ours(conflict)
        # What lies there is known now, whatever was still to be written over it.
        self._project.ensure().mark_written([name])
        self._ledger.carry_out_one(Step(f"keep the caption of {name}, not the text on disk", PackedChanges([change])))

    def take_theirs(self, conflict: Conflict) -> None:
        """Take over the text of the sidecar; see `Session.take_theirs`."""
        self._sidecars.settle()
        name = self._as_shown(conflict)
        change = self._choices.theirs(name)
        if change is None:
            self._ledger.refresh(name)
            self._ledger.tell([name])
            return
        self._ledger.carry_out_one(Step(f"take the caption of {name} as changed outside", PackedChanges([change])))

    def choose_many(self, title: str, conflicts: Iterable[Conflict], total: int, *, theirs: bool) -> Steps:
        """Decide many conflicts the same way, as one step; see `Session.choose_many`."""
        self._project.check_writable()
        self._sidecars.settle()
        changes = PackedChanges()
        for count, conflict in enumerate(conflicts, 1):
            with suppress(CaptionerError):
                name = self._as_shown(conflict)
                change = self._choices.theirs(name) if theirs else self._choices.ours(conflict)
                if change is not None:
                    changes.append(change)
            if count % PACE == 0:
                yield Progress.looked(count, total)
        if changes:
            self._project.ensure().mark_written(changes.names)
            yield from self._ledger.carry_out(Step(title, changes), total)

    def their_record(self, name: str) -> ImageRecord | None:
        """The record that the text on disk makes, with our slots; None if it can't be read."""
        return self._choices.their_record(name)

    def _as_shown(self, conflict: Conflict) -> str:
        """The image of a conflict, whose file is still as it was shown."""
        data = self._sidecars.on_disk(self._project.images[conflict.name])
        if data != conflict.data:
            raise SidecarChangedError(replace(conflict, theirs=_shown(data), data=data))
        return conflict.name


def _shown(data: bytes | None) -> str | None:
    """The text of a sidecar for showing, whatever it holds."""
    return None if data is None else data.decode("utf-8", "backslashreplace")

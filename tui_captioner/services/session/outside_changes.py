"""Sidecars that other programs changed: noticed before an edit, and settled by the user's choice of a text."""

from __future__ import annotations

from dataclasses import replace

from tui_captioner.domain.errors import CaptionerError, ReadOnlyError
from tui_captioner.services.session.changes import Changes
from tui_captioner.services.session.known_images import Known, KnownImages
from tui_captioner.services.session.ledger import Ledger
from tui_captioner.services.session.project import Project
from tui_captioner.services.session.sidecars import Conflict, SidecarChangedError, Sidecars
from tui_captioner.storage.project.database import Change, Step
from tui_captioner.storage.project.records import ImageRecord
from tui_captioner.storage.project.settings import CAPTION_A_LINE
from tui_captioner.storage.project.steps import is_ours


class OutsideChanges:
    """Notices changes made outside; carries out which of the two texts the user keeps.

    Args:
        project: The opened project.
        sidecars: Tells what lies on disk.
        known: What is known of the images.
        changes: Writes captions as text.
        ledger: Carries steps out.
    """

    def __init__(
        self, project: Project, sidecars: Sidecars, known: KnownImages, changes: Changes, ledger: Ledger
    ) -> None:
        self._project = project
        self._sidecars = sidecars
        self._known = known
        self._changes = changes
        self._ledger = ledger

    def conflict(self, name: str) -> Conflict | None:
        """The two texts, if the sidecar of an edited image was changed outside."""
        row = self._known.row(name)
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
        """
        row, image = known.row, self._project.images[name]
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

    def keep_ours(self, conflict: Conflict) -> None:
        """Overwrite the sidecar with the project's caption; see `Session.keep_ours`."""
        self._project.check_writable()
        self._sidecars.settle()
        name = self._as_shown(conflict)
        self._check_undamaged(name)
        self._project.ensure()
        row = self._known.row(name)
        known = self._known.look(name)
        written, record = (known.data, known.record) if row is None else (row.written, row.record or known.record)
        theirs = self._their_record(name) if row is not None else None
        change = Change(name, theirs, record, conflict.data, written)
        self._ledger.carry_out_one(Step(f"keep the caption of {name}, not the text on disk", (change,)))

    def take_theirs(self, conflict: Conflict) -> None:
        """Take over the text of the sidecar; see `Session.take_theirs`."""
        self._sidecars.settle()
        name = self._as_shown(conflict)
        self._check_undamaged(name)
        row = self._known.row(name)
        found = self._known.read_sidecar(self._project.images[name])
        if found.problem:
            raise ReadOnlyError(f"Not changed: {found.problem}")
        record = self._their_record(name)
        if row is None or record is None:
            self._ledger.refresh(name)
            self._ledger.tell([name])
            return
        change = Change(name, row.record, record, row.written, found.data)
        self._ledger.carry_out_one(Step(f"take the caption of {name} as changed outside", (change,)))

    def _as_shown(self, conflict: Conflict) -> str:
        """The image of a conflict, whose file is still as it was shown."""
        data = self._sidecars.on_disk(self._project.images[conflict.name])
        if data != conflict.data:
            raise SidecarChangedError(replace(conflict, theirs=_shown(data), data=data))
        return conflict.name

    def _check_undamaged(self, name: str) -> None:
        row = self._known.row(name)
        if row is not None and row.damage:
            raise ReadOnlyError(f"Not changed: {row.damage}")

    def _their_record(self, name: str) -> ImageRecord | None:
        """The record that the text on disk makes; None if it can't be read. What is not in the file stays."""
        found = self._known.read_sidecar(self._project.images[name])
        row = self._known.row(name)
        if found.problem or self._project.settings.lines == CAPTION_A_LINE:
            return None if found.problem else found.record
        others = row.record.alternatives if row is not None and row.record is not None else ()
        return replace(found.record, alternatives=others)


def _shown(data: bytes | None) -> str | None:
    """The text of a sidecar for showing, whatever it holds."""
    return None if data is None else data.decode("utf-8", "backslashreplace")

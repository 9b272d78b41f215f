"""Taking back what a step did to one image, also from the middle of the history, as a step of its own."""

from __future__ import annotations

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.formats import sidecar
from tui_captioner.services.session.changes import Changes
from tui_captioner.services.session.project import Project
from tui_captioner.services.session.sidecars import Sidecars
from tui_captioner.storage.project.database import Change, Database, Step
from tui_captioner.storage.project.packed_changes import PackedChanges
from tui_captioner.storage.project.steps import Part, StepHeader, Stored


class PartError(CaptionerError):
    """What a step did to an image can't be taken back; nothing was changed."""


class Parts:
    """Works out the step that takes back a part of an earlier one; carries nothing out.

    Args:
        project: The opened project.
        sidecars: Tells what lies on disk.
        changes: Writes captions as text.
    """

    def __init__(self, project: Project, sidecars: Sidecars, changes: Changes) -> None:
        self._project = project
        self._sidecars = sidecars
        self._changes = changes

    def step_back(self, number: int, name: str) -> Step:
        """The step that gives an image back what it had before an earlier step.

        Args:
            number: The earlier step.
            name: The image, as it was left by that step.

        Raises:
            PartError: If there is nothing to take back, or the image changed since.
            DamagedError: If the step can't be read.
        """
        database = self._project.database
        header = None if database is None else next(iter(database.headers(1, number=number)), None)
        if database is None or header is None:
            raise PartError("There is no such step any more", "Look at the log anew")
        part = self._part_of(database, header, name)
        row = database.stored(name)
        if row is not None and row.damage:
            raise PartError(f"Not changed: {row.damage}")
        if self._is_changed(part.change, row, name):
            raise _refusal(header, name, part)
        written = part.change.bytes_after if row is None else row.written
        change = Change(name, part.change.after, part.change.before, written, self._bytes(header, part.change, written))
        forgiven = tuple(one.inverse for one in database.refusals_of(number) if one.tag.file_name == name)
        return Step(
            f"take back '{header.title}' for {name}", PackedChanges([change]), takes_back=number, refusals=forgiven
        )

    def _part_of(self, database: Database, header: StepHeader, name: str) -> Part:
        """What the step did to the image; raises PartError if that can't be taken back whatever the image is now."""
        if header.undone:
            raise PartError(f"'{header.title}' is taken back already", "")
        if header.changes_globals:
            raise PartError(
                f"'{header.title}' changed the globals, which all captions share", "Take it back for all images"
            )
        if name not in self._project.images:
            raise PartError(f"{name} is not in this dataset any more", "")
        part = database.part(header.number, name)
        if part is None:
            raise PartError(f"'{header.title}' did not change {name}", "")
        return part

    def _is_changed(self, change: Change, row: Stored | None, name: str) -> bool:
        """Whether an image is not as the step left it."""
        if row is None:
            image = self._project.images[name]
            return change.after is not None or self._sidecars.on_disk(image) != change.bytes_after
        return row.record != change.after

    def _bytes(self, header: StepHeader, change: Change, written: bytes | None) -> bytes | None:
        """What the sidecar is to hold: what it held before the step, unless other globals came in since."""
        if written == change.bytes_after:
            return change.bytes_before
        if change.before is None:
            raise PartError(
                f"The globals changed since '{header.title}', before which {change.file_name} had never been edited",
                "Take the change of the globals back first",
            )
        text = self._changes.file_text(change.before)
        return sidecar.encode(text) if text else None


def _refusal(header: StepHeader, name: str, part: Part) -> PartError:
    if part.taken_back:
        return PartError(f"'{header.title}' is taken back for {name} already", "")
    return PartError(
        f"{name} was changed since '{header.title}'", "Take its later steps back first, or change the caption itself"
    )

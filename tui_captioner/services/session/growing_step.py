"""A step that grows: begun with its first answer, on disk with each, and taken back answer by answer while it is made.

Killed in the middle it is a step like any other, of what was answered until then.
"""

from __future__ import annotations

from tui_captioner.services.session.changes import Changes
from tui_captioner.services.session.known_images import KnownImages
from tui_captioner.services.session.ledger import Ledger
from tui_captioner.services.session.outside_changes import OutsideChanges
from tui_captioner.services.session.project import Project
from tui_captioner.storage.project.database import Step
from tui_captioner.storage.project.packed_changes import PackedChanges
from tui_captioner.storage.project.records import ImageRecord


class GrowingStep:
    """Changes one image after the other, all in one step of the history.

    Args:
        title: What is done, for undo and the log.
        project: The opened project.
        known: What is known of the images.
        changes: Makes the changes of each image.
        ledger: Carries them out.
        outside: Notices sidecars that were changed outside.
    """

    def __init__(
        self,
        title: str,
        project: Project,
        known: KnownImages,
        changes: Changes,
        ledger: Ledger,
        outside: OutsideChanges,
    ) -> None:
        self.title = title
        self._project = project
        self._known = known
        self._changes = changes
        self._ledger = ledger
        self._outside = outside
        self._number: int | None = None
        self._parts: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._parts)

    def add(self, name: str, record: ImageRecord) -> bool:
        """Give an image a new record; one that the step changes already begins another one. On disk when this returns.

        Returns:
            Whether anything changed; nothing is recorded otherwise.

        Raises:
            ReadOnlyError: If the dataset or this image can only be read.
            SidecarChangedError: If the sidecar was changed outside; nothing was written.
            DatabaseError: If the database could not be written; nothing was changed.
        """
        known = self._known.editable(name)
        change = self._changes.of(name, record, decide="new")
        if change is None:
            return False
        self._outside.check(name, known)
        number = None if name in self._parts else self._number
        self._number = self._ledger.carry_out_part(number, Step(self.title, PackedChanges([change])))
        self._parts[name] = self._number
        return True

    def drop(self, name: str) -> bool:
        """Take back what the step did to an image, as if it had never done it; False if later steps stand before that.

        Raises:
            SidecarChangedError: If the sidecar was changed outside since; nothing was written.
            DatabaseError: If the database could not be written; nothing was changed.
        """
        number = self._parts.get(name)
        if number is None:
            return False
        self._outside.check(name, self._known.editable(name))
        if not self._ledger.drop_part(number, self.title, name):
            return False
        del self._parts[name]
        if not self._parts:
            self._number = None
        return True

"""The images of an open dataset whose sidecars other programs changed: what both say, and which of them holds."""

from __future__ import annotations

from collections.abc import Iterable

from tui_captioner.services.session.changes import Changes
from tui_captioner.services.session.jobs import Job, OpenJobs
from tui_captioner.services.session.known_images import KnownImages
from tui_captioner.services.session.ledger import Ledger
from tui_captioner.services.session.open_images import OpenImages
from tui_captioner.services.session.outside_changes import OutsideChanges
from tui_captioner.services.session.project import Project
from tui_captioner.services.session.sidecars import Conflict
from tui_captioner.storage.project.database import Stored
from tui_captioner.storage.project.records import ImageRecord


class ChangedOutside(OpenImages):
    """What can be asked of an image, and what is decided about one that was changed outside.

    Args:
        project: The opened project.
        known: Looks images up.
        ledger: Knows the globals.
        changes: Writes captions as text.
        outside: Finds conflicts, and decides them.
        jobs: Those that end before the session does.
    """

    def __init__(
        self,
        project: Project,
        known: KnownImages,
        ledger: Ledger,
        changes: Changes,
        outside: OutsideChanges,
        jobs: OpenJobs,
    ) -> None:
        super().__init__(project, known, ledger, changes)
        self._outside = outside
        self._jobs = jobs

    def conflict(self, name: str, row: Stored | None = None) -> Conflict | None:
        """The two texts, if the sidecar of an edited image was changed outside.

        Args:
            name: The image.
            row: What the database has of it, where that was just read.
        """
        return self._outside.conflict(name, row)

    def keep_ours(self, conflict: Conflict) -> None:
        """Overwrite a sidecar that was changed outside with the project's caption, as one step that has their text.

        Args:
            conflict: What the user was shown, and chose by.

        Raises:
            SidecarChangedError: If the file is not as it was shown any more; nothing is changed.
        """
        self._outside.keep_ours(conflict)

    def take_theirs(self, conflict: Conflict) -> None:
        """Take over the text of a sidecar that was changed outside, as one step.

        Args:
            conflict: What the user was shown, and chose by.

        Raises:
            SidecarChangedError: If the file is not as it was shown any more; nothing is changed.
            ReadOnlyError: If the text can't be read; nothing is changed.
        """
        self._outside.take_theirs(conflict)

    def choose_many(self, title: str, conflicts: Iterable[Conflict], *, theirs: bool, total: int) -> Job:
        """Decide many conflicts the same way, as one step: take over the texts on disk, or write ours over them.

        Those that are not as they were shown any more, or can't be decided so, are left as they are. For what is raised
        see `change_many`.

        Args:
            title: What was done, for undo and the log.
            conflicts: What the user was shown, and chose by; they are asked for one by one.
            theirs: Whether the texts on disk are taken.
            total: How many there are, for the progress.
        """
        return self._jobs.own(self._outside.choose_many(title, conflicts, total, theirs=theirs))

    def their_record(self, name: str) -> ImageRecord | None:
        """The record that the text on disk makes for an image, with our slots; None if it can't be read."""
        return self._outside.their_record(name)

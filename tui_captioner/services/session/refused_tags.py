"""Which machine tags were refused: asked of the database each time, since few ask and seldom."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tui_captioner.services.session.project import Project
from tui_captioner.storage.project.database import Step
from tui_captioner.storage.project.refusals import Refusal, RefusedTag


class RefusedTags:
    """The machine tags that are not proposed again.

    Args:
        project: The opened project.
        carry_out: Carries a step out.
    """

    def __init__(self, project: Project, carry_out: Callable[[Step], None]) -> None:
        self._project = project
        self._carry_out = carry_out

    def all(self) -> Sequence[RefusedTag]:
        """All of them, by image.

        Raises:
            DatabaseError: If they can't be read.
        """
        database = self._project.database
        return () if database is None else database.refused()

    def of(self, name: str) -> Sequence[RefusedTag]:
        """Those of one image.

        Raises:
            DatabaseError: If they can't be read.
        """
        database = self._project.database
        return () if database is None else database.refused(name)

    def forgive(self, title: str, tags: Sequence[RefusedTag]) -> None:
        """Have models propose these again, as one step; nothing is recorded for none.

        Raises:
            ReadOnlyError: If the dataset can only be read.
            DatabaseError: If the database could not be written; nothing was changed.
        """
        self._project.check_writable()
        if tags:
            self._carry_out(Step(title, refusals=tuple(Refusal(tag, refused=False) for tag in tags)))

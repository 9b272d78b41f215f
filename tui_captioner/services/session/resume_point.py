"""Where the user is in a dataset, and what was half typed."""

from __future__ import annotations

from tui_captioner.services.session.project import Project
from tui_captioner.storage.project import resume
from tui_captioner.storage.project.records import Draft


class Place:
    """The image the user is at and the drafts; in the project's database once there is one, else outside the dataset.

    Args:
        project: The opened project.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        database = project.database
        self.drafts: dict[str, Draft]
        if database is None:
            self.position, self.drafts = resume.load_place(project.root)
        else:
            self.position, self.drafts = database.position(), database.drafts()
        self._saved = (database, self.position, dict(self.drafts))

    def set_draft(self, name: str, draft: Draft) -> None:
        """Note half-typed text, so that it can be offered again; one without text, or as its tag was, is forgotten."""
        if draft.text and draft.text != draft.of:
            self.drafts[name] = draft
        else:
            self.drafts.pop(name, None)

    def save(self) -> None:
        """Put the place and the drafts on disk, if they changed."""
        database = self._project.database
        if database is not None and not self._project.read_only:
            database = self._project.ensure()
        # The database belongs to the place: a project that was made meanwhile has not been told of it yet.
        place = (database, self.position, dict(self.drafts))
        if place == self._saved:
            return
        if database is None:
            # Without a project only half-typed text is worth keeping outside the dataset.
            resume.save_place(self._project.root, self.position if self.drafts else "", self.drafts)
        elif not self._project.read_only:
            database.save_place(self.position, self.drafts)
            resume.save_place(self._project.root, "", {})
        self._saved = place

"""Where the user is in a dataset, and what was half typed."""

from __future__ import annotations

from tui_captioner.services.session.project import Project
from tui_captioner.storage.project import resume
from tui_captioner.storage.project.records import Draft


class Place:
    """The image the user is at and the drafts; in the project's database where it can be written, else outside.

    What somebody typed in a dataset that can only be read is there when it is opened to be changed.

    Args:
        project: The opened project.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        database = project.database
        self.position, outside = resume.load_place(project.root)
        self._stored: dict[str, Draft] = {}
        """What the database has."""
        if database is not None:
            self.position, self._stored = self.position or database.position(), database.drafts()
        self._is_outside = bool(outside)
        """Whether some of it is kept outside the dataset."""
        self.drafts: dict[str, Draft] = {**self._stored, **outside}
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
        if database is not None:
            self._project.look_at_lock()
        if database is not None and not self._project.read_only:
            database = self._project.ensure()
        # The database belongs to the place: a project that was made meanwhile has not been told of it yet.
        place = (database, self.position, dict(self.drafts))
        if place == self._saved:
            return
        if database is None or self._project.read_only:
            # Only half-typed text is worth keeping outside the dataset.
            own = {name: draft for name, draft in self.drafts.items() if self._stored.get(name) != draft}
            resume.save_place(self._project.root, self.position if own else "", own)
            self._is_outside = bool(own)
        else:
            database.save_place(self.position, self.drafts)
            if self._is_outside:
                resume.save_place(self._project.root, "", {})
            self._stored, self._is_outside = dict(self.drafts), False
        self._saved = place

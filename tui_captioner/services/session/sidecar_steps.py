"""What those work with who settle what lies on disk against what the project has, as one step."""

from __future__ import annotations

from tui_captioner.services.session.changes import Changes
from tui_captioner.services.session.choices import Choices
from tui_captioner.services.session.known_images import KnownImages
from tui_captioner.services.session.ledger import Ledger
from tui_captioner.services.session.project import Project
from tui_captioner.services.session.sidecars import Sidecars

PACE = 20
"""Images between two steps of the progress."""


class SidecarSteps:
    """Compares sidecars with records, and carries out what was decided.

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
        self._choices = Choices(project, known, changes)

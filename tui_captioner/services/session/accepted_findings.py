"""Which findings were accepted for good: asked of the database once, then kept up to date by each step."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet

from tui_captioner.domain.checks.finding import Finding
from tui_captioner.services.session.project import Project
from tui_captioner.storage.project.acceptances import Acceptance, Key
from tui_captioner.storage.project.database import Step


class AcceptedFindings:
    """The findings that nobody is to be told of any more.

    Args:
        project: The opened project.
        carry_out: Carries a step out.
    """

    def __init__(self, project: Project, carry_out: Callable[[Step], None]) -> None:
        self._project = project
        self._carry_out = carry_out
        self._kept: set[Key] | None = None

    @property
    def keys(self) -> AbstractSet[Key]:
        """Rule, what it is about, and image (empty for the set) of each.

        Raises:
            DatabaseError: If they can't be read.
        """
        # Where this session does not write, another one may.
        if self._kept is None or self._project.read_only:
            database = self._project.database
            self._kept = set() if database is None else database.accepted()
        return self._kept

    def has(self, found: Finding, file_name: str = "") -> bool:
        """Whether a finding was accepted.

        Args:
            found: The finding.
            file_name: The image that it is on, where it does not say so itself.
        """
        keys = self.keys
        # What was accepted for the set is so on each of its images.
        return any((found.rule, found.about, name) in keys for name in (found.file_name or file_name, ""))

    def without(self, findings: Iterable[Finding], file_name: str = "") -> list[Finding]:
        """The findings that were not accepted; see `has`."""
        keys = self.keys
        return [
            found
            for found in findings
            if (found.rule, found.about, found.file_name or file_name) not in keys
            and (found.rule, found.about, "") not in keys
        ]

    def change(self, title: str, keys: Iterable[Key], *, accepted: bool = True) -> int:
        """Have findings passed over from now on, or told again: one step.

        Args:
            title: What was done, for undo and the log.
            keys: Of each finding its rule, what it is about, and its image; see `Finding.key`.
            accepted: Whether they are accepted, else reported again.

        Returns:
            How many there were of which that was not so yet; nothing is recorded for none.

        Raises:
            ReadOnlyError: If the dataset can only be read.
            DatabaseError: If the database could not be written; nothing was changed.
        """
        self._project.check_writable()
        there = self.keys
        new = tuple(Acceptance(*key, accepted) for key in dict.fromkeys(keys) if (key in there) is not accepted)
        if new:
            self._carry_out(Step(title, acceptances=new))
        return len(new)

    def note(self, step: Step) -> None:
        """A step was carried out, or back."""
        if self._kept is None:
            return  # the database will tell, this step included
        for one in step.acceptances:
            (self._kept.add if one.accepted else self._kept.discard)(one.key)

"""All findings on an open dataset, for a screen: worked out a little at a time, kept until a caption changes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from tui_captioner.domain.checks.finding import Finding
from tui_captioner.services.catalogue.filtering import filtered_names
from tui_captioner.services.checking.accepted import left_out
from tui_captioner.services.checking.caption_findings import mendable_findings
from tui_captioner.services.checking.folder_checks import folder_findings
from tui_captioner.services.checking.located import located
from tui_captioner.services.checking.set_checks import set_findings
from tui_captioner.services.session.jobs import Steps
from tui_captioner.services.session.session import Session


class Told(NamedTuple):
    """Findings that are to be told of.

    Args:
        findings: These.
        accepted: How many were found that are accepted for good.
    """

    findings: Sequence[Finding]
    accepted: int


class AllFindings:
    """What checks find in an open dataset, or in some of its images: on each caption, and on the set.

    Args:
        session: The open dataset.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._findings: Sequence[Finding] = ()
        self._names: Sequence[str] | None = None
        """The images that were looked at; None for all."""
        self._known = False
        self._changes, self._seen = 0, -1
        session.subscribe(self._note)

    def _note(self, _: Iterable[str]) -> None:
        self._changes += 1

    def is_known(self, names: Sequence[str] | None = None) -> bool:
        """Whether it was looked for in these images, though captions may have changed since."""
        return self._known and self._names == names

    def forget(self) -> None:
        """Settings of the rules changed: look anew the next time."""
        self._seen = -1

    def look(self, names: Sequence[str] | None = None) -> Steps:
        """Look for all findings, a little at each step; what is known already takes no time.

        Args:
            names: The images; all without it.

        Raises:
            CatalogueError: If there can be no catalogue to ask.
            SettingsError: If the settings can't be read.
        """
        if self.is_known(names) and self._seen == self._changes:
            return
        changes = self._changes
        found = yield from mendable_findings(self._session, names)
        found += yield from set_findings(self._session, names)
        wanted = None if names is None else frozenset(names)
        in_folder = yield from folder_findings(self._session)
        some = in_folder if wanted is None else (each.among(wanted) for each in in_folder)
        found = list(located(self._session, [*found, *(each for each in some if each is not None)]))
        for at, finding in enumerate(found):
            if not finding.file_name and not finding.images and finding.filter:
                images = yield from filtered_names(self._session, finding.filter)
                found[at] = replace(finding, images=tuple(it for it in images if wanted is None or it in wanted))
        self._findings, self._names, self._known, self._seen = found, names, True, changes

    def told(self) -> Told:
        """What was found, without what was accepted; how many of that there are."""
        return Told(*left_out(self._session, self._findings))


def findings_of(session: Session) -> AllFindings:
    """The findings on an open dataset: one for all screens."""
    return session.companions.get(AllFindings, lambda: AllFindings(session))

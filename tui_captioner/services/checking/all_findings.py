"""All findings on an open dataset, for a screen: worked out a little at a time, kept until a caption changes."""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple
from weakref import WeakKeyDictionary

from tui_captioner.domain.checks.finding import Finding
from tui_captioner.services.catalogue.catalogue import catalogue_of
from tui_captioner.services.catalogue.filtering import filtered_names
from tui_captioner.services.catalogue.near_duplicates import near_duplicates_of
from tui_captioner.services.checking.accepted import left_out
from tui_captioner.services.checking.tag_checks import near_duplicates_found
from tui_captioner.services.session.jobs import Progress, Steps
from tui_captioner.services.session.session import Session
from tui_captioner.storage.catalogue.doubtful_captions import doubtful_captions, first_captions

_PART = 100
"""Captions that the catalogue is asked for at a time."""


class Told(NamedTuple):
    """Findings that are to be told of.

    Args:
        findings: These.
        accepted: How many were found that are accepted for good.
    """

    findings: Sequence[Finding]
    accepted: int


class AllFindings:
    """What checks find in an open dataset: on each caption, and on the set.

    Args:
        session: The open dataset.

    Attributes:
        findings: What was found the last time.
        is_known: Whether it was looked for since the dataset was opened.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self.findings: Sequence[Finding] = ()
        self.is_known = False
        self._changes, self._seen = 0, -1
        session.subscribe(self._note)

    def _note(self, _: Iterable[str]) -> None:
        self._changes += 1

    @property
    def is_current(self) -> bool:
        """Whether no caption changed since."""
        return self.is_known and self._seen == self._changes

    def forget(self) -> None:
        """Settings of the rules changed: look anew the next time."""
        self._seen = -1

    def look(self) -> Steps:
        """Look for all findings, a little at each step; what is known already takes no time.

        Raises:
            CatalogueError: If there can be no catalogue to ask.
            SettingsError: If the settings can't be read.
        """
        if self.is_current:
            return
        changes = self._changes
        found = yield from _on_captions(self._session)
        yield from near_duplicates_of(self._session).look()
        for finding in near_duplicates_found(self._session):
            found.append((yield from _with_images(self._session, finding)))
        self.findings, self.is_known, self._seen = tuple(found), True, changes

    def within(self, names: Collection[str] | None = None) -> Told:
        """The findings on some images alone, without the accepted ones; how many of these there are.

        Args:
            names: The images; what is about the dataset as a whole is left out then. All without it.
        """
        return Told(*left_out(self._session, self.findings if names is None else self._on(names)))

    def _on(self, names: Collection[str]) -> list[Finding]:
        found: list[Finding] = []
        for finding in self.findings:
            if finding.file_name:
                found += [finding] if finding.file_name in names else []
            elif finding.images:
                images = tuple(name for name in finding.images if name in names)
                found += [replace(finding, images=images)] if images else []
        return found


def _on_captions(session: Session) -> Generator[Progress, None, list[Finding]]:
    """The findings on captions: the catalogue says which may have something, no file is read for it."""
    texts, total = [tag.text for tag in session.globals], len(session.names)
    names = yield from catalogue_of(session).answer(lambda store: doubtful_captions(store, texts))
    found: list[Finding] = []
    for at in range(0, len(names), _PART):
        part = names[at : at + _PART]
        known = yield from catalogue_of(session).answer(partial(first_captions, names=part))
        for name in part:
            if name in known:
                found += [replace(finding, file_name=name) for finding in session.checks.findings(known[name])]
        yield Progress(total * (at + len(part)) // max(1, len(names)), total)
    return found


def _with_images(session: Session, finding: Finding) -> Generator[Progress, None, Finding]:
    """A finding on the set that knows its images."""
    if finding.file_name or finding.images or not finding.filter:
        return finding
    names = yield from filtered_names(session, finding.filter)
    return replace(finding, images=tuple(names))


_KEPT: WeakKeyDictionary[Session, AllFindings] = WeakKeyDictionary()


def findings_of(session: Session) -> AllFindings:
    """The findings on an open dataset: one for all screens."""
    found = _KEPT.get(session)
    if found is None:
        found = _KEPT[session] = AllFindings(session)
        # It holds the session, which would never go by itself.
        session.before_close(lambda: _KEPT.pop(session, None))
    return found

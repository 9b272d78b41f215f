"""Findings that are accepted for good: kept with the project, by rule, what they are about, and image.

`check`, the sign in the composer, the counts in the list of images and `finding:` leave them out. Each call is one step
of history: undo takes it back. A finding stays accepted when its caption is edited; another tag is another finding.

    accept(session, [finding])                  one, or some; set findings too (their file_name is empty)
    take_back(session, [finding.key])           reported again
    accepted_findings(session)                  all keys, in order, for a list
    left_out(session, findings)                 splits findings: those to show, and how many were accepted
    session.accepted.has(finding, name)         whether one is accepted; name where the finding has no file_name
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from tui_captioner.domain.checks.finding import Finding
from tui_captioner.domain.checks.grouping import Named
from tui_captioner.services.session.session import Session
from tui_captioner.storage.project.acceptances import Key


def accept(session: Session, findings: Iterable[Finding], name: str = "") -> int:
    """Accept findings for good, as one step.

    Args:
        session: The open dataset.
        findings: The findings.
        name: The image that they are on, where they do not say so themselves.

    Returns:
        How many of them were not accepted before.

    Raises:
        ReadOnlyError: If the dataset can only be read.
        DatabaseError: If the database could not be written; nothing was changed.
    """
    named = [found if found.file_name or not name else replace(found, file_name=name) for found in findings]
    return session.accepted.change(_title("accept", named), (found.key for found in named))


def take_back(session: Session, keys: Iterable[Key]) -> int:
    """Have findings reported again, as one step; how many of them were accepted. See `accept` for what it raises."""
    keys = list(keys)
    rules = sorted({rule for rule, _, _ in keys})
    what = f"{len(keys)} findings" if len(keys) > 1 else "a finding"
    return session.accepted.change(f"report {what} of {', '.join(rules)} again", keys, accepted=False)


def accepted_findings(session: Session) -> Sequence[Key]:
    """Rule, what it is about, and image (empty for the set) of all accepted findings, in order."""
    return sorted(session.accepted.keys)


def left_out(session: Session, findings: Iterable[Finding]) -> tuple[list[Finding], int]:
    """The findings that were not accepted, and how many were."""
    findings = list(findings)
    shown = session.accepted.without(findings)
    return shown, len(findings) - len(shown)


class PassedOver:
    """Takes accepted findings out, and counts them.

    Args:
        session: The open dataset.
    """

    def __init__(self, session: Session) -> None:
        self._keys = frozenset(session.accepted.keys)
        self.count = 0

    def of(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """The others."""
        return (found for _, found in self.of_named((found.file_name, found) for found in findings))

    def of_named(self, findings: Iterable[Named]) -> Iterable[Named]:
        """The others, each with the image that it is on."""
        return findings if not self._keys else self._others(findings)

    def _others(self, findings: Iterable[Named]) -> Iterator[Named]:
        for name, found in findings:
            if (found.rule, found.about, name) in self._keys or (found.rule, found.about, "") in self._keys:
                self.count += 1
            else:
                yield name, found


def _title(word: str, findings: Sequence[Finding]) -> str:
    rules = sorted({found.rule for found in findings})
    if len(findings) == 1:
        about = findings[0].tag or findings[0].file_name
        return f"{word} {rules[0]}{f': {about}' if about else ''}"
    return f"{word} {len(findings)} findings of {', '.join(rules)}"

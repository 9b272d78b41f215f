"""Advice of rules that holds for every dataset, told of one: its commands name that one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tui_captioner.domain.checks.finding import Finding
from tui_captioner.services.session.session import Session


def located(session: Session, findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings, with commands that can be typed as they stand.

    Args:
        session: The open dataset.
        findings: What was found in it.
    """
    place = str(session.project.root)
    return (found.in_dataset(place) for found in findings)

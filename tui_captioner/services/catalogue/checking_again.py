"""Having the rules look at captions again that the catalogue knows: no file is read, no tag is placed."""

from __future__ import annotations

from collections.abc import Container, Sequence

from tui_captioner.domain.checks.caption_checks import findings_of
from tui_captioner.domain.checks.checked_caption import CheckedCaption
from tui_captioner.domain.checks.finding import Finding
from tui_captioner.domain.checks.registry import ALL_RULES
from tui_captioner.domain.checks.rule_names import OTHER_SENTENCE
from tui_captioner.services.session.jobs import Progress, Steps
from tui_captioner.services.session.session import Session
from tui_captioner.storage.catalogue.database import CatalogueDatabase
from tui_captioner.storage.catalogue.told_findings import (
    FindingReader,
    Seen,
    captions_seen,
    numbers_of,
    put_findings,
)

_PART = 50
"""Captions between two looks at the keyboard: some 10 ms."""


def checked_again(session: Session, store: CatalogueDatabase, known: Container[str] = ()) -> Steps:
    """Look at every first caption by the rules of now.

    Args:
        session: The open dataset.
        store: Its catalogue.
        known: Names of the images that were looked at by these rules already.
    """
    numbers = [number for number, name in numbers_of(store) if name not in known]
    for at in range(0, len(numbers), _PART):
        seen = list(captions_seen(store, numbers[at : at + _PART]))
        put_findings(store, [(one, found_on(session.checks.seen, one)) for one in seen], session.accepted.keys)
        yield Progress(min(at + _PART, len(numbers)), len(numbers))


def found_on(by: CheckedCaption, seen: Seen) -> Sequence[Finding]:
    """All findings on a caption as the catalogue knows it, those that are told of finished images alone among them.

    Who wrote a sentence the catalogue does not know: what was found on that is told again.
    """
    found = findings_of(by.of(seen.caption, finished=True, order=seen.order, text=seen.text))
    if seen.told and by.settings.is_on(ALL_RULES[OTHER_SENTENCE]):
        found += [each for each in FindingReader(by.settings).findings(seen.told) if each.rule == OTHER_SENTENCE]
    return found

"""Findings on captions, all of a dataset: as the catalogue has them, or as they can be mended; no file is read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from tui_captioner.domain.checks.finding import Finding
from tui_captioner.domain.checks.grouping import Named
from tui_captioner.domain.checks.registry import ALL_RULES
from tui_captioner.services.catalogue.catalogue import catalogue_of
from tui_captioner.services.catalogue.checking_again import found_on
from tui_captioner.services.catalogue.filling import load_tokenizers
from tui_captioner.services.session.aside import Aside
from tui_captioner.services.session.jobs import Progress, result_of
from tui_captioner.services.session.session import Session
from tui_captioner.storage.catalogue.database import CatalogueDatabase
from tui_captioner.storage.catalogue.told_findings import (
    FindingReader,
    Seen,
    captions_seen,
    findings_told,
    images_by_rule,
    numbers_of,
)

_FEW = 10
"""Images up to which advice is told of finished ones alone: the others are being worked on."""
_PART = 50

Found = tuple[str, bool, Sequence[Finding]]
"""An image, whether it is finished, and what was found on it; the findings themselves need not name it."""


def caption_findings(session: Session, trigger: str = "") -> Generator[Progress, None, Iterator[Named]]:
    """What is told of the captions of a dataset, without what would mend it: quick, see `mendable_findings`.

    Each with the name of its image, which the finding itself need not have: many images have the same. Accepted
    findings are among them.

    Args:
        session: The open dataset.
        trigger: Another trigger word than the project's: then all captions are looked at again.

    Raises:
        CatalogueError: If there can be no catalogue to ask.
    """
    settings = session.checks.settings
    if trigger and trigger != session.project.settings.trigger:
        return iter((yield from _looked_at(session, None, trigger)))
    counts = yield from catalogue_of(session).answer(images_by_rule)
    return _told(_kept(session, FindingReader(settings)), counts)


def _kept(session: Session, reader: FindingReader) -> Iterator[Found]:
    """What the catalogue has of all captions, some images at a time: of 100,000 images there may be a million."""
    last = -1
    while found := result_of(catalogue_of(session).answer(partial(findings_told, reader=reader, after=last))):
        yield from ((name, finished, findings) for _, name, finished, findings in found)
        last = found[-1][0]


def mendable_findings(
    session: Session, names: Collection[str] | None = None
) -> Generator[Progress, None, list[Finding]]:
    """The same with what mends each: every caption that something was found on is looked at again.

    Args:
        session: The open dataset.
        names: The images; all without it.

    Raises:
        CatalogueError: If there can be no catalogue to ask.
    """
    found = yield from _looked_at(session, names)
    return [replace(each, file_name=name) for name, each in found]


def _looked_at(
    session: Session, names: Collection[str] | None, trigger: str = ""
) -> Generator[Progress, None, list[Named]]:
    """Have the rules look at captions again, at all of them where the trigger word is another one."""
    total = len(session.names)
    found: list[Found] = []
    known = yield from catalogue_of(session).answer(partial(numbers_of, found=not trigger))
    for _ in Aside(lambda: load_tokenizers(session)).waiting():
        yield Progress(0, total)
    by = replace(session.checks.seen, trigger=trigger) if trigger else session.checks.seen
    wanted = None if names is None else frozenset(names)
    numbers = [number for number, name in known if wanted is None or name in wanted]
    for at in range(0, len(numbers), _PART):
        part = numbers[at : at + _PART]
        captions = yield from catalogue_of(session).answer(partial(_seen, numbers=part))
        found += [(one.name, one.finished, found_on(by, one)) for one in captions]
        yield Progress(total * (at + len(part)) // max(1, len(numbers)), total)
    counts = Counter(rule for _, _, findings in found for rule in {each.rule for each in findings})
    return list(_told(found, counts))


def _seen(store: CatalogueDatabase, numbers: Sequence[int]) -> list[Seen]:
    return list(captions_seen(store, numbers))


def _told(found: Iterable[Found], counts: Mapping[str, int]) -> Iterator[Named]:
    """Those that are told: of unfinished images no advice, but where it is so on many, so that it is told once.

    Args:
        found: What was found.
        counts: On how many images each rule found something.
    """
    often = {rule for rule, count in counts.items() if count > _FEW}
    spared = {rule.id for rule in ALL_RULES.values() if rule.when_finished} - often
    for name, finished, findings in found:
        for each in findings:
            if finished or each.rule not in spared:
                yield name, each

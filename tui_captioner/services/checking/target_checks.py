"""What would go wrong at the trainer: the files as they lie on disk, and what the project has not written yet."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from tui_captioner.domain.checks.finding import Finding
from tui_captioner.domain.checks.grouping import Named, grouped, grouped_by_name
from tui_captioner.domain.checks.rule_names import SEVERAL_LINES
from tui_captioner.domain.errors import WrongUseError
from tui_captioner.domain.tokens import CountText, Limit, estimate_for, limits_of
from tui_captioner.domain.trainers.cache_rules import cache_findings
from tui_captioner.domain.trainers.findings import Check, Count
from tui_captioner.domain.trainers.folder import FolderFacts, Media
from tui_captioner.domain.trainers.hidden_rules import hidden_findings
from tui_captioner.domain.trainers.limits import limits_for, longest, model_for
from tui_captioner.domain.trainers.metadata_rules import metadata_findings
from tui_captioner.domain.trainers.name_rules import name_findings
from tui_captioner.domain.trainers.picture_rules import picture_findings
from tui_captioner.domain.trainers.reading import Options
from tui_captioner.domain.trainers.setting_rules import setting_findings
from tui_captioner.domain.trainers.target import Target
from tui_captioner.formats.infotext import is_infotext
from tui_captioner.services.catalogue.catalogue import catalogue_of
from tui_captioner.services.checking.accepted import PassedOver
from tui_captioner.services.checking.caption_files import caption_of, file_findings
from tui_captioner.services.checking.caption_findings import caption_findings
from tui_captioner.services.checking.located import located
from tui_captioner.services.checking.picture_heads import heads_of
from tui_captioner.services.checking.set_checks import set_findings
from tui_captioner.services.session.jobs import result_of
from tui_captioner.services.session.session import Session
from tui_captioner.storage.dataset.folder_facts import changed_at, gather_facts
from tui_captioner.storage.project.settings import CAPTION_A_LINE
from tui_captioner.storage.tokenizers import find_tokenizers


def _silent(_done: int, _total: int) -> None:
    """No progress is shown."""


def check_dataset(
    session: Session,
    target: Target | None = None,
    *,
    trigger: str = "",
    wildcard: bool = False,
    progress: Callable[[int, int], None] = _silent,
    names: Sequence[str] | None = None,
    passed: PassedOver | None = None,
) -> Iterator[Finding]:
    """All findings on a dataset, one after the other as they are found.

    Args:
        session: The open dataset; nothing is changed.
        target: The trainer it is for; None for the checks on captions and what holds for all trainers.
        trigger: The trigger word; empty for the project's.
        wildcard: sd-scripts: whether `enable_wildcard` is set.
        progress: Called with how many images were looked at, and of how many.
        names: The images that findings are told of; all without it.
        passed: Takes out those that were accepted; without it they are told too.

    Raises:
        CaptionerError: If there is no image, or a tokenizer that the settings name can't be used.
    """
    if target is None:
        # It may be at work in a process of its own while files are looked at here.
        catalogue_of(session).begin()
    trainer = "" if target is None else target.key
    facts = gather_facts(session.project.root, session.project.dataset.extension, trainer)
    if not facts.media and not (facts.archives and target is not None and target.reads_archives):
        has_tar = any(name.endswith(".tar") for held in facts.files.values() for name in held)
        hint = "What is in a tar is not looked into: check the dataset that it was made of" if has_tar else ""
        raise WrongUseError(
            f"There is no image in {session.project.root}", hint or "The argument is the folder that holds the images"
        )
    facts = replace(facts, heads=heads_of(session, (*facts.media, *facts.hidden), _silent))
    check = _check(session, facts, target, trigger, wildcard)
    wanted = None if names is None else frozenset(names)
    on_files = chain.from_iterable(rules(check) for rules in _ON_FILES)
    files, caches = file_findings(session, check, progress), cache_findings(check, _changed(session, check))
    settings = session.checks.settings

    def left(findings: Iterable[Finding]) -> Iterable[Finding]:
        tuned = located(session, settings.tuned(findings))
        return tuned if passed is None else passed.of(tuned)

    found = left(_of_these(chain(on_files, files, caches), wanted))
    yield from left(grouped(found, _ONE_OF_A_SET | ({SEVERAL_LINES} if check.lines_are_captions else set())))
    if target is None:
        named: Iterable[Named] = _captions(session, progress, trigger)
        if wanted is not None:
            named = (each for each in named if each[0] in wanted)
        # What was accepted of one image is not told of a group of images.
        yield from left(grouped_by_name(named if passed is None else passed.of_named(named)))
        yield from left(result_of(set_findings(session, names, trigger)))


def _of_these(findings: Iterable[Finding], wanted: Container[str] | None) -> Iterator[Finding]:
    for found in findings:
        one = found if wanted is None else found.among(wanted)
        if one is not None:
            yield one


_ONE_OF_A_SET = frozenset({"sub-folder"})
"""Rules on files whose findings are mended for all images at once, so that they are told once."""
_ON_FILES: tuple[Callable[[Check], Iterator[Finding]], ...] = (
    name_findings,
    picture_findings,
    hidden_findings,
    setting_findings,
    metadata_findings,
)


def _check(session: Session, facts: FolderFacts, target: Target | None, trigger: str, wildcard: bool) -> Check:
    settings = session.project.settings
    trigger = trigger or settings.trigger
    return Check(
        facts,
        target,
        trigger,
        Options(wildcard=wildcard, trigger=trigger or None),
        () if target is None else counters(session, target),
        settings.output.head_separator if session.globals else "",
        settings.lines == CAPTION_A_LINE,
        "" if target is None else _model_of(session, target),
        is_infotext,
    )


def _model_of(session: Session, target: Target) -> str:
    tokens = session.project.settings.tokens
    return model_for(target, tokens.model, chosen=tokens.is_chosen)


def counters(session: Session, target: Target) -> tuple[tuple[Limit, Count], ...]:
    """The limit of a trainer for the model that is trained, with what counts for it: exact where that is at hand.

    It is that of the encoder that sees most of a caption: what the others cut, it still reads.

    Raises:
        CaptionerError: If a file that the settings name can't be used.
    """
    settings = session.project.settings.tokens
    model = _model_of(session, target)
    most = longest(limits_for(target, limits_of(model or settings.model, settings.max_tokens), model))
    limits = () if most is None else (most,)
    named = [session.project.root / path.expanduser() for path in settings.tokenizers]
    found = find_tokenizers((limit.encoder for limit in limits), named)
    return tuple(
        (limit, _counting(found[limit.encoder.key].count, exact=True))
        if limit.encoder.key in found
        else (limit, _counting(estimate_for(limit.encoder), exact=False))
        for limit in limits
    )


def _counting(count: CountText, *, exact: bool) -> Count:
    return lambda text: (count(text), exact)


def _changed(session: Session, check: Check) -> Callable[[Media], float | None]:
    def changed(media: Media) -> float | None:
        file = caption_of(check, media)
        return changed_at(session.project.root / file) if file else None

    return changed


def _captions(session: Session, progress: Callable[[int, int], None], trigger: str) -> Iterator[Named]:
    """What the catalogue has of the captions themselves: none of them is read."""
    total = len(session.names)
    half = total // 2
    rest = total - half
    return result_of(
        caption_findings(session, trigger), lambda done, of: progress(half + rest * done // max(1, of), total)
    )

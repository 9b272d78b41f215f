"""`tui-captioner check DATASET [--for TARGET]`: what would go wrong, grouped by rule, or a JSON object per finding."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

from tui_captioner.cli.filtered import filtered
from tui_captioner.cli.meter import Meter
from tui_captioner.cli.output import json_line
from tui_captioner.cli.trainer_settings import check_config_options, end_check
from tui_captioner.domain.checks.finding import Finding
from tui_captioner.domain.text import visible
from tui_captioner.domain.trainers.notes import notes_for
from tui_captioner.domain.trainers.target import Target
from tui_captioner.domain.trainers.targets import TARGETS
from tui_captioner.services.catalogue.catalogue import told
from tui_captioner.services.checking.target_checks import check_dataset
from tui_captioner.services.session.session import Session

_ORDER = ("error", "warning", "info")


@dataclass
class _Group:
    """The findings of one rule; only as many as are shown are kept, and of their messages whether all are one."""

    severity: str
    count: int = 0
    messages: set[str] = field(default_factory=set)
    shown: list[Finding] = field(default_factory=list)


def run(options: argparse.Namespace) -> int:
    """Print the findings; 1 if there is any, 0 if there is none."""
    target = TARGETS[options.target] if options.target else None
    check_config_options(options, options.target or "")
    session = Session.open(options.dataset, writable=False)
    meter = Meter("Checking")
    try:
        chosen = filtered(session, options.filter, meter)
        findings: Iterable[Finding] = check_dataset(
            session, target, trigger=options.trigger, wildcard=options.wildcard, progress=meter.show, names=chosen
        )
        if options.pictures:
            findings = chain(findings, _pictures(session, target, chosen, meter))
        if not options.json:
            groups = _grouped(findings, options.limit)
            meter.clear()
            status = _print_groups(groups, target, _notes(session, target))
            for notice in session.notices if chosen is None else ():
                print(f"note: {visible(notice.message)}")
            end_check(session, target, options, meter)
            return status
        status = 0
        for finding in findings:
            meter.clear()
            print(json_line(finding.as_dict()))
            status = 1
        end_check(session, target, options, meter)
        return status
    finally:
        meter.clear()
        session.close()


def _notes(session: Session, target: Target | None) -> tuple[str, ...]:
    """What is to be set at the trainer for this dataset."""
    project = session.project
    return () if target is None else notes_for(target, project.dataset.extension, project.settings.output.separator)


def _pictures(session: Session, target: Target | None, chosen: Sequence[str] | None, meter: Meter) -> Iterator[Finding]:
    """The same picture with different captions, and what can't be decoded; every picture is decoded for it once."""
    from tui_captioner.services.lookalikes.same_pictures import same_picture_findings
    from tui_captioner.services.lookalikes.undecodable_pictures import undecodable_findings

    meter.doing = "Looking at the pictures"
    yield from told(same_picture_findings(session, chosen), meter.show)
    yield from undecodable_findings(session, target, chosen)


def _grouped(findings: Iterable[Finding], limit: int) -> dict[tuple[str, str], _Group]:
    """The findings by severity and rule."""
    groups: dict[tuple[str, str], _Group] = {}
    for finding in findings:
        group = groups.setdefault((finding.severity, finding.rule), _Group(finding.severity))
        group.count += 1
        if len(group.messages) < 2:
            group.messages.add(finding.message)
        if len(group.shown) < limit or not limit:
            group.shown.append(finding)
    return groups


def _print_groups(groups: dict[tuple[str, str], _Group], target: Target | None, notes: Iterable[str]) -> int:
    for (severity, rule), group in sorted(groups.items(), key=lambda item: (_ORDER.index(item[0][0]), item[0][1])):
        print(f"{severity}: {rule} ({group.count})")
        _print_group(group)
        print()
    _print_end(groups.values(), target, notes)
    return 1 if groups else 0


def _print_group(group: _Group) -> None:
    mends = {finding.mend: None for finding in group.shown}
    if len(group.messages) == 1 and group.shown[0].file_name:
        print(f"  {visible(group.shown[0].message)}:")
    for finding in group.shown:
        parts = [finding.file_name] if finding.file_name else []
        if len(group.messages) > 1 or not finding.file_name:
            parts.append(finding.message)
        print(f"    {visible(': '.join(parts))}")
    if group.count > len(group.shown):
        print(f"    and {group.count - len(group.shown)} more")
    for mend in mends:
        print(f"  -> {visible(mend)}")


def _print_end(groups: Iterable[_Group], target: Target | None, notes: Iterable[str]) -> None:
    whom = f" for {target.title}" if target else ""
    counts = {severity: sum(group.count for group in groups if group.severity == severity) for severity in _ORDER}
    names = {"error": "errors", "warning": "warnings", "info": "notes"}
    said = [f"{count} {names[severity] if count > 1 else severity}" for severity, count in counts.items() if count]
    print(f"{', '.join(said) if said else 'Nothing to mend'}{whom}")
    for note in notes:
        print(f"  {target.title if target else ''}: {note}")

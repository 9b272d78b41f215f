"""`tui-captioner check DATASET [--for TARGET]`: what would go wrong, grouped by rule, or a JSON object per finding."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import TextIO

from tui_captioner.cli.differences import counted
from tui_captioner.cli.filtered import filtered
from tui_captioner.cli.garbage import collected_rarely
from tui_captioner.cli.meter import Meter
from tui_captioner.cli.output import json_line
from tui_captioner.cli.rule_list import print_accepted, print_rules
from tui_captioner.cli.trainer_settings import check_config_options, end_check
from tui_captioner.domain.checks.finding import SEVERITIES, Finding
from tui_captioner.domain.checks.settings import DEFAULT
from tui_captioner.domain.errors import WrongUseError
from tui_captioner.domain.text import visible
from tui_captioner.domain.trainers.notes import notes_for
from tui_captioner.domain.trainers.target import Target
from tui_captioner.domain.trainers.targets import TARGETS
from tui_captioner.services.checking.accepted import PassedOver, accepted_findings
from tui_captioner.services.checking.located import located
from tui_captioner.services.checking.target_checks import check_dataset
from tui_captioner.services.session.jobs import result_of
from tui_captioner.services.session.session import Session

_ORDER = SEVERITIES


@dataclass
class _Group:
    """The findings of one rule; only as many as are shown are kept, and of their messages whether all are one."""

    severity: str
    count: int = 0
    messages: set[str] = field(default_factory=set)
    shown: list[Finding] = field(default_factory=list)


def run(options: argparse.Namespace) -> int:
    """Print the findings; 1 if there is any of the severity that counts, 0 if there is none.

    Raises:
        WrongUseError: If no dataset is named, and something else than the rules is wanted.
    """
    if options.dataset is None:
        if not options.rules:
            raise WrongUseError("check needs a dataset", "tui-captioner check FOLDER")
        print_rules(DEFAULT, "FOLDER", json=options.json)
        return 0
    target = TARGETS[options.target] if options.target else None
    check_config_options(options, options.target or "")
    session = Session.open(options.dataset, writable=False)
    meter = Meter("Checking")
    try:
        if options.rules:
            print_rules(session.checks.settings, options.dataset, json=options.json)
            return 0
        if options.accepted:
            print_accepted(accepted_findings(session), json=options.json)
            return 0
        with collected_rarely():
            return _check(session, target, options, meter)
    finally:
        meter.clear()
        session.close()


def _check(session: Session, target: Target | None, options: argparse.Namespace, meter: Meter) -> int:
    chosen = filtered(session, options.filter, meter)
    passed = PassedOver(session)
    findings: Iterable[Finding] = check_dataset(
        session,
        target,
        trigger=options.trigger,
        wildcard=options.wildcard,
        progress=meter.show,
        names=chosen,
        passed=passed,
    )
    if options.pictures:
        looked_at = session.checks.settings.tuned(_pictures(session, target, chosen, meter))
        findings = chain(findings, passed.of(located(session, looked_at)))
    gate = _Gate(options.fail_on)
    if options.json:
        for finding in gate.of(findings):
            meter.clear()
            print(json_line(finding.as_row()))
        meter.clear()
        _say_passed(passed.count, sys.stderr)
    else:
        groups = _grouped(gate.of(findings), options.limit)
        meter.clear()
        _print_groups(groups, target, _notes(session, target))
        _say_passed(passed.count, sys.stdout)
        for notice in session.notices if chosen is None else ():
            print(f"note: {visible(notice.message)}")
    end_check(session, target, options, meter)
    return int(gate.fails)


class _Gate:
    """Sees whether findings go by that count.

    Args:
        severity: The least severity that counts.
    """

    def __init__(self, severity: str) -> None:
        self._counts = SEVERITIES[: SEVERITIES.index(severity) + 1]
        self.fails = False

    def of(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """The same findings."""
        for finding in findings:
            self.fails = self.fails or finding.severity in self._counts
            yield finding


def _say_passed(count: int, where: TextIO) -> None:
    if count:
        print(f"{counted(count, 'accepted finding')} left out; --accepted lists them", file=where)


def _notes(session: Session, target: Target | None) -> tuple[str, ...]:
    """What is to be set at the trainer for this dataset."""
    if target is None:
        return ()
    project = session.project
    return notes_for(target, project.dataset.extension, project.settings.output.separator, str(project.root))


def _pictures(session: Session, target: Target | None, chosen: Sequence[str] | None, meter: Meter) -> Iterator[Finding]:
    """The same picture with different captions, and what can't be decoded; every picture is decoded for it once."""
    from tui_captioner.services.lookalikes.same_pictures import same_picture_findings
    from tui_captioner.services.lookalikes.undecodable_pictures import undecodable_findings

    meter.doing = "Looking at the pictures"
    yield from result_of(same_picture_findings(session, chosen), meter.show)
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


def _print_groups(groups: dict[tuple[str, str], _Group], target: Target | None, notes: Iterable[str]) -> None:
    for (severity, rule), group in sorted(groups.items(), key=lambda item: (_ORDER.index(item[0][0]), item[0][1])):
        print(f"{severity}: {rule} ({group.count})")
        _print_group(group)
        print()
    _print_end(groups.values(), target, notes)


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
        print(f"  {target.title if target else ''}: {visible(note)}")

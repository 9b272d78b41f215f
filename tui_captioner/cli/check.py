"""`tui-captioner check DATASET [--for TARGET]`: what would go wrong, grouped by rule, or a JSON object per finding."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from dataclasses import dataclass, field

from tui_captioner.cli.output import json_line
from tui_captioner.domain.targets import TARGETS, Target
from tui_captioner.domain.text import visible
from tui_captioner.domain.trainers.findings import FileFinding
from tui_captioner.services.session import Session
from tui_captioner.services.target_checks import check_dataset

_ORDER = ("error", "warning", "info")


@dataclass
class _Group:
    """The findings of one rule; only as many as are shown are kept."""

    severity: str
    count: int = 0
    shown: list[FileFinding] = field(default_factory=list)


def run(options: argparse.Namespace) -> int:
    """Print the findings; 1 if there is any, 0 if there is none."""
    target = TARGETS[options.target] if options.target else None
    session = Session.open(options.dataset, writable=False)
    try:
        findings = check_dataset(session, target, trigger=options.trigger, wildcard=options.wildcard)
        if not options.json:
            return _print_groups(findings, target, options.limit)
        status = 0
        for finding in findings:
            print(json_line(finding.as_dict()))
            status = 1
        return status
    finally:
        session.close()


def _print_groups(findings: Iterable[FileFinding], target: Target | None, limit: int) -> int:
    groups: dict[tuple[str, str], _Group] = {}
    for finding in findings:
        group = groups.setdefault((finding.severity, finding.rule), _Group(finding.severity))
        group.count += 1
        if len(group.shown) < limit or not limit:
            group.shown.append(finding)
    for (severity, rule), group in sorted(groups.items(), key=lambda item: (_ORDER.index(item[0][0]), item[0][1])):
        print(f"{severity}: {rule} ({group.count})")
        _print_group(group)
        print()
    _print_end(groups.values(), target)
    return 1 if groups else 0


def _print_group(group: _Group) -> None:
    messages = {finding.message for finding in group.shown}
    mends = {finding.mend: None for finding in group.shown}
    if len(messages) == 1 and group.shown[0].file_name:
        print(f"  {visible(group.shown[0].message)}:")
    for finding in group.shown:
        parts = [finding.file_name] if finding.file_name else []
        if len(messages) > 1 or not finding.file_name:
            parts.append(finding.message)
        print(f"    {visible(': '.join(parts))}")
    if group.count > len(group.shown):
        print(f"    and {group.count - len(group.shown)} more")
    for mend in mends:
        print(f"  -> {visible(mend)}")


def _print_end(groups: Iterable[_Group], target: Target | None) -> None:
    whom = f" for {target.title}" if target else ""
    counts = {severity: sum(group.count for group in groups if group.severity == severity) for severity in _ORDER}
    names = {"error": "errors", "warning": "warnings", "info": "notes"}
    said = [f"{count} {names[severity] if count > 1 else severity}" for severity, count in counts.items() if count]
    print(f"{', '.join(said) if said else 'Nothing to mend'}{whom}")
    for note in target.notes if target else ():
        print(f"  {target.title if target else ''}: {note}")

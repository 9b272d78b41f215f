"""`tui-captioner restore DATASET [FILE]`: what a backup would bring back, and bringing it back."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from functools import partial
from typing import Any

from tui_captioner.cli.differences import LISTED, counted
from tui_captioner.cli.filtered import filtered
from tui_captioner.cli.meter import Meter
from tui_captioner.cli.output import json_line, warn
from tui_captioner.cli.proposed import shown_or_applied
from tui_captioner.domain.errors import WrongUseError
from tui_captioner.domain.named_commands import told_of
from tui_captioner.domain.text import visible
from tui_captioner.services.backups.backed_up import BackedUp, opened
from tui_captioner.services.backups.bringing_back import BroughtBack, bring_back, what_is_wrong
from tui_captioner.services.backups.places import chosen_backup
from tui_captioner.services.backups.restoring import Restoring
from tui_captioner.services.opening import open_for_command
from tui_captioner.services.taking_over import take_over


def run(options: argparse.Namespace) -> int:
    """Show or bring back; 1 if something could not be brought back."""
    if options.apply and options.dry_run:
        raise WrongUseError("--apply and --dry-run don't go together", "Give one of them")
    if options.file is not None and options.day is not None:
        raise WrongUseError("FILE and --from don't go together", "Give one of them")
    wrong = what_is_wrong(options.dataset)
    path = options.file if options.file is not None else chosen_backup(options.dataset, options.day or "")
    with opened(path) as backed_up:
        if wrong and backed_up.database is not None:
            return _bring_back(options, backed_up, wrong)
        return _restore(options, backed_up)


def _restore(options: argparse.Namespace, backed_up: BackedUp) -> int:
    session = open_for_command(options.dataset, writable=options.apply, take_over=options.take_over)
    meter = Meter("Looking")
    try:
        names = filtered(session, options.filter, meter)
        change = Restoring(session, backed_up, names)
        described, lines = partial(_described, change, options), partial(_lines, change, backed_up, options)
        return shown_or_applied(change, options, meter, described, lines)
    finally:
        meter.clear()
        session.close()


def _lines(change: Restoring, backed_up: BackedUp, options: argparse.Namespace) -> Iterator[str]:
    yield f"backup: {backed_up.backup.path}"
    if not (change.is_needed or options.apply):
        yield "Nothing differs from it"
    texts, done = change.difference.captions, "restored" if options.apply else "would be restored"
    if change.names:
        yield f"{counted(len(change.names), 'image')} {done}: {counted(texts, 'caption')} " + (
            f"{'read' if texts != 1 else 'reads'} otherwise, {change.texts_stay} differ in slots, states or notes alone"
        )
    if change.changes_globals:
        yield f"the globals {'are' if options.apply else 'would be'} those of the backup again, in all captions"
    elif change.other_globals:
        yield "the backup has other globals: with a filter those of now stay"
    if change.gone:
        more = f" and {len(change.gone) - LISTED} more" if len(change.gone) > LISTED else ""
        yield f"not here any more, or renamed, and passed over: {', '.join(change.gone[:LISTED])}{more}"
    outside = backed_up.were_changed_outside
    if outside:
        yield f"{counted(len(set(outside)), 'caption file')} had been changed outside before the backup; ours come back"
    if not options.apply and change.is_needed:
        yield "Nothing was changed: --apply brings it back, as one step of undo"


def _described(change: Restoring, options: argparse.Namespace) -> dict[str, Any]:
    return {
        "dry_run": not options.apply,
        "images": list(change.names),
        "captions": change.difference.captions,
        "globals": change.changes_globals,
        "gone": list(change.gone),
        "refused": [{"what": name, "why": why} for name, why in change.difference.passed_over],
    }


def _bring_back(options: argparse.Namespace, backed_up: BackedUp, wrong: str) -> int:
    if options.filter:
        raise WrongUseError(f"{wrong}. It comes back as a whole", "Leave --filter out; narrow what is restored then")
    if options.apply and options.take_over:
        take_over(options.dataset)
    done = bring_back(options.dataset, backed_up, wrong, dry=not options.apply)
    if options.json:
        print(json_line(_brought(done, options)))
    else:
        for line in _told(done, options, backed_up):
            print(visible(told_of(line, options.dataset)))
    for name in done.other:
        warn(f"{name} is another one by now, and stays")
    return 0


def _told(done: BroughtBack, options: argparse.Namespace, backed_up: BackedUp) -> Iterator[str]:
    yield f"{done.why}"
    would = "comes" if options.apply else "would come"
    path = backed_up.backup.path
    yield f"The database of {path} {would} back: {counted(done.images, 'image')}, {counted(done.steps, 'step')} of undo"
    if done.files:
        yield f"With it {', '.join(done.files)}"
    if done.aside is not None:
        yield f"The damaged one is kept as {done.aside}"
    if options.apply:
        yield "No caption file was changed. What differs from the backup, image by image: tui-captioner restore DATASET"
    else:
        yield "Nothing was changed: --apply brings it back"


def _brought(done: BroughtBack, options: argparse.Namespace) -> dict[str, Any]:
    return {
        "dry_run": not options.apply,
        "why": done.why,
        "images": done.images,
        "steps": done.steps,
        "kept_as": None if done.aside is None else str(done.aside),
        "files": done.files,
        "other": done.other,
    }

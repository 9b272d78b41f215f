"""`tui-captioner repair DATASET`: a damaged project made sound, with everything that can still be read."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from typing import Any

from tui_captioner.cli.differences import LISTED, counted
from tui_captioner.cli.output import json_line
from tui_captioner.domain.named_commands import told_of
from tui_captioner.domain.text import visible
from tui_captioner.services.backups.places import kept_backups
from tui_captioner.services.repair import Repair, repair
from tui_captioner.services.taking_over import take_over


def run(options: argparse.Namespace) -> int:
    """Repair, or say what a repair would do; always 0, since what it finds it mends."""
    if options.take_over:
        take_over(options.dataset)
    found = repair(options.dataset, dry=options.dry_run)
    if options.json:
        print(json_line(_described(found, dry=options.dry_run)))
        return 0
    for line in _lines(found, dry=options.dry_run):
        print(visible(told_of(line, options.dataset)))
    kept = kept_backups(options.dataset) if found.database.damage else []
    if kept:
        line = f"There is a backup of {kept[0].made:%Y-%m-%d}: tui-captioner restore DATASET shows what differs from it"
        print(visible(told_of(line, options.dataset)))
    return 0


def _lines(found: Repair, *, dry: bool) -> Iterator[str]:
    """What is said to people."""
    if not found.is_needed:
        yield "Nothing is damaged"
        return
    database, kept = found.database, found.database.kept
    if database.damage:
        yield f"captions.db is damaged: {'; '.join(dict.fromkeys(database.damage))}"
        would = "would be saved" if dry else "saved"
        yield f"{counted(len(kept.images), 'image')} and {counted(len(kept.steps), 'step')} of undo {would}"
        yield from _listed("records found again in the history", kept.from_history)
        yield from _listed("records lost; these images are read from their sidecars again", kept.from_sidecar)
        yield from _listed("steps that can't be taken back any more", kept.lost_steps)
        if kept.lost:
            yield f"{counted(kept.lost, 'other row')} lost"
        if not kept.images:
            yield "No record could be read: the captions come from the sidecars"
    if database.aside is not None:
        yield f"The old file is kept as {database.aside}"
    for name, aside in found.lists.items():
        moved = f"it is kept as {aside}; " if aside is not None else ""
        yield f"The list '{name}' is damaged: {moved}tui-captioner vocab DATASET import FILE --as {name} makes it again"


def _listed(what: str, names: Sequence[str]) -> Iterator[str]:
    if names:
        more = f" and {len(names) - LISTED} more" if len(names) > LISTED else ""
        yield f"{len(names)} {what}: {', '.join(names[:LISTED])}{more}"


def _described(found: Repair, *, dry: bool) -> dict[str, Any]:
    """The same for programs."""
    kept, aside = found.database.kept, found.database.aside
    return {
        "damaged": found.is_needed,
        "dry_run": dry,
        "damage": list(dict.fromkeys(found.database.damage)),
        "kept_as": None if aside is None else str(aside),
        "images": len(kept.images),
        "steps": len(kept.steps),
        "from_history": kept.from_history,
        "from_sidecar": kept.from_sidecar,
        "lost_steps": kept.lost_steps,
        "other_rows_lost": kept.lost,
        "lists": {name: None if path is None else str(path) for name, path in found.lists.items()},
    }

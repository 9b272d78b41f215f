"""`tui-captioner structure DATASET [NAME]`: the slots that captions are written in."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

from tui_captioner.cli.differences import counted
from tui_captioner.cli.meter import Meter
from tui_captioner.cli.output import json_line
from tui_captioner.cli.proposed import complain, print_rows, work_out
from tui_captioner.domain.errors import WrongUseError
from tui_captioner.domain.structure import Structure, structure_rows
from tui_captioner.domain.structures.shipped import STRUCTURES, name_of
from tui_captioner.domain.text import visible
from tui_captioner.services.bulk.structure_change import StructureChange, known_structure
from tui_captioner.services.opening import open_for_command
from tui_captioner.services.session.session import Session


def run(options: argparse.Namespace) -> int:
    """Show or choose it; 1 if captions could not be written."""
    if options.apply and options.dry_run:
        raise WrongUseError("--apply and --dry-run don't go together", "Give one of them")
    if options.name is None and (options.apply or options.dry_run):
        raise WrongUseError("There is no structure to choose", f"Name one of {', '.join(STRUCTURES)}")
    start = None if options.name is None else known_structure(options.name)
    session = open_for_command(
        options.dataset, writable=start is not None and not options.dry_run, take_over=options.take_over
    )
    meter = Meter("Looking")
    try:
        if start is None:
            return _show(session, options)
        before = session.structure
        change = StructureChange(session, start)
        if change.names and not (options.apply or options.dry_run):
            raise WrongUseError(
                f"{counted(len(change.names), 'caption')} of {options.dataset} were edited",
                "--dry-run shows what becomes of them, --apply does it, as one step of undo",
            )
        rows = work_out(change, meter, apply=not options.dry_run)
        meter.clear()
        if options.json:
            print(json_line(_described(start.structure, change, options)))
        else:
            for line in _lines(before, change, options):
                print(visible(line))
            print_rows(change, rows)
        return complain(change, applied=not options.dry_run)
    finally:
        meter.clear()
        session.close()


def _show(session: Session, options: argparse.Namespace) -> int:
    structure = session.structure
    if options.json:
        print(json_line(_described(structure, None, options)))
        return 0
    print(f"structure {name_of(structure) or '(its own)'}")
    for slot in structure.slots:
        print(visible(f"  {slot.key:<14}{slot.hint}"))
    print("structures to start from:")
    for each in STRUCTURES.values():
        print(f"  {each.name:<14}{each.about}")
    return 0


def _lines(before: Structure, change: StructureChange, options: argparse.Namespace) -> Iterator[str]:
    start = STRUCTURES[options.name]
    yield f"structure {start.name}: {start.about}"
    unwritten = [slot for slot in start.structure.slots if not slot.written]
    for slot in unwritten:
        yield f'{slot.title} is {slot.hint.rpartition("; ")[2]}; write = ["{slot.key}"] under [output] has it written'
    done = "would be changed" if options.dry_run else "changed"
    yield f"{counted(len(change.names), 'edited caption')} {done}"
    if change.untouched:
        placed = "Their captions are put into its slots whenever they are read, and their files stay as they are"
        yield f"{counted(change.untouched, 'image')} never edited. {placed}"
    for (old, new), count in change.moves.most_common():
        title = before.title(old) if old in before.keys else old
        yield f"  {counted(count, 'tag')} from {title} to {start.structure.title(new)}"
    if start.advice:
        yield start.advice


def _described(structure: Structure, change: StructureChange | None, options: argparse.Namespace) -> dict[str, Any]:
    return {
        "structure": name_of(structure),
        "slots": structure_rows(structure) or list(structure.own_keys),
        "structures": list(STRUCTURES),
        "dry_run": options.dry_run,
        "images": [] if change is None else list(change.names),
        "moves": []
        if change is None
        else [{"from": old, "to": new, "tags": count} for (old, new), count in change.moves.most_common()],
    }

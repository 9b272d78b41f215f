"""What an import says of itself, whatever it makes of what it read."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence

from tui_captioner.cli.differences import LISTED, shown_line
from tui_captioner.cli.output import warn
from tui_captioner.domain.named_commands import told_of
from tui_captioner.services.importing.import_plan import ImportPlan


def complain(plan: ImportPlan, options: argparse.Namespace, stopped: bool, unwritten: Mapping[str, str]) -> None:
    """What went wrong, on standard error."""
    prefix = f"{options.file}: " if options.file is not None else ""
    shown = plan.refused if options.json else plan.refused[:LISTED]
    for refusal in shown:
        warn(f"{prefix}{refusal.what}: {told_of(refusal.why, options.dataset)}")
    if len(shown) < len(plan.refused):
        warn(f"... and {len(plan.refused) - len(shown)} more")
    if stopped:
        warn("Nothing was imported. --keep-going leaves out what was refused")
    for name, state in list(unwritten.items())[:LISTED]:
        warn(f"{name}: {state}")


def list_names(what: str, names: Sequence[str]) -> None:
    """The first names of a list, after what they are; nothing for none."""
    if names:
        print(f"{what} ({len(names)}):")
        for name in names[:LISTED]:
            print(shown_line(name))
        if len(names) > LISTED:
            print(f"  ... and {len(names) - LISTED} more")

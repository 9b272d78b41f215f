"""What became of the images of `draft`."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from tui_captioner.cli.differences import LISTED, counted
from tui_captioner.cli.output import json_line, warn
from tui_captioner.services.drafting.drafting import Tally


def report(tally: Tally, names: Sequence[str], options: argparse.Namespace) -> None:
    """What became of it, also where it was stopped half-way."""
    left = len(names) - len(tally.answered) - len(tally.failed) - tally.before
    read, written = tally.tokens
    if options.json:
        answered = set(tally.answered)
        drafted = [name for name in names if name in answered]
        failed = [{"file_name": name, "why": why} for name, why in tally.failed]
        counts = {"answered_before": tally.before, "not_asked": left, "tokens_in": read, "tokens_out": written}
        print(json_line({"drafted": drafted, "failed": failed, **counts}))
    else:
        print(_summary(tally, len(names), left))
        for name, why in tally.failed[:LISTED]:
            warn(f"{name}: {why}")
        if len(tally.failed) > LISTED:
            warn(f"... and {len(tally.failed) - LISTED} more")


def _summary(tally: Tally, names: int, left: int) -> str:
    if not names:
        return "No image has an empty slot, so nothing is to be drafted"
    parts = [f"{counted(len(tally.answered), 'image')} drafted"]
    parts += [f"{tally.before} asked about before (--again asks anew)"] if tally.before else []
    parts += [f"{len(tally.failed)} without a draft"] if tally.failed else []
    parts += [f"{left} not asked about: run it again to go on"] if left else []
    read, written = tally.tokens
    parts += [f"{read} tokens read and {written} written"] if read or written else []
    return "; ".join(parts)

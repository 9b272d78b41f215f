"""A change of many captions that follows from a setting: looked through, carried out if wanted, and told."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Mapping
from itertools import islice

from tui_captioner.cli.differences import LISTED, print_differences
from tui_captioner.cli.meter import Meter
from tui_captioner.cli.output import json_line, warn
from tui_captioner.domain.text import visible
from tui_captioner.services.bulk.proposal import Proposal

_Row = tuple[str, list[str], list[str]]


def work_out(proposal: Proposal, meter: Meter, *, apply: bool) -> list[_Row]:
    """Look through a proposal, and carry it out if that is wanted; gives the first differences as they were before.

    Args:
        proposal: The change.
        meter: Told how far it is.
        apply: Whether it is made.
    """
    if apply:
        meter.follow(proposal.session.finish_interrupted())
    meter.follow(proposal.look_through())
    rows = [_row(proposal, name) for name in islice(proposal.names, LISTED)]
    if apply:
        meter.follow(proposal.carry_out())
    return rows


def shown_or_applied(
    change: Proposal | None,
    options: argparse.Namespace,
    meter: Meter,
    described: Callable[[], Mapping[str, object]],
    lines: Callable[[], Iterable[str]],
) -> int:
    """Work a change out, carry it out with `--apply`, and print what became of it; the exit status.

    Args:
        change: The change; None where nothing but the settings is told.
        options: Those of the command: `apply` and `json`.
        meter: Told how far it is.
        described: Gives the summary for programs, once it is done.
        lines: The same in words.
    """
    rows = [] if change is None else work_out(change, meter, apply=options.apply)
    meter.clear()
    if options.json:
        print(json_line(described()))
    else:
        for line in lines():
            print(visible(line))
        if change is not None:
            print_rows(change, rows)
    return 0 if change is None else complain(change, applied=options.apply)


def print_rows(proposal: Proposal, rows: list[_Row]) -> None:
    """Print what `work_out` gave."""
    if proposal.difference.advice:
        print(visible(proposal.difference.advice))
    print_differences(rows, len(proposal.names))


def complain(proposal: Proposal, *, applied: bool) -> int:
    """Say what could not be written; 1 if there is anything."""
    session = proposal.session
    states = {name: session.save_state(name) for name in proposal.names} if applied else {}
    failed = [*proposal.difference.passed_over, *((name, why) for name, why in states.items() if why)]
    for name, why in failed:
        warn(f"{name}: {why}")
    return 1 if failed else 0


def _row(proposal: Proposal, name: str) -> _Row:
    samples = proposal.samples(name)
    return name, [one.before for one in samples], [one.after for one in samples]

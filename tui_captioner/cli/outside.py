"""`tui-captioner outside DATASET [--take disk|ours]`: sidecars that other programs changed, decided together."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from itertools import islice

from tui_captioner.cli.differences import LISTED, counted, print_differences
from tui_captioner.cli.meter import Meter
from tui_captioner.cli.output import json_line, warn
from tui_captioner.services.bulk.bulk import Sample
from tui_captioner.services.bulk.changed_outside import ChangedOutside, Decision
from tui_captioner.services.opening import open_for_command


def run(options: argparse.Namespace) -> int:
    """List them or decide them; 1 if there are some that are not decided."""
    deciding = options.take is not None and not options.dry_run
    session = open_for_command(options.dataset, writable=deciding, take_over=options.take_over)
    meter = Meter("Looking")
    try:
        if deciding:
            meter.follow(session.finish_interrupted())
        outside = ChangedOutside(session)
        meter.follow(outside.look_through())
        decision = Decision(session, outside.names, theirs=options.take != "ours")
        meter.follow(decision.look_through())
        names = list(decision.names)
        samples = [_first(decision.samples(name)) for name in (names if options.json else islice(names, LISTED))]
        if deciding:
            meter.doing = "Changing"
            meter.follow(decision.carry_out())
        meter.clear()
        states = ((name, session.save_state(name)) for name in names)
        failed = [*decision.difference.passed_over, *((name, state) for name, state in states if state)]
        if options.json:
            print(json_line(_described(options, names, samples, failed)))
        else:
            _print(options, names, samples)
        for name, why in islice(failed, LISTED):
            warn(f"{name}: {why}")
        return 1 if failed or (names and not deciding) else 0
    finally:
        meter.clear()
        session.close()


def _first(samples: Sequence[Sample]) -> Sample | None:
    return samples[0] if samples else None


def _described(
    options: argparse.Namespace,
    names: Sequence[str],
    samples: Sequence[Sample | None],
    failed: Sequence[tuple[str, str]],
) -> dict[str, object]:
    ours_first = options.take != "ours"
    rows = []
    for name, sample in zip(names, samples, strict=True):
        ours, disk = ("", "") if sample is None else (sample.before, sample.after) if ours_first else sample[:0:-1]
        rows.append({"file_name": name, "ours": ours, "disk": disk})
    return {
        "take": options.take,
        "dry_run": options.dry_run,
        "outside": rows,
        "changed": 0 if options.take is None or options.dry_run else len(names),
        "refused": [{"what": name, "why": why} for name, why in failed],
    }


def _print(options: argparse.Namespace, names: Sequence[str], samples: Sequence[Sample | None]) -> None:
    if not names:
        print("No sidecar was changed outside")
        return
    if options.take is None or options.dry_run:
        what = "the project has (-), the file has (+)" if options.take != "ours" else "the file has (-), it gets (+)"
        print(f"{counted(len(names), 'sidecar')} changed outside; {what}:")
        rows = ((it.name, (it.before,), (it.after,)) for it in samples if it is not None)
        print_differences(rows, len(names))
    if options.take is None:
        print("--take disk takes over these texts, --take ours writes the project's captions over them")
    elif options.dry_run:
        print(f"{counted(len(names), 'image')} would be changed")
    else:
        whose = "the texts on disk" if options.take == "disk" else "our captions"
        print(f"{counted(len(names), 'image')} decided: {whose}, as one step of undo")

"""`tui-captioner export DATASET --to FORMAT [-o PATH]`: captions out, in the format of a trainer."""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from dataclasses import replace

from tui_captioner.cli.differences import counted
from tui_captioner.cli.filtered import filtered
from tui_captioner.cli.meter import Meter
from tui_captioner.cli.output import json_line, warn
from tui_captioner.cli.trainer_settings import check_config_options, end_with
from tui_captioner.domain.text import visible
from tui_captioner.services.exporting.export_plan import ExportError, ExportOptions, ExportReport
from tui_captioner.services.exporting.export_settings import trainer_of
from tui_captioner.services.exporting.exporting import export, needs_writing
from tui_captioner.services.opening import open_for_command
from tui_captioner.storage.project.records import FINISHED


def run(options: argparse.Namespace) -> int:
    """Export and say what became of it; 1 if an image that has a caption was left out."""
    wanted = ExportOptions(
        to=options.to,
        output=options.output,
        alternatives=options.alternatives or "",
        states=tuple(options.state) + (FINISHED if options.only else ()),
        include_empty=options.include_empty,
        force=options.force,
        images=options.images or "",
        shard_size=options.shard_size,
        rename=options.rename,
        lines=options.lines,
        files=options.files,
        trainer=options.target or "",
        template=options.template,
        template_place=options.template_place or "",
        dialects=tuple(dict.fromkeys(options.dialect)),
    )
    trainer = trainer_of(wanted)
    check_config_options(options, trainer or wanted.trainer)
    session = open_for_command(
        options.dataset, writable=needs_writing(options.dataset, wanted), take_over=options.take_over
    )
    meter = Meter("Exporting")
    try:
        chosen = filtered(session, options.filter, meter)
        if chosen is not None:
            wanted = replace(wanted, names=frozenset(chosen))
        report = export(session, wanted, meter.show)
    except KeyboardInterrupt:
        meter.clear()
        warn("Stopped; nothing is half written. The same command does it again")
        raise
    finally:
        meter.clear()
        session.close()
    if options.json:
        print(json_line(as_dict(wanted.to, report)))
    else:
        _print(report)
    _end(report, options)
    return 1 if any(skipped.trouble for skipped in report.skipped) else 0


def _end(report: ExportReport, options: argparse.Namespace) -> None:
    """The settings of the trainer for what was written."""
    if report.facts is not None:
        end_with(report.trainer, report.facts, options)
    elif options.write_config is not None:
        raise ExportError(
            f"{options.write_config} was not written: no settings fit what was exported", "The notes above say why"
        )


def as_dict(to: str, report: ExportReport) -> dict[str, object]:
    """A report as `--json` prints it."""
    return {
        "format": to,
        "paths": [str(path) for path in report.paths],
        "images": report.images,
        "captions": report.captions,
        "skipped": [{"file_name": skipped.name, "reason": skipped.reason} for skipped in report.skipped],
        "warnings": report.warnings,
    }


def _print(report: ExportReport) -> None:
    captions = counted(report.captions, "caption")
    where = ", ".join(visible(str(path)) for path in report.paths[:3])
    more = f" and {len(report.paths) - 3} more" if len(report.paths) > 3 else ""
    if report.paths:
        print(f"Wrote {where}{more}: {counted(report.images, 'image')}, {captions}")
    else:
        print("Every sidecar that can be written is written")
    by_reason: dict[str, list[str]] = defaultdict(list)
    for skipped in report.skipped:
        by_reason[skipped.reason].append(skipped.name)
    for reason, names in by_reason.items():
        shown = ", ".join(map(visible, names[:5])) + (" ..." if len(names) > 5 else "")
        print(f"Left out {counted(len(names), 'image')}, {visible(reason)}: {shown}", file=sys.stderr)
    for warning in report.warnings:
        print(f"Note: {visible(warning)}", file=sys.stderr)

"""`tui-captioner import DATASET --from FORMAT [FILE]`: captions of other programs into the project."""

from __future__ import annotations

import argparse
from typing import Any, NoReturn

from tui_captioner.cli.differences import counted, print_differences
from tui_captioner.cli.import_drafts import import_drafts
from tui_captioner.cli.import_report import complain, list_names
from tui_captioner.cli.meter import Meter
from tui_captioner.cli.output import json_line, warn
from tui_captioner.domain.dialects import JSON_DIALECTS
from tui_captioner.domain.drafting.drafted import model_name
from tui_captioner.domain.errors import CaptionerError
from tui_captioner.domain.named_commands import told_of
from tui_captioner.domain.text import visible
from tui_captioner.services.importing.import_options import BESIDE, ImportOptions, check_encoding, format_names
from tui_captioner.services.importing.import_plan import ImportPlan
from tui_captioner.services.importing.importing import carry_out, import_title, planning, reading, still_to_write
from tui_captioner.services.opening import open_for_command
from tui_captioner.services.session.jobs import result_of
from tui_captioner.services.session.session import Session
from tui_captioner.storage.files.file_names import check_suffix


def run(options: argparse.Namespace) -> int:
    """Import, or say what an import would do; 1 if something was refused, 2 for options that don't fit."""
    wrong = _wrong_use(options)
    if wrong:
        warn(wrong)
        return 2
    chosen = ImportOptions(
        format=options.format,
        file=options.file,
        mode=options.mode,
        lines=options.lines,
        suffix=options.suffix and check_suffix(options.suffix),
        encoding=options.encoding,
        namespaces=options.namespaces == "keep",
        threshold=options.threshold,
    )
    session = open_for_command(options.dataset, writable=not options.dry_run, take_over=options.take_over)
    meter = Meter("Comparing")
    try:
        return _import(session, chosen, options, meter)
    finally:
        meter.clear()
        session.close()


def _wrong_use(options: argparse.Namespace) -> str:
    """Why these options don't go together; empty if they do."""
    if options.format not in format_names():
        return f"--from: there is no format {options.format!r}. Formats are {', '.join(format_names())}"
    if options.file is None and options.format not in BESIDE:
        beside = f"{', '.join(BESIDE[:-1])} and {BESIDE[-1]}"
        return f"--from {options.format} needs a FILE; {beside} do without: they read what lies beside the images"
    if options.file is not None and options.file.is_dir() and options.format not in BESIDE:
        return f"{options.file} is a folder, not a file: name the file that holds the captions"
    if options.as_draft is not None and options.format in JSON_DIALECTS:
        return f"--as-draft does not go with --from {options.format}: JSON captions are no tags of a tagger"
    if not 0 <= options.threshold <= 1:
        return "--threshold is a number from 0 to 1"
    try:
        if options.suffix:
            check_suffix(options.suffix, "--suffix")
        if options.encoding:
            check_encoding(options.encoding)
        if options.as_draft is not None:
            model_name(options.as_draft)
    except (ValueError, CaptionerError) as error:
        return str(error)
    return ""


def _import(session: Session, chosen: ImportOptions, options: argparse.Namespace, meter: Meter) -> int:
    try:
        _finish_earlier(session, options, meter)
        source = result_of(reading(session, chosen), meter.show)
        if options.as_draft is not None:
            return import_drafts(session, source, chosen, options, meter)
        plan = result_of(planning(session, source, chosen), meter.show)
    except KeyboardInterrupt:
        _stop(meter, "Stopped: nothing was imported")
    stopped = bool(plan.refused) and not options.keep_going
    unwritten: dict[str, str] = {}
    if not stopped and not options.dry_run:
        _carry_out(session, plan, import_title(plan, chosen), meter)
        states = ((name, session.save_state(name)) for name in plan.changes.names)
        unwritten = {name: state for name, state in states if state}
    meter.clear()
    if options.json:
        print(json_line(_described(plan, options, stopped, unwritten)))
    else:
        _print(plan, options, stopped)
    complain(plan, options, stopped, unwritten)
    failed = any(state.startswith("NOT SAVED") for state in unwritten.values())
    return 1 if plan.refused or failed else 0


def _finish_earlier(session: Session, options: argparse.Namespace, meter: Meter) -> None:
    """Write the sidecars that an earlier session could not: it was killed, or the disk was full."""
    meter.doing = "Finishing what was stopped"
    if not options.dry_run:
        meter.follow(session.finish_interrupted())
    meter.doing = "Comparing"


def _carry_out(session: Session, plan: ImportPlan, title: str, meter: Meter) -> None:
    """Import; if that is stopped, say what became of it: the captions are in the project all together or not at all."""
    meter.doing = "Importing"
    root = session.project.root
    try:
        meter.follow(carry_out(session, plan, title))
    except KeyboardInterrupt:
        left = still_to_write(session, plan)
        if not left:
            _stop(meter, "Stopped: nothing was imported")
        _stop(
            meter,
            f"Stopped: all captions are imported, {counted(left, 'sidecar')} still to be written. That is done when "
            f"the dataset is opened next, or by: {told_of('tui-captioner export DATASET --to sidecars', root)}",
        )


def _stop(meter: Meter, message: str) -> NoReturn:
    meter.clear()
    warn(message)
    raise KeyboardInterrupt


def _described(
    plan: ImportPlan, options: argparse.Namespace, stopped: bool, unwritten: dict[str, str]
) -> dict[str, Any]:
    """The summary for programs: everything by name."""
    return {
        "format": plan.format,
        "mode": options.mode,
        "dry_run": options.dry_run,
        "captions": plan.captions,
        "images": plan.matched,
        "imported": 0 if stopped or options.dry_run else len(plan.changes),
        "changes": [
            {
                "file_name": planned.name,
                "before": list(planned.before),
                "after": list(planned.after),
            }
            for planned in plan.changes
        ],
        "kept": plan.kept,
        "same": plan.same,
        "keys_without_image": plan.strangers,
        "images_without_caption": plan.without,
        "refused": [{"what": refusal.what, "why": refusal.why} for refusal in plan.refused],
        "not_written": [{"file_name": name, "why": why} for name, why in unwritten.items()],
        "notes": plan.notes,
    }


def _print(plan: ImportPlan, options: argparse.Namespace, stopped: bool) -> None:
    """The summary for people."""
    print(f"{plan.format}: {counted(plan.captions, 'caption')} for {counted(plan.matched, 'image')}")
    if options.dry_run:
        changes = ((planned.name, planned.before, planned.after) for planned in plan.changes)
        print_differences(changes, len(plan.changes))
    done = "would be imported" if options.dry_run else "imported, as one step of undo"
    if plan.changes and not stopped:
        print(f"{counted(len(plan.changes), 'image')} {done}")
    elif not plan.changes and not plan.refused:
        print("Nothing would change" if options.dry_run else "Nothing was changed")
    if plan.kept:
        print(
            f"{counted(len(plan.kept), 'image')} with a caption left alone: --mode replace or alternatives takes them"
        )
    if plan.same:
        print(f"{counted(len(plan.same), 'image')} had the same caption already")
    list_names("keys without an image", plan.strangers)
    list_names("images without a caption there", plan.without)
    for note in plan.notes:
        print(visible(note))

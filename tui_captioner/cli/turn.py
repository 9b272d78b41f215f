"""`tui-captioner undo DATASET [N | --to N | --image NAME --step N]`, `redo DATASET [N | --to N]`."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from itertools import islice

from tui_captioner.cli.differences import LISTED, counted
from tui_captioner.cli.image_names import ImageNames
from tui_captioner.cli.log import described
from tui_captioner.cli.meter import Meter
from tui_captioner.cli.output import json_line, warn
from tui_captioner.domain.errors import CaptionerError, WrongUseError
from tui_captioner.domain.named_commands import told_of
from tui_captioner.domain.text import visible
from tui_captioner.services.history.history import History
from tui_captioner.services.opening import open_for_command
from tui_captioner.services.session.jobs import Job
from tui_captioner.services.session.session import Session


def run(options: argparse.Namespace) -> int:
    """Turn steps; 1 if there are none, or an image was left as it is."""
    _check(options)
    session = open_for_command(options.dataset, take_over=options.take_over)
    meter = Meter("Taking back" if options.command == "undo" else "Doing again")
    changed: set[str] = set()
    session.subscribe(changed.update)
    try:
        meter.follow(session.finish_interrupted())
        history = History(session)
        if options.command == "undo" and options.image:
            return _undo_part(session, history, options)
        failed: CaptionerError | None = None
        try:
            meter.follow(_job(session, history, options))
        except WrongUseError:
            raise
        except CaptionerError as error:
            failed = error  # what was turned before it is said too
        meter.clear()
        return _say(session, history, options, sorted(changed), failed)
    finally:
        meter.clear()
        session.close()


def _check(options: argparse.Namespace) -> None:
    if options.steps is not None and options.to is not None:
        raise WrongUseError("A number of steps and --to don't go together", "Give one of them")
    if options.command == "undo" and bool(options.image) != (options.step is not None):
        raise WrongUseError("--image and --step go together", "tui-captioner log DATASET has the numbers of the steps")
    if options.command == "undo" and options.image and (options.steps is not None or options.to is not None):
        raise WrongUseError("--image takes back its part of one step", "Leave the number of steps and --to out")


def _job(session: Session, history: History, options: argparse.Namespace) -> Job:
    undoing = options.command == "undo"
    if options.to is None:
        steps = 1 if options.steps is None else options.steps
        return history.undo(steps) if undoing else history.redo(steps)
    job = history.go_to(options.to)
    database = session.project.database
    turns = 0 if database is None else database.turns_to(options.to)
    if undoing and turns > 0:
        raise WrongUseError(f"Step {options.to} is taken back already", f"redo --to {options.to} does it again")
    if not undoing and turns < 0:
        raise WrongUseError(f"There are steps after {options.to}", f"undo --to {options.to} takes them back")
    return job


def _undo_part(session: Session, history: History, options: argparse.Namespace) -> int:
    title = history.step(options.step).title
    name = ImageNames(session.names, options.dataset).find(options.image)
    history.undo_part(options.step, name)
    if options.json:
        print(json_line({"undone": [{"step": options.step, "title": title, "file_name": name}], "left_out": []}))
    else:
        print(visible(f"Took back '{title}' for {name}, as a step of its own"))
    return 0


def _say(
    session: Session,
    history: History,
    options: argparse.Namespace,
    changed: Sequence[str],
    failed: CaptionerError | None,
) -> int:
    undoing = options.command == "undo"
    states = ((name, session.save_state(name)) for name in changed if name in session.project.images)
    unwritten = {name: state for name, state in states if state}
    if options.json:
        row = {
            "undone" if undoing else "redone": [described(step) for step in history.turned],
            "left_out": [
                {"step_title": left.title, "file_name": left.name, "why": left.why} for left in history.left_out
            ],
            "not_written": [{"file_name": name, "why": why} for name, why in unwritten.items()],
        }
        print(json_line(row))
    else:
        for step in history.turned:
            print(visible(f"{'Took back' if undoing else 'Did again'} '{step.title}': {counted(step.images, 'image')}"))
    for left in islice(history.left_out, LISTED):
        warn(f"{left.name} is left as it is: {left.why}")
    if len(history.left_out) > LISTED:
        all_of_them = told_of("tui-captioner outside DATASET lists them", options.dataset)
        warn(f"... and {len(history.left_out) - LISTED} more; {all_of_them}")
    for name, why in islice(unwritten.items(), LISTED):
        warn(f"{name}: {why}")
    if failed is not None:
        warn(str(failed))
    elif not history.turned and not _wants_nothing(options):
        warn(f"There is nothing to {'take back' if undoing else 'do again'}")
        return 1
    refused = failed is not None or history.left_out
    return 1 if refused or any(state.startswith("NOT SAVED") for state in unwritten.values()) else 0


def _wants_nothing(options: argparse.Namespace) -> bool:
    """Whether it is as it is asked for already."""
    return options.to is not None or options.steps == 0

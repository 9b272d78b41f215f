"""`tui-captioner log DATASET [N]`: what was done, step by step, or what one step did, image by image."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from tui_captioner.cli.differences import LISTED, counted, shown_line
from tui_captioner.cli.output import json_line
from tui_captioner.domain.text import visible
from tui_captioner.services.bulk.proposed import draft_titles, mark_titles
from tui_captioner.services.history.history import History, PartDifference
from tui_captioner.services.session.session import Session
from tui_captioner.storage.project.steps import StepHeader


def run(options: argparse.Namespace) -> int:
    """Print the steps, newest first, or the difference of one."""
    session = Session.open(options.dataset, writable=False)
    try:
        history = History(session)
        if options.number is not None:
            _print_difference(session, history, history.step(options.number), options)
        else:
            _print_steps(history, options)
    finally:
        session.close()
    return 0


def _print_steps(history: History, options: argparse.Namespace) -> None:
    none = True
    for count, step in enumerate(_steps(history), 1):
        none = False
        if options.json:
            print(json_line(described(step)))
        else:
            back = "  (taken back)" if step.undone else ""
            images = counted(step.findings, "finding") if step.findings else counted(step.images, "image")
            if step.refusals and not step.images:
                images = counted(step.refusals, "tag")
            print(visible(f"{step.number:>5}  {local_time(step.at)}  {images:>12}  {step.title}{back}"))
        if count == options.limit:
            break
    if none and not options.json:
        print("Nothing was done in this dataset yet")


def _steps(history: History) -> Iterator[StepHeader]:
    before = None
    while page := history.page(before=before):
        yield from page
        before = page[-1].number


def described(step: StepHeader) -> dict[str, Any]:
    """A step for programs."""
    return {
        "step": step.number,
        "at": step.at,
        "title": step.title,
        "images": step.images,
        "undone": step.undone,
        "changes_globals": step.changes_globals,
        "takes_back": step.takes_back,
    }


def local_time(at: str) -> str:
    """When a step was done, in the time of this machine."""
    try:
        return f"{datetime.fromisoformat(at).astimezone():%Y-%m-%d %H:%M:%S}"
    except (ValueError, OverflowError):
        return visible(at)


def _print_difference(session: Session, history: History, step: StepHeader, options: argparse.Namespace) -> None:
    if options.json:
        for part in _parts(history, step.number):
            print(json_line(_part(part)))
        return
    back = ", taken back" if step.undone else ""
    print(visible(f"Step {step.number}, {local_time(step.at)}: {step.title} ({counted(step.images, 'image')}{back})"))
    before, after = history.globals_of(step.number)
    if after is not None:
        print(shown_line(f"- globals: {', '.join(before or ()) or '(none)'}"))
        print(shown_line(f"+ globals: {', '.join(after) or '(none)'}"))
    most = options.limit or LISTED
    for part in history.difference(step.number, limit=most):
        _print_part(session, part)
    if step.images > most:
        print(f"  ... and {step.images - most} more; --limit {step.images} shows all")


def _print_part(session: Session, part: PartDifference) -> None:
    remarks = [text for text, stands in (("gone", part.gone), ("taken back", part.taken_back)) if stands]
    print(shown_line(part.name + (f"  ({', '.join(remarks)})" if remarks else "")))
    for mark, texts, others in (("-", part.before, part.after), ("+", part.after, part.before)):
        for text in texts:
            if text not in others:
                print(shown_line(f"{mark} {text}"))
    for move in part.moved:
        title = session.structure.title
        print(shown_line(f"  {move.text}: {title(move.from_slot)} -> {title(move.to_slot)}"))
    if part.states[0] != part.states[1]:
        print(shown_line(f"  {part.states[0] or 'never edited'} -> {part.states[1] or 'never edited'}"))
    if part.notes[0] != part.notes[1]:
        print(shown_line(f"  note: {part.notes[0] or '(none)'} -> {part.notes[1] or '(none)'}"))
    for slot, before, after in mark_titles(session, part.marks):
        print(shown_line(f"  {slot}: {before} -> {after}"))
    for sign, tag in draft_titles(session, part.drafted):
        print(shown_line(f"  proposed: {sign}{tag}"))


def _parts(history: History, number: int) -> Iterator[PartDifference]:
    after = ""
    while page := history.difference(number, after=after):
        yield from page
        after = page[-1].name


def _part(part: PartDifference) -> dict[str, Any]:
    return {
        "file_name": part.name,
        "before": list(part.before),
        "after": list(part.after),
        "state_before": part.states[0],
        "state_after": part.states[1],
        "note_before": part.notes[0],
        "note_after": part.notes[1],
        "slot_states": [{"slot": mark.slot, "before": mark.before, "after": mark.after} for mark in part.marks],
        "moved": [{"tag": move.text, "from": move.from_slot, "to": move.to_slot} for move in part.moved],
        "proposed": [{"tag": tag.text, "slot": tag.slot, "by": tag.by, "comes": comes} for tag, comes in part.drafted],
        "taken_back": part.taken_back,
        "gone": part.gone,
    }

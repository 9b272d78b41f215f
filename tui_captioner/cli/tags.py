"""`tui-captioner tags DATASET rename|merge|move|delete|add TAG...`: edits of tags in all captions, as one step."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from tui_captioner.cli.differences import LISTED, counted, print_differences
from tui_captioner.cli.meter import Meter
from tui_captioner.cli.output import json_line
from tui_captioner.domain.difference import difference
from tui_captioner.domain.errors import CaptionerError
from tui_captioner.domain.text import visible
from tui_captioner.services.bulk.bulk import Sample
from tui_captioner.services.bulk.tag_edits import TagEdits, adding, deleting, merging, moving, renaming
from tui_captioner.services.session.jobs import Job
from tui_captioner.services.session.session import Session


class _Verb(NamedTuple):
    """One thing to do: how many words it takes at least and at most, what they are, and what it makes of them."""

    least: int
    most: int
    words: str
    make: Callable[[Session, Sequence[str]], TagEdits]


_MANY = sys.maxsize
VERBS = {
    "rename": _Verb(2, 2, "OLD NEW", lambda session, words: renaming(session, words[0], words[1])),
    "merge": _Verb(2, _MANY, "TAG [TAG ...] INTO", lambda session, words: merging(session, words[:-1], words[-1])),
    "move": _Verb(2, _MANY, "TAG [TAG ...] SLOT", lambda session, words: moving(session, words[:-1], words[-1])),
    "delete": _Verb(1, _MANY, "TAG [TAG ...]", lambda session, words: deleting(session, words)),
    "add": _Verb(2, _MANY, "TAG [TAG ...] SLOT", lambda session, words: adding(session, words[:-1], words[-1])),
}


def run(options: argparse.Namespace) -> int:
    """Edit all captions or none, or say what would change; 1 if something was refused, 2 for words that don't fit."""
    if options.what not in VERBS and str(options.dataset) in VERBS:
        options.dataset, options.what = Path(options.what), str(options.dataset)
    wrong = _wrong_use(options.what, options.words)
    if wrong:
        return _complain(wrong, 2)
    session = Session.open(options.dataset, writable=not options.dry_run)
    meter = Meter("Looking")
    try:
        if not session.names:
            raise CaptionerError(f"There is no image in {session.project.root}", "Name the folder that holds them")
        try:
            proposal = VERBS[options.what].make(session, options.words)
        except CaptionerError as error:
            return _complain(str(error), 2)
        return _edit(session, proposal, options, meter)
    finally:
        meter.clear()
        session.close()


def _wrong_use(what: str, words: Sequence[str]) -> str:
    """Why these words don't go together; empty if they do."""
    verb = VERBS.get(what)
    if verb is None:
        near = get_close_matches(what, VERBS, 1)
        meant = f"did you mean {near[0]}?" if near else f"it is one of {', '.join(VERBS)}"
        return f"tags: there is no {what!r}; {meant}"
    if not verb.least <= len(words) <= verb.most:
        return f"tags {what} takes {verb.words}; a tag with spaces stands in quotation marks"
    return ""


def _edit(session: Session, proposal: TagEdits, options: argparse.Namespace, meter: Meter) -> int:
    try:
        if not options.dry_run:
            _show(session.finish_interrupted(), meter)
        _show(proposal.look_through(), meter)
    except KeyboardInterrupt:
        _stop(meter, "Stopped: nothing was changed")
    refused = [*proposal.difference.passed_over, *_changed_outside(session, proposal.names)]
    stopped = bool(refused) and not options.keep_going
    if options.keep_going and refused:
        left_out = {name for name, _ in refused}
        proposal = _narrowed(proposal, [name for name in proposal.names if name not in left_out], meter)
    names = list(proposal.names)
    found = [proposal.samples(name) for name in (names if options.json else islice(names, LISTED))]
    unwritten: dict[str, str] = {}
    if not stopped and not options.dry_run:
        _carry_out(session, proposal, meter)
        unwritten = {name: state for name in names if (state := session.save_state(name))}
    meter.clear()
    if options.json:
        print(json_line(_described(proposal, options, names, found, refused, unwritten, stopped=stopped)))
    else:
        _print(proposal, options, names, found, stopped=stopped)
    _say_failures(refused, unwritten, options, stopped=stopped)
    return 1 if refused or any(state.startswith("NOT SAVED") for state in unwritten.values()) else 0


def _narrowed(proposal: TagEdits, names: Sequence[str], meter: Meter) -> TagEdits:
    """The same for fewer images, looked through again: its counts are about these."""
    narrowed = proposal.narrowed(names)
    _show(narrowed.look_through(), meter)
    return narrowed


def _changed_outside(session: Session, names: Sequence[str]) -> list[tuple[str, str]]:
    """Images whose sidecar is not as it was written: their text is for the user to choose first."""
    why = "its sidecar was changed outside. Open it and choose which text to keep"
    return [(name, why) for name in names if session.conflict(name) is not None]


def _show(job: Job, meter: Meter) -> None:
    for progress in job:
        meter.show(progress.done, progress.total)


def _carry_out(session: Session, proposal: TagEdits, meter: Meter) -> None:
    """Edit; if that is stopped, say what became of it: all captions are changed in the project, or none."""
    meter.doing = "Changing"
    names = list(proposal.names)
    before = session.undo_title()
    proposal.lasting = False
    try:
        _show(proposal.carry_out(), meter)
    except KeyboardInterrupt:
        rows = (session.row(name) for name in names)
        left = sum(row is not None and row.pending for row in rows)
        if not left and session.undo_title() == before:
            _stop(meter, "Stopped: nothing was changed")
        _stop(
            meter,
            f"Stopped: all captions are changed, {counted(left, 'sidecar')} still to be written. That is done when the "
            "dataset is opened next",
        )


def _stop(meter: Meter, message: str) -> NoReturn:
    meter.clear()
    _complain(message, 130)
    raise KeyboardInterrupt


def _texts(samples: Sequence[Sample]) -> tuple[list[str], list[str]]:
    """The captions of one image that go, and those that come."""
    return [it.before for it in samples if it.before], [it.after for it in samples if it.after]


def _described(
    proposal: TagEdits,
    options: argparse.Namespace,
    names: Sequence[str],
    found: Sequence[Sequence[Sample]],
    refused: Sequence[tuple[str, str]],
    unwritten: dict[str, str],
    *,
    stopped: bool,
) -> dict[str, Any]:
    """The summary for programs: everything by name."""
    changes = []
    for name, samples in zip(names, found, strict=True):
        before, after = _texts(samples)
        pieces = [difference(sample.before, sample.after) for sample in samples]
        goes, comes = [text for it in pieces for text in it.goes], [text for it in pieces for text in it.comes]
        changes.append({"file_name": name, "before": before, "after": after, "goes": goes, "comes": comes})
    return {
        "title": proposal.title,
        "dry_run": options.dry_run,
        "changed": 0 if stopped or options.dry_run else len(names),
        "changes": changes,
        "already": dict(proposal.difference.already),
        "refused": [{"what": name, "why": why} for name, why in refused],
        "not_read": [{"file_name": name, "why": why} for name, why in proposal.difference.unread],
        "not_written": [{"file_name": name, "why": why} for name, why in unwritten.items()],
    }


def _print(
    proposal: TagEdits,
    options: argparse.Namespace,
    names: Sequence[str],
    found: Sequence[Sequence[Sample]],
    *,
    stopped: bool,
) -> None:
    """The summary for people."""
    count = proposal.difference.captions
    title = visible(proposal.title[0].upper() + proposal.title[1:])
    print(f"{title}: {counted(count, 'caption')} {'reads' if count == 1 else 'read'} otherwise")
    if options.dry_run:
        changes = ((name, *_texts(samples)) for name, samples in zip(names, found, strict=False))
        print_differences(changes, len(names))
    if names and not stopped:
        done = "would be changed" if options.dry_run else "changed, as one step of undo"
        print(f"{counted(len(names), 'image')} {done}")
    elif not names:
        print("Nothing would change" if options.dry_run else "Nothing was changed")
    for remark in proposal.difference.remarks:
        print(visible(remark))


def _say_failures(
    refused: Sequence[tuple[str, str]], unwritten: dict[str, str], options: argparse.Namespace, *, stopped: bool
) -> None:
    """What went wrong, on standard error."""
    shown = refused if options.json else refused[:LISTED]
    for name, why in [*shown, *islice(unwritten.items(), LISTED)]:
        _complain(f"{name}: {why}", 1)
    if len(shown) < len(refused):
        _complain(f"... and {len(refused) - len(shown)} more", 1)
    if stopped:
        _complain("Nothing was changed. --keep-going leaves these images out", 1)


def _complain(message: str, status: int) -> int:
    """Say what is wrong; gives the exit status back."""
    print(f"tui-captioner: {visible(message)}", file=sys.stderr)
    return status

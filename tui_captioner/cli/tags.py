"""`tui-captioner tags DATASET [WHAT TAG...]`: all tags, near-duplicates among them, or edits of them as one step."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Any, NoReturn

from tui_captioner.cli.differences import LISTED, counted, print_differences
from tui_captioner.cli.filtered import filtered
from tui_captioner.cli.image_names import check_images
from tui_captioner.cli.meter import Meter
from tui_captioner.cli.output import json_line, warn
from tui_captioner.cli.tag_list import print_tags, tag_table
from tui_captioner.cli.tag_similar import print_similar
from tui_captioner.cli.tag_verbs import VERBS, Wanted, wanted_by
from tui_captioner.domain.difference import difference
from tui_captioner.domain.errors import CaptionerError, WrongUseError
from tui_captioner.domain.named_commands import told_of
from tui_captioner.domain.nearest import nearest
from tui_captioner.domain.text import visible
from tui_captioner.services.bulk.bulk import Sample
from tui_captioner.services.bulk.tag_edits import TagEdits
from tui_captioner.services.catalogue.catalogue import SMALL, catalogue_of
from tui_captioner.services.opening import open_for_command
from tui_captioner.services.session.session import Session
from tui_captioner.storage.catalogue.questions import problems

SIMILAR = "similar"
"""Lists near-duplicates; changes nothing."""
_WORDS = (*VERBS, SIMILAR)


def run(options: argparse.Namespace) -> int:
    """List the tags, or edit all captions or none, or say what would change; 1 if something was refused, 2 for words
    that don't fit."""
    if options.what and options.what not in _WORDS and str(options.dataset) in _WORDS:
        options.dataset, options.what = Path(options.what), str(options.dataset)
    wrong = _wrong_use(options)
    if wrong:
        return _complain(wrong, 2)
    reads = options.what in ("", SIMILAR) or options.dry_run
    session = open_for_command(options.dataset, writable=not reads, take_over=options.take_over)
    meter = Meter("Looking")
    try:
        check_images(session)
        chosen = filtered(session, options.filter, meter)
        if not options.what:
            print_tags(session, chosen, meter, json=options.json)
            return 0
        if options.what == SIMILAR:
            print_similar(session, chosen, meter, perhaps=options.perhaps, json=options.json)
            return 0
        try:
            wanted = wanted_by(
                session, options.what, options.words, tag_table(session, meter) if options.regex else None
            )
        except CaptionerError as error:
            return _complain(str(error), 2)
        scope = _scope(session, wanted, chosen, meter)
        try:
            edits = _with_aliases(session, wanted, options, meter)
        except CaptionerError as error:
            return _complain(f"Nothing was changed: {error}", 1)
        proposal = edits if scope is None else edits.narrowed(scope)
        return _edit(session, wanted, proposal, options, meter)
    finally:
        meter.clear()
        session.close()


def _scope(session: Session, wanted: Wanted, chosen: Sequence[str] | None, meter: Meter) -> Sequence[str] | None:
    """The images that are to be looked at, None for all: of a large dataset those that may have one of the tags."""
    if not wanted.old or len(session.names) <= SMALL:
        return chosen
    try:
        found = tag_table(session, meter).images(wanted.old)
        unread = catalogue_of(session).ask(problems)
    except CaptionerError:
        return chosen
    if found is None or unread is None:
        return chosen
    names = {*found, *unread}
    return [name for name in (session.names if chosen is None else chosen) if name in names]


def _wrong_use(options: argparse.Namespace) -> str:
    """Why these words don't go together; empty if they do."""
    what, words = options.what, options.words
    if options.perhaps and what != SIMILAR:
        return f"--perhaps goes with {SIMILAR}"
    if what == SIMILAR and words:
        return f"tags {SIMILAR} takes no tags: it lists all near-duplicates"
    if what in ("", SIMILAR):
        alone = [name for name in ("--regex", "--alias", "--dry-run", "--keep-going") if _is_given(options, name)]
        return f"{alone[0]} goes with one of {', '.join(VERBS)}" if alone else ""
    verb = VERBS.get(what)
    if verb is None:
        near = nearest(what, _WORDS)
        meant = f"did you mean {near}?" if near else f"it is one of {', '.join(_WORDS)}"
        return f"tags: there is no {what!r}; {meant}"
    if not verb.least <= len(words) <= verb.most:
        return f"tags {what} takes {verb.words}; a tag with spaces stands in quotation marks"
    if options.regex and what == "add":
        return "--regex goes with what names tags that are there: rename, merge, move, delete"
    if options.alias and what not in ("rename", "merge"):
        return "--alias goes with rename and merge"
    return ""


def _is_given(options: argparse.Namespace, name: str) -> bool:
    return bool(getattr(options, name[2:].replace("-", "_")))


def _edit(session: Session, wanted: Wanted, proposal: TagEdits, options: argparse.Namespace, meter: Meter) -> int:
    try:
        if not options.dry_run:
            meter.follow(session.finish_interrupted())
        meter.follow(proposal.look_through())
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
    kept = () if stopped or not names or not options.alias else wanted.aliases
    meter.clear()
    if options.json:
        row = _described(proposal, options, names, found, refused, unwritten, stopped=stopped)
        print(json_line({**row, "aliases": list(kept)}))
    else:
        _print(proposal, options, names, found, stopped=stopped)
        if kept:
            done = "would lead" if options.dry_run else "leads" if len(kept) == 1 else "lead"
            print(visible(f"{', '.join(kept)} {done} to '{wanted.new}' in vocab.toml"))
        if not names and wanted.old and not options.regex:
            _say_nearest(session, wanted.old, meter)
    _say_failures(refused, unwritten, options, stopped=stopped)
    return 1 if refused or any(state.startswith("NOT SAVED") for state in unwritten.values()) else 0


def _with_aliases(session: Session, wanted: Wanted, options: argparse.Namespace, meter: Meter) -> TagEdits:
    """The edits, which have what goes lead to the new tag as well, where that is wanted."""
    if not options.alias:
        return wanted.edits
    if not wanted.new:
        raise WrongUseError("--alias leads to one tag, and these become different ones", "Leave --alias out")
    if options.dry_run or not wanted.aliases:
        return wanted.edits
    return wanted.edits.keeping_aliases(wanted.new, wanted.aliases, _slot_of(session, wanted, meter))


def _slot_of(session: Session, wanted: Wanted, meter: Meter) -> str:
    """The slot in which the new tag, or one of those that go, usually stands."""
    rows = {row.text: row for row in tag_table(session, meter).rows}
    known = (rows[text].slot for text in (wanted.new, *wanted.old) if text in rows)
    return next(known, session.structure.catch_all)


def _say_nearest(session: Session, old: Sequence[str], meter: Meter) -> None:
    """Of the tags that no caption has, the nearest that there is."""
    texts = [row.text for row in tag_table(session, meter).rows]
    meter.clear()
    for text in old:
        near = "" if text in texts else nearest(text, texts)
        if near:
            print(visible(f"No caption has '{text}'. Did you mean '{near}'?"))


def _narrowed(proposal: TagEdits, names: Sequence[str], meter: Meter) -> TagEdits:
    """The same for fewer images, looked through again: its counts are about these."""
    narrowed = proposal.narrowed(names)
    meter.follow(narrowed.look_through())
    return narrowed


def _changed_outside(session: Session, names: Sequence[str]) -> list[tuple[str, str]]:
    """Images whose sidecar is not as it was written: their text is for the user to choose first."""
    decides = told_of("tui-captioner outside DATASET says how, and decides", session.project.root)
    why = f"its sidecar was changed outside. {decides}"
    return [(name, why) for name in names if session.conflict(name) is not None]


def _carry_out(session: Session, proposal: TagEdits, meter: Meter) -> None:
    """Edit; if that is stopped, say what became of it: all captions are changed in the project, or none."""
    meter.doing = "Changing"
    names = list(proposal.names)
    before = session.undo_title()
    proposal.lasting = False
    try:
        meter.follow(proposal.carry_out())
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
    warn(message)
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
        warn(f"{name}: {why}")
    if len(shown) < len(refused):
        warn(f"... and {len(refused) - len(shown)} more")
    if stopped:
        warn("Nothing was changed. --keep-going leaves these images out")


def _complain(message: str, status: int) -> int:
    """Say what is wrong; gives the exit status back."""
    warn(message)
    return status

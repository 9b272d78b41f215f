"""Importing captions: everything is read, matched and made into captions before the first of them is written."""

from __future__ import annotations

import codecs
from collections.abc import Generator, Mapping, Sequence
from dataclasses import replace
from shlex import quote
from typing import Any

from tui_captioner.domain.caption import IMPORT, Caption
from tui_captioner.domain.dialects import JSON_DIALECTS
from tui_captioner.domain.drafting.drafted import set_by
from tui_captioner.domain.errors import CaptionerError, WrongUseError
from tui_captioner.domain.profiles.leaving_out import with_left_out
from tui_captioner.domain.slotting.placing import rehouse
from tui_captioner.formats.hydrus import has_lines
from tui_captioner.formats.rows import Row
from tui_captioner.services.importing.import_beside import reading_dataset
from tui_captioner.services.importing.import_files import read_file
from tui_captioner.services.importing.import_json import JsonCaptions
from tui_captioner.services.importing.import_matching import matched_rows
from tui_captioner.services.importing.import_options import BESIDE, ImportOptions, ReadRows, Refusal
from tui_captioner.services.importing.import_plan import ImportPlan, refusal_of, shown_key
from tui_captioner.services.importing.import_proposal import ImportProposal
from tui_captioner.services.importing.import_texts import (
    ImportRefused,
    check_length,
    check_text,
    make_caption,
    texts_by_lines,
)
from tui_captioner.services.session.aside import Aside
from tui_captioner.services.session.jobs import Job, Progress
from tui_captioner.services.session.known_images import Known
from tui_captioner.services.session.session import Session
from tui_captioner.storage.project.records import ImageRecord


def reading(session: Session, options: ImportOptions) -> Generator[Progress, None, ReadRows]:
    """Read what is to be imported.

    Args:
        session: The open dataset.
        options: What, and how.

    Raises:
        CaptionerError: If a file can't be read or is not of its format; the message names file and place.
    """
    if not session.names:
        raise WrongUseError(f"There is no image in {session.project.root}", "Name the folder that holds the images")
    file = options.file
    if file is not None:
        for _ in (waiting := Aside(lambda: read_file(file, options))).waiting():
            yield Progress(0, len(session.names))
        return waiting.wait()
    if options.format not in BESIDE:
        raise WrongUseError(f"--from {options.format} needs a FILE", "Name the file that holds the captions")
    return (yield from reading_dataset(session, options))


def planning(session: Session, source: ReadRows, options: ImportOptions) -> Generator[Progress, None, ImportPlan]:
    """Match rows to images and work out what each image gets; changes nothing.

    Args:
        session: The open dataset.
        source: What was read.
        options: How it is to be imported.
    """
    plan = ImportPlan(source.format, refused=list(source.refused))
    plan.json = JsonCaptions(session, options.format) if options.format in JSON_DIALECTS else None
    rows = matched_rows(session, source.rows, plan)
    plan.matched = len(rows)
    _plan_header(session, source, options, plan)
    for count, name in enumerate(session.names, 1):
        yield Progress(count, len(session.names))
        row = rows.get(name)
        if row is None:
            plan.without.append(name)
            continue
        try:
            _plan_image(session, name, row, options, plan, own=name in source.own)
        except ImportRefused as error:
            plan.refused.append(refusal_of(row, name, error))
    if plan.globals is not None and options.mode != "replace" and _others_have_captions(session, plan):
        said = f"its globals are {', '.join(plan.globals) or 'none'}, and captions that are kept have none"
        plan.refused.append(Refusal("line 1", f"{said}. --mode replace takes them for all"))
        plan.globals = None
    _note_lines(plan, options)
    if plan.json is not None:
        plan.notes.extend(plan.json.told())
    check_matched(session, options, plan)
    return plan


def check_matched(session: Session, options: ImportOptions, plan: ImportPlan) -> None:
    """Raise CaptionerError if what was read is about none of the images."""
    if not plan.matched and plan.strangers and not plan.refused:
        raise CaptionerError(
            f"No key in {options.file} is the name of an image in {session.project.root}",
            f"The first is {shown_key(plan.strangers[0])!r}; nothing was imported",
        )


def import_title(plan: ImportPlan, options: ImportOptions) -> str:
    """What is done, for undo and the log."""
    return f"import {plan.format}" + (f" from {options.file.name}" if options.file is not None else "")


def _others_have_captions(session: Session, plan: ImportPlan) -> bool:
    """Whether other globals would change captions that the import is to leave alone."""
    return bool(plan.kept or plan.same) or any(
        not session.unplaced(name).record.caption.is_empty for name in plan.without
    )


def carry_out(session: Session, plan: ImportPlan, title: str) -> Job:
    """Write what was planned, as one step of undo; what was refused is left out.

    Args:
        session: The open dataset.
        plan: What `planning` made of it, with nothing changed since.
        title: What is done, for undo and the log.

    Raises:
        CaptionerError: If another session made the project since this one looked; nothing is imported then.
    """
    if plan.changes and session.project.database is None and session.project.ensure().turnable_title(undone=True):
        raise CaptionerError(
            "Another session has changed this dataset meanwhile; nothing was imported", "Give the same command again"
        )
    return ImportProposal(session, title, plan.changes, plan.globals, plan.outside).carry_out()


def still_to_write(session: Session, plan: ImportPlan) -> int:
    """How many sidecars of an import wait to be written; none if it was not carried out."""
    rows = map(session.row, plan.changes.names)
    return sum(row is not None and row.pending for row in rows)


def _plan_header(session: Session, source: ReadRows, options: ImportOptions, plan: ImportPlan) -> None:
    """What our own format says of all its images: globals come along, settings and slots stay those of the project."""
    header = next((row.extra["header"] for row in source.rows if "header" in row.extra), None)
    if header is None:
        return
    settings = session.project.settings
    have = tuple(tag.text for tag in session.globals)
    if header.globals != have:
        if have and options.mode != "replace":
            said = f"its globals are {', '.join(header.globals) or 'none'}, those of the dataset {', '.join(have)}"
            plan.refused.append(Refusal("line 1", f"{said}. --mode replace takes the file's"))
        else:
            plan.globals = header.globals
    strange = [key for key in header.structure.own_keys if key not in session.structure.own_keys]
    if strange:
        kept = session.structure.title(session.structure.catch_all)
        plan.notes.append(f"This dataset has no slot {', '.join(strange)}: their tags go to {kept}")
    if (header.output, header.profile, header.trigger) != (settings.output, settings.profile, settings.trigger):
        plan.notes.append("The file was written with other settings of output, profile or trigger; those here stay")


def _note_lines(plan: ImportPlan, options: ImportOptions) -> None:
    """Say that captions keep their lines, of which some trainers read the first alone."""
    several = sum(any(has_lines(text) for text in planned.after) for planned in plan.changes)
    if several and options.lines is None:
        plan.notes.append(
            f"{several} of them {'has' if several == 1 else 'have'} several lines, kept as they stand; sd-scripts "
            "reads the first alone. What the lines are can be said: --lines alternatives, paragraphs or tags"
        )


def _plan_image(session: Session, name: str, row: Row, options: ImportOptions, plan: ImportPlan, *, own: bool) -> None:
    """Put what one image gets into the plan."""
    stored = session.row(name)
    if stored is not None and stored.damage:
        raise ImportRefused(stored.damage)
    # Else the captions that it has are only compared with those it gets, by their texts.
    placed = options.mode == "alternatives" or "caption" in row.extra or plan.json is not None
    known = _known(session, name, placed=placed)
    edited = stored is not None and stored.record is not None
    reread = own and not edited
    if known.problem and not reread and options.mode != "replace":
        plan.kept.append(name)
        return
    if known.problem and known.data is None:
        raise ImportRefused(known.problem)
    if known.lock:
        raise ImportRefused(known.lock)
    if edited and session.conflict(name) is not None:
        _plan_changed_outside(session, name, known, options, plan, own=own)
        return
    json = plan.json
    captions = captions_of(session, row, options) if json is None else json.of_row(row, known.record.caption, own=own)
    if not captions:
        plan.without.append(name)
        return
    record = _record(session, known.record, captions, row.extra, options, reread=reread)
    if record == known.record and not known.problem and not (reread and _is_odd(known)):
        plan.same.append(name)
    elif options.mode == "fill" and not reread and not _is_blank(known.record):
        plan.kept.append(name)
    else:
        plan.changes.add(name, record, _texts(session, known.record), _texts(session, record))


def _plan_changed_outside(
    session: Session, name: str, known: Known, options: ImportOptions, plan: ImportPlan, *, own: bool
) -> None:
    """Take the text of a sidecar that was changed outside, where the user said so: of all of them, as they stand."""
    asked = (options.format, options.mode, options.lines, options.encoding) == ("sidecar", "replace", None, "")
    theirs = session.their_record(name) if own and asked else None
    if theirs is None:
        place = quote(str(session.project.root))
        raise ImportRefused(
            "its sidecar was changed outside", f"tui-captioner outside {place} --take disk takes its text"
        )
    plan.outside.add(name)
    plan.changes.add(name, theirs, _texts(session, known.record), _texts(session, theirs))


def _texts(session: Session, record: ImageRecord) -> tuple[str, ...]:
    texts = (session.caption_text(caption) for caption in (record.caption, *record.alternatives))
    return tuple(text for text in texts if text)


def _known(session: Session, name: str, *, placed: bool) -> Known:
    """An image as it is now, without keeping it in memory."""
    row = session.row(name)
    if row is not None and row.record is not None:
        return Known(session.peek(name), row.written, lock=session.lock(name))
    return session.read_sidecar(session.image(name), placed=placed)


def _is_blank(record: ImageRecord) -> bool:
    return record.caption.is_empty and not record.alternatives


def _is_odd(known: Known) -> bool:
    """Whether trainers read the caption otherwise than we do: not at all, with a BOM, or a line of it."""
    data = known.data
    return data is None or data.startswith(codecs.BOM_UTF8) or any(end in data.strip() for end in (b"\n", b"\r"))


def captions_of(session: Session, row: Row, options: ImportOptions) -> tuple[Caption, ...]:
    """The captions of a row, blank ones left out."""
    if "caption" in row.extra:
        structure = session.structure
        whole = (row.extra["caption"], *row.extra["alternatives"])
        for caption in whole:
            check_length(session.caption_text(caption))
        return tuple(rehouse(caption, structure) for caption in whole)
    texts: list[str] = []
    for text in row.captions:
        check_text(text)
        texts.extend(texts_by_lines(text, options.lines))
    made = (make_caption(session, text, options.lines) for text in texts)
    return tuple(caption for caption in made if caption is not None)


def _record(
    session: Session,
    old: ImageRecord,
    captions: Sequence[Caption],
    extra: Mapping[str, Any],
    options: ImportOptions,
    *,
    reread: bool,
) -> ImageRecord:
    """The record an image gets."""
    if options.mode == "alternatives" and not _is_blank(old) and not reread:
        there = {session.caption_text(caption) for caption in (old.caption, *old.alternatives)}
        new = {session.caption_text(caption): caption for caption in reversed(captions)}
        added = [caption for caption in captions if new.get(session.caption_text(caption)) is caption]
        kept = (caption for caption in added if session.caption_text(caption) not in there)
        return replace(old, alternatives=(*old.alternatives, *kept))
    state = extra.get("state", "draft")
    given = {name: extra[name] for name in ("note", "marks") if extra.get(name)}
    # What was read from the caption that it has is none of another program's.
    captions = captions if reread else [set_by(caption, IMPORT) for caption in captions]
    # A text can't hold what is kept and not written.
    first = captions[0] if "caption" in extra else with_left_out(captions[0], old.caption)
    record = replace(old.with_caption(first, tuple(captions[1:])), state=state, **given)
    has = [session.caption_text(caption) for caption in (old.caption, *old.alternatives)]
    gets = [session.caption_text(caption) for caption in captions]
    return old if has == gets and "state" not in extra else record

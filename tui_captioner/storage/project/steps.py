"""What the database holds of images and of steps, and how it stands in its columns."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tui_captioner.storage.project.acceptances import Acceptance
from tui_captioner.storage.project.alias_changes import AliasChange
from tui_captioner.storage.project.asked import Answer
from tui_captioner.storage.project.damage import repair_hint
from tui_captioner.storage.project.packed_changes import Change, PackedChanges, load
from tui_captioner.storage.project.records import ImageRecord, RecordError
from tui_captioner.storage.project.refusals import Refusal
from tui_captioner.storage.project.structure_steps import Structures


@dataclass(frozen=True, slots=True)
class Stored:
    """A row of one image.

    Args:
        record: None if the image goes back to "never edited" once its old sidecar is on disk again.
        written: What the sidecar is to hold; None for no file.
        replaces: While pending, what lay there before.
        pending: Whether `written` may not be on disk yet.
        damage: Why the row can't be used, so that there is no record; empty if it can.
    """

    record: ImageRecord | None
    written: bytes | None
    replaces: bytes | None
    pending: bool
    damage: str = ""


@dataclass(frozen=True, slots=True)
class ToWrite:
    """What a row says of its sidecar alone.

    Args:
        written: What the sidecar is to hold; None for no file.
        replaces: While pending, what lay there before.
        pending: Whether `written` may not be on disk yet.
        goes: Whether the image is "never edited" again once that is on disk.
    """

    written: bytes | None
    replaces: bytes | None
    pending: bool
    goes: bool


def is_ours(data: bytes | None, row: Stored | ToWrite) -> bool:
    """Whether a sidecar holds what its row says, or what it was to replace: else it was changed outside.

    Args:
        data: The bytes on disk, None for no file.
        row: The row of its image.
    """
    return data == row.written or (row.pending and data == row.replaces)


Globals = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One command of the user, however many images it touches: one step of undo.

    Args:
        title: What was done.
        changes: Its parts, one per image.
        globals_before: The globals before, None if they stay.
        globals_after: The globals after it.
        takes_back: Number of the earlier step of which this one takes some parts back.
        acceptances: What it does to findings: accepted for good, or reported again.
        refusals: What it does to machine tags: refused for good, or forgiven.
        answers: Answers of models that it lays down. They are noted with it and stay when it is taken back.
        aliases: What it does to the aliases of `vocab.toml`.
        structures: The structures before and after it; None if it stays.
    """

    title: str
    changes: PackedChanges = field(default_factory=PackedChanges)
    globals_before: Globals | None = None
    globals_after: Globals | None = None
    takes_back: int | None = None
    acceptances: tuple[Acceptance, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    answers: tuple[Answer, ...] = ()
    aliases: tuple[AliasChange, ...] = ()
    structures: Structures | None = None

    @property
    def names(self) -> Sequence[str]:
        """The images that it changes."""
        return self.changes.names

    @property
    def has_marks(self) -> bool:
        """Whether it is about accepted findings or refused tags."""
        return bool(self.acceptances or self.refusals)

    def inverse(self) -> Step:
        """The step that takes all else of this one back, with the same changes: they are read as they are to be."""
        back = tuple(one.inverse for one in self.acceptances)
        forgiven = tuple(one.inverse for one in self.refusals)
        other = tuple(one.inverse for one in reversed(self.aliases))
        globals_ = self.globals_after, self.globals_before
        structures = None if self.structures is None else self.structures.inverse
        return Step(self.title, self.changes, *globals_, self.takes_back, back, forgiven, (), other, structures)


@dataclass(frozen=True, slots=True)
class StepHeader:
    """A step without what it did to each image.

    Args:
        number: Names it; a step that was undone gives its number back when another is done.
        at: When, ISO 8601.
        title: What was done.
        undone: Whether it is taken back, by undo.
        images: How many images it changed.
        changes_globals: Whether it changed the globals, and with them what all captions share.
        takes_back: Number of the earlier step of which it takes parts back; None if it is none of that kind.
        findings: How many findings it accepted, or has reported again.
        refusals: How many machine tags it refused, or forgave.
    """

    number: int
    at: str
    title: str
    undone: bool
    images: int
    changes_globals: bool = False
    takes_back: int | None = None
    findings: int = 0
    refusals: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """What a step did to one image.

    Args:
        change: The record and the sidecar, before and after.
        taken_back: Whether a later step took this part back, and still stands.
    """

    change: Change
    taken_back: bool


def stored_of(row: Sequence[Any], database: Path) -> Stored:
    """The row of an image from its columns `record, written, replaces, pending`.

    Args:
        row: The columns.
        database: The database, for the message if the record is damaged.
    """
    record, written, replaces, pending = row[:4]
    blobs = [data if isinstance(data, bytes) else None for data in (written, replaces)]
    try:
        if blobs != [written, replaces]:
            raise RecordError("what its sidecar is to hold is no bytes")
        return Stored(load(record), blobs[0], blobs[1], bool(pending))
    except RecordError as error:
        said = f"its record in {database.name} is damaged ({error.message}); what is shown is its sidecar"
        return Stored(None, blobs[0], blobs[1], bool(pending), f"{said}. {repair_hint(database)}")


def dump_globals(texts: Globals | None) -> str | None:
    """Globals for a column."""
    return None if texts is None else json.dumps(texts, ensure_ascii=False)


def load_globals(text: str | None) -> Globals | None:
    """Globals as `dump_globals` wrote them; raises RecordError for anything else."""
    if text is None:
        return None
    try:
        found = json.loads(text)
    except (TypeError, ValueError, RecursionError):
        raise RecordError("the list is no JSON") from None
    if not isinstance(found, list) or not all(isinstance(item, str) for item in found):
        raise RecordError("the list is not one of texts")
    return tuple(found)

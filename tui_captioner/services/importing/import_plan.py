"""What an import would do, as far as it was worked out."""

from __future__ import annotations

from dataclasses import dataclass, field

from tui_captioner.formats.rows import Row
from tui_captioner.services.importing.import_json import JsonCaptions
from tui_captioner.services.importing.import_options import Refusal
from tui_captioner.services.importing.import_texts import ImportRefused
from tui_captioner.services.importing.planned import PlannedImages

_LONGEST = 200
"""Characters of a key in a message."""


@dataclass
class ImportPlan:
    """What an import would do; nothing is written yet.

    Args:
        format: The format of what was read.
        captions: How many rows had a caption.
        changes: Images that get a new record.
        outside: Those of them whose sidecar was changed outside: they get its text.
        matched: How many images the rows with a caption are for.
        kept: Images that have a caption already and keep it, with `fill`.
        same: Images that have just these captions already.
        strangers: Keys that no image has.
        without: Images for which there is no caption in what was read.
        refused: What can't be imported.
        globals: The project's globals afterwards; None if they stay.
        notes: What the user should know besides.
        json: Makes captions of JSON ones, where these are read as such.
    """

    format: str
    captions: int = 0
    changes: PlannedImages = field(default_factory=PlannedImages)
    outside: set[str] = field(default_factory=set)
    matched: int = 0
    kept: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    without: list[str] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    globals: tuple[str, ...] | None = None
    notes: list[str] = field(default_factory=list)
    json: JsonCaptions | None = None


def refusal_of(row: Row, name: str, error: ImportRefused) -> Refusal:
    """What is said of the row of an image that can't be imported."""
    return Refusal(f"{shown_key(row.place)} ({name})" if row.place else name, str(error))


def place_of_row(row: Row) -> str:
    """Where a row stands, for a message: the line of its file, or its key."""
    return shown_key(row.place) or f"key {shown_key(row.file_name)!r}"


def shown_key(text: str) -> str:
    """A text of any length for a message."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."

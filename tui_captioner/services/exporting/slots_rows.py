"""Images as rows of our own format, and back: what carries a whole project from one folder to another."""

from __future__ import annotations

from tui_captioner.formats.rows import Row
from tui_captioner.formats.slots_jsonl import Header
from tui_captioner.services.session.known_images import Known
from tui_captioner.services.session.session import Session
from tui_captioner.storage.project.records import ImageRecord


def header_of(session: Session) -> Header:
    """What holds for all images of an open dataset."""
    settings = session.project.settings
    texts = tuple(tag.text for tag in session.globals)
    return Header(settings.structure, settings.output, texts, settings.profile, settings.trigger)


def has_caption(known: Known) -> bool:
    """Whether a trainer finds a caption for an image: the globals alone make none until it is edited."""
    caption = known.record.caption
    if not caption.is_empty or (caption.read is not None and caption.read.pieces):
        return True
    row = known.row
    return row is not None and row.record is not None and row.written is not None


def row_of(session: Session, name: str) -> Row:
    """The row of an image; see `formats.slots_jsonl` for its `extra`."""
    known = session.look_over(name)
    record = known.record
    captions = [session.caption_text(caption) for caption in (record.caption, *record.alternatives)]
    if not has_caption(known):
        captions[0] = ""
    extra = {
        "header": header_of(session),
        "state": record.state,
        "caption": record.caption,
        "alternatives": record.alternatives,
        "note": record.note,
        "marks": record.marks,
    }
    return Row(name, tuple(captions) if record.alternatives or captions[0] else (), "", extra)


def record_of(row: Row) -> ImageRecord | None:
    """The record in a row of our own format, None for a row of another."""
    if "caption" not in row.extra:
        return None
    extra = row.extra
    return ImageRecord(
        extra["caption"], extra["state"], extra["alternatives"], extra.get("note", ""), extra.get("marks", {})
    )

"""Answering what models proposed for an image: confirmed tags come into the caption, refused ones do not come back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.domain.drafting.drafted import DraftedTag
from tui_captioner.domain.prose import is_sentence
from tui_captioner.services.session.session import Session
from tui_captioner.storage.project.records import ImageRecord
from tui_captioner.storage.project.refusals import Refusal, RefusedTag


def with_confirmed(session: Session, caption: Caption, tags: Iterable[DraftedTag]) -> Caption:
    """A caption with these machine tags in their slots, behind what is there; what it has already is not added."""
    # Here, not above: see `ImageEditor`.
    from tui_captioner.domain.edits import Add

    for one in tags:
        caption = Add(one.slot, (Tag(one.text, sentence=is_sentence(one.text)),)).apply(caption, session.globals)
    return caption


def refuse(session: Session, name: str, record: ImageRecord, tags: Sequence[DraftedTag]) -> bool:
    """Take machine tags of an image, whose record is given, away for good, as one step; see `Session.edit_record`."""
    left = tuple(one for one in record.drafted if one not in tags)
    refusals = [Refusal(RefusedTag(name, one.slot, one.text, one.by)) for one in tags]
    return session.edit_record(name, f"refuse {named(tags)}", replace(record, drafted=left), refusals)


def named(tags: Sequence[DraftedTag]) -> str:
    """Machine tags as a title or a message names them, with their models."""
    what = f"'{tags[0].text}'" if len(tags) == 1 else f"{len(tags)} tags"
    return f"{what} by {', '.join(dict.fromkeys(one.by for one in tags))}"

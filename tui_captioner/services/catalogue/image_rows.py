"""The rows that a catalogue holds of an image, made of what its session knows of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import blake2b
from typing import NamedTuple

from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.domain.review import has_unsure
from tui_captioner.domain.structure import GLOBALS, Structure
from tui_captioner.domain.writing import assemble, written
from tui_captioner.services.session.known_images import Known
from tui_captioner.services.session.session import Session
from tui_captioner.storage.catalogue.rows import ImageRow, Proposed, TagRow
from tui_captioner.storage.catalogue.told_findings import as_text, counts_of, kind_of
from tui_captioner.storage.project.records import FINISHED, STATES, ImageRecord


class Wanted(NamedTuple):
    """An image whose rows are to be made.

    Args:
        name: Its name.
        place: Its place in the order, from 0.
        made_of: What they are made of; see `ImageRow`.
        edited: Whether it was edited.
    """

    name: str
    place: int
    made_of: bytes | None
    edited: bool


Maker = Callable[[Wanted], ImageRow]


def maker_of(session: Session, turn: int | None = None) -> Maker:
    """What makes the rows of images.

    Args:
        session: The open dataset.
        turn: The turn of its history that the catalogue goes by; the present one if not given.
    """
    turn = session.placement_history.turn if turn is None else turn

    def make(wanted: Wanted) -> ImageRow:
        found = session.look_over(wanted.name)
        made_of, digest = wanted.made_of, b""
        if not wanted.edited:
            digest = b"" if found.data is None else digest_of(found.data)
            if session.placement_history.turn != turn:
                # Placed by more edits than are noted with the catalogue: looked at once more the next time.
                made_of, digest = None, b""
        row = row_of(wanted.name, wanted.place, found, session.structure, made_of, digest, edited=wanted.edited)
        return row if found.damaged else with_texts(row, session, found.record)

    return make


def row_of(
    name: str,
    place: int,
    known: Known,
    structure: Structure,
    made_of: bytes | None = None,
    digest: bytes = b"",
    *,
    edited: bool = False,
) -> ImageRow:
    """What a catalogue holds of an image; one whose record is damaged stands there with its problem alone.

    Args:
        name: The image.
        place: Its place in the order, from 0.
        known: What is known of it.
        structure: The slots of the dataset.
        made_of: See `ImageRow`.
        digest: See there.
        edited: See there.
    """
    if known.damaged:
        return ImageRow(name, place, made_of, digest, edited, 0, False, True, known.problem)
    record = known.record
    captions = (record.caption, *record.alternatives)
    unsure = any(has_unsure(caption, structure) for caption in captions)
    tags = tuple(row for number, caption in enumerate(captions) for row in _tag_rows(number, caption, structure))
    state = STATES.index(record.state)
    return ImageRow(name, place, made_of, digest, edited, state, unsure, record.caption.is_empty, known.problem, tags)


def with_texts(row: ImageRow, session: Session, record: ImageRecord) -> ImageRow:
    """The row with what is asked of captions as they are written: their texts, counts and findings."""
    settings, captions = session.project.settings, (record.caption, *record.alternatives)
    rules = settings.structure, settings.output, session.globals
    pieces = [None if caption.is_empty and caption.read is None else written(*rules, caption) for caption in captions]
    texts = [
        "" if tags is None else tags.text if caption.prose is None else assemble(*rules, caption)
        for caption, tags in zip(captions, pieces, strict=True)
    ]
    tags = [tag for caption in captions for own in caption.slots.values() for tag in own if not tag.mark]
    found = session.checks.findings(record.caption, finished=True)
    finished = record.state in FINISHED
    return replace(
        row,
        told=as_text(found),
        findings=counts_of(row.name, found, session.accepted.keys, finished=finished) if found else {},
        written=tuple(texts),
        written_tags=0 if pieces[0] is None else len(pieces[0].tags),
        tokens=session.tokens.number(texts[0]) if texts[0] else 0,
        note=record.note,
        marks=record.marks,
        authors=Counter(map(_author, tags)),
        proposed=_proposed(record),
    )


def _author(tag: Tag) -> str:
    """Who set a tag: a model, or one of `domain.query.words.AUTHORS`."""
    return tag.by or ("file" if tag.origin is not None and tag.origin.read else "person")


def _proposed(record: ImageRecord) -> dict[str, Proposed]:
    """How many tags each model proposes, and how many of these are new words."""
    tags, new = (Counter(one.by for one in record.drafted if not (known and one.known)) for known in (False, True))
    return {model: Proposed(count, new[model]) for model, count in tags.items()}


def _tag_rows(number: int, caption: Caption, structure: Structure) -> Iterator[TagRow]:
    ranks: dict[str, int] = {}
    if number == 0 and not caption.is_empty:
        read = caption.read
        order = (
            read.tags
            if read is not None
            else tuple(tag for _, tag in caption.all_tags(structure) if not tag.is_left_out)
        )
        ranks = {text: rank for rank, text in enumerate(dict.fromkeys(tag.text for tag in order))}
    for slot, tags in caption.slots.items():
        for tag in tags:
            if not tag.mark:
                rank = None if tag.is_left_out else ranks.pop(tag.text, None)
                yield TagRow(number, slot, tag.text, tag.unsure, rank, kind_of(tag))
    for text, rank in ranks.items():
        yield TagRow(number, GLOBALS, text, False, rank)


def digest_of(data: bytes) -> bytes:
    """The key by which the bytes of a sidecar are told from others."""
    return blake2b(data, digest_size=8).digest()

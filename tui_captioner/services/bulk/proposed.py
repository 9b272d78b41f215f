"""What a proposal would do to one image, for showing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import zip_longest

from tui_captioner.domain.alternatives import Captions
from tui_captioner.domain.caption import Caption
from tui_captioner.domain.drafting.drafted import DraftChange, draft_changes
from tui_captioner.domain.slot_states import MarkChange, mark_changes
from tui_captioner.services.bulk.bulk import Sample
from tui_captioner.services.bulk.proposal import Proposal
from tui_captioner.services.session.session import Session
from tui_captioner.storage.project.records import ImageRecord


@dataclass(frozen=True)
class ImageChange:
    """One image before and after.

    Args:
        name: The image.
        texts: Its captions that would read otherwise, before and after.
        moves: Tags that change their slot: text, title of the slot before, and after.
        state: The states before and after where they differ, else nothing.
        note: The notes before and after where they differ, else nothing.
        marks: Slots whose own states differ: the title, and the state before and after.
        drafted: Machine tags that come or go: a sign, the tag with the title of its slot.
        why: Why it can't be changed, or what should be known of it; empty for nothing.
    """

    name: str
    texts: tuple[Sample, ...] = ()
    moves: tuple[tuple[str, str, str], ...] = ()
    state: tuple[str, str] | tuple[()] = ()
    note: tuple[str, str] | tuple[()] = ()
    why: str = ""
    marks: tuple[tuple[str, str, str], ...] = ()
    drafted: tuple[tuple[str, str], ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing would change."""
        return not (self.texts or self.moves or self.state or self.note or self.marks or self.drafted)


def image_change(proposal: Proposal, name: str) -> ImageChange:
    """What a proposal would do to an image; nothing is kept in memory by it."""
    session = proposal.session
    known = session.look_over(name)
    if known.problem or known.lock:
        return ImageChange(name, why=known.problem or known.lock)
    record = proposal.made(name, known.record)
    outside = not proposal.decides and session.conflict(name) is not None
    why = "changed outside: both texts are kept until you choose" if outside else ""
    # Two texts of which one lies on disk are not those of the records.
    texts = proposal.samples(name) if proposal.decides else proposal.samples_of(name, known.record, record)
    return change_between(session, name, known.record, record, tuple(texts), why)


def change_between(
    session: Session, name: str, before: ImageRecord, after: ImageRecord, texts: tuple[Sample, ...], why: str = ""
) -> ImageChange:
    """What differs between two records of an image.

    Args:
        session: The open dataset.
        name: The image.
        before: The record as it is.
        after: The record as it is to be.
        texts: The captions that read otherwise.
        why: See `ImageChange`.
    """
    moves = () if texts else _moves(session, _captions(before), _captions(after))
    state = (before.state, after.state) if before.state != after.state else ()
    note = (before.note, after.note) if before.note != after.note else ()
    marks = mark_titles(session, mark_changes(before.marks, after.marks))
    drafted = draft_titles(session, draft_changes(before.drafted, after.drafted))
    return ImageChange(name, texts, moves, state, note, why, marks, drafted)


def mark_titles(session: Session, changes: Iterable[MarkChange]) -> tuple[tuple[str, str, str], ...]:
    """Slots whose own states differ, by title; by key where the structure has one no more."""
    return tuple((_title(session, slot), before, after) for slot, before, after in changes)


def draft_titles(session: Session, changes: Iterable[DraftChange]) -> tuple[tuple[str, str], ...]:
    """Machine tags that come (`+`) or go (`-`), each with the title of its slot and its model."""
    return tuple(
        ("+" if comes else "-", f"{tag.text} ({_title(session, tag.slot)}, {tag.by})") for tag, comes in changes
    )


def _title(session: Session, slot: str) -> str:
    return session.structure.title_or_key(slot)


def _moves(session: Session, before: Captions, after: Captions) -> tuple[tuple[str, str, str], ...]:
    """Tags that stand in another slot, where the texts stay the same."""
    title = session.structure.title
    found: dict[tuple[str, str, str], None] = {}
    for old, new in zip_longest(before, after, fillvalue=Caption()):
        slots: dict[str, list[str]] = {}
        for slot, tags in old.slots.items():
            for tag in tags:
                slots.setdefault(tag.text, []).append(slot)
        for slot, tags in new.slots.items():
            for tag in tags:
                there = slots.get(tag.text, [])
                if slot in there:
                    there.remove(slot)
                elif there:
                    found[(tag.text, title(there.pop(0)), title(slot))] = None
    return tuple(found)


def _captions(record: ImageRecord) -> Captions:
    return record.caption, *record.alternatives

"""Answers to the question in which slot a tag belongs: for all images at once, as one step of undo."""

from __future__ import annotations

from collections.abc import Generator

from tui_captioner.domain.edits import MoveText
from tui_captioner.domain.settling import Settle
from tui_captioner.services.bulk.tag_edits import TagEdits, check_own, check_slot
from tui_captioner.services.catalogue.catalogue import catalogue_of
from tui_captioner.services.session.jobs import Progress
from tui_captioner.services.session.session import Session
from tui_captioner.storage.catalogue.questions import images_with


def all_into(session: Session, text: str, slot: str) -> Generator[Progress, None, TagEdits]:
    """A job that gives the proposal to put a tag into one slot, wherever it stands; to be looked through and shown.

    Args:
        session: The open dataset.
        text: The tag.
        slot: Key of its slot.

    Raises:
        CaptionerError: If there is no such slot, or the tag is a global.
        CatalogueError: If there can be no catalogue to ask.
    """
    _check(session, text, slot)
    names = yield from catalogue_of(session).answer(lambda store: images_with(store, text, slot, unsure=False))
    title = f"put all '{text}' into {session.structure.title(slot)}"
    return TagEdits(session, title, [MoveText(text, slot)], names)


def settling(session: Session, text: str, slot: str) -> Generator[Progress, None, TagEdits]:
    """A job that gives the proposal to make a tag sure in a slot, in all images that have it unsure; see `all_into`.

    Captions that were read and not edited keep their text to the letter.
    """
    _check(session, text, slot)
    names = yield from catalogue_of(session).answer(lambda store: images_with(store, text, slot, unsure=True))
    return TagEdits(session, f"confirm '{text}' in {session.structure.title(slot)}", [Settle(text, slot)], names)


def settle(session: Session, text: str, slot: str) -> Generator[Progress, None, int]:
    """A job that carries out `settling` as one step, and says how many images were asked about by it.

    Raises:
        CaptionerError: As `settling`.
        ReadOnlyError: If the dataset can only be read.
        DatabaseError: If the database could not be written; nothing was changed.
    """
    proposal = yield from settling(session, text, slot)
    if not proposal.names:
        return 0
    count = len(proposal.names)
    yield from proposal.carry_out()
    return count


def _check(session: Session, text: str, slot: str) -> None:
    check_own(session, [text])
    check_slot(session, slot)

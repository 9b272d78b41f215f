"""The slot that a tag belongs to, when it is typed for many images at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tui_captioner.services.session.pasting import pasted
from tui_captioner.services.session.session import Session


class UsualSlot(NamedTuple):
    """A slot.

    Args:
        slot: Its key.
        sure: Whether captions or the vocabulary have the tag there; else it is a guess.
    """

    slot: str
    sure: bool


def usual_slot(session: Session, text: str, used: Sequence[str]) -> UsualSlot:
    """The slot in which the captions have a tag, else that of the vocabulary, else the one it would be read into.

    Args:
        session: The open dataset.
        text: The tag.
        used: The slots that captions have it in, the usual one first.
    """
    own = session.structure.own_keys
    term = session.project.vocabulary.find(text)
    known = [*used, *([term.slot] if term is not None and term.slot else [])]
    for slot in known:
        if slot in own:
            return UsualSlot(slot, True)
    placed = pasted(session, text).tags
    sure = bool(placed) and not placed[0][1].unsure
    return UsualSlot(placed[0][0] if placed else session.structure.catch_all, sure)

"""Answers as they are laid down: with a slot for each tag that came without one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tui_captioner.domain.caption import Tag
from tui_captioner.domain.drafting.answers.answer import Answer
from tui_captioner.domain.prose import is_sentence
from tui_captioner.domain.slotting.placing import place
from tui_captioner.services.session.session import Session


def with_slots(session: Session, answer: Answer) -> Mapping[str, Sequence[str]]:
    """The tags of an answer by slot; those without one are put where a caption that is read would have them."""
    found = {slot: list(texts) for slot, texts in answer.slots.items()}
    if answer.unplaced:
        tags = tuple(Tag(text, sentence=is_sentence(text)) for text in answer.unplaced)
        project = session.project
        globals_ = [tag.text for tag in session.globals]
        history = session.placement_history.counts
        for slot, placed in place(tags, project.vocabulary, session.structure, globals_, history=history).slots.items():
            found.setdefault(slot, []).extend(tag.text for tag in placed)
    return found

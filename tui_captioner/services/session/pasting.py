"""A pasted caption: read, and put into slots as the captions of the dataset are."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.domain.edits import Add
from tui_captioner.domain.pasting import read_pasted
from tui_captioner.domain.slotting.placing import place
from tui_captioner.services.session.session import Session


@dataclass(frozen=True, slots=True)
class Pasted:
    """What was pasted.

    Args:
        text: On one line.
        caption: Its tags in slots; those of the globals left out.
        sentence: Whether the text is one sentence, commas and all.
    """

    text: str
    caption: Caption
    sentence: bool

    @property
    def tags(self) -> list[tuple[str, Tag]]:
        """Slot and tag of each."""
        return [(slot, tag) for slot, tags in self.caption.slots.items() for tag in tags if not tag.mark]

    def onto(self, caption: Caption, globals_: tuple[Tag, ...]) -> Caption:
        """A caption with these tags behind its own; those that it has already are not added."""
        for slot, tags in self.caption.slots.items():
            caption = Add(slot, tuple(replace(tag, origin=None) for tag in tags)).apply(caption, globals_)
        return caption


def pasted(session: Session, text: str) -> Pasted:
    """A text as it would be read from a sidecar of the dataset."""
    read = read_pasted(text)
    settings, project = session.project.settings, session.project
    globals_ = [tag.text for tag in session.globals]
    caption = place(read, project.vocabulary, settings.structure, globals_, history=session.placement_history.counts)
    one = len(read.pieces) == 1 and read.pieces[0].sentence
    return Pasted(read.text, caption, one)

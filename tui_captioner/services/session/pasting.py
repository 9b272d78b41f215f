"""A pasted caption, or a line without commas: put into slots as the captions of the dataset are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.domain.pasting import read_pasted
from tui_captioner.domain.slotting.placing import place
from tui_captioner.domain.typed_text import clean_text
from tui_captioner.services.session.session import Session

if TYPE_CHECKING:
    from tui_captioner.domain.line_cutting.cutter import CutLine


class Pasted(NamedTuple):
    """What was pasted.

    Args:
        text: On one line.
        caption: Its tags in slots; those of the globals left out.
        sentence: Whether the text is one sentence, commas and all.
        line: How it was cut, where it is a run of words without commas.
    """

    text: str
    caption: Caption
    sentence: bool
    line: CutLine | None = None

    @property
    def tags(self) -> list[tuple[str, Tag]]:
        """Slot and tag of each."""
        return [(slot, tag) for slot, tags in self.caption.slots.items() for tag in tags if not tag.mark]

    def onto(self, caption: Caption, globals_: tuple[Tag, ...]) -> Caption:
        """A caption with these tags behind its own; those that it has already are not added."""
        from tui_captioner.domain.edits import Add

        for slot, tags in self.caption.slots.items():
            caption = Add(slot, tuple(replace(tag, origin=None) for tag in tags)).apply(caption, globals_)
        return caption


def from_line(session: Session, text: str, line: CutLine) -> Pasted:
    """A run of words without commas that was cut, as tags in slots; unknown ones that may end elsewhere are unsure.

    Args:
        session: The open dataset.
        text: The words.
        line: How they were cut.
    """
    project = session.project
    globals_ = [tag.text for tag in session.globals]
    tags = tuple(Tag(cut.text) for cut in line.cuts)
    placed = place(tags, project.vocabulary, session.structure, globals_, history=session.placement_history.counts)
    doubtful = {cut.text for cut in line.cuts if cut.doubtful and not cut.known}
    slots = {
        slot: tuple(replace(tag, unsure=tag.unsure or tag.text in doubtful) for tag in own)
        for slot, own in placed.slots.items()
    }
    return Pasted(clean_text(text), Caption(slots), sentence=False, line=line)


def pasted(session: Session, text: str) -> Pasted:
    """A text as it would be read from a sidecar of the dataset."""
    read = read_pasted(text)
    settings, project = session.project.settings, session.project
    globals_ = [tag.text for tag in session.globals]
    caption = place(read, project.vocabulary, settings.structure, globals_, history=session.placement_history.counts)
    one = len(read.pieces) == 1 and read.pieces[0].sentence
    return Pasted(read.text, caption, one)

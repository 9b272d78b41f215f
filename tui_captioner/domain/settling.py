"""Saying once in which slot a tag belongs, for a caption in which that was only guessed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import inf

from tui_captioner.domain.caption import Caption, Tag, Tags
from tui_captioner.domain.edits import Edit, Move
from tui_captioner.domain.standing import same_text


@dataclass(frozen=True)
class Settle(Edit):
    """Put every unsure tag of a text into a slot and make it sure; one that is sure stays where it is.

    A caption that keeps the order of its file goes on doing so, to the letter: only what is known of the tag changes.
    """

    text: str
    slot: str

    def apply(self, caption: Caption, globals_: Sequence[Tag] = ()) -> Caption:  # noqa: ARG002 - see `Edit`
        """See `Edit.apply`."""
        if not any(self._is_meant(tag) for tags in caption.slots.values() for tag in tags):
            return caption
        return self._moved(caption) if caption.read is None else self._known_better(caption)

    def _is_meant(self, tag: Tag) -> bool:
        return tag.unsure and not tag.mark and same_text(tag.text, self.text)

    def _moved(self, caption: Caption) -> Caption:
        """Of an edited caption: the tag goes behind the others of its new slot, as if it were moved by hand."""
        for slot in caption.slots:
            if slot != self.slot:
                while (place := self._place(caption.tags(slot))) is not None:
                    caption = Move(slot, place, self.slot).apply(caption)
        sure = [replace(tag, unsure=False) if self._is_meant(tag) else tag for tag in caption.tags(self.slot)]
        return caption.with_slot(self.slot, sure)

    def _place(self, tags: Tags) -> int | None:
        return next((place for place, tag in enumerate(tags) if self._is_meant(tag)), None)

    def _known_better(self, caption: Caption) -> Caption:
        """Of a caption as it was read: the tags of the slot in the order in which they stand in the text."""
        slots: dict[str, Tags] = {}
        meant: list[Tag] = []
        for slot, tags in caption.slots.items():
            meant += [replace(tag, unsure=False) for tag in tags if self._is_meant(tag)]
            slots[slot] = tuple(tag for tag in tags if not self._is_meant(tag))
        slots[self.slot] = tuple(sorted((*slots.get(self.slot, ()), *meant), key=_place_in_text))
        return replace(caption, slots={slot: tags for slot, tags in slots.items() if tags})


def _place_in_text(tag: Tag) -> float:
    """Where a tag stands in the text that it was read from; what has no place there stays last."""
    return inf if tag.origin is None else tag.origin.place

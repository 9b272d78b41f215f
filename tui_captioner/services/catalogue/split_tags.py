"""Tags that stand in several slots of a dataset: each is one question."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import NamedTuple

from tui_captioner.domain.structure import GLOBALS, Structure
from tui_captioner.services.catalogue.catalogue import catalogue_of
from tui_captioner.services.session.jobs import Progress
from tui_captioner.services.session.session import Session
from tui_captioner.storage.catalogue.questions import SlotUse, in_several_slots

_DECIDED = 2
"""So often a tag has to be confirmed in a slot before that says more than where most images have it; as in placing."""


class SlotQuestion(NamedTuple):
    """A tag, and the slots that it might stand in.

    Args:
        text: The tag.
        uses: By slot key, in the order of the structure, how many images have it there.
        usual: The slot to offer: where it was confirmed most often, twice at least, else where most images have it.
    """

    text: str
    uses: Mapping[str, SlotUse]
    usual: str

    @property
    def elsewhere(self) -> int:
        """How many images at most have it in another slot than the usual one."""
        return sum(use.images for slot, use in self.uses.items() if slot != self.usual)


def split_tags(session: Session) -> Generator[Progress, None, list[SlotQuestion]]:
    """A job that finds the tags that stand in more than one slot, those first that most images have elsewhere.

    `services.bulk.slot_questions.all_into` makes a proposal of each.

    Raises:
        CatalogueError: If there can be no catalogue to ask.
    """
    found = yield from catalogue_of(session).answer(in_several_slots)
    questions = _questions(found, session.structure)
    return sorted((each for each in questions if each.elsewhere), key=lambda each: (-each.elsewhere, each.text))


def _questions(found: Mapping[str, Mapping[str, SlotUse]], structure: Structure) -> list[SlotQuestion]:
    order = [key for key in structure.own_keys if key != GLOBALS]
    questions = []
    for text, by_slot in found.items():
        uses = {slot: by_slot[slot] for slot in (*order, *sorted(by_slot.keys() - set(order))) if slot in by_slot}
        # A slot that the structure has no longer is nowhere to put a tag.
        there = [slot for slot in uses if slot in order] or order[:1]
        usual = max(there, key=lambda slot: _weight(uses.get(slot)))
        questions.append(SlotQuestion(text, uses, usual))
    return questions


def _weight(use: SlotUse | None) -> tuple[int, int]:
    if use is None:
        return 0, 0
    return use.confirmed if use.confirmed >= _DECIDED else 0, use.images

"""A tag that stands in two slots of the dataset: all of it into one is offered, and shown before it is done."""

from __future__ import annotations

from tui_captioner.services.catalogue.catalogue import catalogue_of
from tui_captioner.services.catalogue.split_tags import SlotQuestion, split_tags
from tui_captioner.services.session.jobs import Job
from tui_captioner.storage.catalogue.questions import images_of, images_with
from tui_captioner.tui.composer.composing import Composing


class SlotOffers:
    """Offers of a slot for all of a tag.

    Args:
        state: The state of the composer.
        key: The key that takes an offer, as a person reads it.
    """

    def __init__(self, state: Composing, key: str = "*") -> None:
        self._state = state
        self._key = key
        self._offer: tuple[str, str] | None = None
        self._passed: set[str] = set()

    def move(self, number: int) -> Job:
        """Move the tag under the cursor to the slot of that number; where it stands elsewhere too, offer that."""
        state = self._state
        keys = state.session.structure.keys
        if state.cursor.place is None or not 1 <= number <= len(keys):
            return
        text, target = state.tags(state.slot)[state.cursor.place].text, keys[number - 1]
        own = {state.slot, target} <= set(state.session.structure.own_keys)
        yield from state.cursor.move_to_slot(number) or ()
        if not own:
            return
        names = yield from catalogue_of(state.session).answer(
            lambda store: images_with(store, text, target, unsure=False), at_once=True
        )
        if names:
            self._make(text, target, f"'{text}' stands elsewhere in {_captions(len(names))}")

    def forget(self) -> None:
        """Something else is done: what was offered stands no longer."""
        self._offer = None

    def _make(self, text: str, slot: str, why: str) -> None:
        title = self._state.session.structure.title(slot)
        self._offer = text, slot
        self._state.say(f"{why}: {self._key} puts all into {title}")

    def asked(self) -> tuple[str, str] | None:
        """The tag and the slot that is meant: what was offered just now, else the tag under the cursor, where it is."""
        state, offer = self._state, self._offer
        if offer is not None:
            return offer
        if state.cursor.place is None:
            state.say("The tag cursor stands on no tag")
            return None
        return state.tags(state.slot)[state.cursor.place].text, state.slot

    def next_split(self) -> Job:
        """Go to a tag that stands in several slots of the dataset, and offer to put all of it into the usual one."""
        state = self._state
        questions = yield from split_tags(state.session)
        left = [question for question in questions if question.text not in self._passed]
        if questions and not left:
            self._passed.clear()
            left = questions
        if not left or state.is_half_typed():
            state.say(state.message or "No tag stands in two slots", warning=state.warning)
            return
        question = left[0]
        self._passed.add(question.text)
        names = yield from catalogue_of(state.session).answer(
            lambda store: (
                images_with(store, question.text, question.usual, unsure=False) or images_of(store, question.text)
            ),
            at_once=True,
        )
        if names:
            state.show(names[0])
            self._stand_on(question)

    def _stand_on(self, question: SlotQuestion) -> None:
        """Stand on the tag where it is in another slot than the usual one, if it is."""
        state, structure = self._state, self._state.session.structure
        spots = [
            (slot, place)
            for slot in structure.own_keys
            for place, tag in enumerate(state.caption.tags(slot))
            if tag.text == question.text
        ]
        spots.sort(key=lambda spot: spot[0] == question.usual)
        if spots:
            state.slot, state.cursor.place = spots[0]
        uses = ", ".join(f"{structure.title(slot)} {use.images}" for slot, use in question.uses.items())
        self._make(question.text, question.usual, f"'{question.text}' stands in {uses}")


def _captions(count: int) -> str:
    return f"{count} caption{'' if count == 1 else 's'}"

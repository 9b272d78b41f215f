"""Going over what is doubtful: tags whose slot was only guessed, one question per tag, answered for all images that
have it unsure; then what models proposed, new words first.
"""

from __future__ import annotations

from collections.abc import Generator

from tui_captioner.domain.review import Spot
from tui_captioner.domain.structure import GLOBALS
from tui_captioner.services.catalogue.catalogue import catalogue_of
from tui_captioner.services.catalogue.unsure import UnsureImages
from tui_captioner.services.session.jobs import Job, Progress
from tui_captioner.storage.catalogue.authors import images_with_proposed
from tui_captioner.storage.catalogue.database import CatalogueError
from tui_captioner.storage.catalogue.questions import images_with
from tui_captioner.tui.composer.composing import Composing


class Review:
    """The unsure tags of a dataset.

    Args:
        state: The state of the composer.
        confirm_key: The key that answers yes, as a person reads it.
    """

    def __init__(self, state: Composing, confirm_key: str = "Space") -> None:
        self._state = state
        self._images = UnsureImages(state.session)
        self._confirm_key = confirm_key
        self._passed: set[str] = set()
        """The tags that were asked about and left unanswered, since the last time round."""

    def next_question(self) -> Job:
        """Go to the next unsure tag that was not asked about yet: of this caption, else of the next image with one.

        Where none is unsure, to what is proposed for this image, then for the next one.
        """
        state = self._state
        if not state.name:
            return
        state.settle_cursor()
        was_proposed = state.machine.here is not None
        state.machine.leave()
        under = self._under_cursor()
        if under is not None:
            self._passed.add(under)
        found = yield from self._find()
        if not found and self._passed:
            self._passed.clear()
            found = yield from self._find()
        if not found:
            yield from self._next_proposed(here=not was_proposed)
        elif (asked := self._under_cursor()) is not None:
            yield from self._ask(asked)
        else:
            state.say("There are unsure tags here, and half-typed text: Enter keeps it, Esc drops it")

    def _find(self) -> Generator[Progress, None, bool]:
        """Stand on the next tag to ask about; gives whether there is one."""
        state = self._state
        if not state.text and self._stand_here():
            return True
        yield from self._images.look_through(self._passed)
        name = self._images.after(state.name)
        if name:
            state.show(name)
            self._stand_here()
        return bool(name)

    def _next_proposed(self, *, here: bool) -> Job:
        """Go to what is proposed for this image, if it may be this one, else for the next: doubtful ones first."""
        state = self._state
        if here and not state.text and state.machine.begin(doubtful=True):
            return
        found = yield from catalogue_of(state.session).answer(images_with_proposed, at_once=True)
        names = [name for name in found if name in state.session.project.images and state.scope.row(name) is not None]
        if not names:
            state.say("No tag is unsure any more")
            return
        state.show(names[(names.index(state.name) + 1) % len(names) if state.name in names else 0])
        if not state.text:
            state.machine.begin(doubtful=True)

    def _stand_here(self) -> bool:
        """Stand on the first tag to ask about in this image, in the caption in view before the others."""
        state = self._state
        captions = sorted(range(len(state.captions)), key=lambda index: index != state.alternative)
        before = state.alternative
        for index in captions:
            if index != state.alternative:
                state.view(index)
            for slot, place in state.unsure_spots:
                if state.tags(slot)[place].text not in self._passed:
                    if not state.text:
                        self._stand_on((slot, place))
                    return True
        if state.alternative != before:
            state.view(before)
        return False

    def _under_cursor(self) -> str | None:
        """The unsure tag under the tag cursor, None if there is none."""
        state = self._state
        if state.cursor.place is None or state.slot == GLOBALS:
            return None
        tag = state.tags(state.slot)[state.cursor.place]
        return tag.text if tag.unsure else None

    def _ask(self, text: str) -> Job:
        state = self._state
        names = yield from catalogue_of(state.session).answer(
            lambda store: images_with(store, text, "", unsure=True), at_once=True
        )
        where = f" in all {len(names)} images that have it unsure" if len(names) > 1 else ""
        title = state.session.structure.title(state.slot)
        state.say(f"Is '{text}' right in {title}? {self._confirm_key} says yes{where}")

    def _stand_on(self, spot: Spot) -> None:
        self._state.slot, self._state.cursor.place = spot

    def confirm(self) -> Job:
        """Say that the tag under the cursor stands right, in all images that have it unsure, as one step; and go to the
        next unsure tag of the caption."""
        state = self._state
        place = state.cursor.place
        if place is None:
            state.say("The tag cursor stands on no tag")
            return
        text = self._under_cursor()
        count = 0 if text is None else (yield from self._settle(text, (state.slot, place)))
        left = state.unsure_spots
        if left:
            self._stand_on(_next_spot(left, state.session.structure.keys, (state.slot, place)))
        if count < 2 and not left:
            state.say("No tag of this caption is unsure any more")

    def _settle(self, text: str, spot: Spot) -> Generator[Progress, None, int]:
        """Confirm a tag in all images; in this one alone if nothing is known of the others. Gives their number."""
        from tui_captioner.services.bulk.slot_questions import settle

        try:
            count = yield from settle(self._state.session, text, spot[0])
        except CatalogueError:
            count = 0
        if spot in self._state.unsure_spots:
            self._state.confirm([spot])
        return count

    def confirm_all(self) -> None:
        """Say that every tag of the caption in view stands right, as one step."""
        state = self._state
        spots = state.unsure_spots
        if not spots:
            state.say("No tag of this caption is unsure")
            return
        state.confirm(spots)
        state.say(f"Confirmed {len(spots)} tag{'' if len(spots) == 1 else 's'}")


def _next_spot(spots: list[Spot], keys: tuple[str, ...], here: Spot) -> Spot:
    """The first spot behind `here`, else the first of all."""
    place = keys.index(here[0]), here[1]
    return next((spot for spot in spots if (keys.index(spot[0]), spot[1]) > place), spots[0])

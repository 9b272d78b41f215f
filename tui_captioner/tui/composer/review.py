"""Going over tags whose slot was only guessed: to the next one, and saying that it stands right."""

from __future__ import annotations

from tui_captioner.domain.review import Spot, has_unsure
from tui_captioner.domain.structure import GLOBALS
from tui_captioner.services.catalogue.unsure import UnsureImages
from tui_captioner.services.session.jobs import Job
from tui_captioner.tui.composer.composing import Composing


class Review:
    """The unsure tags of a dataset.

    Args:
        state: The state of the composer.
    """

    def __init__(self, state: Composing) -> None:
        self._state = state
        self._images = UnsureImages(state.session)

    def next_image(self) -> Job:
        """Go to the next image with unsure tags, the tag cursor on the first of them."""
        state = self._state
        yield from self._images.look_through()
        name = self._images.after(state.name)
        here = self._images.look(state.name)
        if not name and not here:
            state.say("No tag is unsure any more" if state.session.names else "")
            return
        state.show(name or state.name)
        self._stand_on_first()
        count = len(self._images)
        state.say(f"{count} image{' has' if count == 1 else 's have'} unsure tags{'' if name else ': only this one'}")

    def _stand_on_first(self) -> None:
        state = self._state
        structure = state.session.structure
        unsure = [index for index, caption in enumerate(state.captions) if has_unsure(caption, structure)]
        if unsure:
            state.view(unsure[0])
        spots = state.unsure_spots
        if spots and not state.text:
            self._stand_on(spots[0])

    def _stand_on(self, spot: Spot) -> None:
        self._state.slot, self._state.cursor.place = spot

    def confirm(self) -> None:
        """Say that the tag under the cursor stands right, and go to the next unsure tag of the caption."""
        state = self._state
        place = state.cursor.place
        if place is None:
            state.say("The tag cursor stands on no tag")
            return
        if state.slot != GLOBALS and state.tags(state.slot)[place].unsure:
            state.confirm([(state.slot, place)])
        left = state.unsure_spots
        if left:
            self._stand_on(_next_spot(left, state.session.structure.keys, (state.slot, place)))
        else:
            state.say("No tag of this caption is unsure any more")

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

"""The images that are gone through: all of them, or those that a filter found, in the order that was asked for.

They stay as they were found until they are asked for anew, though edits may have made some of them fit no more.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from tui_captioner.domain.query.expression import EVERYTHING, Filter
from tui_captioner.services.session.session import Session
from tui_captioner.storage.catalogue.database import CatalogueDatabase
from tui_captioner.storage.catalogue.order import Order


class Asked(NamedTuple):
    """What was asked for.

    Args:
        text: The filter as it was typed.
        filter: What it says.
        order: How the images are sorted.
    """

    text: str = ""
    filter: Filter = EVERYTHING
    order: Order = Order()

    @property
    def is_all(self) -> bool:
        """Whether every image fits, in the order of the dataset."""
        return self.filter == EVERYTHING and self.order == Order()


class Scope:
    """The images that are gone through.

    Args:
        session: The open dataset.

    Attributes:
        asked: What they were asked for by.
        places: Their places in `Session.names`, in the order in which they are gone through.
    """

    def __init__(self, session: Session) -> None:
        self.session = session
        self.asked = Asked()
        self._last: tuple[str, int | None] = ("", None)
        """An image that was asked for, and its row: the one on the screen is asked for again and again."""
        self.places: array[int] = array("I", range(len(session.names)))

    def wish(self, text: str, order: Order) -> Asked:
        """What is to be asked for; raises FilterError if the filter can't be read."""
        from tui_captioner.services.catalogue.filtering import read_filter

        return Asked(text.strip(), read_filter(self.session, text), order)

    def question(self, asked: Asked) -> Callable[[CatalogueDatabase], array[int]]:
        """The question to the catalogue; its answer is for `set`."""
        from tui_captioner.services.catalogue.filtering import places_of

        return places_of(self.session, asked.filter, asked.order)

    def set(self, asked: Asked, places: array[int]) -> None:
        """Go through these images from now on."""
        self.asked, self.places = asked, places
        self._last = ("", None)

    @property
    def is_all(self) -> bool:
        """Whether all images are gone through, in the order of the dataset."""
        return self.asked.is_all

    @property
    def is_filtered(self) -> bool:
        """Whether a filter is at work."""
        return self.asked.filter != EVERYTHING

    def __len__(self) -> int:
        return len(self.places)

    def name(self, row: int) -> str:
        """The image in a row, from 0."""
        return self.session.names[self.places[row]]

    def names(self) -> Sequence[str]:
        """All of them by name, in order."""
        names = self.session.names
        return names if self.is_all else [names[place] for place in self.places]

    def row(self, name: str) -> int | None:
        """The row of an image, None if it is not among them."""
        place = self.session.place(name)
        if self.is_all:
            return place
        if self._last[0] != name:
            try:
                self._last = (name, self.places.index(place))
            except ValueError:
                self._last = (name, None)
        return self._last[1]

    def neighbour(self, name: str, step: int) -> str:
        """The image so many rows on (or back, below zero), empty beyond either end.

        From an image that is not among them one goes to the nearest one by its place in the dataset.
        """
        if self.is_all:
            return self.session.neighbour(name, step)
        here = self.row(name)
        if here is None:
            return self._beside(self.session.place(name), step)
        row = here + step
        return self.name(row) if 0 <= row < len(self) else ""

    def _beside(self, place: int, step: int) -> str:
        if step > 0:
            found = min((other for other in self.places if other > place), default=None)
        else:
            found = max((other for other in self.places if other < place), default=None)
        return "" if found is None else self.session.names[found]

    def behind(self, name: str) -> Iterator[str]:
        """The images behind this one, round the end up to it."""
        row = self.row(name)
        start = 0 if row is None else row + 1
        for at in (*range(start, len(self)), *range(start)):
            if self.name(at) != name:
                yield self.name(at)


def scope_of(session: Session) -> Scope:
    """The images of an open dataset that are gone through: one for all screens and commands."""
    return session.companions.get(Scope, lambda: Scope(session))

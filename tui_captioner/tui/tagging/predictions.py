"""The numbered predictions of a slot: they hold still from the moment the slot is entered until it is left."""

from __future__ import annotations

from typing import NamedTuple

from tui_captioner.domain.suggest import Suggestion
from tui_captioner.services.catalogue.completion import Completer

ROWS = 9
"""Suggestions shown, one per digit."""

Place = tuple[str, str, int]
"""Image, slot, and which of the image's captions, 0 for the first."""


class Page(NamedTuple):
    """Nine predictions, and what was shown before them in this slot."""

    rows: tuple[Suggestion, ...] = ()
    before: frozenset[str] = frozenset()


class Predictions:
    """What the digits stand for.

    Args:
        completer: Where predictions come from.

    Attributes:
        page: The nine that are shown now.
        used: Whether the user has begun to work with them, so that they must not change any more.
    """

    def __init__(self, completer: Completer) -> None:
        self._completer = completer
        self._place: Place | None = None
        self.page = Page()
        self.used = False
        self._is_due = False

    def forget(self) -> None:
        """The slot was left: number anew when one is entered."""
        self._place = None

    def renew(self) -> None:
        """More is known than when the slot was entered: number anew, unless one of the digits was used already."""
        if not self.used:
            self.forget()

    def renew_later(self) -> None:
        """The same, but what is seen holds still until something is typed: nobody expects news just now."""
        self._is_due = True

    def typed(self) -> None:
        """Something is typed, so that the predictions are out of sight."""
        if self._is_due:
            self._is_due = False
            self.renew()

    def at(self, place: Place) -> list[Suggestion]:
        """The predictions for a place: those that were made when it was entered."""
        if place != self._place:
            self._place, self.page = place, Page(tuple(self._likeliest(place, ROWS)))
            self.used = self._is_due = False
        return list(self.page.rows)

    def turn(self, room: int) -> bool:
        """Show the nine that are likeliest now among those that were not shown yet; after the last, begin anew.

        Args:
            room: How many rows of the present nine are on the screen.

        Returns:
            Whether there were any more.
        """
        if self._place is None:
            return False
        before = self.page.before | {row.term.text for row in self.page.rows[:room]}
        found = self._likeliest(self._place, len(before) + ROWS)
        rows = tuple(row for row in found if row.term.text not in before)[:ROWS]
        self.page = Page(rows, before) if rows else Page(tuple(self._likeliest(self._place, ROWS)))
        return bool(rows)

    def _likeliest(self, place: Place, amount: int) -> list[Suggestion]:
        name, slot, alternative = place
        return self._completer.suggest(name, slot, "", amount, alternative=alternative)

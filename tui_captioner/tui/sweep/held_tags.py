"""The tags of a slot on the digits: the most used first, still over a whole sweep; new ones join the end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tui_captioner.domain.suggest import Suggestion
from tui_captioner.domain.vocabulary import Term
from tui_captioner.services.catalogue.completion import Completer
from tui_captioner.tui.tagging.predictions import ROWS, Page, Place, Predictions


class HeldTags(Predictions):
    """What the digits stand for, whatever the image.

    Args:
        completer: Suggestions for what is typed.
    """

    def __init__(self, completer: Completer) -> None:
        super().__init__(completer)
        self._texts: list[str] = []
        self.counts: dict[str, int] = {}
        """How many captions have each tag in the slot."""

    def hold(self, counted: Iterable[tuple[str, int]]) -> None:
        """Number these tags, the first one first; those that stand here already join their end."""
        before = self._texts
        counted = list(counted)
        self.counts = {**dict.fromkeys(before, 0), **dict(counted)}
        self._texts = list(dict.fromkeys([*(text for text, _ in counted), *before]))
        self.page = self._page(0)

    def at(self, place: Place) -> list[Suggestion]:  # noqa: ARG002 - they are the same everywhere
        """The tags that are numbered now."""
        return list(self.page.rows)

    def forget(self) -> None:
        """They stay."""

    def turn(self, room: int) -> bool:
        """Number the next nine, or as many as there are rows; behind the last ones the first again.

        Returns:
            Whether there were any more.
        """
        start = self.start + max(1, min(room, ROWS))
        more = start < len(self._texts)
        self.page = self._page(start if more else 0)
        return more

    def count(self, before: frozenset[str], after: frozenset[str]) -> None:
        """A caption that had some tags in the slot has others now; those that are new here join the end."""
        for text in sorted(before - after):
            self.counts[text] = max(0, self.counts.get(text, 0) - 1)
        start = self.start
        for text in sorted(after - before):
            self.counts[text] = self.counts.get(text, 0) + 1
            if text not in self._texts:
                self._texts.append(text)
        self.page = self._page(start)

    @property
    def start(self) -> int:
        """How many tags stand before the numbered ones."""
        return self._texts.index(self.page.rows[0].term.text) if self.page.rows else 0

    def __len__(self) -> int:
        return len(self._texts)

    def turns_to(self, text: str, room: int) -> int:
        """How often the next ones are to be numbered until a tag is among them; 0 if it is, or is none of them."""
        if text not in self._texts:
            return 0
        step = max(1, min(room, ROWS))
        ahead = self._texts.index(text) - self.start
        if ahead < 0:
            ahead += -(-(len(self._texts) - self.start) // step) * step + self.start
        return ahead // step

    def _page(self, start: int) -> Page:
        shown: Sequence[str] = self._texts[start : start + ROWS]
        return Page(tuple(Suggestion(Term(text, count=self.counts.get(text, 0)), text, 0.0) for text in shown))

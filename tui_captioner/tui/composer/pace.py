"""How fast images are finished, and how long the rest takes at that."""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median

from tui_captioner.domain.statistics.pace import BREAK, LAST, left_in_words


class Pace:
    """The time that images take in this session.

    Args:
        clock: Gives the time in seconds; one that never goes back.
        before: Gives the seconds that an image took in earlier sessions, None where that is not known; asked once, as
            long as none was finished in this one.
    """

    def __init__(
        self, clock: Callable[[], float] = time.monotonic, before: Callable[[], float | None] = lambda: None
    ) -> None:
        self._clock, self._ask_before = clock, before
        self._before: float | None = None
        self._asked = False
        self._done: int | None = None
        self._since = clock()
        self._spans: list[float] = []

    def note(self, done: int) -> None:
        """So many images are finished now. Several at once, or fewer than before, tell nothing of the pace."""
        if done == self._done:
            return
        now = self._clock()
        if self._done is not None and done == self._done + 1 and now - self._since <= BREAK:
            self._spans = [*self._spans, now - self._since][-LAST:]
        self._done, self._since = done, now

    def told(self, done: int, total: int) -> str:
        """The pace in words, and what is left.

        Args:
            done: Images that are finished.
            total: All images.
        """
        left = total - done
        return left_in_words(left, self._each) if left else f"All {total:,} are done"

    @property
    def _each(self) -> float | None:
        if self._spans:
            return median(self._spans)
        if not self._asked:
            self._asked, self._before = True, self._ask_before()
        return self._before

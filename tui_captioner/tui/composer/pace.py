"""How fast images are finished, and how long the rest takes at that."""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median

_BREAK = 600.0
"""Seconds without a finished image after which somebody was away: that tells nothing of the pace."""
_LAST = 30
"""Images that the pace is taken from."""


class Pace:
    """The time that images take in this session.

    Args:
        clock: Gives the time in seconds; one that never goes back.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._done: int | None = None
        self._since = clock()
        self._spans: list[float] = []

    def note(self, done: int) -> None:
        """So many images are finished now. Several at once, or fewer than before, tell nothing of the pace."""
        if done == self._done:
            return
        now = self._clock()
        if self._done is not None and done == self._done + 1 and now - self._since <= _BREAK:
            self._spans = [*self._spans, now - self._since][-_LAST:]
        self._done, self._since = done, now

    def told(self, done: int, total: int) -> str:
        """The pace in words, and what is left.

        Args:
            done: Images that are finished.
            total: All images.
        """
        left = total - done
        if not left:
            return f"All {total:,} are done"
        if not self._spans:
            return f"{left:,} to go; how long it takes is known once an image was finished here"
        each = median(self._spans)
        return f"{left:,} to go at {_span(each)} each: {_span(each * left)} left"


def _span(seconds: float) -> str:
    """A span of time as a person says it."""
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60:02} min"

"""Collecting garbage while nobody types: a full collection takes up to a tenth of a second, and a key would wait."""

from __future__ import annotations

import gc
from collections.abc import Callable
from time import monotonic

INTERVAL = 1.0
"""Seconds between two looks."""

_REST = 1.0
"""Seconds without a key after which somebody is taken to look or to think."""
_WORTHWHILE = 20_000
"""Containers made since the last collection that make one worth while: some hundred keys, or ten pictures."""
_TOO_MANY = 30_000
"""Containers after which the young ones are looked through even while somebody types: some 5 ms."""


class IdleCollector:
    """Python's collector, told when to run.

    Args:
        now: Gives seconds; for tests.
    """

    def __init__(self, now: Callable[[], float] = monotonic) -> None:
        self._now = now
        self._last_key = now()
        self._owed = False

    def start(self) -> None:
        """From here on nothing is collected by itself; what start-up made stays, so it is never looked through."""
        gc.disable()
        gc.freeze()

    def stop(self) -> None:
        """The app is at its end: what it made may be garbage now, and is collected as usual."""
        gc.unfreeze()
        gc.enable()

    def note_key(self) -> None:
        """A key was pressed."""
        self._last_key = self._now()

    def look(self) -> int | None:
        """Collect if it is time to; the generation that was collected."""
        made = gc.get_count()[0]
        if (made > _WORTHWHILE or self._owed) and self._now() - self._last_key > _REST:
            self._owed = False
            gc.collect()
            return 2
        if made > _TOO_MANY:
            # What survives is older now and is looked through when there is a rest.
            self._owed = True
            gc.collect(0)
            return 0
        return None

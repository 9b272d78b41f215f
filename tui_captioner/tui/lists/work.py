"""Work that takes long, done a little at a time between the keys."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tui_captioner.services.session.jobs import Progress

SLICE = 0.008
"""Seconds of work between two looks at the keyboard."""
_DRAWN = 0.1
"""Seconds between two drawings of how far it is."""


@dataclass
class Work:
    """Something that is being done.

    Args:
        doing: What, for the last line: `Changing`.
        stop: Stops it, and says whether it could; None where it goes through once it is begun.
        done: Steps done.
        total: Steps in all.
    """

    doing: str
    stop: Callable[[], bool] | None = None
    done: int = 0
    total: int = 0


async def in_slices(
    steps: Iterator[object],
    *,
    progress: Callable[[Progress], object] | None = None,
    waiting: Callable[[], bool] = lambda: False,
) -> object:
    """Carry something out a little at a time; gives what its generator returns.

    Args:
        steps: The work.
        progress: Told now and then how far it is.
        waiting: Whether another process is at work, so that there is nothing to do here.
    """
    began = drawn = time.monotonic()
    while True:
        try:
            step = next(steps)
        except StopIteration as end:
            return end.value
        now = time.monotonic()
        if progress is not None and isinstance(step, Progress) and now - drawn > _DRAWN:
            drawn = now
            progress(step)
        idle = waiting()
        if idle or now - began > SLICE:
            await asyncio.sleep(0.05 if idle else 0)
            began = time.monotonic()

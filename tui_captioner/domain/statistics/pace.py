"""How fast somebody finishes images, and how long the rest takes at that."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

BREAK = 600.0
"""Seconds without a finished image after which somebody was away: that tells nothing of the pace."""
LAST = 30
"""Images that the pace is taken from."""


def pace_of(times: Sequence[float]) -> float | None:
    """Seconds that an image takes; None where that can't be told.

    Args:
        times: When images were finished, in seconds, in order.
    """
    spans = [later - earlier for earlier, later in pairwise(times) if 0 < later - earlier <= BREAK]
    return median(spans[-LAST:]) if spans else None


def span_in_words(seconds: float) -> str:
    """A span of time as a person says it."""
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60:02} min"


def left_in_words(left: int, each: float | None) -> str:
    """How many images are to go, and how long that takes.

    Args:
        left: Images that are not finished, 1 or more.
        each: Seconds that one takes; None where that is not known.
    """
    if each is None:
        return f"{left:,} to go; how long it takes is known once an image was finished here"
    return f"{left:,} to go at {span_in_words(each)} each: {span_in_words(each * left)} left"

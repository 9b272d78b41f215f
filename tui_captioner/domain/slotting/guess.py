"""What one source of knowledge says about the slot of a tag."""

from __future__ import annotations

from typing import NamedTuple

VOCABULARY = "vocabulary"
HISTORY = "history"
NEAREST = "nearest"
SHAPE = "shape"
NEIGHBOURS = "neighbours"
SENTENCE = "sentence"
UNKNOWN = "unknown"

REASONS = (VOCABULARY, HISTORY, NEAREST, SHAPE, NEIGHBOURS, SENTENCE, UNKNOWN)
"""What may have decided a slot, the most trusted first; sentences are not guessed at all."""

SURE = 0.8
"""Confidence from which a placed tag is not shown for review.

`python -m tests.benchmarks.slotting` prints how often placements of each confidence are right, and all the sure and
all the unsure ones: on 3,256 tags, most of them in captions that the rules had not seen, 98 in 100 of the sure ones,
and 92 in 100 of those from 0.7 to here.
"""

TELLS = 0.7
"""Confidence from which a tag tells its neighbours where they may belong, though it may be shown for review itself."""


class Guess(NamedTuple):
    """One slot that a tag may belong to.

    Args:
        slot: Key of the slot.
        layer: Layer of that slot, None where that is not known.
        confidence: From 0 to 1, how often such a guess is right.
        reason: One of `REASONS`.
    """

    slot: str
    layer: str | None
    confidence: float
    reason: str

"""From which scores on what a tagger sees is said."""

from __future__ import annotations

from typing import NamedTuple


class Thresholds(NamedTuple):
    """From which scores on tags are said.

    Args:
        general: For tags of all categories but those below; None for what the tagger's makers say.
        character: For names of characters; None for the same.
        cuts: Look for the largest gap between two scores of a category instead (MCut).
        ratings: Say ratings, qualities and the like too.
    """

    general: float | None = None
    character: float | None = None
    cuts: bool = False
    ratings: bool = False

"""What pictures say of whether an image should have a tag: those that look like one that has it are likelier."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from tui_captioner.services.lookalikes.lookalikes import look_alikes_of
from tui_captioner.services.session.session import Session

_SAME = 3.0
"""Log-odds for the same picture: look-alikes share 60 to 75% of their tags."""
_LEAST = 0.5
"""Likeness at which hashes tell nothing any more: 16 of 64 bits are others."""


def looks_like(session: Session) -> Callable[[Sequence[str], Sequence[str]], Mapping[str, float]]:
    """What pictures add, as log-odds, given the images that are asked about, and those that have the tag.

    Nothing is decoded: of pictures that were never looked at it says nothing. To be called from a thread.

    Args:
        session: The open dataset.
    """

    def scores(asked: Sequence[str], having: Sequence[str]) -> Mapping[str, float]:
        looks = look_alikes_of(session)
        looks.recall_here()
        found = looks.likeness(asked, having)
        return {name: _SAME * (like - _LEAST) / (1 - _LEAST) for name, like in found.items() if like > _LEAST}

    return scores

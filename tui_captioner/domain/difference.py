"""Two texts of one caption beside each other: what goes and what comes, as every preview of a change shows it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from tui_captioner.domain.caption import CaptionText, Tag
from tui_captioner.domain.reading import read_caption


class Run(NamedTuple):
    """A stretch of a text, and whether the other text lacks it."""

    text: str
    differs: bool


class Difference(NamedTuple):
    """Two texts of one caption beside each other.

    Args:
        before: The text as it was; what goes is marked.
        after: The text as it is to be; what comes is marked.
        reordered: Whether the pieces that stay stand in another order.
    """

    before: tuple[Run, ...]
    after: tuple[Run, ...]
    reordered: bool

    @property
    def goes(self) -> list[str]:
        """The pieces that go, in their order."""
        return [run.text for run in self.before if run.differs]

    @property
    def comes(self) -> list[str]:
        """The pieces that come, in their order."""
        return [run.text for run in self.after if run.differs]


def difference(before: str, after: str, cut: Callable[[str], CaptionText] = read_caption) -> Difference:
    """What goes and what comes from one text of a caption to another, piece by piece; repeats count one by one.

    Args:
        before: The text as it was.
        after: The text as it is to be.
        cut: Takes a text apart; by default as one with commas is read.
    """
    old, new = cut(before), cut(after)
    goes, comes = _lacking(old.pieces, new.pieces), _lacking(new.pieces, old.pieces)
    left = [piece.text for number, piece in enumerate(old.pieces) if number not in goes]
    right = [piece.text for number, piece in enumerate(new.pieces) if number not in comes]
    return Difference(_runs(old, goes), _runs(new, comes), left != right)


def _lacking(pieces: Sequence[Tag], others: Sequence[Tag]) -> set[int]:
    """The numbers of the pieces that the others lack; of repeats the last ones."""
    left = Counter(other.text for other in others)
    lacking: set[int] = set()
    for number, piece in enumerate(pieces):
        if left[piece.text] > 0:
            left[piece.text] -= 1
        else:
            lacking.add(number)
    return lacking


def _runs(text: CaptionText, marked: set[int]) -> tuple[Run, ...]:
    runs = [Run(text.gaps[0], False)]
    for number, (piece, gap) in enumerate(zip(text.pieces, text.gaps[1:], strict=True)):
        runs += [Run(piece.text, number in marked), Run(gap, False)]
    return tuple(run for run in runs if run.text)

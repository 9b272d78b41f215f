"""Two texts of one caption beside each other: what goes and what comes, as every preview of a change shows it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from tui_captioner.domain.caption import CaptionText, Tag
from tui_captioner.domain.reading import read_caption

_MOST = 500
"""Pieces of two texts together that are laid beside each other; of more only what goes and comes is told."""


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


class Part(NamedTuple):
    """A piece of a caption before and after a change: the same, replaced, gone (`after` empty) or new (`before`)."""

    before: str
    after: str

    @property
    def differs(self) -> bool:
        """Whether it is another one after the change."""
        return self.before != self.after


def parts(before: str, after: str, cut: Callable[[str], CaptionText] = read_caption) -> tuple[Part, ...]:
    """The pieces of two texts of one caption in one row, in the order of both; what was moved goes and comes.

    Args:
        before: The text as it was.
        after: The text as it is to be.
        cut: Takes a text apart; by default as one with commas is read.
    """
    old, new = ([piece.text for piece in cut(text).pieces] for text in (before, after))
    if len(old) + len(new) > _MOST:
        found = difference(before, after, cut)
        return (*(Part(text, "") for text in found.goes), *(Part("", text) for text in found.comes))
    return tuple(_parts(old, new))


def _parts(old: Sequence[str], new: Sequence[str]) -> Iterator[Part]:
    for kind, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield from (Part(text, text) for text in old[start:end])
            continue
        pairs = min(end - start, last - first)
        yield from map(Part, old[start : start + pairs], new[first : first + pairs])
        yield from (Part(text, "") for text in old[start + pairs : end])
        yield from (Part("", text) for text in new[first + pairs : last])

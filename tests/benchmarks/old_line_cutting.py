"""The way through known tags alone, which the benchmark of lines is compared with."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

MOST_WORDS = 6
"""Words that a term has at most, where a run of words is cut."""
_UNKNOWN = 1.4
"""What a word that belongs to no term costs, where a term costs 1: a term of two words is better than two of one, and
a known one better than an unknown one."""
_LEADING = frozenset(
    [
        *("a", "an", "the", "her", "his", "on", "in", "at", "with", "of", "from", "by", "under", "over", "behind"),
        *("beside", "near", "between", "into", "onto"),
    ]
)
"""Words that belong to what follows them."""


class Cut(NamedTuple):
    """A tag of a run of words.

    Args:
        text: The tag.
        sure: Whether it is a known term, so that its ends are sure.
    """

    text: str
    sure: bool


def cut_line(text: str, knows: Callable[[str], bool]) -> list[Cut]:
    """Cut a run of words into tags: as few known terms as hold as many of the words as can be.

    Words that belong to no known term make tags of their own with their neighbours, and are not sure; `a`, `on` and the
    like go with what follows them.

    Args:
        text: The words, parted by blanks.
        knows: Tells whether this is a known term.
    """
    words = text.split()
    pieces: list[Cut] = []
    for start, end, known in _best(words, knows):
        piece = Cut(" ".join(words[start:end]), known)
        before = pieces[-1] if pieces else None
        if before is not None and not before.sure and _goes_on(before.text, known=known):
            pieces[-1] = Cut(f"{before.text} {piece.text}", sure=False)
        else:
            pieces.append(piece)
    return pieces


def _goes_on(text: str, *, known: bool) -> bool:
    """Whether an unsure piece takes up what follows: an unknown word, or what stands behind `on a` and the like."""
    return not known or text.split()[-1].lower() in _LEADING


def _best(words: list[str], knows: Callable[[str], bool]) -> list[tuple[int, int, bool]]:
    """The cheapest way through the words: pieces by their first word and the one behind, and whether they are known."""
    ways: list[tuple[float, list[tuple[int, int, bool]]]] = [(0.0, [])]
    for end in range(1, len(words) + 1):
        cost, way = ways[end - 1]
        best = cost + _UNKNOWN, [*way, (end - 1, end, False)]
        for start in range(max(0, end - MOST_WORDS), end):
            cost, way = ways[start]
            if cost + 1 < best[0] and knows(" ".join(words[start:end])):
                best = cost + 1, [*way, (start, end, True)]
        ways.append(best)
    return ways[-1][1]

"""Words that follow themselves again and again, as models write them that went round in a circle."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_LONGEST = 40
"""Words of a run that is looked for."""
_ENOUGH = ((1, 5), (2, 3), (6, 2))
"""From so many words on so many times are a circle: `very, very, very dark` and `hand in hand` are none."""


class Run(NamedTuple):
    """A run of words that follows itself.

    Args:
        text: The run, as it stands there first.
        times: How often it stands there.
        start: Where the first one begins.
        end: Where the last one ends.
    """

    text: str
    times: int
    start: int
    end: int


def repeated_run(text: str) -> Run | None:
    """The first run of words in a text that follows itself often enough to be no turn of phrase; None for none."""
    spots = [(found.start(), found.end()) for found in _WORD.finditer(text)]
    words = [text[start:end].casefold() for start, end in spots]
    if len(words) == len(set(words)):
        return None
    for size in _sizes(words):
        at, times = _repeated(words, size)
        if times:
            last = at + size * times - 1
            first = text[spots[at][0] : spots[at + size - 1][1]]
            return Run(first, times, spots[at][0], spots[last][1])
    return None


def _sizes(words: Sequence[str]) -> list[int]:
    """How many words a run can have, fewest first: one, and the distances at which two words stand together again."""
    most = min(_LONGEST, len(words) // 2)
    sizes = {1}
    spots: dict[tuple[str, str], list[int]] = {}
    for at, pair in enumerate(pairwise(words)):
        earlier = spots.setdefault(pair, [])
        for before in reversed(earlier):
            if at - before > most:
                break
            sizes.add(at - before)
        earlier.append(at)
    return sorted(sizes)


def _repeated(words: Sequence[str], size: int) -> tuple[int, int]:
    """Where a run of so many words stands that follows itself often enough, and how often; 0 times for none."""
    times = next(times for least, times in reversed(_ENOUGH) if size >= least)
    same = 0
    for at in range(size, len(words) + 1):
        if at < len(words) and words[at] == words[at - size]:
            same += 1
            continue
        if same >= size * (times - 1):
            return at - same - size, same // size + 1
        same = 0
    return 0, 0

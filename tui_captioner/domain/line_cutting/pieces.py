"""What each run of words costs as a piece of a line, and which of them are known tags."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import exp, log

from tui_captioner.domain.line_cutting.gaps import Gaps
from tui_captioner.domain.line_cutting.known_tags import KnownTags
from tui_captioner.domain.line_cutting.spoken import BORDER_WORDS, key_of, shape_of

_LONGEST = 16
"""Words of the longest tag."""
_SEEN, _LISTED = 0.3, 2.0
"""How much the gaps inside a tag weigh beside its uses in captions, and how much a term of a vocabulary does."""
_MENDED = 1.0
"""What it costs to take a word for another that sounds the same, beside finding the words themselves."""

_PARTED = 1.0
"""What it costs to take a word for one that only parts tags: most of them stand inside a tag."""
_NO_BORDER = ("next", "to")
"""A word that would end a tag, and the one before which it does not."""

Ends = tuple[int, int]
"""The place before the first word of a piece, and that behind its last."""


class Pieces:
    """The pieces of a line, weighed.

    Args:
        words: The words of the line.
        alike: For each word the keys of those that sound the same and stand in known tags.
        gaps: What is known of gaps between words.
        tags: The known tags.
        strange: What it costs that a tag is not known, in natural logarithms.

    Attributes:
        costs: What the pieces cost, see `path.best_way`.
        keys: The keys of the known tags among them.
        parting: Those of nothing but words that end a tag.
    """

    def __init__(
        self, words: Sequence[str], alike: Sequence[Sequence[str]], gaps: Gaps, tags: KnownTags, strange: float
    ) -> None:
        shapes = [shape_of(word) for word in words]
        borders = [gaps.border(left, right) for left, right in pairwise(shapes)]
        self._uncut = [0.0, *(-log(1 - share) for share in borders)]
        self._cut = [*(-log(share) for share in borders), 0.0]
        self._sounds, self._alike = [key_of(word) for word in words], alike
        behind = [*shapes[1:], ""]
        self._parts = [
            one in BORDER_WORDS and (one, other) != _NO_BORDER for one, other in zip(shapes, behind, strict=True)
        ]
        self._shapes, self._gaps = shapes, gaps
        self._tags, self._strange = tags, strange
        self.keys: dict[Ends, str] = {}
        self.parting: set[Ends] = set()
        self.costs = [self._from(start) for start in range(len(words))]

    def _from(self, start: int) -> list[float]:
        """What the pieces cost that begin at a place."""
        tags, uncut = self._tags, self._uncut
        key, within, parts = "", 0.0, True
        mended: list[str] = []
        costs: list[float] = []
        for place in range(start, min(len(uncut), start + _LONGEST)):
            sound = self._sounds[place]
            if place > start:
                within += uncut[place]
            if mended or self._alike[place]:
                mended = [*(one + sound for one in mended), *(key + other for other in self._alike[place])]
            key += sound
            parts = parts and self._parts[place]
            if key in tags:
                cost = self._known((start, place + 1), key, within)
            elif mended and (found := next((one for one in mended if one in tags), "")):
                cost = self._known((start, place + 1), found, within) + _MENDED
            elif parts:
                cost = self._parting((start, place + 1))
            else:
                cost = within + self._strange
            costs.append(cost + self._cut[place])
        return costs

    def _parting(self, ends: Ends) -> float:
        """What words cost that only part tags: as much as a border there would without them."""
        self.parting.add(ends)
        start, end = ends
        before, behind = self._cut[start - 1] if start else 0.0, self._cut[end - 1]
        inner = start > 0 and end < len(self._shapes)
        border = -log(self._gaps.border(self._shapes[start - 1], self._shapes[end])) if inner else 0.0
        return border + _PARTED - before - behind

    def _known(self, ends: Ends, key: str, within: float) -> float:
        """What a known tag costs: the less, the more often captions have its words as a tag of their own."""
        self.keys[ends] = key
        if ends[1] - ends[0] == 1:
            return 0.0
        uses = self._tags.uses(key)
        if uses:
            share = (uses + _SEEN * exp(-within)) / (self._tags.runs(key) + _SEEN)
        else:
            share = (_LISTED + exp(-within)) / (_LISTED + 1)
        return min(within, -log(share))

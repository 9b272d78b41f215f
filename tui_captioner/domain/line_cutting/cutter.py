"""A line of words without commas, cut into tags."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise
from math import log
from typing import NamedTuple

from tui_captioner.domain.line_cutting.gaps import Gaps
from tui_captioner.domain.line_cutting.known_tags import KnownTags
from tui_captioner.domain.line_cutting.path import best_way
from tui_captioner.domain.line_cutting.pieces import Pieces
from tui_captioner.domain.line_cutting.spoken import (
    FILLERS,
    MOST_WORDS,
    is_number,
    key_of,
    letters_of,
    parts_of,
    shape_of,
    words_of,
)

DOUBT = 2.0
"""A cut is doubtful where the best way without it costs less than this more, in natural logarithms; so is one that is
not made. Two thirds of what is cut wrongly is below that, and 2 to 5 gaps of 100 are."""
_AT_FIRST = 4.0, 1.0
"""Known tags and strange ones that are reckoned with before there are captions."""
_FADING = 0.97
"""How much the captions before weigh, with each one that is learnt."""
_LEAST, _MOST = 0.05, 0.97
"""The share of known tags that is reckoned with, at least and at most."""


class Cut(NamedTuple):
    """A tag of a line.

    Args:
        text: The tag, as it is written in captions where it is known.
        said: The words that it was cut from.
        doubtful: Whether it may end elsewhere.
        known: Whether it is a known tag.
    """

    text: str
    said: str
    doubtful: bool
    known: bool

    @property
    def changed(self) -> bool:
        """Whether other words are written than were said: digits for numbers, or one that sounds the same."""
        return letters_of(self.text) != letters_of(self.said)


class CutLine(NamedTuple):
    """A line that was cut.

    Args:
        cuts: Its tags, in order.
        dropped: The words that belong to none of them, in order.
    """

    cuts: list[Cut]
    dropped: list[str]


class LineCutter:
    """Cuts lines by what it has learnt of captions and vocabularies.

    Two kinds of evidence decide: of each gap, whether a tag ends between two such words, and whole tags that are known.
    One cheapest way through the words weighs both; where the captions use known tags, a strange one costs more.

    Args:
        homophones: For a word in small letters the others that sound the same.
    """

    def __init__(self, homophones: Mapping[str, Collection[str]] | None = None) -> None:
        self._gaps = Gaps()
        self._tags = KnownTags()
        self._homophones = homophones or {}
        self._known, self._strange = _AT_FIRST

    def add_terms(self, texts: Iterable[str]) -> None:
        """Learn terms of a vocabulary, which nobody has used yet; the first of several spellings is the one written."""
        for text in texts:
            if words := words_of(text):
                self._tags.add_term(text)
                self._gaps.add_term([shape_of(word) for word in words])

    def learn(self, tags: Sequence[str]) -> None:
        """Learn a finished caption: its tags in the order in which they are written."""
        tags = [tag for tag in tags if words_of(tag)]
        known = sum(key_of(tag) in self._tags for tag in tags)
        self._known += known
        self._strange += len(tags) - known
        self._known, self._strange = (_FADING * share + 1 - _FADING for share in (self._known, self._strange))
        self._count(tags, 1)

    def unlearn(self, tags: Sequence[str]) -> None:
        """Take a caption back that was learnt, before it is learnt again in its new form."""
        self._count([tag for tag in tags if words_of(tag)], -1)

    def _count(self, tags: Sequence[str], sign: int) -> None:
        self._gaps.learn([[shape_of(word) for word in words_of(tag)] for tag in tags], sign)
        self._tags.learn(tags, sign)

    def cut(self, line: str) -> CutLine:
        """Cut a line into tags; none where it has more than `MOST_WORDS` words. Borders that stand in it are kept."""
        found = CutLine([], [])
        parts = parts_of(line)
        if sum(len(part.split()) for part in parts) <= MOST_WORDS:
            for part in parts:
                self._cut_part(self._without_fillers(part.split(), found.dropped), found)
        return found

    def _without_fillers(self, words: Sequence[str], dropped: list[str]) -> list[str]:
        kept: list[str] = []
        for word in words:
            is_filler = word.lower() in FILLERS and not self._gaps.is_used(word.lower())
            # `35 mm` is a lens.
            if is_filler and not (kept and is_number(kept[-1])):
                dropped.append(word)
            else:
                kept.append(word)
        return kept

    def _cut_part(self, words: Sequence[str], found: CutLine) -> None:
        if not words:
            return
        share = min(max(self._known / (self._known + self._strange), _LEAST), _MOST)
        strange = max(0.0, log(share / (1 - share)))
        pieces = Pieces(words, [self._alike(word) for word in words], self._gaps, self._tags, strange)
        way = best_way(pieces.costs)
        for ends in pairwise([0, *way.cuts]):
            said = " ".join(words[slice(*ends)])
            if ends in pieces.parting:
                found.dropped.append(said)
                continue
            key = pieces.keys.get(ends)
            text = said if key is None else self._tags.spelled(key, said)
            doubtful = min(way.margins[ends[0] : ends[1] + 1]) < DOUBT
            found.cuts.append(Cut(text, said, doubtful, key is not None))

    def _alike(self, word: str) -> list[str]:
        """The keys of the words that sound the same as this one, and stand in known tags."""
        others = self._homophones.get(word.lower(), ())
        return [key_of(other) for other in others if self._gaps.knows(shape_of(other))]

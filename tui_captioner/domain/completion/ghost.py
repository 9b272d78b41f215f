"""Ghost words: how a phrase or a sentence that has been begun is likely to go on.

Most of what saves keys in captions that are phrases or sentences is here (measured on real caption sets with
tests/benchmarks/keystrokes.py): no list has such tags, but their parts come again and again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tui_captioner.domain.completion.stream import COMMA, GONE, Memory, WordStream

_SEPARATOR = re.compile(r"[ _]+")
_MEMORY = 6
_PLACES = 150
_PER_WORD = 3.0
"""How many times more a place counts for each further word before it that agrees."""
_SAME_HEAD = 1.5
"""How many times more a place counts where the tag before begins as here. More than that did harm on caption sets that
nothing was tuned on."""
_SAME_SLOT = 2.0
"""How many times more a place counts in the same slot, where a tag begins; inside it its words say more than that."""
_UNSEEN = 0.4
"""Weight, against one agreeing place, of the chance that something else comes."""
_LONGEST = 24
_LEAST = 0.12
"""A further word is shown if it is at least this probable."""
_WAYS = 3
"""So many ways to go on are followed at once where whole phrases are foreseen."""
_LEAST_PHRASE = 0.03
"""A whole phrase is foreseen if it is at least this probable."""
_CACHED = 4096

Odds = list[tuple[int, float]]


class _Here(NamedTuple):
    """A place in a caption: the words before it, the first word of the tag before, the slot."""

    memory: Memory
    head: int
    slot: int


_Way = tuple[float, _Here, int, str]
"""Odds of a phrase so far, the place it has got to, its latest word, its text behind the cursor."""


class GhostWords:
    """Learns the words of accepted tags and foresees the next ones."""

    def __init__(self) -> None:
        self._stream = WordStream()
        self._cache: dict[_Here, Odds] = {}
        self._by_partial: dict[str, int | None] = {}
        self._underscores = 0

    def learn(self, caption: Sequence[tuple[str, str]]) -> None:
        """Learn a finished caption, given as slot and tag in order."""
        self._stream.add([(slot, tag, _words(tag)) for slot, tag in caption])
        self._underscores += sum(_style(tag) for _, tag in caption)
        self._forget_answers()

    def unlearn(self, tags: Sequence[str]) -> None:
        """Take the tags of a learnt caption back."""
        for tag in tags:
            if self._stream.remove(tag):
                self._underscores -= _style(tag)
        self._forget_answers()

    def _forget_answers(self) -> None:
        self._cache.clear()
        self._by_partial.clear()

    def after(self, text: str, context: Sequence[str], slot: str | None = None) -> str:
        """Foresee what follows the cursor.

        Args:
            text: the tag as typed so far.
            context: the tags that the caption has, in order.
            slot: the slot that is being filled, if known.

        Returns:
            What would be appended; empty if nothing is foreseen.
        """
        words = _SEPARATOR.split(text.lstrip(" _"))
        partial = words.pop()
        here = self._here(context, words, slot)
        word = self._complete(here, partial)
        if word is None:
            return ""
        rest = self._stream.words[word][len(partial) :]
        ghost = rest + self._chain(here, word, self._separator(text))
        return ghost if ghost.strip(" _") else ""

    def phrases(self, text: str, context: Sequence[str], slot: str | None = None) -> list[str]:
        """Foresee how the tag may go on to its end, likeliest first, whether it was ever written so or not.

        Args:
            text: the tag as typed so far.
            context: the tags that the caption has, in order.
            slot: the slot that is being filled, if known.
        """
        words = _SEPARATOR.split(text.lstrip(" _"))
        partial = words.pop()
        here, separator = self._here(context, words, slot), self._separator(text)
        begun = partial.lower()
        fits = [(share, word) for word, share in self._odds(here) if self._fits(word, begun)]
        whole = sum(share for share, _ in fits)
        ways = [(share / whole, here, word, self._stream.words[word][len(partial) :]) for share, word in fits[:_WAYS]]
        ended: list[tuple[float, str]] = []
        for _ in range(_LONGEST):
            further = [more for way in ways for more in self._further(way, separator)]
            ended.extend((odds, text) for odds, _, word, text in further if word == COMMA)
            ways = sorted((way for way in further if way[2] != COMMA), key=lambda way: (-way[0], way[3]))[:_WAYS]
            if not ways:
                break
        return [text + rest for _, rest in sorted(ended, key=lambda end: (-end[0], end[1]))]

    def _further(self, way: _Way, separator: str) -> Iterator[_Way]:
        """Give the ways that go on from one by a word, or end there."""
        odds, here, word, text = way
        here = here._replace(memory=(*here.memory, self._stream.folded(word))[-_MEMORY:])
        for other, share in self._odds(here)[:_WAYS]:
            if odds * share >= _LEAST_PHRASE and other != GONE:
                more = "" if other == COMMA else separator + self._stream.words[other]
                yield odds * share, here, other, text + more

    def _here(self, context: Sequence[str], words: Sequence[str], slot: str | None) -> _Here:
        before = _words(context[-1]) if context else []
        head = self._stream.memory(before[:1])[0] if before else GONE
        memory = (*self._stream.memory(before[-_MEMORY:]), COMMA, *self._stream.memory(words))
        in_slot = self._stream.memory([slot])[0] if slot is not None else GONE
        return _Here(memory[-_MEMORY:], head, in_slot)

    def _complete(self, here: _Here, partial: str) -> int | None:
        """Find the likeliest word that begins with what is typed of it."""
        begun = partial.lower()
        for word, _ in self._odds(here):
            if self._fits(word, begun):
                return word
        return self._by_use(partial)

    def _fits(self, word: int, begun: str) -> bool:
        """Tell whether a word begins with what is typed of it, given in small letters."""
        return word > COMMA and self._stream.lowered[word].startswith(begun)

    def _by_use(self, partial: str) -> int | None:
        """Find the most used word of the project that begins so, whatever stands before it."""
        if not partial:
            return None
        if partial not in self._by_partial:
            self._by_partial[partial] = self._most_used(partial)
        return self._by_partial[partial]

    def _most_used(self, partial: str) -> int | None:
        counts = self._stream.counts
        begin = self._stream.beginning(partial[0])
        begun = partial.lower()
        fits = (word for word in begin if counts[word] and self._fits(word, begun))
        return max(fits, key=counts.__getitem__, default=None)

    def _chain(self, here: _Here, word: int, separator: str) -> str:
        """Go on for as long as taking all at once is worth more than the risk that the end of it is wrong.

        A further word saves the key that would take it by itself. A separator at the end saves a key where the tag
        goes on in a way that is not foreseen.
        """
        text, best, best_value, odds = "", "", 0.0, 1.0
        for size in range(_LONGEST):
            here = here._replace(memory=(*here.memory, self._stream.folded(word))[-_MEMORY:])
            following = self._odds(here)
            end = next((share for other, share in following if other == COMMA), 0.0)
            word, share = next(((other, share) for other, share in following if other != COMMA), (GONE, 0.0))
            goes_on = max(1.0 - share - end, 0.0) if following else 0.0
            for value, ending in (
                (odds * size, ""),
                (odds * (size * (1.0 - end) + goes_on), separator),
            ):
                if value > best_value:
                    best, best_value = text + ending, value
            if word == GONE or share < _LEAST or share < end:
                break
            odds *= share
            text += separator + self._stream.words[word]
        return best

    def _odds(self, here: _Here) -> Odds:
        """Give the words that came after the like, with their odds, best first."""
        cached = self._cache.get(here)
        if cached is not None:
            return cached
        stream = self._stream
        weights: dict[int, float] = {}
        for place in stream.places(here.memory, here.head, _PLACES):
            word = stream.row[place]
            if word != GONE:
                weights[word] = weights.get(word, 0.0) + self._agreement(here, place)
        total = sum(weights.values()) + _UNSEEN * _PER_WORD
        odds = sorted(((word, weight / total) for word, weight in weights.items()), key=lambda one: (-one[1], one[0]))
        if len(self._cache) >= _CACHED:
            self._cache.clear()
        self._cache[here] = odds
        return odds

    def _agreement(self, here: _Here, place: int) -> float:
        """Weigh a place by how much of what stands before it is the same as here."""
        stream, memory = self._stream, here.memory
        weight = 1.0
        for back in range(2, len(memory) + 1):
            if place < back or memory[-back] == GONE or stream.folded_at(place - back) != memory[-back]:
                break
            weight *= _PER_WORD
        if here.head != GONE and stream.heads[place] == here.head:
            weight *= _SAME_HEAD
        if memory[-1] == COMMA and here.slot != GONE and stream.slots[place] == here.slot:
            weight *= _SAME_SLOT
        return weight

    def _separator(self, text: str) -> str:
        if "_" in text:
            return "_"
        return "_" if " " not in text and self._underscores > 0 else " "


def _words(tag: str) -> list[str]:
    return [word for word in _SEPARATOR.split(tag) if word]


def _style(tag: str) -> int:
    """Tell whether a tag's words are joined by `_` (1), by spaces (-1), or that it does not show (0)."""
    if "_" in tag.strip("_"):
        return 1
    return -1 if " " in tag else 0

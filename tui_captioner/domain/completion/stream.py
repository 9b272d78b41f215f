"""The words of all accepted tags in one long row, so that a phrase can be looked up at any length of memory."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence

from tui_captioner.domain.completion.text import fold

GONE = 0
COMMA = 1
"""Stands before every tag and after the last one of a caption."""

Memory = tuple[int, ...]
"""Folded words that stand before a place, the nearest one last."""


class WordStream:
    """Words as numbers, with the places where each word, and each pair of words, stands."""

    def __init__(self) -> None:
        self.words: list[str] = ["", "\x00"]
        self.lowered: list[str] = ["", "\x00"]
        """The words in small letters, each as long as the word itself."""
        self._numbers: dict[str, int] = {word: number for number, word in enumerate(self.words)}
        self._folded = array("I", (GONE, COMMA))
        self.row = array("I", (COMMA,))
        self.heads = array("I", (GONE,))
        """For each place in the row, the folded first word of the tag before."""
        self.slots = array("I", (GONE,))
        """For each place in the row, the slot of its tag, as the number of a word."""
        self.counts = array("I", (0, 0))
        self._by_letter: dict[str, list[int]] = {}
        self._after_word: dict[int, list[int]] = {}
        self._after_pair: dict[tuple[int, int], list[int]] = {}
        self._tag_places: dict[str, list[int]] = {}

    def number(self, word: str) -> int:
        """Give the number of a word, a new one if need be."""
        number = self._numbers.get(word)
        if number is None:
            number = len(self.words)
            self.words.append(word)
            lowered = word.lower()
            self.lowered.append(lowered if len(lowered) == len(word) else word)
            self._numbers[word] = number
            self._by_letter.setdefault(word[:1].casefold(), []).append(number)
            self.counts.append(0)
            self._folded.append(GONE)
            folded = fold(word)
            self._folded[number] = number if folded == word else self.number(folded)
        return number

    def beginning(self, letter: str) -> Sequence[int]:
        """Give the words that begin with a letter, small or large."""
        return self._by_letter.get(letter.casefold(), ())

    def memory(self, words: Sequence[str]) -> Memory:
        """Give the folded numbers of some words; GONE stands for a word that was never seen."""
        return tuple(self._numbers.get(fold(word), GONE) for word in words)

    def folded(self, word: int) -> int:
        """Give the folded form of a word."""
        return self._folded[word]

    def folded_at(self, place: int) -> int:
        """Give the folded word at a place of the row."""
        return self._folded[self.row[place]]

    def add(self, tags: Sequence[tuple[str, str, Sequence[str]]]) -> None:
        """Add a caption: of each tag the slot, the text, and the words."""
        head = GONE
        for slot, text, words in tags:
            in_slot = self.number(slot)
            self._tag_places.setdefault(text, []).append(len(self.row))
            for word in (*(self.number(word) for word in words), COMMA):
                self._append(word, head, in_slot)
            head = self._folded[self.number(words[0])] if words else GONE
        # A new caption begins like one after a tag that is not there.
        self._append(COMMA, GONE, GONE)

    def _append(self, word: int, head: int, slot: int) -> None:
        place = len(self.row)
        before = self._folded[self.row[place - 1]]
        # At the start of a tag, the beginning of the tag before says more than its end.
        further = head if before == COMMA else (self._folded[self.row[place - 2]] if place > 1 else GONE)
        self._after_word.setdefault(before, []).append(place)
        self._after_pair.setdefault((further, before), []).append(place)
        self.row.append(word)
        self.heads.append(head)
        self.slots.append(slot)
        self.counts[word] += 1

    def remove(self, text: str) -> bool:
        """Take the latest of a tag's places out; False where there is none."""
        places = self._tag_places.get(text)
        if not places:
            return False
        place = places.pop()
        if not places:
            del self._tag_places[text]
        while self.row[place] != COMMA:
            self.counts[self.row[place]] -= 1
            self.row[place] = GONE
            place += 1
        self.row[place] = GONE
        return True

    def places(self, memory: Memory, head: int, amount: int) -> Iterator[int]:
        """Give places that come after the last words of a memory, those after its last two words first, then latest."""
        last = memory[-1]
        further = head if last == COMMA else (memory[-2] if len(memory) > 1 else GONE)
        nearest = self._after_pair.get((further, last), [])[-amount:]
        yield from reversed(nearest)
        known = set(nearest)
        yield from (place for place in reversed(self._after_word.get(last, [])[-amount:]) if place not in known)

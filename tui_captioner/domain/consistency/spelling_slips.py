"""Words that are another one misspelt: near it, and known to nobody."""

from __future__ import annotations

from collections.abc import Iterator

from tui_captioner.domain.consistency.lexicon import Lexicon
from tui_captioner.domain.consistency.tag_forms import TagForm
from tui_captioner.domain.one_importer import ONE_IMPORTER
from tui_captioner.domain.spelling import singular

SHORTEST = 4
"""Letters from which a word may be misspelt: shorter ones are too near each other."""
_LONG = 8
"""Letters from which a word may have two slips."""


def spelling_slip(one: TagForm, other: TagForm, lexicon: Lexicon) -> bool:
    """Whether two tags differ in one word, and exactly one of the two is known."""
    if len(one.words) != len(other.words):
        return False
    different = [pair for pair in zip(one.words, other.words, strict=True) if pair[0] != pair[1]]
    if len(different) != 1:
        return False
    left, right = different[0]
    return are_near(left, right) and lexicon.knows(left) != lexicon.knows(right)


def may_be_misspelt(word: str) -> bool:
    """Whether a word is one that the rule is about: letters alone, and enough of them."""
    return len(word) >= SHORTEST and word.isalpha()


def are_near(one: str, other: str) -> bool:
    """Whether two words are one slip apart (two, if both are long), and no two forms of one word."""
    if not (may_be_misspelt(one) and may_be_misspelt(other)):
        return False
    # Here, not above: nobody who starts the program waits for it.
    with ONE_IMPORTER:
        from rapidfuzz.distance import OSA

    most = _most_slips(len(one), len(other))
    return OSA.distance(one, other, score_cutoff=most) <= most and singular(one) != singular(other)


def _most_slips(one: int, other: int) -> int:
    """How many slips two words of so many letters may be apart."""
    return 1 if min(one, other) < _LONG else 2


class NearWords:
    """Words by their length, among which those near another one are found."""

    def __init__(self) -> None:
        self._by_length: dict[int, list[str]] = {}
        self._known: dict[str, None] = {}

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def add(self, word: str) -> None:
        """Add a word; one that is there stays once."""
        if word not in self._known and may_be_misspelt(word):
            self._known[word] = None
            self._by_length.setdefault(len(word), []).append(word)

    def near(self, word: str) -> Iterator[str]:
        """The words near a word, see `are_near`."""
        if not may_be_misspelt(word):
            return
        with ONE_IMPORTER:
            from rapidfuzz import process
            from rapidfuzz.distance import OSA

        for length in range(len(word) - 2, len(word) + 3):
            choices = self._by_length.get(length)
            most = _most_slips(len(word), length)
            if not choices or abs(length - len(word)) > most:
                continue
            for found, _, _ in process.extract(word, choices, scorer=OSA.distance, score_cutoff=most, limit=None):
                if are_near(word, found):
                    yield found

"""The slots that a tag may belong to in one dataset, and what follows from them; worked out once for each text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tui_captioner.domain.slotting.context import evidence
from tui_captioner.domain.slotting.guess import HISTORY, SENTENCE, TELLS, UNKNOWN, VOCABULARY, Guess
from tui_captioner.domain.slotting.judge import Judge, combined
from tui_captioner.domain.slotting.phrases import bare_key
from tui_captioner.domain.slotting.practice import Practice
from tui_captioner.domain.structure import Structure

_BEYOND_DOUBT = 0.95
"""A guess surer than this is not changed by what stands around it."""
_MOST_KEPT = 50_000
"""Texts that are kept: more different tags than 100,000 captions of a real dataset have."""
OF_A = "of a"
"""The layer of the default structure that says what is shown."""


@dataclass(slots=True)
class Candidate:
    """What is known of one tag before its neighbours are asked.

    Args:
        guesses: The slots that it may belong to, the best first.
        word: It is one word of letters.
    """

    guesses: Sequence[Guess]
    word: bool = False
    sure: str = field(init=False)
    """The slot that it tells its neighbours of, empty where it is not sure; a sentence tells them nothing."""
    stands: bool = field(init=False)
    """Whether no neighbour changes it: it is a known tag, or stands where the dataset put it before."""
    shows: bool = field(init=False)
    """Whether it says what the picture is of."""
    _evidence: tuple[Sequence[str], list[float]] | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        best = self.guesses[0] if self.guesses else None
        told = best is not None and best.confidence >= TELLS and best.reason != SENTENCE
        self.sure = best.slot if best is not None and told else ""
        self.stands = best is not None and (
            best.reason in (VOCABULARY, HISTORY, SENTENCE, UNKNOWN) or best.confidence > _BEYOND_DOUBT
        )
        self.shows = best is not None and best.layer == OF_A

    def evidence(self, slots: Sequence[str]) -> list[float]:
        """How far it speaks for each slot, see `context.evidence`."""
        if self._evidence is None or self._evidence[0] is not slots:
            weights = {guess.slot: guess.confidence for guess in self.guesses}
            self._evidence = (slots, evidence(weights, slots, bare_word=self.word))
        return self._evidence[1]


class Candidates:
    """Finds the candidate slots of texts and keeps them.

    Args:
        judge: What the vocabulary and the shape of the words say.
        structure: The slots that there are.
        practice: What the dataset did before, None if nothing is known of that.
    """

    def __init__(self, judge: Judge, structure: Structure, practice: Practice | None) -> None:
        self._judge = judge
        self._slots = structure.own_keys
        self._rest = structure.catch_all
        self._practice = practice
        self._kept: dict[str, Candidate] = {}
        self.sentence = Candidate([Guess(self._rest, None, 1.0, SENTENCE)])
        self.unknown = Guess(self._rest, None, 0.0, UNKNOWN)

    def of(self, text: str) -> Candidate:
        """What is known of a tag; no sentence."""
        found = self._kept.get(text)
        if found is None:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            found = self._kept[text] = Candidate(self._guesses(text), text.isalpha())
        return found

    def _guesses(self, text: str) -> list[Guess]:
        """The guesses that the structure has slots for; a guess of no slot stays, unsure."""
        known = self._judge.guesses(text)
        slots, practice = self._slots, self._practice
        told = known[0].slot if known and known[0].reason == VOCABULARY and known[0].slot in slots else ""
        key = bare_key(text)
        if practice is not None:
            done = practice.of_tag(key, slots, told) or (None if told else practice.of_alike(key, slots))
            if done is not None:
                return [done]
        if known and known[0].slot not in slots and known[0].confidence >= TELLS:
            return [self.unknown]
        guesses = [guess for guess in known if guess.slot in slots]
        return guesses if told or practice is None else _with_words(guesses, *practice.of_word(key, slots))


def _with_words(guesses: list[Guess], word: Guess | None, decides: bool) -> list[Guess]:
    """The guesses for a tag and what tags with a word of it tell: that alone where they are many."""
    if word is None or not guesses:
        return guesses if word is None else [word]
    layer = next((guess.layer for guess in guesses if guess.slot == word.slot), None)
    word = word._replace(layer=layer)
    return [word] if decides else list(combined(guesses, [word]))


def candidates_of(judge: Judge, structure: Structure, practice: Practice | None) -> Candidates:
    """The candidates for a dataset: kept with its practice until that changes, else with the judge."""
    kept = judge.kept if practice is None else practice.kept
    key = structure.own_keys if practice is None else (judge, structure.own_keys)
    found = kept.get(key)
    if not isinstance(found, Candidates):
        if len(kept) > _FEW:
            kept.clear()
        found = kept[key] = Candidates(judge, structure, practice)
    return found


_FEW = 4
"""Structures that are kept at a time: a program has one or two open."""

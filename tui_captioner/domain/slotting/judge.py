"""One tag judged by itself: all that is known of it, the best guess first. Kept per vocabulary, so read once."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from tui_captioner.domain.slotting.guess import NEAREST, Guess
from tui_captioner.domain.slotting.kinds import pair_kind
from tui_captioner.domain.slotting.known_terms import KnownTerms
from tui_captioner.domain.slotting.phrases import bare_key, names_a_thing, phrase_of
from tui_captioner.domain.slotting.shapes import guess_shape
from tui_captioner.domain.slotting.whole import shows_all
from tui_captioner.domain.vocabulary import Vocabulary

_MOST_KEPT = 50_000
"""Judged tags kept in memory: more different tags than 100,000 captions of a real dataset have."""
_AGREEING = 0.5
"""How much of its confidence a second source adds when it names the same slot as the first."""
_DISAGREEING = 0.3
"""How much of its confidence a second source takes away when it names another slot."""
_JOINED = ("and ", "or ", "plus ")
"""Before the last piece of a list that was cut at its commas: `rice, beans, and fries`."""
_SEEN = " visible"
"""Behind what is seen: `legs visible` are legs."""
CERTAIN = 0.97
"""No guess that is not the vocabulary's own word is surer than this."""


class Judge:
    """Says which slots a tag may belong to, from the vocabulary and the shape of its words.

    Args:
        vocabulary: The terms with their slots.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._known = KnownTerms(vocabulary.terms)
        self._kept: dict[str, tuple[Guess, ...]] = {}
        self.kept: dict[object, object] = {}
        """What others worked out by this judge alone, kept as long as it is."""

    def guesses(self, text: str) -> tuple[Guess, ...]:
        """All guesses for one tag, the best first, one per slot; none where nothing tells."""
        found = self._kept.get(text)
        if found is None:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            found = self._kept[text] = self._judge(text)
        return found

    def _judge(self, text: str) -> tuple[Guess, ...]:
        text = _without_frame(text)
        key = bare_key(text)
        known = self._known.find(key)
        if known is not None:
            return (known,)
        phrase = phrase_of(text)
        shape = guess_shape(phrase)
        # What its head noun is elsewhere says nothing of a phrase that says what the whole picture shows.
        by_head = names_a_thing(phrase) and pair_kind(phrase.pair) is None and shows_all(phrase) is None
        near = self._known.nearest(key, phrase.head if by_head else "")
        return combined(near, [] if shape is None else [shape])


def _without_frame(text: str) -> str:
    """A tag without the words around it that say nothing of its slot."""
    for start in _JOINED:
        if text.lower().startswith(start):
            text = text[len(start) :]
    seen = text.endswith(_SEEN) and " not " not in text
    return text.removesuffix(_SEEN) if seen else text


def combined(near: list[Guess], shape: list[Guess]) -> tuple[Guess, ...]:
    """Two sources as one list: who agree grow surer, who disagree less sure; of equals the nearest term goes first."""
    slots: dict[str, Guess] = {}
    for guess in (*near, *shape):
        other = slots.get(guess.slot)
        if other is None:
            slots[guess.slot] = guess
            continue
        better, lesser = (guess, other) if guess.confidence > other.confidence else (other, guess)
        sum_ = 1 - (1 - better.confidence) * (1 - _AGREEING * lesser.confidence)
        slots[guess.slot] = better._replace(layer=better.layer or lesser.layer, confidence=min(CERTAIN, sum_))
    ranked = sorted(slots.values(), key=lambda guess: (-guess.confidence, guess.reason != NEAREST, guess.slot))
    if len(ranked) < 2:
        return tuple(ranked)
    first, second = ranked[0].confidence, ranked[1].confidence
    worse = [guess._replace(confidence=guess.confidence - _DISAGREEING * first) for guess in ranked[1:]]
    return (ranked[0]._replace(confidence=first - _DISAGREEING * second), *worse)


_JUDGES: WeakKeyDictionary[Vocabulary, Judge] = WeakKeyDictionary()


def judge_of(vocabulary: Vocabulary) -> Judge:
    """The judge of a vocabulary, made when it is first asked for and gone when the vocabulary is."""
    judge = _JUDGES.get(vocabulary)
    if judge is None:
        judge = _JUDGES[vocabulary] = Judge(vocabulary)
    return judge

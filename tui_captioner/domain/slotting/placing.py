"""Which slot a tag of an existing caption belongs to.

What this dataset did before comes first; then the vocabulary; then tags that are alike, the nearest known term and the
shape of the words; the neighbours in the caption decide ties, and what is doubtful where a caption keeps the tags of a
slot together. What is not sure is marked so. No tag is ever dropped or changed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate, groupby
from typing import NamedTuple

from tui_captioner.domain.caption import Caption, CaptionText, Tag, Tags
from tui_captioner.domain.slotting.arranging import into_slots
from tui_captioner.domain.slotting.candidates import Candidate, candidates_of
from tui_captioner.domain.slotting.context import beliefs, moves_of
from tui_captioner.domain.slotting.guess import NEIGHBOURS, SURE, UNKNOWN, Guess
from tui_captioner.domain.slotting.judge import CERTAIN, judge_of
from tui_captioner.domain.slotting.practice import Practice
from tui_captioner.domain.slotting.what_is_shown import of_a_dish, of_one_subject
from tui_captioner.domain.structure import Structure
from tui_captioner.domain.vocabulary import Vocabulary

__all__ = ["SURE", "History", "Placement", "place", "placements", "rehouse"]

_CLOSE = 0.1
"""Two guesses that lie no farther apart are a tie, which the neighbours decide."""
_SWAY = 0.06
"""What one neighbour that is sure of its slot adds to a guess of the same slot."""
_BY_NEIGHBOURS = 0.5
"""Confidence in the slot that the nearest sure tags on both sides share, where little else tells."""

_GOOD = 0.85
"""A guess as sure as this keeps its slot, whatever stands around it; it is shown for review where that disagrees."""
_A_NAME = 0.4
"""A guess less sure than this may be no more than a name."""
_MOST_BY_NEIGHBOURS = 0.65
"""No guess that only the neighbours made is surer: some eight in ten are right, so all are shown for review."""

History = Mapping[str, Mapping[str, int]]
"""What a dataset did before: `bare_key` of a tag, to slot key, to the number of captions that have it there."""


class Placement(NamedTuple):
    """Where one piece of a caption was put, and why.

    Args:
        tag: The piece, its text as it was; `unsure` says that `confidence` is below `SURE`.
        slot: Key of a slot of the dataset.
        layer: Layer of that slot, None where it is not known.
        confidence: From 0 to 1; 1 for a term of the vocabulary and for a sentence.
        reason: What decided, one of `placing.guess.REASONS`.
    """

    tag: Tag
    slot: str
    layer: str | None
    confidence: float
    reason: str


def place(
    pieces: CaptionText | Tags,
    vocabulary: Vocabulary,
    structure: Structure,
    globals_: Collection[str] = (),
    *,
    history: History | None = None,
) -> Caption:
    """Put the pieces of a caption into slots; the text itself is kept beside them.

    Args:
        pieces: What the file holds, in its order; the text is what they make by themselves, if it is not given.
        vocabulary: Terms with their slots.
        structure: The slots of this dataset.
        globals_: Texts of the project's globals. A piece that is one of them (exact, case-sensitive) belongs to the
            project and is left out of the slots, but only once: a repeat stays.
        history: What this dataset did before.
    """
    text = pieces if isinstance(pieces, CaptionText) else CaptionText.of(pieces)

    def guessed(tags: Sequence[Tag]) -> Iterator[tuple[str, Tag]]:
        for tag, guess in _settled(tags, vocabulary, structure, (), history):
            yield guess.slot, _marked(tag, guess)

    return into_slots(text, structure, globals_, guessed)


def placements(
    pieces: Sequence[Tag],
    vocabulary: Vocabulary,
    structure: Structure,
    globals_: Collection[str] = (),
    *,
    history: History | None = None,
) -> list[Placement]:
    """Say for every piece but the globals where it belongs, how sure that is, and what decided; in the file's order.

    The arguments are those of `place`. Sentences go to the catch-all slot, whole, and are sure to belong there; so does
    what nothing is known of, unsure. A slot that the structure has not is never used.
    """
    settled = _settled(pieces, vocabulary, structure, globals_, history)
    return [_placement(piece, guess, structure) for piece, guess in settled]


def _settled(
    pieces: Sequence[Tag],
    vocabulary: Vocabulary,
    structure: Structure,
    globals_: Collection[str],
    history: History | None,
) -> list[tuple[Tag, Guess]]:
    """Each piece but the globals with the guess that is made in the end."""
    own = [piece for piece in pieces if piece.text not in globals_]
    practice = history if isinstance(history, Practice) else Practice(history) if history else None
    candidates = candidates_of(judge_of(vocabulary), structure, practice)
    alone = [candidates.sentence if piece.sentence else candidates.of(piece.text) for piece in own]
    found = of_a_dish(own, of_one_subject(own, alone, structure), structure)
    settled = _in_order(own, found, structure) or _by_sides(found)
    return [(piece, guess or candidates.unknown) for piece, guess in zip(own, settled, strict=True)]


def _by_sides(found: Sequence[Candidate]) -> list[Guess | None]:
    """The guess for each piece by the nearest sure ones on both sides."""
    sure = [candidate.sure for candidate in found]
    before = ["", *accumulate(sure, _last_known)]
    behind = ["", *accumulate(reversed(sure), _last_known)][-2::-1]
    return [
        _swayed(candidate.guesses, [slot for slot in sides if slot])
        for candidate, *sides in zip(found, before, behind, strict=False)
    ]


def _in_order(own: Sequence[Tag], found: Sequence[Candidate], structure: Structure) -> list[Guess | None] | None:
    """The guess for each piece by all pieces around it; None where the caption is in no order that tells."""
    slots = structure.own_keys
    chain = [at for at, piece in enumerate(own) if not piece.sentence]
    told = [found[at].sure for at in chain]
    moves = moves_of([slot for slot in told if slot], slots)
    if moves is None:
        return None
    settled = [candidate.guesses[0] if candidate.guesses else None for candidate in found]
    for run in _runs([not (found[at].stands or _fits(told, place_)) for place_, at in enumerate(chain)]):
        first = max(0, run.start - 1)
        tags = [found[at].evidence(slots) for at in chain[first : run.stop + 1]]
        for place_, belief in zip(run, beliefs(tags, moves)[run.start - first :], strict=False):
            at = chain[place_]
            guesses = found[at].guesses
            # A first tag that little is known of is a trigger word in most captions, whatever stands behind it.
            if at or (guesses and guesses[0].confidence >= _A_NAME):
                settled[at] = _believed(guesses, dict(zip(slots, belief, strict=True)))
    return settled


def _runs(flags: Sequence[bool]) -> Iterator[range]:
    """The longest runs of places whose flag is set. A tag that stands parts what is before it from what is behind."""
    start = 0
    for flag, group in groupby(flags):
        stop = start + sum(1 for _ in group)
        if flag:
            yield range(start, stop)
        start = stop


def _fits(sure: Sequence[str], at: int) -> bool:
    """Whether a tag is sure of the slot that the tags on both sides are sure of, so that they change nothing."""
    return bool(sure[at]) and len(set(sure[max(0, at - 1) : at + 2])) == 1


def _believed(guesses: Sequence[Guess], belief: Mapping[str, float]) -> Guess:
    """The guess that the tags around make of the guesses for one piece; a good one only grows doubtful by them."""
    slot = max(belief, key=lambda key: belief[key])
    if guesses and slot != guesses[0].slot and guesses[0].confidence >= _GOOD:
        return guesses[0]._replace(confidence=_MOST_BY_NEIGHBOURS)
    own = next((guess for guess in guesses if guess.slot == slot), None)
    if own is not None and own is guesses[0] and own.reason != NEIGHBOURS:
        return own._replace(confidence=min(CERTAIN, belief[slot]))
    layer = None if own is None else own.layer
    return Guess(slot, layer, min(_MOST_BY_NEIGHBOURS, belief[slot]), NEIGHBOURS)


def _last_known(earlier: str, slot: str) -> str:
    return slot or earlier


def _swayed(guesses: Sequence[Guess], neighbours: Sequence[str]) -> Guess | None:
    """The best guess after the neighbours had their say, which they have only where guesses tie or there is none."""
    agreed = neighbours[0] if len(neighbours) == 2 and neighbours[0] == neighbours[1] else ""
    if agreed and (not guesses or _is_weak(guesses[0])):
        return Guess(agreed, None, _BY_NEIGHBOURS, NEIGHBOURS)
    if not guesses:
        return None
    best = guesses[0]
    if len(guesses) == 1 or best.confidence - guesses[1].confidence > _CLOSE:
        return best
    swayed = max(guesses, key=lambda guess: guess.confidence + _SWAY * neighbours.count(guess.slot))
    return best if swayed.slot == best.slot else swayed._replace(reason=NEIGHBOURS)


def _is_weak(guess: Guess) -> bool:
    """Whether a guess gives way to what both neighbours say; a known tag whose slot is gone does not."""
    return guess.reason != UNKNOWN and guess.confidence < _BY_NEIGHBOURS


def _placement(piece: Tag, guess: Guess, structure: Structure) -> Placement:
    layer = guess.layer if guess.layer in structure.slot(guess.slot).layers else None
    return Placement(_marked(piece, guess), guess.slot, layer, round(guess.confidence, 3), guess.reason)


def _marked(piece: Tag, guess: Guess) -> Tag:
    """The piece, its text as it was, marked where the guess is not sure."""
    if round(guess.confidence, 3) >= SURE:
        return piece
    return Tag(piece.text, piece.sentence, unsure=True, mark=piece.mark, origin=piece.origin)


def rehouse(caption: Caption, structure: Structure) -> Caption:
    """A stored caption under a changed structure: tags of a slot that is gone go to the catch-all slot, unsure."""
    strays = [key for key in caption.slots if key not in structure.own_keys]
    if not strays:
        return caption
    slots = {key: tags for key, tags in caption.slots.items() if key not in strays}
    moved = tuple(replace(tag, unsure=True) for key in strays for tag in caption.slots[key])
    slots[structure.catch_all] = (*slots.get(structure.catch_all, ()), *moved)
    return replace(caption, slots=slots)

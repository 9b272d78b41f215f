"""Which slot a tag of an existing caption belongs to.

What this dataset did before comes first; then the vocabulary; then tags that are alike, the nearest known term and the
shape of the words; the neighbours in the caption decide ties, and what is doubtful where a caption keeps the tags of a
slot together. What is not sure is marked so. No tag is ever dropped or changed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby

from tui_captioner.domain.caption import Caption, Tag, Tags
from tui_captioner.domain.placing.context import beliefs, evidence, moves_of
from tui_captioner.domain.placing.guess import HISTORY, NEIGHBOURS, SENTENCE, SHAPE, UNKNOWN, VOCABULARY, Guess
from tui_captioner.domain.placing.judge import CERTAIN, Judge, combined, judge_of
from tui_captioner.domain.placing.kinds import names_animal, names_food, serves
from tui_captioner.domain.placing.phrases import bare_key
from tui_captioner.domain.placing.practice import Practice
from tui_captioner.domain.placing.whole import says_all
from tui_captioner.domain.structure import Structure
from tui_captioner.domain.vocabulary import Vocabulary

SURE = 0.7
"""Confidence from which a placed tag is not shown for review: where some nine placements in ten are right.

`python -m tests.benchmarks.slotting` prints how often placements of each confidence are right, and all the sure and
all the unsure ones: 96 and 65 in 100 on captions that the rules had not seen.
"""
_CLOSE = 0.1
"""Two guesses that lie no farther apart are a tie, which the neighbours decide."""
_SWAY = 0.06
"""What one neighbour that is sure of its slot adds to a guess of the same slot."""
_BY_NEIGHBOURS = 0.5
"""Confidence in the slot that the nearest sure tags on both sides share, where little else tells."""

_BEYOND_DOUBT = 0.95
"""A guess surer than this is not changed by what stands around it."""
_GOOD = 0.85
"""A guess as sure as this keeps its slot, whatever stands around it; it is shown for review where that disagrees."""
_A_NAME = 0.4
"""A guess less sure than this may be no more than a name."""
_MOST_BY_NEIGHBOURS = 0.65
"""No guess that only the neighbours made is surer: some eight in ten are right, so all are shown for review."""

_OF_A = "of a"
"""The layer of the default structure that says what is shown."""
_SURELY = 0.85

History = Mapping[str, Mapping[str, int]]
"""What a dataset did before: `bare_key` of a tag, to slot key, to the number of captions that have it there."""


@dataclass(frozen=True, slots=True)
class Placement:
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
    pieces: Tags,
    vocabulary: Vocabulary,
    structure: Structure,
    globals_: Collection[str] = (),
    *,
    history: History | None = None,
) -> Caption:
    """Put the pieces of a caption into slots; the file's own order is kept beside them.

    Args:
        pieces: What the file holds, in its order.
        vocabulary: Terms with their slots.
        structure: The slots of this dataset.
        globals_: Texts of the project's globals. A piece that is one of them (exact, case-sensitive) belongs to the
            project and is left out of the slots.
        history: What this dataset did before, as `history_of` gives it.
    """
    slots: dict[str, list[Tag]] = {}
    for placement in placements(pieces, vocabulary, structure, globals_, history=history):
        slots.setdefault(placement.slot, []).append(placement.tag)
    return Caption({key: tuple(tags) for key, tags in slots.items()}, file_order=pieces)


def placements(
    pieces: Tags,
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
    judge = judge_of(vocabulary)
    own = [piece for piece in pieces if piece.text not in globals_]
    practice = history if isinstance(history, Practice) else Practice(history) if history else None
    found = [_guesses(piece, judge, structure, practice) for piece in own]
    guesses = _of_a_dish(own, _of_one_subject(own, found, structure), structure)
    sure = [_sure_slot(found) for found in guesses]
    settled = _in_order(own, guesses, sure, structure)
    if settled is None:
        before = ["", *accumulate(sure, _last_known)]
        behind = ["", *accumulate(reversed(sure), _last_known)][-2::-1]
        settled = [
            _swayed(found, [slot for slot in sides if slot])
            for found, *sides in zip(guesses, before, behind, strict=False)
        ]
    return [_placement(piece, guess, structure) for piece, guess in zip(own, settled, strict=True)]


def _in_order(
    own: Sequence[Tag], guesses: Sequence[list[Guess]], sure: Sequence[str], structure: Structure
) -> list[Guess | None] | None:
    """The guess for each piece by all pieces around it; None where the caption is in no order that tells."""
    slots = structure.own_keys
    chain = [at for at, piece in enumerate(own) if not piece.sentence]
    moves = moves_of([sure[at] for at in chain if sure[at]], slots)
    if moves is None:
        return None
    settled = [found[0] if found else None for found in guesses]
    told = [sure[at] for at in chain]
    for run in _runs([not (_stands(guesses[at]) or _fits(told, place_)) for place_, at in enumerate(chain)]):
        first = max(0, run.start - 1)
        tags = [
            evidence({guess.slot: guess.confidence for guess in guesses[at]}, slots, bare_word=own[at].text.isalpha())
            for at in chain[first : run.stop + 1]
        ]
        for place_, belief in zip(run, beliefs(tags, moves)[run.start - first :], strict=False):
            at = chain[place_]
            # A first tag that little is known of is a trigger word in most captions, whatever stands behind it.
            if at or (guesses[at] and guesses[at][0].confidence >= _A_NAME):
                settled[at] = _believed(guesses[at], dict(zip(slots, belief, strict=True)))
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


def _stands(guesses: list[Guess]) -> bool:
    """Whether no neighbour changes a guess: it is a known tag's, or what the dataset did before."""
    return bool(guesses) and (
        guesses[0].reason in (VOCABULARY, HISTORY, SENTENCE, UNKNOWN) or guesses[0].confidence > _BEYOND_DOUBT
    )


def _believed(guesses: list[Guess], belief: Mapping[str, float]) -> Guess:
    """The guess that the tags around make of the guesses for one piece; a good one only grows doubtful by them."""
    slot = max(belief, key=lambda key: belief[key])
    if guesses and slot != guesses[0].slot and guesses[0].confidence >= _GOOD:
        return replace(guesses[0], confidence=_MOST_BY_NEIGHBOURS)
    own = next((guess for guess in guesses if guess.slot == slot), None)
    if own is not None and own is guesses[0] and own.reason != NEIGHBOURS:
        return replace(own, confidence=min(CERTAIN, belief[slot]))
    layer = None if own is None else own.layer
    return Guess(slot, layer, min(_MOST_BY_NEIGHBOURS, belief[slot]), NEIGHBOURS)


def _sure_slot(guesses: list[Guess]) -> str:
    """The slot that a tag tells its neighbours of; a sentence tells them nothing."""
    told = guesses and guesses[0].confidence >= SURE and guesses[0].reason != SENTENCE
    return guesses[0].slot if told else ""


def _last_known(earlier: str, slot: str) -> str:
    return slot or earlier


def history_of(captions: Iterable[Caption]) -> Practice:
    """Count in which slots the tags of captions stand; what was only guessed and sentences are left out."""
    practice = Practice()
    for caption in captions:
        for slot, tags in caption.slots.items():
            for tag in tags:
                if not tag.unsure and not tag.sentence:
                    practice.count(bare_key(tag.text), slot, 1)
    return practice


def _guesses(piece: Tag, judge: Judge, structure: Structure, practice: Practice | None) -> list[Guess]:
    """The guesses for one piece that the structure has slots for, the best first; a guess of no slot stays, unsure."""
    if piece.sentence:
        return [Guess(structure.catch_all, None, 1.0, SENTENCE)]
    known = judge.guesses(piece.text)
    slots = structure.own_keys
    told = known[0].slot if known and known[0].reason == VOCABULARY and known[0].slot in slots else ""
    if practice is not None:
        key = bare_key(piece.text)
        done = practice.of_tag(key, slots, told) or (None if told else practice.of_alike(key, slots))
        if done is not None:
            return [done]
    if known and known[0].slot not in slots and known[0].confidence >= SURE:
        return [Guess(structure.catch_all, None, 0.0, UNKNOWN)]
    guesses = [guess for guess in known if guess.slot in slots]
    return guesses if told or practice is None else _with_words(guesses, *practice.of_word(key, slots))


def _with_words(guesses: list[Guess], word: Guess | None, decides: bool) -> list[Guess]:
    """The guesses for a tag and what tags with a word of it tell: that alone where they are many."""
    if word is None or not guesses:
        return guesses if word is None else [word]
    layer = next((guess.layer for guess in guesses if guess.slot == word.slot), None)
    word = replace(word, layer=layer)
    return [word] if decides else list(combined(guesses, [word]))


def _of_one_subject(own: Sequence[Tag], guesses: list[list[Guess]], structure: Structure) -> list[list[Guess]]:
    """Where a caption says surely what it is of, a second being is not what it is of.

    `border collie` after `of a dog` describes the subject; `pigeons` after `of an old man` are in the background.
    """
    shown = [at for at, found in enumerate(guesses) if found and found[0].layer == _OF_A]
    further = _said_again(own, guesses, shown)
    sure = [at for at in shown if at not in further and (guesses[at][0].confidence > _SURELY or says_all(own[at].text))]
    if not sure or not {"subject", "background"} <= set(structure.own_keys):
        return guesses
    animals = any(names_animal(own[at].text) for at in sure)
    subject = Guess("subject", "build or material", SURE - 0.05, NEIGHBOURS)
    behind = Guess("background", "things in it", SURE - 0.05, NEIGHBOURS)
    settled = list(guesses)
    for at in shown:
        if at not in sure:
            aside = at in further or (names_animal(own[at].text) and not animals)
            settled[at] = [behind if aside else subject]
    return settled


def _said_again(own: Sequence[Tag], guesses: list[list[Guess]], shown: Sequence[int]) -> set[int]:
    """The phrases that say what a whole picture shows where another tag before them has said it.

    `a lamp on a table` after `a cat on a sofa` or `1girl` is one of the things in the picture.
    """
    phrases = [at for at in shown if guesses[at][0].reason == SHAPE and says_all(own[at].text)]
    first = next((at for at in shown if at in phrases or guesses[at][0].confidence > _SURELY), -1)
    return {at for at in phrases if at > first}


def _of_a_dish(own: Sequence[Tag], guesses: list[list[Guess]], structure: Structure) -> list[list[Guess]]:
    """Where the picture is of food, what is eaten is the subject: `melted cheese` after `of a burger`."""
    shows = [at for at, found in enumerate(guesses) if found and found[0].slot == "type" and names_food(own[at].text)]
    if not shows or "subject" not in structure.own_keys:
        return guesses
    dish = Guess("subject", "build or material", SURE - 0.05, NEIGHBOURS)
    return [
        [dish] if found and found[0].slot == "background" and not _stands(found) and serves(piece.text) else found
        for piece, found in zip(own, guesses, strict=True)
    ]


def _swayed(guesses: list[Guess], neighbours: Sequence[str]) -> Guess | None:
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
    return best if swayed.slot == best.slot else replace(swayed, reason=NEIGHBOURS)


def _is_weak(guess: Guess) -> bool:
    """Whether a guess gives way to what both neighbours say; a known tag whose slot is gone does not."""
    return guess.reason != UNKNOWN and guess.confidence < _BY_NEIGHBOURS


def _placement(piece: Tag, guess: Guess | None, structure: Structure) -> Placement:
    if guess is None:
        guess = Guess(structure.catch_all, None, 0.0, UNKNOWN)
    confidence = round(guess.confidence, 3)
    tag = piece if confidence >= SURE else replace(piece, unsure=True)
    layer = guess.layer if guess.layer in structure.slot(guess.slot).layers else None
    return Placement(tag, guess.slot, layer, confidence, guess.reason)


def rehouse(caption: Caption, structure: Structure) -> Caption:
    """A stored caption under a changed structure: tags of a slot that is gone go to the catch-all slot, unsure."""
    strays = [key for key in caption.slots if key not in structure.own_keys]
    if not strays:
        return caption
    slots = {key: tags for key, tags in caption.slots.items() if key not in strays}
    moved = tuple(replace(tag, unsure=True) for key in strays for tag in caption.slots[key])
    slots[structure.catch_all] = (*slots.get(structure.catch_all, ()), *moved)
    return Caption(slots, caption.file_order)
